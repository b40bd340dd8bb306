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


def known_on(meetings: Iterable[Meeting], day: date) -> tuple[Meeting, ...]:
    """The meetings as they stood on a day, the earliest first: what came later is not known yet."""
    found = (_known_on(meeting, day) for meeting in meetings)
    return tuple(sorted((m for m in found if m is not None), key=lambda m: (m.on, m.id)))


def _known_on(meeting: Meeting, day: date) -> Meeting | None:
    if meeting.state is MeetingState.HELD and meeting.on <= day:
        return replace(meeting, agreements=tuple(_stood_on(a, day) for a in meeting.agreements))
    if meeting.asked_on is not None and meeting.asked_on > day:
        return None
    if meeting.state is MeetingState.HELD and meeting.asked_on is None:
        # Nothing says that it was spoken of before it was held.
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


def _stood_on(agreement: Agreement, day: date) -> Agreement:
    """An agreement that was closed later was still open."""
    if agreement.closed is None or agreement.closed <= day:
        return agreement
    return replace(agreement, state=CommitmentState.OPEN, closed=None)
