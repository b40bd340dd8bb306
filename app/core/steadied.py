"""Steadied scores: each relationship's mean drawn towards the others', the more the fewer answered.

They rank; the plain mean is what people said. Knows groups of scores, each of one relationship
and all of one survey. No interval is made here: with little difference between relationships it
would cover far less than it says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from app.core.agreement import MOSTLY_CHANCE, OneWay, icc_mean, one_way
from app.core.known import NO_VARIANCE, Known, Unknown, Why
from app.core.spread import ENOUGH_FREEDOM, Spread

FEWEST_RELATIONSHIPS = 10
ENOUGH_RELATIONSHIPS = 20
"""From ten to this the variance between relationships is not estimated but assumed."""
_ASSUMED_RATIO = 0.25
"""τ²/s² then: an ICC of .2."""


class Between(StrEnum):
    """Where the variance between relationships comes from."""

    ESTIMATED = "estimated"
    ASSUMED = "assumed"
    """A quarter of that within: ten to nineteen relationships."""
    NONE = "none"
    """No more than chance: every steadied score is the firm's mean."""


class Ranking(StrEnum):
    """Whether an order of relationships may be shown."""

    SHOWN = "shown"
    MOSTLY_CHANCE = "mostly chance"
    TOO_FEW_RELATIONSHIPS = "too few relationships"
    UNKNOWN = "unknown"
    """Nobody differs, or no relationship has two answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadiedScore:
    relationship: str
    n: int
    mean: float
    """What people said, scale points."""
    value: float
    """Steadied, scale points."""
    weight: float
    """B, 0 to 1: how much of the relationship's own mean is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steadied:
    """All relationships of one survey, side and score, in the order they were given."""

    centre: float
    """μ, scale points."""
    between_variance: float
    """τ², scale points squared."""
    between: Between
    assumed_spread: bool
    scores: tuple[SteadiedScore, ...]


def steadied(groups: Mapping[str, Sequence[float]], spread: Spread) -> Steadied | Unknown:
    """μ + B·(ȳ − μ) with B = τ²/(τ² + s²/n) for every relationship that has answers.

    `groups` holds a relationship's answers by slug, `spread` the pooled one of side and score. μ
    is the mean weighted by 1/(τ² + s²/n). τ²: see `between_variance`; a quarter of s² with ten to
    nineteen relationships; TOO_FEW_RELATIONSHIPS below ten. The MSW in τ² is that of these groups
    from ten degrees of freedom, else s². Source: Efron & Morris, Data analysis using Stein's
    estimator and its generalizations, JASA 70 (1975) 311–319; Morris, JASA 78 (1983) 47–55.
    """
    fit = _fit(groups, spread)
    if isinstance(fit, Unknown):
        return fit
    return Steadied(
        centre=fit.centre,
        between_variance=fit.between_variance,
        between=fit.between,
        assumed_spread=spread.assumed,
        scores=tuple(
            SteadiedScore(
                relationship=slug,
                n=n,
                mean=mean,
                value=drawn(mean, fit.centre, fit.weights[n]),
                weight=fit.weights[n],
            )
            for slug, mean, n in fit.means
        ),
    )


def steadied_values(
    groups: Mapping[str, Sequence[float]], spread: Spread
) -> tuple[dict[str, float], Between] | Unknown:
    """The `value` of every one of `steadied`'s scores alone, by relationship, and where the
    variance between relationships comes from: for whole waves.
    """
    fit = _fit(groups, spread)
    if isinstance(fit, Unknown):
        return fit
    values = {slug: drawn(mean, fit.centre, fit.weights[n]) for slug, mean, n in fit.means}
    return values, fit.between


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    means: list[tuple[str, float, int]]
    """Relationship, mean and n."""
    centre: float
    between_variance: float
    between: Between
    weights: Mapping[int, float]
    """B by n."""


def _fit(groups: Mapping[str, Sequence[float]], spread: Spread) -> _Fit | Unknown:
    filled = {slug: values for slug, values in groups.items() if values}
    table = one_way(tuple(filled.values()))
    if isinstance(table, Unknown) or table.groups < FEWEST_RELATIONSHIPS:
        return Unknown(why=Why.TOO_FEW_RELATIONSHIPS)
    within = spread.value**2
    if table.groups < ENOUGH_RELATIONSHIPS:
        tau, between = _ASSUMED_RATIO * within, Between.ASSUMED
    else:
        own = table.within if table.df_within >= ENOUGH_FREEDOM else None
        tau = between_variance(table, within if own is None else own)
        between = Between.ESTIMATED if tau > 0.0 else Between.NONE
    # Where nobody differs within a relationship, its mean is exact and nothing is to be steadied.
    exact = within <= NO_VARIANCE
    means = [(slug, fsum(values) / len(values), len(values)) for slug, values in filled.items()]
    sizes = {n for _, _, n in means}
    precision = {n: 1.0 if exact else 1.0 / (tau + within / n) for n in sizes}
    centre = fsum([precision[n] * mean for _, mean, n in means]) / fsum(
        [precision[n] for _, _, n in means]
    )
    return _Fit(
        means=means,
        centre=centre,
        between_variance=tau,
        between=between,
        weights={n: 1.0 if exact else own_weight(tau, within, n) for n in sizes},
    )


def between_variance(table: OneWay, within: float) -> float:
    """τ² = max(0, (MSB − MSW)/n₀), scale points squared: the moment estimator.

    Source: Henderson, Estimation of variance and covariance components, Biometrics 9 (1953)
    226–252, method 1; n₀ stands in `OneWay.size`.
    """
    return max(0.0, (table.between - within) / table.size)


def own_weight(between: float, within: float, n: int) -> float:
    """B = τ²/(τ² + s²/n), 0 to 1, for s² > 0."""
    return between / (between + within / n)


def drawn(mean: float, centre: float, weight: float) -> float:
    """μ + B·(ȳ − μ), scale points; never beyond either."""
    return centre + weight * (mean - centre)


def ranking(table: OneWay | Unknown) -> Ranking:
    """Whether relationships may be ranked: ten of them, and ICC(2) of .5 or more."""
    if isinstance(table, Unknown) or table.groups < FEWEST_RELATIONSHIPS:
        return Ranking.TOO_FEW_RELATIONSHIPS
    share = icc_mean(table)
    if not isinstance(share, Known):
        return Ranking.UNKNOWN
    return Ranking.MOSTLY_CHANCE if share.value < MOSTLY_CHANCE else Ranking.SHOWN
