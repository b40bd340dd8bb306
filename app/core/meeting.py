"""Meetings of the firm with one counterpart, and what was agreed in them, as their files state it.

Knows days, and no answers. Whoever is present or answers for something is told by id and by name:
ids are for looking people up, names for reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from app.core.firm import CommitmentState
from app.core.survey import Perspective


class MeetingState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody in a meeting: a contact there, or a person of ours."""

    id: str
    """The contact's id, or the person's slug."""
    name: str
    perspective: Perspective


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Something agreed in a meeting: what, by which side, by when, and how we will know."""

    what: str
    side: Perspective
    """Who is to do it."""
    made: date
    """The day of the meeting."""
    who: Participant | None = None
    """Who answers for it on that side; None where nobody in particular."""
    by: date | None = None
    how: str = ""
    """How both will know that it was done."""
    state: CommitmentState = CommitmentState.OPEN
    closed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`content/meetings/<relationship>-<date>.md`."""

    id: str
    """The file's name: it stays when the meeting is moved to another day."""
    relationship: str
    """Slug, today's where it was renamed."""
    on: date
    state: MeetingState
    asked_on: date | None = None
    accepted_on: date | None = None
    starts: time | None = None
    """In the firm's time zone; None where nobody has said."""
    where: str = ""
    who: tuple[Participant, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    said: str = ""
    """The body, Markdown: what was said. For us only."""


def known_on(meetings: Iterable[Meeting], day: date, *, past: bool = False) -> tuple[Meeting, ...]:
    """The meetings as they stood on a day, the earliest first: what came later is not known yet.

    On a day that is `past`, what nobody dated and came later was not known either; on today it is.
    """
    found = (_known_on(meeting, day, past) for meeting in meetings)
    return tuple(sorted((m for m in found if m is not None), key=lambda m: (m.on, m.id)))


def stood_on(
    state: CommitmentState, closed: date | None, due: date | None, day: date, *, past: bool
) -> tuple[CommitmentState, date | None]:
    """How a promise stood on a day, and when it was closed: closed later, it was still open.

    So it was on a day that is `past` and lies before the day it is due, if nobody wrote when it was
    broken: it is broken from its day on.
    """
    not_yet = closed is not None and closed > day
    unbroken = state is CommitmentState.BROKEN and closed is None and due is not None and due >= day
    return (CommitmentState.OPEN, None) if not_yet or (past and unbroken) else (state, closed)


def _known_on(meeting: Meeting, day: date, past: bool) -> Meeting | None:
    if meeting.state is MeetingState.HELD and meeting.on <= day:
        agreements = tuple(_as_it_stood(a, day, past) for a in meeting.agreements)
        return replace(meeting, agreements=agreements)
    if meeting.asked_on is not None and meeting.asked_on > day:
        return None
    if meeting.asked_on is None and (past or meeting.state is MeetingState.HELD):
        # Nothing says that it was spoken of before it was held, or by that day.
        return None
    accepted = meeting.state is not MeetingState.ASKED and (meeting.accepted_on or day) <= day
    state = MeetingState.ACCEPTED if accepted else MeetingState.ASKED
    return replace(
        meeting,
        state=state,
        accepted_on=meeting.accepted_on if accepted else None,
        agreements=(),
        said="",
    )


def _as_it_stood(agreement: Agreement, day: date, past: bool) -> Agreement:
    state, closed = stood_on(agreement.state, agreement.closed, agreement.by, day, past=past)
    return replace(agreement, state=state, closed=closed)
