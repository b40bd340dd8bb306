"""Where the marks of a chart go: geometry in SVG units, labels that never collide.

Templates only draw what stands here. Knows finished figures; knows no colours and no pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from app.core.levels import is_apart
from app.core.review import EarlierPoint, FactorReview, Review, Score
from app.core.rounding import rounded
from app.core.survey import Scale
from app.pages.brief_paper import POINT, Type
from app.pages.numbers import one_decimal, score_and_answers, score_text, signed
from app.pages.sentences import chart_sentence

_NOTE = Type(size=11.5, leading=14)
_CLEAR = 11.0
"""Least distance of a note from the middle of a mark."""
_MARK = 7.0
"""Half of a mark: nearer to each other, one would cover the other."""
_TOP, _BOTTOM = 8.0, 60.0
"""Where the scale of a small chart over the waves ends."""
_LABEL = 27.0
"""Least distance between the middles of two number labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One side's mark and its label, or the words that stand in their place."""

    x: float | None
    label: str
    label_x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DumbbellRow:
    name: str
    y: float
    they: Mark
    we: Mark
    band: tuple[float, float] | None
    """Left end and width of the likely range."""
    expected_x: float | None
    gap: str
    wide: bool
    """A gap worth a heavy line: a tenth of the scale or more."""
    together: bool
    """The two marks lie on each other: one is drawn within the other."""
    note: str
    """Which side is not shown, and why."""
    note_x: float
    note_at_end: bool
    """The note ends at `note_x` rather than starting there: away from the other side's mark."""
    note_width: int = 0
    """What is kept clear of lines behind it; never of a mark."""
    note_room: float = 0.0
    """From `note_x` to the nearest mark or the end of the scale."""


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
        _row(factor, top + place * step, left, right, compact)
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
        ticks=tuple((_x(point, scale, left, right), str(point)) for point in shown[::every]),
        rows=rows,
        sentence=chart_sentence(review),
        has_they=any(row.they.x is not None for row in rows),
        has_we=any(row.we.x is not None for row in rows),
        has_expected=any(row.expected_x is not None for row in rows),
        has_gap=any(row.gap for row in rows),
    )


def _x(value: float, scale: Scale, left: float, right: float) -> float:
    """Where a value stands: as it is printed, so that charts change when numbers do."""
    return round(left + (rounded(value) - scale.minimum) / scale.width * (right - left), 1)


def _row(factor: FactorReview, y: float, left: float, right: float, compact: bool) -> DumbbellRow:
    def place(score: Score) -> float | None:
        return None if score.value is None else _x(score.value, factor.scale, left, right)

    they, we = place(factor.counterpart), place(factor.own)
    they_label, we_label = _apart(they, we, left, right)
    band = None
    if factor.counterpart.low is not None and factor.counterpart.high is not None:
        start = _x(factor.counterpart.low, factor.scale, left, right)
        end = _x(factor.counterpart.high, factor.scale, left, right)
        band = (start, round(end - start, 1))
    gap = factor.gap.value
    marks = [x for x in (they, we, place(factor.expectation)) if x is not None]
    # On the phone the note stands where the gap would: with a note there is none.
    start, end = (left, right) if compact else _widest_stretch(marks, left, right)
    at_end = compact or end > right - _CLEAR
    return DumbbellRow(
        name=str(factor.name),
        y=y,
        they=Mark(x=they, label=_short(factor.counterpart), label_x=they_label),
        we=Mark(x=we, label=_short(factor.own), label_x=we_label),
        band=band,
        expected_x=place(factor.expectation),
        gap="" if gap is None else signed(gap),
        wide=is_apart(gap, factor.scale),
        together=they is not None and we is not None and abs(they - we) < _MARK,
        note=_note(factor),
        note_x=right + 8 if compact else (end if at_end else start),
        note_at_end=at_end,
        note_width=note_width(_note(factor), end - start),
        note_room=end - start,
    )


def _widest_stretch(marks: list[float], left: float, right: float) -> tuple[float, float]:
    """The longest part of the scale without a mark; of equal ones the last, where the scale ends.

    On an empty scale the first: a note begins where the marks would.
    """
    if not marks:
        return left + 4, right - _CLEAR
    ends = [left + 4 - _CLEAR, *sorted(marks), right - 4 + _CLEAR]
    start, end = max(pairwise(ends), key=lambda part: (part[1] - part[0], part[1]))
    return round(start + _CLEAR, 1), round(end - _CLEAR, 1)


def note_width(note: str, room: float = inf) -> int:
    """How wide a row's note is set, in SVG units; at most its room."""
    return int(min(round(_NOTE.width(note) / POINT), room))


def _short(score: Score) -> str:
    if score.value is None:
        return ""
    sign = {"at least": "≥", "at most": "≤"}.get(score.bound or "", "")
    return f"{sign}{one_decimal(score.value)}"


def _note(factor: FactorReview) -> str:
    missing = [
        f"{who}: {score_text(score)}"
        for who, score in (("they", factor.counterpart), ("we", factor.own))
        if score.value is None
    ]
    return "; ".join(missing)


def _apart(they: float | None, we: float | None, left: float, right: float) -> tuple[float, float]:
    """Where the two labels stand: over their marks, pushed apart where they would touch."""
    if they is None or we is None:
        return (they or left, we or left)
    if abs(they - we) >= _LABEL:
        return they, we
    middle = min(max((they + we) / 2, left + _LABEL / 2), right - _LABEL / 2)
    half = _LABEL / 2 if they <= we else -_LABEL / 2
    return round(middle - half, 1), round(middle + half, 1)


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
                last="" if last is None else _short(last),
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
