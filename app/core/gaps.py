"""What a gap between the two sides is called, and how sure its direction is.

Gap = self − counterpart. Both directions are treated alike: a blind spot and a hidden strength
are each other's mirror. A class words a topic; it does not choose one, and a missing flag is not
an all-clear. Knows both sides' means; knows no names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, inf, sqrt
from statistics import NormalDist

from app.core.known import NORMAL_95, TOLERANCE, Unknown, Why
from app.core.levels import HIGH, LOW, is_apart, on_ten
from app.core.survey import Scale

FLAG_FROM, POSSIBLE_FROM = 1.0, 0.75
"""Points of 0–10 that a steadied gap must reach."""
FLAG_SURE, POSSIBLE_SURE = 0.90, 0.75
"""The chance that its direction is right."""
FEWEST_TO_BE_ALIGNED = 2
"""Answers a side."""
_NORMAL = NormalDist()


class GapClass(StrEnum):
    BLIND_SPOT = "blind spot"
    """We rate clearly higher than they do."""
    POSSIBLE_BLIND_SPOT = "possible blind spot"
    HIDDEN_STRENGTH = "hidden strength"
    """They rate clearly higher than we do."""
    POSSIBLE_HIDDEN_STRENGTH = "possible hidden strength"
    ALIGNED_GOOD = "aligned, good"
    """No gap we could see; both high."""
    ALIGNED_POOR = "aligned, poor"
    ALIGNED_MIDDLING = "aligned, middling"
    NOT_ENOUGH = "not enough answers to say"


MIRRORED = {
    GapClass.BLIND_SPOT: GapClass.HIDDEN_STRENGTH,
    GapClass.HIDDEN_STRENGTH: GapClass.BLIND_SPOT,
    GapClass.POSSIBLE_BLIND_SPOT: GapClass.POSSIBLE_HIDDEN_STRENGTH,
    GapClass.POSSIBLE_HIDDEN_STRENGTH: GapClass.POSSIBLE_BLIND_SPOT,
}
"""What a class becomes when the sides change places; the others stay."""
FLAGS = frozenset({GapClass.BLIND_SPOT, GapClass.HIDDEN_STRENGTH})
ALIGNED = frozenset({GapClass.ALIGNED_GOOD, GapClass.ALIGNED_POOR, GapClass.ALIGNED_MIDDLING})
"""Of these alone it may be said that no gap could be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOfGap:
    """One side's score, scale points."""

    n: int
    mean: float | None
    """None where nobody answered."""
    spread: float
    """Pooled within groups: a standard deviation."""
    steadied: float | None = None
    """None with fewer than ten relationships."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifiedGap:
    """A gap with its class; differences in scale points, self − counterpart."""

    kind: GapClass
    plain: float
    """g: of the means that people gave."""
    steadied: float
    """g*: of the steadied scores; g itself where a side has none."""
    sd: float
    """Of g*, without finite population correction."""
    sure: float
    """Φ(|g*|/sd), .5 to 1: the chance that the direction is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceFlags:
    flagged: int
    """Blind spots and hidden strengths; not the possible ones."""
    expected: float
    """How many of them are expected to be chance."""


def classify(own: SideOfGap, counterpart: SideOfGap, scale: Scale) -> ClassifiedGap | Unknown:
    """The class of self − counterpart; ONE_SIDED where one side has no answers.

    sd = √(s²/n + s²/n) over the sides, without FPC: a class judges the relationship and not the
    list. Flag: |g*| >= 1 and Φ(|g*|/sd) >= .90; possible: >= .75 and >= .75; aligned: |g*| < .75
    and |g| < 1 with two answers a side, good where both means are 7 or more, poor where both are
    below 6; otherwise not enough answers, and so it is where g* goes the other way than g: nobody
    is told the opposite of what people said. Points of 0–10, stretched to the scale. Categories as
    in self–other agreement: Atwater & Yammarino, Personnel Psychology 45 (1992) 141–164.
    """
    if own.mean is None or counterpart.mean is None or not own.n or not counterpart.n:
        nobody = not own.n and not counterpart.n
        return Unknown(why=Why.NO_ANSWERS if nobody else Why.ONE_SIDED)
    plain = own.mean - counterpart.mean
    gap = plain
    if own.steadied is not None and counterpart.steadied is not None:
        gap = own.steadied - counterpart.steadied
    sd = sqrt(own.spread**2 / own.n + counterpart.spread**2 / counterpart.n)
    # With no spread at all any difference is certain and no difference says nothing.
    sure = _NORMAL.cdf(abs(gap) / sd if sd > 0 else (inf if gap else 0.0))
    point = scale.width / 10
    size = abs(gap) / point + TOLERANCE
    same_way = (plain > TOLERANCE and gap > 0) or (plain < -TOLERANCE and gap < 0)
    if same_way and size >= FLAG_FROM and sure >= FLAG_SURE:
        kind = GapClass.BLIND_SPOT if gap > 0 else GapClass.HIDDEN_STRENGTH
    elif same_way and size >= POSSIBLE_FROM and sure >= POSSIBLE_SURE:
        kind = GapClass.POSSIBLE_BLIND_SPOT if gap > 0 else GapClass.POSSIBLE_HIDDEN_STRENGTH
    elif (
        size < POSSIBLE_FROM
        and not is_apart(plain, scale)
        and min(own.n, counterpart.n) >= FEWEST_TO_BE_ALIGNED
    ):
        kind = _aligned(on_ten(own.mean, scale), on_ten(counterpart.mean, scale))
    else:
        kind = GapClass.NOT_ENOUGH
    return ClassifiedGap(kind=kind, plain=plain, steadied=gap, sd=sd, sure=sure)


def _aligned(own: float, counterpart: float) -> GapClass:
    if min(own, counterpart) + TOLERANCE >= HIGH:
        return GapClass.ALIGNED_GOOD
    if max(own, counterpart) + TOLERANCE < LOW:
        return GapClass.ALIGNED_POOR
    return GapClass.ALIGNED_MIDDLING


def chance_flags(gaps: Iterable[ClassifiedGap]) -> ChanceFlags:
    """Σ(1 − Φ(|g*|/sd)) over the flagged gaps: how many have their direction by chance.

    With no flag none is expected. The posterior expected number of false discoveries, as in
    Storey, The positive false discovery rate, Annals of Statistics 31 (2003) 2013–2035.
    """
    flagged = [gap for gap in gaps if gap.kind in FLAGS]
    return ChanceFlags(flagged=len(flagged), expected=fsum(1.0 - gap.sure for gap in flagged))


def smallest_gap(n_own: int, n_counterpart: int, spread: float) -> float:
    """The smallest gap that one pair of groups can show at 95 %, scale points, without FPC.

    1.96 · s · √(1/n + 1/n); on 0–10 with s = 1.7: 3.3 for 2 and 2 answers, 1.7 for 8 and 8.
    ValueError without answers on a side.
    """
    if min(n_own, n_counterpart) < 1:
        raise ValueError("both sides need an answer")
    return NORMAL_95 * spread * sqrt(1 / n_own + 1 / n_counterpart)
