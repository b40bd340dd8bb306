"""Opened waves as they were frozen, and the index from a link's hash to its invitation.

Knows JSON files below `instance/waves/`. A wave is opened once and never written over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.core.closing import ended_by_hand
from app.core.survey import Perspective
from app.core.wave import OpenedWave
from app.errors import StoreDamaged, StoreError
from app.store.beside import changed_links, ended
from app.store.disk import names, private_folder, read, states, write_atomically
from app.store.locks import locked
from app.store.mark import read_mark
from app.store.opening import create
from app.store.recovery import REMEDY
from app.store.registry import register, registered
from app.store.whole import read_whole, write_whole

Key = tuple[str, Perspective, str]
_OPENED = TypeAdapter(OpenedWave)
_INDEX = TypeAdapter(dict[str, Key])


def _folder(instance: Path) -> Path:
    return instance / "waves"


def keep_opened(instance: Path, opened: OpenedWave, link_hashes: Mapping[str, Key]) -> None:
    """Freezes a wave and makes room for its answers. Raises StoreError if it is open already."""
    folder = private_folder(private_folder(instance) / "waves")
    path = folder / f"{opened.id}.json"
    with locked(path):
        registered(instance)
        if path.exists():
            raise StoreError(f"{path}: the wave is open already; its frozen copy stays as it is")
        # The room and the index first: a wave that is there always has its links and its answers.
        create(private_folder(instance / "answers") / opened.id, opened.id)
        index = _INDEX.dump_json(dict(link_hashes), indent=1)
        write_whole(folder / f"{opened.id}.links", index)
        # Before the first wave the registry, without which a store would look like an old one.
        register(instance, opened.id)
        write_whole(path, _OPENED.dump_json(opened, indent=1))


def read_opened(instance: Path, wave_id: str) -> OpenedWave:
    """A frozen wave, with what was noted of a closing by hand.

    Raises StoreDamaged when its file is not what was written.
    """
    path = _folder(instance) / f"{wave_id}.json"
    try:
        opened = _OPENED.validate_json(read_whole(path))
    except FileNotFoundError as error:
        raise StoreError(f"{path}: is not there; the wave {wave_id} was never opened") from error
    except ValidationError as error:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error
    by_hand = ended(instance, wave_id)
    return opened if by_hand is None else ended_by_hand(opened, by_hand)


def opened_ids(instance: Path) -> tuple[str, ...]:
    """The ids of all opened waves, by opening day.

    Raises StoreDamaged when one that answers were kept for has gone or cannot be read.
    """
    for wave_id in missing_ids(instance):
        raise StoreDamaged(f"{_folder(instance) / wave_id}.json: is missing; {REMEDY}")
    days = []
    for wave_id in kept_ids(instance):
        try:
            opens = json.loads(read_whole(_folder(instance) / f"{wave_id}.json"))["wave"]["opens"]
        except (ValueError, KeyError, TypeError) as error:
            raise StoreDamaged(
                f"{_folder(instance) / wave_id}.json: does not hold what was written; {REMEDY}"
            ) from error
        days.append((opens, wave_id))
    return tuple(wave_id for _, wave_id in sorted(days))


def kept_ids(instance: Path) -> tuple[str, ...]:
    """The ids of the waves whose files are there, whatever they hold."""
    found = names(_folder(instance))
    return tuple(name.removesuffix(".json") for name in found if name.endswith(".json"))


def missing_ids(instance: Path) -> tuple[str, ...]:
    """The ids of waves that have answers, and whose own file is gone. Raises StoreError.

    One that was registered and has no answers was cut short in opening, and can be opened again.
    """
    kept = kept_ids(instance)
    marks = {
        wave_id: read_mark(instance / "answers" / wave_id / "known")
        for wave_id in registered(instance)
        if wave_id not in kept
    }
    return tuple(wave_id for wave_id, mark in marks.items() if mark is not None and mark.versions)


def kept_state(instance: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes whenever a wave's file does: name, identity and moment of change of each."""
    return states(_folder(instance), (".json", ".links", ".changed", ".ended"))


def mark_compiled(instance: Path, wave_id: str, day: date) -> None:
    """Notes that a wave's figures have been published; the first day stays."""
    _note_day(private_folder(_folder(instance)) / f"{wave_id}.compiled", day)


def mark_closed(instance: Path, wave_id: str, day: date) -> None:
    """Notes that a wave was closed and settled; the first day stays."""
    _note_day(private_folder(_folder(instance)) / f"{wave_id}.closed", day)


def closed_on(instance: Path, wave_id: str) -> date | None:
    """The day on which a wave was closed by `close`, or None."""
    return _noted_day(_folder(instance) / f"{wave_id}.closed")


def mark_deleted(instance: Path, wave_id: str, day: date) -> None:
    """Notes that a wave's answers are deleted, before they are; the first day stays."""
    _note_day(private_folder(_folder(instance)) / f"{wave_id}.deleted", day)


def deleted_on(instance: Path, wave_id: str) -> date | None:
    """The day on which a wave's answers were deleted, or None."""
    return _noted_day(_folder(instance) / f"{wave_id}.deleted")


def with_answers(instance: Path) -> tuple[OpenedWave, ...]:
    """Opened waves in the order of their opening days, without those whose answers were deleted.

    Of these nothing can be said any more: not that nobody answered, either.
    """
    return tuple(
        read_opened(instance, wave_id)
        for wave_id in opened_ids(instance)
        if deleted_on(instance, wave_id) is None
    )


def compiled_on(instance: Path, wave_id: str) -> date | None:
    """The day on which a wave's figures were first published, or None."""
    return _noted_day(_folder(instance) / f"{wave_id}.compiled")


def _note_day(path: Path, day: date) -> None:
    with locked(path):
        if not path.exists():
            write_atomically(path, day.isoformat().encode("ascii"))


def _noted_day(path: Path) -> date | None:
    try:
        return date.fromisoformat(read(path).decode("ascii"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise StoreDamaged(f"{path}: holds no day; {REMEDY}") from error


def link_index(instance: Path, wave_id: str) -> dict[str, Key]:
    """Link hash → invitation key of one wave, with the links renewed or revoked since.

    A person's list of several relationships has a key whose relationship is empty.
    """
    path = _folder(instance) / f"{wave_id}.links"
    try:
        opened_with = _INDEX.validate_json(read_whole(path))
    except (FileNotFoundError, ValidationError) as error:
        raise StoreDamaged(f"{path}: is missing or damaged; {REMEDY}") from error
    changed = {link.key: link.hashed for link in changed_links(instance, wave_id)}
    kept = {hashed: key for hashed, key in opened_with.items() if key not in changed}
    return kept | {hashed: key for key, hashed in changed.items() if hashed}
