"""How much people of one group differ: pooled over all relationships of a wave.

With two or three answers a relationship's own spread says nothing; all of them together do. Knows
protected cells; what is hidden enters nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import fmean

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
    squares: dict[ScoreKey, float] = {}
    freedom: dict[ScoreKey, int] = {}
    scales = {survey.id: scales_of(survey) for survey in opened.surveys}
    for relationship in opened.relationships:
        for perspective in Perspective:
            for score, cell in cells[relationship.slug, perspective].items():
                scale = scales[relationship.survey].get(score)
                if scale is None or cell.n < 2:
                    continue
                key = (perspective, score, scale.minimum, scale.maximum)
                mean = fmean(cell.values)
                squares[key] = squares.get(key, 0.0) + sum((v - mean) ** 2 for v in cell.values)
                freedom[key] = freedom.get(key, 0) + cell.n - 1
    return {
        key: Spread(value=_shown(sqrt(squares[key] / df), key, opened), df=df, assumed=False)
        for key, df in freedom.items()
        if df >= ENOUGH_FREEDOM
    }


def _shown(value: float, key: ScoreKey, opened: OpenedWave) -> float:
    """Exact, it would tell the squares of a group that another wave or build lacks; and no spread
    at all that everyone said the mean.
    """
    perspective, _, minimum, maximum = key
    if opened.wave.privacy(perspective) is Privacy.NAMED:
        return value
    return max(ceil(value * 10 - 1e-9) / 10, (maximum - minimum) / 20)
