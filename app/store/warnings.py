"""The record of warnings beside an opened wave: what its list said of whom on the day of a build.

Written once a relationship and wave, and never changed: a later build finds it there and adds only
who was not on the list before. One file a wave under a checksum, replaced as a whole under a lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.core.warned import Warned
from app.errors import StoreDamaged
from app.store.disk import private_folder
from app.store.locks import locked
from app.store.recovery import REMEDY
from app.store.whole import read_whole, write_whole

_WARNED = TypeAdapter(tuple[Warned, ...])


def warned(instance: Path, wave_id: str) -> tuple[Warned, ...]:
    """The warnings of a wave, in the order they were written. Raises StoreDamaged."""
    path = _path(instance, wave_id)
    try:
        return _WARNED.validate_json(read_whole(path))
    except FileNotFoundError:
        return ()
    except ValidationError as error:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error


def add_warned(instance: Path, wave_id: str, new: Iterable[Warned]) -> int:
    """Keeps warnings of a wave that are not there yet; returns how many. Raises StoreError."""
    new = tuple(new)
    if not new:
        return 0
    private_folder(instance / "waves")
    path = _path(instance, wave_id)
    with locked(path):
        there = warned(instance, wave_id)
        kept = {one.relationship for one in there}
        added = tuple(one for one in new if one.wave == wave_id and one.relationship not in kept)
        if added:
            write_whole(path, _WARNED.dump_json((*there, *added), indent=1))
    return len(added)


def _path(instance: Path, wave_id: str) -> Path:
    return instance / "waves" / f"{wave_id}.warned"
