"""Who answered and who did not: response rates, and how far the silent could move a mean.

Knows how one invitation came out and counts them. Knows no scores beyond the values it is given.
Rates are shares of 0 to 1, as counted: only what is shown is capped at 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from app.core.known import Unknown, Why
from app.core.response import Response, State
from app.core.survey import Form, Perspective, Role, Scale, Survey

COMPLETE_FROM = 0.8
PARTIAL_FROM = 0.5
LOW_RATE = 0.6
"""Below this the bounds of non-response stand beside a mean."""


class Disposition(StrEnum):
    """How an invitation came out, in the words of the field."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    BREAK_OFF = "break-off"
    """Something, but less than half of the rated items: counted with refusals."""
    REFUSED = "refused"
    SILENT = "silent"
    """Nothing came back, or the letter did: non-contact."""
    NOT_ELIGIBLE = "not eligible"
    """Left the company before the wave: out of N."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRate:
    """RR1 and RR2 of a list, raw. More answers than people asked is a mistake in the list."""

    complete: int
    partial: int
    asked: int
    """Eligible people on the list: N."""
    rr1: float
    """Complete ÷ asked; above 1 where the list is wrong."""
    rr2: float
    """Complete and partial ÷ asked."""

    @property
    def more_than_asked(self) -> bool:
        """Whether to warn that more answered than were asked."""
        return self.complete + self.partial > self.asked

    @property
    def shown_rr1(self) -> float:
        return min(1.0, self.rr1)

    @property
    def shown_rr2(self) -> float:
        return min(1.0, self.rr2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the mean of everyone asked is sure to lie between, with no assumption at all."""

    worst: float
    """Scale points: all who are silent at the bottom."""
    best: float
    n: int
    asked: int

    @property
    def worth_saying(self) -> bool:
        """Whether so few answered that the bounds belong beside the mean."""
        return self.n / self.asked < LOW_RATE


def disposition(response: Response | None, survey: Survey, form: Form) -> Disposition:
    """How one invitation came out; `None` where nothing came back.

    Complete: sent, at least 80 % of the rated items, and `min_factors` factors (fewer where the
    form has fewer) with `min_answered` core items each; the escape is an answer here. Partial:
    at least half, and everything that was not sent. Less than half is a break-off, although what
    was sent of it still counts in the scores.
    """
    return dispositions(survey, form)(response)


def dispositions(survey: Survey, form: Form) -> Callable[[Response | None], Disposition]:
    """`disposition` for many: what does not depend on people once."""
    rated: dict[Perspective, frozenset[str]] = {}
    core: dict[Perspective, dict[str, str | None]] = {}
    possible: dict[Perspective, int] = {}

    def factors(side: Perspective, answered: Iterable[str]) -> int:
        """Factors that have enough of this form's core items among those answered."""
        counted = Counter(core[side][item] for item in answered if item in core[side])
        return sum(1 for factor in survey.factors if counted[factor.id] >= survey.min_answered)

    for side in Perspective:
        asked = survey.asked(side, form)
        rated[side] = frozenset(item.id for item in asked if item.rated)
        core[side] = {item.id: item.factor for item in asked if item.role is Role.CORE}
        possible[side] = factors(side, core[side])

    def of(response: Response | None) -> Disposition:
        if response is None:
            return Disposition.SILENT
        if response.state is State.DECLINED:
            return Disposition.REFUSED
        side = response.perspective
        answered = rated[side].intersection([answer.item for answer in response.answers])
        share = len(answered) / len(rated[side]) if rated[side] else 0.0
        if share < PARTIAL_FROM:
            return Disposition.BREAK_OFF if response.answers else Disposition.SILENT
        if response.state is not State.SENT or share < COMPLETE_FROM:
            return Disposition.PARTIAL
        whole = len(answered) == len(rated[side])
        enough = whole or factors(side, answered) >= min(survey.min_factors, possible[side])
        return Disposition.COMPLETE if enough else Disposition.PARTIAL

    return of


def response_rate(*, complete: int, partial: int = 0, asked: int | None) -> ResponseRate | Unknown:
    """RR1 = I/N and RR2 = (I + P)/N of a list, where everyone's eligibility is known.

    RR1 = I/((I + P) + (R + NC + O) + (UH + UO)) with UH = UO = 0, whose denominator is N. Source:
    AAPOR, Standard Definitions. `asked` is None for an imported year without its list. Without
    anyone asked there is no rate; ValueError for negative counts.
    """
    if min(complete, partial, asked or 0) < 0:
        raise ValueError("counts of people are not negative")
    if asked is None:
        return Unknown(why=Why.NUMBER_ASKED_UNKNOWN)
    if asked == 0:
        return Unknown(why=Why.NOBODY_ASKED)
    return ResponseRate(
        complete=complete,
        partial=partial,
        asked=asked,
        rr1=complete / asked,
        rr2=(complete + partial) / asked,
    )


def response_rate_of(dispositions: Iterable[Disposition]) -> ResponseRate | Unknown:
    """The rates of a list, one disposition an invitation; who is not eligible is out of N."""
    counted = Counter(dispositions)
    return response_rate(
        complete=counted[Disposition.COMPLETE],
        partial=counted[Disposition.PARTIAL],
        asked=counted.total() - counted[Disposition.NOT_ELIGIBLE],
    )


def bounds(values: Sequence[float], asked: int | None, scale: Scale) -> Bounds | Unknown:
    """[(Σy + (N − n)·minimum)/N, (Σy + (N − n)·maximum)/N], in scale points.

    Source: Cochran, Sampling Techniques (3rd ed., 1977), ch. 13; Manski, Partial Identification
    of Probability Distributions (2003), ch. 1. `values` are the answers of `asked` people.
    """
    if asked is None:
        return Unknown(why=Why.NUMBER_ASKED_UNKNOWN)
    if not values:
        return Unknown(why=Why.NO_ANSWERS)
    n = len(values)
    if n > asked:
        return Unknown(why=Why.MORE_ANSWERS_THAN_ASKED)
    total, silent = fsum(values), asked - n
    return Bounds(
        worst=(total + silent * scale.minimum) / asked,
        best=(total + silent * scale.maximum) / asked,
        n=n,
        asked=asked,
    )
