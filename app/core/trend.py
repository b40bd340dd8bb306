"""How scores move from wave to wave, and when that may be called more than chance.

A change between two waves is told apart into what the same people said differently and what came
of others being asked; a trend is a slope over waves that were held, with nothing put in for those
that were not. Knows scores and days. Only waves that asked the same on the same scale come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from statistics import fmean, median

from app.core.kendall import kendall_p, smallest_p
from app.core.known import DAYS_A_YEAR, Unknown, Why
from app.core.survey import Perspective

FEWEST_FOR_SLOPE = 4
FEWEST_FOR_SIGNIFICANCE = 5
SIGNIFICANT_BELOW = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A change in two parts that add up to it, scale points."""

    returning: float
    """Mean of the own differences of those who answered both waves."""
    cast: float
    """The rest: others answered."""
    n_returning: int
    n_came: int
    n_went: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveChange:
    """This wave − an earlier one, scale points."""

    total: float
    n_before: int
    n_after: int
    split: Split | Unknown


class Significance(StrEnum):
    """What may be said of a slope."""

    TOO_SHORT = "too short"
    """Four waves: no order of them could be surprising enough."""
    NOT_SIGNIFICANT = "not significant"
    SIGNIFICANT = "significant"


@dataclass(frozen=True, slots=True, kw_only=True)
class WavePoint:
    """One wave that was held."""

    opened: date
    value: float
    """Scale points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    slope: float
    """Scale points a year of 365.25 days."""
    waves: int
    p: float
    """Two-sided, of no trend, 0 to 1."""
    smallest_p: float
    """The smallest that so many waves could give."""
    significance: Significance


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorTrend:
    """The slope of one side's score of one factor, or why there is none."""

    factor: str
    perspective: Perspective
    trend: Trend | Unknown


def wave_change(
    before: Mapping[str, float], after: Mapping[str, float], *, k: int
) -> WaveChange | Unknown:
    """The change of a side's mean, and its parts; scores by person, scale points.

    `k` is the smallest group that may be told apart: 1 on a named side. On a confidential one both
    waves need `k` people, and the parts are told only where those who returned, came and went are
    each `k` or nobody; else a difference of two views would show one or two people.
    """
    if not before or not after:
        return Unknown(why=Why.ONE_SIDED if before or after else Why.NO_ANSWERS)
    if min(len(before), len(after)) < k:
        return Unknown(why=Why.TOO_FEW_PEOPLE)
    total = fmean(after.values()) - fmean(before.values())
    return WaveChange(
        total=total,
        n_before=len(before),
        n_after=len(after),
        split=_split(before, after, total, k),
    )


def _split(
    before: Mapping[str, float], after: Mapping[str, float], total: float, k: int
) -> Split | Unknown:
    both = before.keys() & after.keys()
    came, went = len(after) - len(both), len(before) - len(both)
    if any(0 < size < k for size in (len(both), came, went)):
        return Unknown(why=Why.CONFIDENTIAL)
    if not both:
        return Unknown(why=Why.NOBODY_IN_BOTH)
    returning = fmean(after[person] - before[person] for person in both)
    return Split(
        returning=returning,
        cast=total - returning if came or went else 0.0,
        n_returning=len(both),
        n_came=came,
        n_went=went,
    )


def trend(points: Iterable[WavePoint]) -> Trend | Unknown:
    """The median slope of all pairs of waves, from four waves; significant never below five.

    Source: Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968)
    1379–1389; Theil (1950). ValueError for two waves on one day.
    """
    line = sorted(points, key=lambda point: point.opened)
    days = [point.opened.toordinal() for point in line]
    if len(set(days)) < len(days):
        raise ValueError("two waves on one day have no order")
    if len(line) < FEWEST_FOR_SLOPE:
        return Unknown(why=Why.TOO_FEW_WAVES)
    values = [point.value for point in line]
    slopes = [
        (values[j] - values[i]) / (days[j] - days[i]) * DAYS_A_YEAR
        for i, j in combinations(range(len(line)), 2)
    ]
    # Means that are equal may differ in their last digit, by how they were reached.
    p = kendall_p([round(value, 9) for value in values])
    if len(line) < FEWEST_FOR_SIGNIFICANCE:
        significance = Significance.TOO_SHORT
    else:
        significance = (
            Significance.SIGNIFICANT if p < SIGNIFICANT_BELOW else Significance.NOT_SIGNIFICANT
        )
    return Trend(
        slope=median(slopes),
        waves=len(line),
        p=p,
        smallest_p=smallest_p(len(line)),
        significance=significance,
    )
