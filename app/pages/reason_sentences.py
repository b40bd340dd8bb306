"""Every reason to meet in a sentence or two.

Read by our own people only. Knows a reason's kind and numbers; computes nothing but the wording. No
sentence names anyone of ours, nor a contact: reasons are about the relationship.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from app.core.attention import Reason, ReasonKind
from app.pages.numbers import day, in_words, one_decimal, signed

_TROUBLE = {
    "escalated": "It was escalated on {day}.",
    "new controls": "They asked for new controls on {day}.",
    "trouble moved": "The trouble reached a second project on {day}.",
}


def lowered(said: str) -> str:
    return said[:1].lower() + said[1:]


def joined(parts: list[str]) -> str:
    """`a, b and c`."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def reason_sentence(reason: Reason) -> str:
    """One reason in a sentence or two."""
    return _SAID[reason.kind](reason)


def _spot(reason: Reason) -> str:
    ours, theirs = reason.numbers[:2]
    name = reason.words[0]
    return f"{name}: we say {one_decimal(ours)}, they say {one_decimal(theirs)}, a blind spot."


def _spots(reason: Reason) -> str:
    pairs = zip(reason.words, reason.numbers[::2], reason.numbers[1::2], strict=True)
    said = [f"{name} (we {one_decimal(we)}, they {one_decimal(they)})" for name, we, they in pairs]
    return f"Blind spots in {joined([lowered(one) for one in said])}."


def _trust(reason: Reason) -> str:
    value, n, *adjusted = reason.numbers
    answers = "one answer" if n == 1 else f"{in_words(int(n))} answers"
    less = " or less" if reason.words else ""
    how = "very low" if reason.kind is ReasonKind.VERY_LOW_TRUST else "low"
    said = f"Their trust is {how}: {one_decimal(value)}{less}, from {answers}"
    if adjusted and one_decimal(adjusted[0]) != one_decimal(value):
        said += f"; adjusted for few answers {one_decimal(adjusted[0])}"
    return f"{said}."


def _decline(reason: Reason) -> str:
    before, now, *returning = reason.numbers
    said = f"What they say of us as a whole fell from {one_decimal(before)} to {one_decimal(now)}"
    if not returning:
        return f"{said}."
    moved, n = returning
    who = "one person" if n == 1 else f"{in_words(int(n))} people"
    return f"{said}; the {who} who answered both times moved {signed(moved)}."


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
