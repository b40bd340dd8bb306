"""Small charts that stand in a row of a table: an interval strip, and how answers are spread.

Geometry in SVG units; the words beside them say the same. Knows finished figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.review import ItemReview, OptionCount, Review, Score
from app.core.rounding import rounded
from app.core.survey import Role, Scale
from app.pages.numbers import range_text, score_text
from app.pages.parts import counted, widest_questions
from app.pages.sentences import worded

_WIDTH, _MARGIN = 190.0, 9.0
_BAR = 30.0
"""Height of the longest bar."""


_OVERALL = (Role.SATISFACTION, Role.RECOMMENDATION, Role.FREQUENCY)
_WIDEST = 5
"""As many as the page lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripMark:
    x: float | None
    """None where there is no number to draw."""
    band: tuple[float, float] | None
    """Left end and width of the likely range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Both sides of one figure on one scale, theirs above ours."""

    width: float
    left: float
    right: float
    they: StripMark
    we: StripMark
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    x: float
    width: float
    height: float
    count: str
    """Above the bar; empty for nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How many chose each point: theirs upwards, ours downwards from one line."""

    question: str
    width: float
    line: float
    height: float
    points: tuple[tuple[float, str], ...]
    they: tuple[Bar, ...]
    we: tuple[Bar, ...]
    sentence: str


def strip(name: str, they: Score, we: Score, scale: Scale) -> Strip:
    """The interval strip of a figure on both sides."""
    left, right = _MARGIN, _WIDTH - _MARGIN

    def x(value: float) -> float:
        return round(left + (rounded(value) - scale.minimum) / scale.width * (right - left), 1)

    def mark(score: Score) -> StripMark:
        if score.value is None:
            return StripMark(x=None, band=None)
        if score.low is None or score.high is None:
            return StripMark(x=x(score.value), band=None)
        start = x(score.low)
        return StripMark(x=x(score.value), band=(start, round(x(score.high) - start, 1)))

    return Strip(
        width=_WIDTH,
        left=left,
        right=right,
        they=mark(they),
        we=mark(we),
        sentence=f"{name}, {scale.minimum} to {scale.maximum}: they {_said(they)}; we {_said(we)}.",
    )


def distributions(review: Review) -> tuple[Distribution, ...]:
    """A chart for each overall question, and for those with the widest differences, where two or
    more people of a side may be counted: one answer is no spread.
    """
    wide = {item.item for item in widest_questions(review, _WIDEST)}
    return tuple(
        _distribution(item, review)
        for item in review.items
        if (item.role in _OVERALL or item.item in wide)
        and max(_people(item.counterpart_counts), _people(item.own_counts)) > 1
    )


def _people(counts: tuple[OptionCount, ...]) -> int:
    return sum(option.count for option in counts)


def _distribution(item: ItemReview, review: Review) -> Distribution:
    points = list(item.scale.points)
    step = (_WIDTH * 1.4 - 2 * _MARGIN) / len(points)
    most = max(o.count for o in (*item.counterpart_counts, *item.own_counts)) or 1
    middle = {point: round(_MARGIN + (place + 0.5) * step, 1) for place, point in enumerate(points)}

    def bars(counts: tuple[OptionCount, ...]) -> tuple[Bar, ...]:
        return tuple(
            Bar(
                x=round(middle[option.point] - step * 0.3, 1),
                width=round(step * 0.6, 1),
                height=round(_BAR * option.count / most, 1),
                count=str(option.count),
            )
            for option in counts
            if option.count
        )

    they, we = bars(item.counterpart_counts), bars(item.own_counts)
    # A side that is not counted takes no room.
    line = _BAR + 16 if they else 1.0
    return Distribution(
        question=worded(item.they if item.they is not None else item.we, review),
        width=_WIDTH * 1.4,
        line=line,
        height=line + (_BAR + 34 if we else 18),
        points=tuple((middle[point], str(point)) for point in points),
        they=they,
        we=we,
        sentence=f"They: {_counted(item.counterpart_counts, item.scale, item.counterpart)}. "
        f"We: {_counted(item.own_counts, item.scale, item.own)}.",
    )


def _counted(counts: tuple[OptionCount, ...], scale: Scale, score: Score) -> str:
    if given := counted(counts, scale):
        return given
    # Of a small confidential group there is a mean, and no single answer.
    return score_text(score) if score.value is None else "not shown one by one"


def _said(score: Score) -> str:
    return ", ".join(filter(None, (score_text(score), range_text(score.low, score.high))))
