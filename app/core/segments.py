"""Kinds of relationships next to each other: a typical one, weighted by revenue, and differences.

A segment is told from three relationships and ten people on. Knows relationships' means; knows no
people and no protection: what comes in may be shown, and two views whose difference is one or two
people are refused by whoever asks for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import fsum, isfinite, sqrt
from statistics import fmean

from app.core.known import TOLERANCE, Interval, Known, Unknown, Why
from app.core.moments import NO_NUMBERS, Moments, moments, together
from app.core.student import t_probability, t_quantile
from app.core.survey import Scale

FEWEST_RELATIONSHIPS = 3
FEWEST_PEOPLE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipMean:
    """One relationship's score on one side."""

    mean: float
    """Scale points."""
    people: int
    revenue: float | None = None
    """Of a year, in the firm's currency; None where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What relationships of one kind score."""

    typical: float
    """Mean of the relationships' means, scale points: each weighs the same."""
    weighted: Known | Unknown
    """Weighted by revenue, scale points."""
    relationships: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentDifference:
    """One segment − another, scale points."""

    value: float
    interval: Interval | None
    """None where no relationship differs from another in either segment."""
    df: float | None
    p: float | None
    """Two-sided, of no difference; for a table of tests."""


def segment(members: Sequence[RelationshipMean]) -> Segment | Unknown:
    """The typical score of a segment, or why it stays blank."""
    lacking = _lacking(members)
    if lacking is not None:
        return Unknown(why=lacking)
    return Segment(
        typical=fmean(member.mean for member in members),
        weighted=_weighted(members),
        relationships=len(members),
        people=sum(member.people for member in members),
    )


def _lacking(members: Sequence[RelationshipMean]) -> Why | None:
    return _too_little(len(members), sum(member.people for member in members))


def _too_little(relationships: int, people: int) -> Why | None:
    if not relationships:
        return Why.NO_ANSWERS
    if relationships < FEWEST_RELATIONSHIPS:
        return Why.TOO_FEW_RELATIONSHIPS
    return Why.TOO_FEW_PEOPLE if people < FEWEST_PEOPLE else None


def _weighted(members: Sequence[RelationshipMean]) -> Known | Unknown:
    """Σ revenue·mean / Σ revenue; a year of credit notes weighs nothing."""
    weights = []
    for member in members:
        if member.revenue is None or not isfinite(member.revenue):
            return Unknown(why=Why.REVENUE_UNKNOWN)
        weights.append(max(0.0, member.revenue))
    total = fsum(weights)
    if total <= 0.0:
        return Unknown(why=Why.NO_REVENUE)
    parts = (weight * member.mean for weight, member in zip(weights, members, strict=True))
    return Known(value=fsum(parts) / total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A segment's relationships as far as a difference needs them."""

    people: int
    means: Moments
    """Of the relationships' means, scale points."""


def gathered(members: Sequence[RelationshipMean]) -> Gathered:
    """Of at least one relationship."""
    return Gathered(
        people=sum(member.people for member in members),
        means=moments([member.mean for member in members]),
    )


def all_but_each(segments: Sequence[Gathered]) -> list[Gathered]:
    """Beside each segment all the others together, in one pass however many there are."""
    nobody = Gathered(people=0, means=NO_NUMBERS)
    before = list(accumulate(segments, _both, initial=nobody))
    after = list(accumulate(reversed(segments), _both, initial=nobody))[::-1]
    return [_both(before[place], after[place + 1]) for place in range(len(segments))]


def _both(one: Gathered, other: Gathered) -> Gathered:
    return Gathered(people=one.people + other.people, means=together(one.means, other.means))


def segment_difference(one: Gathered, other: Gathered, scale: Scale) -> SegmentDifference | Unknown:
    """one − other with ± t · √(s²/K + s²/K) over relationships, clipped to what the scale allows.

    Each segment keeps its own spread, with the degrees of freedom of Satterthwaite. Source: Welch,
    The generalization of Student's problem, Biometrika 34 (1947) 28–35.
    """
    means = (one.means, other.means)
    lacking = _too_little(one.means.n, one.people) or _too_little(other.means.n, other.people)
    if lacking is not None:
        return Unknown(why=lacking)
    # The last digits are those of how the others were put together, and would decide a tie.
    value = round(one.means.mean - other.means.mean, 10)
    parts = [group.variance / group.n for group in means]
    error = sqrt(sum(parts))
    if error <= TOLERANCE:
        return SegmentDifference(value=value, interval=None, df=None, p=None)
    df = sum(parts) ** 2 / sum(
        part**2 / (group.n - 1) for part, group in zip(parts, means, strict=True)
    )
    half = t_quantile(0.975, df) * error
    return SegmentDifference(
        value=value,
        interval=Interval(
            low=max(-float(scale.width), value - half), high=min(float(scale.width), value + half)
        ),
        df=df,
        p=2.0 * t_probability(-abs(value) / error, df),
    )


def cliffs_delta(one: Sequence[float], other: Sequence[float]) -> Known | Unknown:
    """P(one > other) − P(one < other), −1 to 1: for one ordinal item between segments.

    A statistic of the instrument that no page shows: it is right, and not for managers.
    Source: Cliff, Dominance statistics: ordinal analyses to answer ordinal questions,
    Psychological Bulletin 114 (1993) 494–509.
    """
    if not one or not other:
        return Unknown(why=Why.ONE_SIDED if one or other else Why.NO_ANSWERS)
    dominance = sum((a > b) - (a < b) for a in one for b in other)
    return Known(value=dominance / (len(one) * len(other)))
