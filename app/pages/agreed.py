"""What was promised and what was agreed, in one list, and how each stands; and the meetings.

Knows finished reviews, and voices: on the table a side stands in place of a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from markupsafe import Markup

from app.core.firm import Commitment, CommitmentState
from app.core.meeting import Agreement, Meeting, MeetingState
from app.core.review import Review
from app.core.survey import Perspective
from app.pages.brief_words import Voice
from app.pages.numbers import day
from app.pages.prose import to_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    what: str
    who: str
    """A person, or the side that is to do it; on the table a side, or nothing."""
    due: str
    state: str
    broken: bool
    kept: bool = False
    how: str = ""
    """How both will know that it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    label: str
    """The day."""
    text: str
    said: Markup
    """What was said; empty where nothing was written down."""


def promises(review: Review, voice: Voice) -> tuple[Promise, ...]:
    """What was promised or agreed and how it stands on the day of the review.

    First what was not done, then what is open, then the rest: a sheet that holds a few holds those
    that are to be talked about. The latest first within each.
    """
    found = [
        (_weight(one.state, one.due, review.as_of), one.due, _promised(one, review, voice))
        for one in review.commitments
    ]
    found += [
        (_weight(one.state, one.by, review.as_of), one.by, _agreed(one, review.as_of, voice))
        for one in review.agreements
    ]
    found.sort(key=lambda each: (each[0], each[1] is None, each[1] or date.min), reverse=True)
    return tuple(promise for _, _, promise in found)


def _weight(state: CommitmentState, due: date | None, as_of: date) -> int:
    if state is CommitmentState.BROKEN or _is_late(state, due, as_of):
        return 2
    return 1 if state is CommitmentState.OPEN else 0


def _promised(one: Commitment, review: Review, voice: Voice) -> Promise:
    late = _is_late(one.state, one.due, review.as_of)
    return Promise(
        what=one.what,
        who=_whose(one.who, review, voice),
        due=voice.day(one.due),
        state=_state(one.state, late, voice),
        broken=late or one.state is CommitmentState.BROKEN,
        kept=one.state is CommitmentState.KEPT,
    )


def _agreed(one: Agreement, as_of: date, voice: Voice) -> Promise:
    late = _is_late(one.state, one.by, as_of)
    return Promise(
        what=one.what,
        who=one.who.name if one.who is not None else _side(one.side, voice),
        due=voice.day(one.by),
        state=_state(one.state, late, voice),
        broken=late or one.state is CommitmentState.BROKEN,
        kept=one.state is CommitmentState.KEPT,
        how=one.how,
    )


def _whose(who: str, review: Review, voice: Voice) -> str:
    """Who promised; on the table a side, whose name is cut like everywhere on the sheet."""
    known = {review.firm: voice.we, review.name: voice.they}
    return known.get(who, "") if voice.shared else who


def _side(side: Perspective, voice: Voice) -> str:
    if voice.shared:
        return voice.we if side is Perspective.SELF else voice.they
    return "We" if side is Perspective.SELF else "They"


def _is_late(state: CommitmentState, due: date | None, as_of: date) -> bool:
    return state is CommitmentState.OPEN and due is not None and due < as_of


def _state(state: CommitmentState, late: bool, voice: Voice) -> str:
    if late:
        return voice.say("past its date")
    return {
        CommitmentState.OPEN: voice.say("open"),
        CommitmentState.KEPT: voice.say("kept"),
        CommitmentState.BROKEN: voice.say("not kept"),
        CommitmentState.DROPPED: voice.say("dropped"),
    }[state]


def still_open(review: Review) -> list[tuple[date | None, str]]:
    """What is open of all that was promised or agreed: its day and words, the earliest first."""
    found = [(c.due, c.what) for c in review.commitments if c.state is CommitmentState.OPEN]
    found += [(a.by, a.what) for a in review.agreements if a.state is CommitmentState.OPEN]
    return sorted(found, key=lambda one: (one[0] is None, one[0] or date.min, one[1]))


def any_broken(review: Review) -> bool:
    """Whether something that was promised or agreed was not done."""
    states = [one.state for one in review.commitments] + [one.state for one in review.agreements]
    return CommitmentState.BROKEN in states


def next_meeting(review: Review) -> Meeting | None:
    """The meeting that is ahead of the day of the review; of several the first."""
    ahead = (
        meeting
        for meeting in review.meetings
        if meeting.state is not MeetingState.HELD and meeting.on >= review.as_of
    )
    return next(ahead, None)


def when(meeting: Meeting) -> str:
    """Its day, hour and place, as far as they are known."""
    return ", ".join(filter(None, (day(meeting.on), _hour(meeting.starts), meeting.where)))


def _hour(starts: time | None) -> str:
    return "" if starts is None else f"{starts:%H:%M}"


def meeting_lines(review: Review) -> tuple[MeetingLine, ...]:
    """Our pages' words about each meeting, the latest first."""
    return tuple(
        MeetingLine(
            label=day(meeting.on), text=_told(meeting, review.as_of), said=to_html(meeting.said)
        )
        for meeting in reversed(review.meetings)
    )


def _told(meeting: Meeting, as_of: date) -> str:
    place = ", ".join(filter(None, (_hour(meeting.starts), meeting.where)))
    names = _listed([one.name for one in meeting.who])
    if meeting.state is MeetingState.HELD:
        # Before the day they are expected; afterwards they were there.
        return " ".join(filter(None, ("Held.", f"There: {names}." if names else "")))
    if meeting.on < as_of:
        stands = "Nobody has written down yet whether it was held."
    elif meeting.state is MeetingState.ACCEPTED:
        stands = "Accepted."
        if meeting.accepted_on is not None:
            stands = f"Accepted on {day(meeting.accepted_on)}."
    else:
        stands = "Asked for, and not answered yet."
        if meeting.asked_on is not None:
            stands = f"Asked for on {day(meeting.asked_on)}, and not answered yet."
    who = f"Expected: {names}." if names else ""
    return " ".join(filter(None, (stands, f"{place}." if place else "", who)))


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
