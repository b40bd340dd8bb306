"""Shares of answers: Wilson's interval, CSAT, and NPS with its adjusted Wald interval.

Knows counts and the answers to one item. Knows no sides and no protection: what comes in is
already allowed to be shown. Shares run from 0 to 1, NPS from −100 to 100.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from app.core.known import NORMAL_95, Interval, Unknown, Why
from app.core.survey import Scale

ENOUGH_FOR_A_SHARE = 10
"""Below this counts are said ("3 of 4 satisfied") and no share or NPS at all."""
ENOUGH_FOR_NPS = 30
"""From ten answers to this an NPS is greyed."""


class Showing(StrEnum):
    """How much a share may say with this many answers."""

    COUNTS = "counts"
    """Counts only: no share, no NPS, no interval."""
    GREY = "grey"
    """The number with its interval, marked as resting on few answers."""
    NORMAL = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Csat:
    """Satisfied answers: the top two of five labelled points."""

    satisfied: int
    n: int
    showing: Showing
    share: float | None
    """0 to 1; None below ten answers."""
    interval: Interval | None
    """Wilson's; of shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nps:
    """Promoters 9 and 10, passives 7 and 8, detractors 0 to 6."""

    promoters: int
    passives: int
    detractors: int
    showing: Showing
    value: float | None
    """Points, −100 to 100: the raw one; None below ten answers."""
    interval: Interval | None
    """Adjusted Wald: centred elsewhere than the value."""

    @property
    def n(self) -> int:
        return self.promoters + self.passives + self.detractors


def wilson(successes: int, n: int) -> Interval:
    """The score interval (95 %) of a share, 0 to 1.

    Centre (p + z²/2n) / (1 + z²/n), half z/(1 + z²/n) · √(p(1 − p)/n + z²/4n²). Source: Wilson,
    Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212.
    ValueError unless 0 <= successes <= n and n >= 1.
    """
    _check_counts(n, successes, n - successes)
    p, z = successes / n, NORMAL_95
    shrink = 1.0 + z * z / n
    centre = (p + z * z / (2 * n)) / shrink
    half = z / shrink * sqrt(p * (1.0 - p) / n + z * z / (4 * n * n))
    return Interval(
        low=0.0 if successes == 0 else max(0.0, centre - half),
        high=1.0 if successes == n else min(1.0, centre + half),
    )


def csat(answers: Sequence[float], scale: Scale) -> Csat | Unknown:
    """Answers at the top two of five points ÷ valid answers; escapes are left out before.

    Only five points make a CSAT: a converted 0–10 or 7-point scale is WRONG_SCALE.
    """
    if len(scale.points) != 5:
        return Unknown(why=Why.WRONG_SCALE)
    if not answers:
        return Unknown(why=Why.NO_ANSWERS)
    satisfied = sum(1 for answer in answers if answer >= scale.maximum - 1)
    n = len(answers)
    few = n < ENOUGH_FOR_A_SHARE
    return Csat(
        satisfied=satisfied,
        n=n,
        showing=Showing.COUNTS if few else Showing.NORMAL,
        share=None if few else satisfied / n,
        interval=None if few else wilson(satisfied, n),
    )


def raw_nps(promoters: int, passives: int, detractors: int) -> float:
    """100 · (promoters − detractors) / n, in points (Reichheld, HBR 81 (2003) no. 12, 46–54).

    Says nothing of how many answers there should be: `nps` does. ValueError without any.
    """
    n = promoters + passives + detractors
    _check_counts(n, promoters, passives, detractors)
    return 100.0 * (promoters - detractors) / n


def nps_interval(promoters: int, passives: int, detractors: int) -> Interval:
    """The adjusted Wald interval (95 %) of an NPS, in points, clipped to ±100.

    n' = n + 3, p' = (P + ¾)/n', d' = (D + ¾)/n', m = p' − d', half z·√((p' + d' − m²)/n').
    Source: Rocks, Interval estimation for the "net promoter score", The American Statistician 70
    (2016) 365–372, arXiv 1601.07235. ValueError without any answer.
    """
    n = promoters + passives + detractors
    _check_counts(n, promoters, passives, detractors)
    more = n + 3
    p, d = (promoters + 0.75) / more, (detractors + 0.75) / more
    half = NORMAL_95 * sqrt((p + d - (p - d) ** 2) / more)
    return Interval(
        low=100.0 * max(-1.0, p - d - half),
        high=100.0 * min(1.0, p - d + half),
    )


def nps(answers: Sequence[float], scale: Scale) -> Nps | Unknown:
    """The NPS of answers on 0–10, WRONG_SCALE on any other.

    Below ten answers counts only, below thirty greyed. One relationship seldom has thirty: an
    NPS is for a segment or the firm.
    """
    if (scale.minimum, scale.maximum) != (0, 10):
        return Unknown(why=Why.WRONG_SCALE)
    if not answers:
        return Unknown(why=Why.NO_ANSWERS)
    promoters = sum(1 for answer in answers if answer >= 9)
    detractors = sum(1 for answer in answers if answer <= 6)
    passives = len(answers) - promoters - detractors
    if len(answers) < ENOUGH_FOR_A_SHARE:
        showing = Showing.COUNTS
    else:
        showing = Showing.GREY if len(answers) < ENOUGH_FOR_NPS else Showing.NORMAL
    shown = showing is not Showing.COUNTS
    return Nps(
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        showing=showing,
        value=raw_nps(promoters, passives, detractors) if shown else None,
        interval=nps_interval(promoters, passives, detractors) if shown else None,
    )


def _check_counts(n: int, *counts: int) -> None:
    if n < 1 or min(counts) < 0:
        raise ValueError(f"counts {counts} of {n} are not counts of answers")
