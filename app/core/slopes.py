"""How each factor moves over the waves that asked the same: a slope, and what may be said of it.

Works on finished reviews: a wave that was not held, or does not show the score, is no point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.core.known import Unknown, Why
from app.core.review import EarlierPoint, Score
from app.core.survey import Perspective
from app.core.trend import FactorTrend, WavePoint, trend


def slopes_of(
    history: Sequence[EarlierPoint], opened: Mapping[str, date]
) -> tuple[FactorTrend, ...]:
    """A slope a factor and side, of the line that ends in the newest wave.

    `history` is that of a review, `opened` the opening days of its waves. A line begins anew where
    the words changed; what was said before is no part of it.
    """
    found = []
    for factor in dict.fromkeys(point.factor for point in history):
        line: list[EarlierPoint] = []
        for point in (point for point in history if point.factor == factor):
            line = [point] if point.begins else [*line, point]
        for perspective in Perspective:
            points = [
                WavePoint(opened=opened[point.wave], value=score.value)
                for point in line
                if (score := _score(point, perspective)).value is not None and score.bound is None
            ]
            days = {point.opened for point in points}
            found.append(
                FactorTrend(
                    factor=factor,
                    perspective=perspective,
                    trend=trend(points) if len(days) == len(points) else Unknown(why=Why.NO_PERIOD),
                )
            )
    return tuple(found)


def _score(point: EarlierPoint, perspective: Perspective) -> Score:
    return point.counterpart if perspective is Perspective.COUNTERPART else point.own
