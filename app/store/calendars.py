"""What calendars said when they were last written: one file of `instance/`, under a checksum.

Without it nobody could say what has changed since. Knows no calendar format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.errors import StoreDamaged
from app.store.disk import private_folder
from app.store.locks import locked
from app.store.recovery import REMEDY
from app.store.whole import read_whole, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One event as it was last written."""

    digest: str
    """Of everything that a reader sees of it."""
    sequence: int
    """How often that changed."""
    changed: date
    """The `--as-of` on which it last did."""
    begins: str
    """A day or a moment in UTC, ISO 8601: a cancelled event has to name it still."""
    summary: str
    cancelled: bool = False


Calendars = dict[str, dict[str, Noted]]
"""Lead → UID → what was written."""
OF_LETTERS = "@letters"
"""In a lead's place: the events that went out with letters. No slug is like it."""
Keep = Callable[[Mapping[str, Mapping[str, Noted]]], None]
_NOTED = TypeAdapter(Calendars)


def noted(instance: Path) -> Calendars:
    """What all calendars said. Raises StoreDamaged."""
    path = _path(instance)
    try:
        return _NOTED.validate_json(read_whole(path))
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error


@contextmanager
def noting(instance: Path) -> Iterator[tuple[Calendars, Keep]]:
    """What was said and a way to keep what is said now, with nobody else writing meanwhile."""
    path = _path(private_folder(instance))
    with locked(path):
        there = noted(instance)

        def keep(new: Mapping[str, Mapping[str, Noted]]) -> None:
            made = {lead: dict(events) for lead, events in new.items()}
            if made != there:
                write_whole(path, _NOTED.dump_json(made, indent=1))

        yield there, keep


def _path(instance: Path) -> Path:
    return instance / "calendars.json"
