"""Where the marks of a chart go: geometry in SVG units; of the rows of both sides in `chart_rows`.

Templates only draw what stands here. Knows finished figures; knows no colours and no pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.core.review import EarlierPoint, FactorReview, Review, Score
from app.core.rounding import rounded
from app.pages.chart_rows import DumbbellRow, row_of, short, x_of
from app.pages.numbers import score_and_answers
from app.pages.sentences import chart_sentence

_TOP, _BOTTOM = 8.0, 60.0
"""Where the scale of a small chart over the waves ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumbbell:
    width: float
    height: float
    left: float
    right: float
    compact: bool
    """The phone's: names above the lines."""
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[DumbbellRow, ...]
    sentence: str
    has_they: bool
    has_we: bool
    has_expected: bool
    has_gap: bool
    """What no row holds has no entry in the legend, and no head."""


def dumbbell(review: Review, *, compact: bool = False, width: float = 640) -> Dumbbell | None:
    """The chart of both sides, or None where the form asked for no factor's score."""
    if not any(factor.asked for factor in review.factors):
        return None
    left, right = (14.0, width - 14) if compact else (118.0, width - 62)
    step, top = (64.0, 44.0) if compact else (42.0, 46.0)
    rows = tuple(
        row_of(factor, top + place * step, left, right, compact)
        for place, factor in enumerate(review.factors)
    )
    scale = review.factors[0].scale
    shown = range(scale.minimum, scale.maximum + 1)
    every = max(1, scale.width // 5)
    return Dumbbell(
        width=width,
        height=top + len(rows) * step - (10 if compact else 6),
        left=left,
        right=right,
        compact=compact,
        ticks=tuple((x_of(point, scale, left, right), str(point)) for point in shown[::every]),
        rows=rows,
        sentence=chart_sentence(review),
        has_they=any(row.they.x is not None for row in rows),
        has_we=any(row.we.x is not None for row in rows),
        has_expected=any(row.expected_x is not None for row in rows),
        has_gap=any(row.gap for row in rows),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """One side over the waves: stretches of line and its marks.

    A wave without a score breaks the line, and so do other words than in the wave before.
    """

    stretches: tuple[str, ...]
    """SVG `points` of two or more waves in a row."""
    marks: tuple[tuple[float, float], ...]
    last: str
    label_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    name: str
    width: float
    height: float
    first_wave: str
    last_wave: str
    they: TrendLine
    we: TrendLine
    sentence: str
    ends: tuple[tuple[float, str], ...] = ()
    """The scale's ends and their heights: beside the first chart, for all."""


def trends(review: Review) -> tuple[Trend, ...]:
    """A small chart per factor over all waves; none while there is only one wave."""
    waves = list(dict.fromkeys(point.wave for point in review.history))
    if len(waves) < 2 or not review.factors:
        return ()
    first, *others = (
        _trend(factor, waves, [p for p in review.history if p.factor == factor.factor])
        for factor in review.factors
    )
    scale = review.factors[0].scale
    ends = ((_TOP, str(scale.maximum)), (_BOTTOM, str(scale.minimum)))
    return (replace(first, ends=ends), *others)


def _trend(factor: FactorReview, waves: list[str], points: list[EarlierPoint]) -> Trend:
    width, height, left, right = 150.0, 74.0, 18.0, 112.0
    by_wave = {point.wave: point for point in points}

    def y(value: float) -> float:
        share = (rounded(value) - factor.scale.minimum) / factor.scale.width
        return round(_BOTTOM - share * (_BOTTOM - _TOP), 1)

    begins = [wave in by_wave and by_wave[wave].begins for wave in waves]

    def line(scores: list[Score | None]) -> tuple[tuple[str, ...], tuple[tuple[float, float], ...]]:
        xs = [
            round(left + place * (right - left) / (len(waves) - 1), 1)
            for place in range(len(waves))
        ]
        placed = [
            None if score is None or score.value is None else (x, y(score.value))
            for x, score in zip(xs, scores, strict=True)
        ]
        stretches: list[list[tuple[float, float]]] = [[]]
        for point, begin in zip(placed, begins, strict=True):
            if point is None or begin:
                stretches.append([])
            if point is not None:
                stretches[-1].append(point)
        lines = tuple(
            " ".join(f"{px},{py}" for px, py in part) for part in stretches if len(part) > 1
        )
        return lines, tuple(point for point in placed if point is not None)

    theirs = [by_wave[w].counterpart if w in by_wave else None for w in waves]
    ours = [by_wave[w].own if w in by_wave else None for w in waves]
    label_ys = _label_ys(theirs[-1], ours[-1], y)
    said = "; ".join(
        f"{wave}: they {_said(their)}, we {_said(our)}"
        for wave, their, our in zip(waves, theirs, ours, strict=True)
    )
    sides = []
    for scores, label_y in ((theirs, label_ys[0]), (ours, label_ys[1])):
        stretches, marks = line(scores)
        last = scores[-1]
        sides.append(
            TrendLine(
                stretches=stretches,
                marks=marks,
                label_y=label_y,
                last="" if last is None else short(last),
            )
        )
    return Trend(
        name=str(factor.name),
        width=width,
        height=height,
        first_wave=waves[0],
        last_wave=waves[-1],
        they=sides[0],
        we=sides[1],
        sentence=f"{factor.name}. {said}.",
    )


def _said(score: Score | None) -> str:
    return "no score" if score is None else score_and_answers(score)


def _label_ys(
    they: Score | None, we: Score | None, y: Callable[[float], float]
) -> tuple[float, float]:
    """Heights of the two labels at the end of the lines, at least eleven units apart."""
    their_y = 34.0 if they is None or they.value is None else y(they.value)
    our_y = 34.0 if we is None or we.value is None else y(we.value)
    if abs(their_y - our_y) < 11:
        middle = min(max((their_y + our_y) / 2, 12.0), 58.0)
        half = 5.5 if their_y <= our_y else -5.5
        their_y, our_y = middle - half, middle + half
    return their_y + 4, our_y + 4
