"""Kinds of relationships next to each other: a typical one, weighted by revenue, and differences.

A segment is told from three relationships and ten people on. Knows relationships' means; knows no
people and no protection: what comes in may be shown, and two views whose difference is one or two
people are refused by whoever asks for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite, sqrt
from statistics import fmean

from app.core.known import TOLERANCE, Interval, Known, Unknown, Why
from app.core.moments import variance
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
    if not members:
        return Why.NO_ANSWERS
    if len(members) < FEWEST_RELATIONSHIPS:
        return Why.TOO_FEW_RELATIONSHIPS
    people = sum(member.people for member in members)
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


def segment_difference(
    one: Sequence[RelationshipMean], other: Sequence[RelationshipMean], scale: Scale
) -> SegmentDifference | Unknown:
    """one − other with ± t · √(s²/K + s²/K) over relationships, clipped to what the scale allows.

    Each segment keeps its own spread, with the degrees of freedom of Satterthwaite. Source: Welch,
    The generalization of Student's problem, Biometrika 34 (1947) 28–35.
    """
    lacking = _lacking(one) or _lacking(other)
    if lacking is not None:
        return Unknown(why=lacking)
    means = [[member.mean for member in members] for members in (one, other)]
    value = fmean(means[0]) - fmean(means[1])
    parts = [variance(group) / len(group) for group in means]
    error = sqrt(sum(parts))
    if error <= TOLERANCE:
        return SegmentDifference(value=value, interval=None, df=None, p=None)
    df = sum(parts) ** 2 / sum(
        part**2 / (len(group) - 1) for part, group in zip(parts, means, strict=True)
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

    Source: Cliff, Dominance statistics: ordinal analyses to answer ordinal questions,
    Psychological Bulletin 114 (1993) 494–509.
    """
    if not one or not other:
        return Unknown(why=Why.ONE_SIDED if one or other else Why.NO_ANSWERS)
    dominance = sum((a > b) - (a < b) for a in one for b in other)
    return Known(value=dominance / (len(one) * len(other)))
