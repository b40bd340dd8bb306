"""Where a wave stands, in words: for the page, and for the terminal, which says the same.

Our edition, in English. Names relationships, and people only where they asked to be called.
"""

from __future__ import annotations

from app.core.meeting import MeetingState
from app.core.standing import Phase, RelationshipStands, WaveStands
from app.core.standing_sides import SideStands
from app.core.survey import Perspective
from app.pages.attention_record import heard_lines
from app.pages.attention_sentences import not_asked_text
from app.pages.numbers import day
from app.pages.reason_sentences import joined, lowered

_MEETING = {
    MeetingState.ASKED: "meeting asked for",
    MeetingState.ACCEPTED: "meeting accepted",
    MeetingState.HELD: "meeting held",
}
_NEXT = {
    Phase.COMING: "The invitations go out on its first day.",
    Phase.OPEN: "Remind whoever has not answered, when the survey's file allows it.",
    Phase.ENDING: "Nothing new is taken; when what was begun has had its day, close it.",
    Phase.OVER: "Close it, which makes a backup and keeps one version of each answer.",
    Phase.CLOSED: "Ask for the meetings, hold them, and write down what was agreed.",
}


def phase_words(wave: WaveStands) -> str:
    """`open until 6 November 2026`."""
    match wave.phase:
        case Phase.COMING:
            return f"opens on {day(wave.opens)}"
        case Phase.OPEN:
            return f"open until {day(wave.closes)}"
        case Phase.ENDING:
            by_hand = ", by hand" if wave.why_ended else ""
            return f"closed on {day(wave.closes)}{by_hand}; what was begun can still be sent"
        case Phase.OVER:
            return f"over since {day(wave.closes)}, not closed yet"
        case Phase.CLOSED:
            return f"closed on {day(wave.closed_on or wave.closes)}"


def next_words(wave: WaveStands) -> str:
    """What to do next about a wave."""
    if wave.phase is Phase.CLOSED and all(
        row.meeting is MeetingState.HELD or row.dispute for row in wave.rows
    ):
        return "Keep what was agreed; the next survey asks both sides about it."
    return _NEXT[wave.phase]


def told(number: int | None) -> str:
    """A count, or a dash where it is not told."""
    return "–" if number is None else str(number)


def answered_of(side: SideStands) -> str:
    """`2 of 5`; `5 asked` where it is not told how many answered; `nobody asked`."""
    if not side.asked:
        return "nobody asked"
    return f"{side.asked} asked" if side.answered is None else f"{side.answered} of {side.asked}"


def side_words(side: SideStands) -> str:
    """`2 of 5 answered, 1 begun, 3 silent`."""
    answered = "" if side.answered is None or not side.asked else " answered"
    return ", ".join(text for text in (f"{answered_of(side)}{answered}", besides(side)) if text)


def besides(side: SideStands) -> str:
    """`1 begun, 1 declined, 3 silent`: what there is besides those who answered, and is told."""
    counted = (
        (side.started, "begun"),
        (side.declined, "declined"),
        (side.no_more, "not to be asked again"),
        (side.silent, "silent"),
    )
    return ", ".join(f"{number} {what}" for number, what in counted if number)


def hidden_words(wave: WaveStands) -> str:
    """Why counts are missing; empty where none are."""
    who = [
        {Perspective.COUNTERPART: "theirs", Perspective.SELF: "ours"}[p] for p in wave.confidential
    ]
    if not who:
        return ""
    are = f"{joined(who).capitalize()} are confidential, so that"
    if any(s.answered is None for row in wave.rows for s in row.sides):
        return f"{are} they are counted by relationship only when the survey is put together."
    return f"{are} only how many answered is told of them, as it was first published."


def notes_of(row: RelationshipStands) -> tuple[str, ...]:
    """What else is to be known of one relationship."""
    said = ["in dispute: nobody is written to"] if row.dispute else []
    if row.meeting is not None and row.met_on is not None:
        said.append(f"{_MEETING[row.meeting]}, {day(row.met_on)}")
    said += [f"{name} would like to talk" for name in row.talks]
    return tuple(said)


def someone_else_words(wave: WaveStands) -> str:
    """How many would rather talk with someone other than the lead; empty where none or untold."""
    number = wave.with_someone_else
    if not number:
        return ""
    who = "One person" if number == 1 else f"{number} people"
    return f"{who} would rather talk with someone other than the lead: the principal knows who."


def meetings_words(wave: WaveStands) -> str:
    """`Meetings: 2 asked for, 1 accepted, 3 held.`; empty where none was spoken of."""
    counted = [
        f"{number} {what.partition(' ')[2]}"
        for state, what in _MEETING.items()
        if (number := wave.meetings(state))
    ]
    return f"Meetings: {', '.join(counted)}." if counted else ""


def coverage_words(wave: WaveStands) -> tuple[str, ...]:
    return heard_lines(wave.coverage) if wave.coverage is not None else ()


def not_asked_words(wave: WaveStands) -> tuple[tuple[str, str], ...]:
    """Whom the wave did not ask, and why: whole relationships, then people by their part."""
    whole = [(", ".join(left.names), left.why) for left in wave.left_out]
    people = [
        (f"{row.name}: {lowered(not_asked_text(one))}", one.why)
        for row in wave.rows
        for one in row.not_asked
    ]
    return (*whole, *people)
