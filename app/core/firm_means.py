"""What the relationships of a wave score on the whole: means over them, of what each shows.

Knows finished reviews and nothing else, so that no mean can hold a suppressed score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from app.core.review import Difference, FactorReview, Missing, Review, Score
from app.core.scores import NOT_ASKED
from app.core.segments import FEWEST_RELATIONSHIPS
from app.core.student import t_quantile
from app.core.survey import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmMean:
    """One factor over all relationships that share its scale; each weighs the same."""

    scores: FactorReview
    """Means of the scores that are shown as plain numbers: here n counts relationships, and the gap
    is the mean of the gaps of those that show both sides.
    """
    both: int
    """How many show both sides: the n of the gap."""


def firm_means(reviews: tuple[Review, ...]) -> tuple[FirmMean, ...]:
    """Per factor and scale the mean of the relationships' shown means; n counts relationships.

    Scores known only to lie at an end of the scale are left out: they are no numbers.
    """
    groups: dict[tuple[str, int, int], list[FactorReview]] = {}
    for review in reviews:
        for factor in review.factors:
            if not factor.asked:
                continue
            key = (factor.factor, factor.scale.minimum, factor.scale.maximum)
            groups.setdefault(key, []).append(factor)
    return tuple(_mean_of(group) for group in groups.values())


def _mean_of(group: list[FactorReview]) -> FirmMean:
    scale, not_asked = group[0].scale, Difference(missing=Missing.NOT_ASKED)
    # Not a difference of the two means: these may be of different relationships.
    gaps = [factor.gap.value for factor in group if factor.gap.value is not None]
    scores = FactorReview(
        factor=group[0].factor,
        name=group[0].name,
        scale=scale,
        counterpart=_mean([factor.counterpart for factor in group], scale),
        own=_mean([factor.own for factor in group], scale),
        expectation=NOT_ASKED,
        gap=_gap(gaps, scale) if gaps else Difference(missing=_why(f.gap.missing for f in group)),
        surprise=not_asked,
        change_counterpart=not_asked,
        change_own=not_asked,
    )
    return FirmMean(scores=scores, both=len(gaps))


def _mean(scores: list[Score], scale: Scale) -> Score:
    """The mean of relationships' means, and where that of others like them very likely lies."""
    values = [score.value for score in scores if score.value is not None and not score.bound]
    if not values:
        at_an_end = any(score.bound for score in scores)
        missing = Missing.AT_THE_END if at_an_end else _why(score.missing for score in scores)
        return Score(n=0, missing=missing)
    value, half = fmean(values), _half(values)
    if half is None:
        return Score(n=len(values), value=value)
    return Score(
        n=len(values),
        value=value,
        low=max(float(scale.minimum), value - half),
        high=min(float(scale.maximum), value + half),
    )


def _gap(gaps: list[float], scale: Scale) -> Difference:
    """The mean of relationships' gaps, and where that of others like them very likely lies."""
    value, half = fmean(gaps), _half(gaps)
    if half is None:
        return Difference(value=value)
    return Difference(
        value=value,
        low=max(-float(scale.width), value - half),
        high=min(float(scale.width), value + half),
    )


def _half(values: list[float]) -> float | None:
    """t(.975, K − 1) · s / √K over the K values, as for segments; None below three of them."""
    k = len(values)
    return None if k < FEWEST_RELATIONSHIPS else t_quantile(0.975, k - 1) * stdev(values) / sqrt(k)


def _why(reasons: Iterable[Missing | None]) -> Missing:
    """What is told of none: of several reasons the one that hides most."""
    found = set(reasons)
    order = (Missing.SUPPRESSED, Missing.AT_THE_END, Missing.ONE_SIDED, Missing.NO_ANSWERS)
    return next((missing for missing in order if missing in found), Missing.NOT_ASKED)
