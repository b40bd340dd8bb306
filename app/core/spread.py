"""How much people of one group differ: pooled over all relationships of a wave.

With two or three answers a relationship's own spread says nothing; all of them together do. Knows
protected cells; what is hidden enters nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, fsum, sqrt

from app.core.cells import Cell
from app.core.people import INDEX, factor_score
from app.core.student import t_quantile
from app.core.survey import Perspective, Scale, Survey
from app.core.wave import OpenedWave, Privacy

ASSUMED_SPREAD = 1.7
"""Spread within a group on 0–10 where the wave has too few answers to tell."""
ENOUGH_FREEDOM = 10
_NORMAL = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How much people of one group differ, pooled over all relationships of a side."""

    value: float
    """Scale points (a standard deviation)."""
    df: int
    assumed: bool

    @property
    def multiplier(self) -> float:
        return _NORMAL if self.assumed else t_quantile(0.975, self.df)


def assumed(scale: Scale) -> Spread:
    """The spread where a wave has too few answers to tell, stretched to the scale."""
    return Spread(value=ASSUMED_SPREAD * scale.width / 10, df=0, assumed=True)


ScoreKey = tuple[Perspective, str, int, int]
"""Perspective, score, and the ends of its scale: what spreads are pooled over."""


def scales_of(survey: Survey) -> dict[str, Scale]:
    """The scale of every score key of a survey."""
    scales = {item.id: item.scale for item in survey.items if item.scale is not None}
    for factor in survey.factors:
        scale = survey.factor_scale(factor.id)
        if scale is not None:
            scales[factor_score(factor.id)] = scale
            scales.setdefault(factor_score(INDEX), scale)
    return scales


def pooled_spreads(
    opened: OpenedWave, cells: Mapping[tuple[str, Perspective], Mapping[str, Cell]]
) -> dict[ScoreKey, Spread]:
    """s² = Σ(nᵢ−1)sᵢ² / Σ(nᵢ−1) per perspective × score × scale, over all kinds of the wave.

    The within-group variance of a one-way analysis of variance. Below ten degrees of freedom
    there is no entry, and the assumed spread is used. On a confidential side it is rounded up to
    a tenth of a point, and at least a twentieth of the scale.
    """
    pooled: dict[ScoreKey, _Sums] = {}
    # Looked up by score alone in the inner loop, which runs for every cell of the wave.
    sums_of = {
        (survey.id, perspective): {
            score: pooled.setdefault((perspective, score, scale.minimum, scale.maximum), _Sums())
            for score, scale in scales_of(survey).items()
        }
        for survey in opened.surveys
        for perspective in Perspective
    }
    for relationship in opened.relationships:
        for perspective in Perspective:
            of_score = sums_of[relationship.survey, perspective]
            for score, cell in cells[relationship.slug, perspective].items():
                values, n = cell.values, len(cell.values)
                if n < 2 or (sums := of_score.get(score)) is None:
                    continue
                if n == 2:  # The most frequent by far, and half its difference squared.
                    sums.squares += (values[0] - values[1]) ** 2 / 2
                else:
                    mean = fsum(values) / n
                    sums.squares += sum([(v - mean) ** 2 for v in values])
                sums.freedom += n - 1
    return {
        key: Spread(
            value=_shown(sqrt(sums.squares / sums.freedom), key, opened),
            df=sums.freedom,
            assumed=False,
        )
        for key, sums in pooled.items()
        if sums.freedom >= ENOUGH_FREEDOM
    }


@dataclass(slots=True)
class _Sums:
    """What a pooled spread is made of, as it grows."""

    squares: float = 0.0
    freedom: int = 0


def _shown(value: float, key: ScoreKey, opened: OpenedWave) -> float:
    """Exact, it would tell the squares of a group that another wave or build lacks; and no spread
    at all that everyone said the mean.
    """
    perspective, _, minimum, maximum = key
    if opened.wave.privacy(perspective) is Privacy.NAMED:
        return value
    return max(ceil(value * 10 - 1e-9) / 10, (maximum - minimum) / 20)
