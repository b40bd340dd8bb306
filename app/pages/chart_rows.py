"""The rows of the chart of both sides: marks, their labels and notes, that never collide.

Geometry in SVG units. Knows finished figures; knows no colours and no pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf

from app.core.levels import is_apart
from app.core.review import FactorReview, Score
from app.core.rounding import rounded
from app.core.survey import Scale
from app.pages.brief_paper import POINT, Type
from app.pages.numbers import one_decimal, score_text, signed

_NOTE = Type(size=11.5, leading=14)
_CLEAR = 11.0
"""Least distance of a note from the middle of a mark."""
_MARK = 7.0
"""Half of a mark: nearer to each other, one would cover the other."""
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


def x_of(value: float, scale: Scale, left: float, right: float) -> float:
    """Where a value stands: as it is printed, so that charts change when numbers do."""
    return round(left + (rounded(value) - scale.minimum) / scale.width * (right - left), 1)


def row_of(factor: FactorReview, y: float, left: float, right: float, compact: bool) -> DumbbellRow:
    def place(score: Score) -> float | None:
        return None if score.value is None else x_of(score.value, factor.scale, left, right)

    they, we = place(factor.counterpart), place(factor.own)
    they_label, we_label = _apart(they, we, left, right)
    band = None
    if factor.counterpart.low is not None and factor.counterpart.high is not None:
        start = x_of(factor.counterpart.low, factor.scale, left, right)
        end = x_of(factor.counterpart.high, factor.scale, left, right)
        band = (start, round(end - start, 1))
    gap = factor.gap.value
    marks = [x for x in (they, we, place(factor.expectation)) if x is not None]
    # On the phone the note stands where the gap would: with a note there is none.
    start, end = (left, right) if compact else _widest_stretch(marks, left, right)
    at_end = compact or end > right - _CLEAR
    return DumbbellRow(
        name=str(factor.name),
        y=y,
        they=Mark(x=they, label=short(factor.counterpart), label_x=they_label),
        we=Mark(x=we, label=short(factor.own), label_x=we_label),
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


def short(score: Score) -> str:
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
