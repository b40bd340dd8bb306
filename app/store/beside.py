"""What is noted beside an opened wave after it was opened: seals, other words, changed links, and
that it was closed by hand.

The frozen wave itself is never written over. Each kind of note is one file under a checksum,
replaced as a whole under a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from app.core.survey import Perspective
from app.core.wave import Ended, Rewording
from app.errors import StoreDamaged, StoreError
from app.store import disk
from app.store.locks import locked
from app.store.recovery import REMEDY
from app.store.whole import read_whole, write_whole

Key = tuple[str, Perspective, str]
"""Relationship, perspective, respondent."""
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Expectations of one relationship as they were on a day, without saying what they were."""

    day: date
    salt: str
    digest: str
    """Over all of them."""
    each: dict[str, str]
    """Respondent → digest over theirs alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLink:
    """A personal link that was renewed or revoked after the wave was opened."""

    key: Key
    generation: int
    """Counted on with every change: a link that was taken back never opens again."""
    hashed: str
    """The hash of the link that opens now; empty for a revoked one."""


_SEALS = TypeAdapter(dict[str, Seal])
_REWORDINGS = TypeAdapter(tuple[Rewording, ...])
_CHANGED = TypeAdapter(tuple[ChangedLink, ...])
_ENDED: TypeAdapter[Ended | None] = TypeAdapter(Ended | None)


def seals(instance: Path, wave_id: str) -> dict[str, Seal]:
    """The seals of a wave by relationship. Raises StoreDamaged."""
    return _read(_path(instance, wave_id, "sealed"), _SEALS, {})


def add_seals(
    instance: Path, wave_id: str, made: Callable[[Mapping[str, Seal]], Mapping[str, Seal]]
) -> dict[str, Seal]:
    """Keeps what `made` makes of the seals that are there; one that is there stays as it is."""
    path = _path(instance, wave_id, "sealed")
    with locked(path):
        there = _read(path, _SEALS, {})
        new = {slug: seal for slug, seal in made(there).items() if slug not in there}
        if new:
            there = {**there, **new}
            write_whole(path, _SEALS.dump_json(there, indent=1))
    return there


def rewordings(instance: Path, wave_id: str) -> tuple[Rewording, ...]:
    """What was put in other words, in the order it was done. Raises StoreDamaged."""
    return _read(_path(instance, wave_id, "reworded"), _REWORDINGS, ())


def add_rewording(instance: Path, wave_id: str, rewording: Rewording) -> None:
    """Keeps one; a later one for the same answer counts instead of an earlier."""
    path = _path(instance, wave_id, "reworded")
    with locked(path):
        there = _read(path, _REWORDINGS, ())
        write_whole(path, _REWORDINGS.dump_json((*there, rewording), indent=1))


def forget_rewordings(instance: Path, wave_id: str) -> None:
    """Takes away what was put in other words, with the words it was made of. Raises OSError."""
    path = _path(instance, wave_id, "reworded")
    with locked(path):
        disk.remove(path)
        for name in disk.names(path.parent):
            if name.startswith(f".{path.name}.") and name.endswith(disk.UNFINISHED):
                disk.remove(path.parent / name)


def changed_links(instance: Path, wave_id: str) -> tuple[ChangedLink, ...]:
    """Links renewed or revoked since the wave was opened. Raises StoreDamaged."""
    return _read(_path(instance, wave_id, "changed"), _CHANGED, ())


def change_link(instance: Path, wave_id: str, changed: ChangedLink) -> None:
    """From now on only this link, or none, opens for its respondent."""
    path = _path(instance, wave_id, "changed")
    with locked(path):
        there = [link for link in _read(path, _CHANGED, ()) if link.key != changed.key]
        write_whole(path, _CHANGED.dump_json((*there, changed), indent=1))


def ended(instance: Path, wave_id: str) -> Ended | None:
    """When and why a wave was closed by hand, or None. Raises StoreDamaged."""
    return _read(_path(instance, wave_id, "ended"), _ENDED, None)


def end(instance: Path, wave_id: str, how: Ended) -> None:
    """Notes that a wave is closed from this moment on. Raises StoreError where it is already."""
    path = _path(instance, wave_id, "ended")
    with locked(path):
        before = _read(path, _ENDED, None)
        if before is not None:
            raise StoreError(f"{path}: {wave_id} was closed by hand already, at {before.at}")
        write_whole(path, _ENDED.dump_json(how, indent=1))


def _path(instance: Path, wave_id: str, kind: str) -> Path:
    return instance / "waves" / f"{wave_id}.{kind}"


def _read(path: Path, shape: TypeAdapter[Kept], nothing: Kept) -> Kept:
    try:
        return shape.validate_json(read_whole(path))
    except FileNotFoundError:
        return nothing
    except ValidationError as error:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error
