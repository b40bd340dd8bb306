"""Why a relationship is to be met, in sentences: every reason, what is unknown, who was not asked.

Read by our own people only. Knows reasons and their numbers; computes nothing but the wording. No
sentence names anyone of ours: reasons are about the relationship.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from app.core.attention import Apart, Band, Input, NoList, Place, Reason, ReasonKind, Source
from app.core.depth import Depth, HandPicked, NotAsked
from app.core.firm import ContactRole
from app.core.people import INDEX
from app.pages.numbers import day, in_words, one_decimal

BANDS = {
    Band.MEET: "Meet within 30 days",
    Band.QUARTER: "Meet this quarter",
    Band.ROUTINE: "Routine",
}
APART = {
    Apart.TOO_LITTLE: "Too little known",
    Apart.ONE_SIDED: "One side only",
    Apart.NOT_SHOWN: "Not shown, to protect people",
}
WHY_APART = {
    Apart.TOO_LITTLE: "Three or more inputs are unknown. That is no all-clear: points count what "
    "is known, and there may be more.",
    Apart.ONE_SIDED: "One side has not answered. Silence is a finding; the points count what is "
    "known without it.",
    Apart.NOT_SHOWN: "So few answered that their answers are withheld and add no points. What "
    "stands here rests on who was asked and on our own files.",
}
NO_LIST = {
    NoList.STILL_OPEN: "The list is made when this survey has closed and its answers are put "
    "together.",
    NoList.NO_SCORES: "This was a check-in without scores. The list stands with the last full "
    "survey.",
    NoList.ALL_LATER: "Every relationship of this survey was asked again since, or has ended. The "
    "list stands with the newer survey.",
}
_UNKNOWN = {
    Input.GAP: "how far apart the two views are",
    Input.TRUST: "how far they trust us",
    Input.DECLINE: "how their view has changed",
    Input.RESPONSE: "whether they answer, as nobody was asked",
    Input.THEMES: "whether a theme comes back",
    Input.COMMITMENTS: "which promises are open",
    Input.CONTACTS: "who decides there",
    Input.TURNOVER: "who is new there",
    Input.DECIDER: "whether those who decide would recommend us",
    Input.TROUBLE: "what trouble there was",
    Input.RENEWAL: "when it renews",
}
_TROUBLE = {
    "escalated": "It was escalated on {day}.",
    "new controls": "They asked for new controls on {day}.",
    "trouble moved": "The trouble reached a second project on {day}.",
}
_PICKED = {
    HandPicked.LEFT_OUT_WITHOUT_REASON: "Someone who was asked the time before was not asked, and "
    "no reason is written down.",
    HandPicked.MORE_LEFT_OUT: "At least as many contacts were left out as were asked.",
    HandPicked.ALL_NEW: "Everyone asked is new; nobody of the time before was asked again.",
    HandPicked.ALL_ONE_ROLE: "Everyone asked has the same part there, and others were not asked.",
    HandPicked.LOW_NOT_ASKED_AGAIN: "Someone who answered low the time before was not asked again.",
}


def reason_sentence(reason: Reason) -> str:
    """One reason in a sentence or two."""
    return _SAID[reason.kind](reason)


def standing(place: Place) -> str:
    """`Meet within 30 days: 45 points.`, or in which list apart it stands."""
    points = points_text(place.points)
    if place.apart is None:
        return f"{BANDS[place.band]}: {points}."
    said = f"{APART[place.apart]}: {points} from what is known."
    if place.band is Band.ROUTINE:
        return said
    return f"{said} That alone says: {BANDS[place.band].lower()}."


def points_text(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def not_known(place: Place) -> str:
    """`Not known: how far they trust us.`; empty where everything is."""
    if not place.unknown:
        return ""
    return f"Not known: {joined([_UNKNOWN[one] for one in place.unknown])}."


def unknown_sentence(place: Place) -> str:
    """What is not known and adds nothing, and what nobody looked at."""
    said = []
    if place.unknown:
        said.append(f"{not_known(place)} What is not known adds no points.")
    if place.guarded:
        said.append(
            "What single people answered was not looked at: their answers are confidential."
        )
    return " ".join(said)


def depth_sentence(depth: Depth) -> str:
    """Their people × ours in touch, and whether one of theirs decides."""
    theirs = "one of theirs" if depth.theirs == 1 else f"{in_words(depth.theirs)} of theirs"
    ours = "one of ours" if depth.ours == 1 else f"{in_words(depth.ours)} of ours"
    said = f"In touch: {theirs} and {ours}"
    if depth.lines == 1:
        said += ", one line that can break"
    if depth.decider is None:
        return f"{said}."
    return f"{said}; {'a decider is' if depth.decider else 'no decider is'} among them."


_PARTS = {
    ContactRole.DECIDES: "decides",
    ContactRole.USES: "uses what we do",
    ContactRole.PAYS: "pays",
    ContactRole.DAILY: "works with us daily",
}


def not_asked_text(one: NotAsked) -> str:
    """`Someone who works with us daily`: no contact is named on a page."""
    parts = [_PARTS[role] for role in one.roles]
    return f"Someone who {joined(parts)}" if parts else "Someone"


def hand_picked_sentence(found: HandPicked) -> str:
    return _PICKED[found]


def source_text(source: Source) -> str:
    """Where a point comes from: `2026 survey, trust`, or the file and its entry."""
    if source.file:
        return f"{source.file}: {source.entry}"
    if not source.score:
        return f"{source.wave} survey, who answered"
    score = "mean of all factors" if source.score == INDEX else source.score
    return f"{source.wave} survey, {score}"


def lowered(said: str) -> str:
    return said[:1].lower() + said[1:]


def joined(parts: list[str]) -> str:
    """`a, b and c`."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def _spot(reason: Reason) -> str:
    ours, theirs = reason.numbers[:2]
    name = reason.words[0]
    return f"{name}: we say {one_decimal(ours)}, they say {one_decimal(theirs)}, a blind spot."


def _spots(reason: Reason) -> str:
    pairs = zip(reason.words, reason.numbers[::2], reason.numbers[1::2], strict=True)
    said = [f"{name} (we {one_decimal(we)}, they {one_decimal(they)})" for name, we, they in pairs]
    return f"Blind spots in {joined([lowered(one) for one in said])}."


def _trust(reason: Reason) -> str:
    value, n = reason.numbers
    answers = "one answer" if n == 1 else f"{in_words(int(n))} answers"
    less = " or less" if reason.words else ""
    how = "very low" if reason.kind is ReasonKind.VERY_LOW_TRUST else "low"
    return f"Their trust is {how}: {one_decimal(value)}{less}, from {answers}."


def _decline(reason: Reason) -> str:
    before, now = reason.numbers
    return (
        f"What they say of us as a whole fell from {one_decimal(before)} to {one_decimal(now)}, "
        "more than who answered could explain."
    )


def _two_falls(reason: Reason) -> str:
    first, second, third = (one_decimal(number) for number in reason.numbers)
    return f"What they say of us as a whole fell twice running: {first}, {second}, now {third}."


def _few(reason: Reason) -> str:
    answered, invited, ours = (int(number) for number in reason.numbers)
    if answered:
        return f"{in_words(answered).capitalize()} of {in_words(invited)} asked there answered."
    who = "The one person" if invited == 1 else f"None of the {in_words(invited)} people"
    said = f"{who} asked there {'did not answer' if invited == 1 else 'answered'}."
    return f"{said} {_our_view(ours)}".strip()


def _our_view(ours: int) -> str:
    return "Our own view stands alone." if ours else ""


def _silent(reason: Reason) -> str:
    _, ours, late = reason.numbers
    how = ", late," if late else ""
    said = f"They answered the {reason.words[0]} survey{how} and are silent now."
    return f"{said} {_our_view(int(ours))}".strip()


def _theme(reason: Reason) -> str:
    what, before = reason.words
    return f"“{what}” is to be put right again, as in the {before} survey."


def _question(reason: Reason) -> str:
    what, before = reason.words
    return f"Question {what} is among what to put right again, as in the {before} survey."


def _broken(reason: Reason) -> str:
    said = "; ".join(
        f"“{what}”, due {day(due)}" if due is not None else f"“{what}”"
        for what, due in zip_longest(reason.words, reason.days)
    )
    return f"Promised and not done: {said}."


def _new_contacts(reason: Reason) -> str:
    new, there = (int(number) for number in reason.numbers)
    verb = "is" if new == 1 else "are"
    return f"{in_words(new).capitalize()} of {in_words(there)} contacts there {verb} new."


def _left(reason: Reason) -> str:
    return f"Someone who decided there left on {day(reason.days[0])}."


def _detracts(reason: Reason) -> str:
    lowest = one_decimal(reason.numbers[1]).removesuffix(".0")
    return f"Someone who decides there would hardly recommend us: {lowest} of 10."


def _trouble(reason: Reason) -> str:
    return " ".join(
        _TROUBLE[what].format(day=day(on))
        for what, on in zip(reason.words, reason.days, strict=True)
    )


def _renewal(reason: Reason) -> str:
    return f"It is up for renewal on {day(reason.days[0])}."


def _one_contact(_: Reason) -> str:
    return "We have one contact there."


def _no_decider(reason: Reason) -> str:
    there = int(reason.numbers[0])
    if there == 0:
        return "We have no contact there."
    return f"None of our {in_words(there)} contacts there decides."


_SAID: dict[ReasonKind, Callable[[Reason], str]] = {
    ReasonKind.BLIND_SPOT: _spot,
    ReasonKind.BLIND_SPOT_IN_TRUST: _spot,
    ReasonKind.BLIND_SPOTS: _spots,
    ReasonKind.LOW_TRUST: _trust,
    ReasonKind.VERY_LOW_TRUST: _trust,
    ReasonKind.DECLINE: _decline,
    ReasonKind.TWO_FALLS: _two_falls,
    ReasonKind.FEW_ANSWERED: _few,
    ReasonKind.NOBODY_ANSWERED: _few,
    ReasonKind.FALLEN_SILENT: _silent,
    ReasonKind.RECURRING_THEME: _theme,
    ReasonKind.RECURRING_QUESTION: _question,
    ReasonKind.BROKEN_COMMITMENTS: _broken,
    ReasonKind.MANY_NEW_CONTACTS: _new_contacts,
    ReasonKind.DECIDER_LEFT: _left,
    ReasonKind.DECIDER_DETRACTS: _detracts,
    ReasonKind.TROUBLE: _trouble,
    ReasonKind.RENEWAL_NEAR: _renewal,
    ReasonKind.ONE_CONTACT: _one_contact,
    ReasonKind.NO_DECIDER: _no_decider,
}
