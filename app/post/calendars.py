"""A lead's year as a calendar, and what changed in it since it was last written.

An event keeps its UID as long as it is the same thing, and its SEQUENCE rises when a reader would
see something else. What has gone is cancelled, so that it goes from calendars too. Knows entries
of the year and what was noted of them; writes no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from app.core.year import Entry
from app.post.calendar_words import description, summary
from app.post.ics import Event
from app.store.calendars import Noted

KEPT = timedelta(days=31)
"""For how long something that is over, or was cancelled, stays in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsCalendar:
    lead: str
    events: tuple[Event, ...]
    """By day."""
    noted: Mapping[str, Noted]
    new: int
    changed: int
    cancelled: int


def leads_calendar(
    lead: str, entries: Iterable[Entry], before: Mapping[str, Noted], key: bytes, as_of: date
) -> LeadsCalendar:
    """The calendar as it stands on `as_of`; `before` is what was noted, `key` the instance's."""
    events: list[Event] = []
    notes = dict(before)
    counts = {"new": 0, "changed": 0, "cancelled": 0}

    def take(event: Event) -> None:
        made, change = with_sequence(event, notes, as_of)
        events.append(made)
        if change:
            counts[change] += 1

    for entry in entries:
        if _day(entry.begins) < as_of - KEPT:
            continue
        event = Event(
            uid=_uid(entry, key),
            begins=entry.begins,
            summary=summary(entry),
            description=description(entry),
            status="CONFIRMED" if entry.certain else "TENTATIVE",
            changed=as_of,
        )
        take(event)
    there = {event.uid for event in events}
    for uid, note in before.items():
        day = _day(_begins(note))
        if uid in there or day < as_of - KEPT or (day < as_of and not note.cancelled):
            continue  # over: nothing that a calendar would have to take away
        gone = Event(
            uid=uid,
            begins=_begins(note),
            summary=note.summary,
            status="CANCELLED",
            changed=as_of,
        )
        take(gone)
    events.sort(key=lambda event: (_day(event.begins), event.summary, event.uid))
    return LeadsCalendar(lead=lead, events=tuple(events), noted=notes, **counts)


def with_sequence(event: Event, notes: dict[str, Noted], as_of: date) -> tuple[Event, str]:
    """The event with its sequence, noted in `notes`, and whether it is `new`, `changed` or
    `cancelled`; empty where it is as it was.
    """
    digest = _digest(event)
    note, change = notes.get(event.uid), ""
    if note is None or note.digest != digest:
        change = "new" if note is None else _change(event)
        note = Noted(
            digest=digest,
            sequence=0 if note is None else note.sequence + 1,
            changed=as_of,
            begins=_iso(event.begins),
            summary=event.summary,
            cancelled=event.status == "CANCELLED",
        )
        notes[event.uid] = note
    return replace(event, sequence=note.sequence, changed=note.changed), change


def _change(event: Event) -> str:
    return "cancelled" if event.status == "CANCELLED" else "changed"


def _uid(entry: Entry, key: bytes) -> str:
    """Nobody can tell from it what it is about."""
    return str(uuid5(UUID(bytes=key[:16]), f"{entry.lead}\0{entry.occasion}\0{entry.key}"))


def _digest(event: Event) -> str:
    seen = (
        _iso(event.begins),
        event.summary,
        event.description,
        event.location,
        event.status,
    )
    return sha256("\0".join(seen).encode("utf-8")).hexdigest()


def _iso(begins: date | datetime) -> str:
    if isinstance(begins, datetime):
        return begins.astimezone(UTC).isoformat()
    return begins.isoformat()


def _begins(note: Noted) -> date | datetime:
    if "T" in note.begins:
        return datetime.fromisoformat(note.begins)
    return date.fromisoformat(note.begins)


def _day(begins: date | datetime) -> date:
    return begins.date() if isinstance(begins, datetime) else begins
