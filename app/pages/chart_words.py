"""The brief's charts in a voice: names in the legend, and numbers as its language writes them.

Takes the charts as they were placed and changes nothing but words; both run left to right in every
language. Knows finished reviews.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.core.review import FactorReview, Review
from app.pages.brief_paper import POINT, Type, shortened
from app.pages.brief_words import Voice
from app.pages.chart_rows import DumbbellRow, Mark, note_width
from app.pages.charts import Dumbbell, Trend, TrendLine, dumbbell, trends
from app.pages.parts import Ink
from app.pages.shared_sentences import chart_sentence

_LABEL = Type(size=13, leading=16, semibold=True)
_PLAIN = Type(size=13, leading=16)
_LENGTHS = range(26, 5, -1)
"""Characters of a name in the legend and in a note, down to where the line holds no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The words above the chart and where they begin, in SVG units."""

    they: str
    we: str
    expected: str
    gap: str
    we_x: float
    expected_x: float


def brief_dumbbell(review: Review, voice: Voice) -> Dumbbell | None:
    """The chart of both sides, or None where there is no number to draw."""
    chart = dumbbell(review)
    if chart is None or all(row.they.x is None and row.we.x is None for row in chart.rows):
        return None
    if not voice.shared:
        return chart
    return replace(
        chart,
        rows=tuple(
            _row(row, factor, voice) for row, factor in zip(chart.rows, review.factors, strict=True)
        ),
        sentence=chart_sentence(review, voice),
    )


def legend(chart: Dumbbell, voice: Voice) -> Legend:
    """Each entry stands where the one before it ends; names are as long as the line holds."""
    if not voice.shared:
        return _legend(chart, "they say", "we say", "we expected they would say", "gap")
    expected, gap = voice.say("expected"), voice.say("apart")
    ends = chart.width - 2 - _width(gap, _PLAIN) - 10
    last = _width(expected, _PLAIN) + 11 if chart.has_expected else -28

    def cut(most: int) -> Legend:
        they, we = shortened(voice.they, most), shortened(voice.we, most)
        return _legend(chart, they, we, expected, gap)

    fitting = (most for most in _LENGTHS if cut(most).expected_x + last <= ends)
    return cut(next(fitting, _LENGTHS[-1]))


def _legend(chart: Dumbbell, they: str, we: str, expected: str, gap: str) -> Legend:
    we_x = chart.left + 16 + _width(they) + 28 if chart.has_they else chart.left + 6
    return Legend(
        they=they,
        we=we,
        expected=expected,
        gap=gap,
        we_x=round(we_x, 1),
        expected_x=round(we_x + 11 + _width(we) + 28 if chart.has_we else we_x, 1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A word that stands over the chart instead of in it; millimetres and points."""

    text: str
    left: float | None
    right: float | None
    """From the chart's right edge, for what ends there."""
    top: float
    size: float
    colour: str
    bold: bool


def placed(
    chart: Dumbbell, words: Legend, width: float, ink: Ink, voice: Voice
) -> tuple[Dumbbell, Legend, tuple[Placed, ...]]:
    """The words of a chart set over it where letters join: inside an SVG each is set alone.

    Elsewhere the chart stays as it is and nothing is set over it.
    """
    if voice.direction != "rtl":
        return chart, words, ()
    scale = width / chart.width

    def at(
        text: str, x: float, baseline: float, size: float, colour: str, *, end: bool, bold: bool
    ) -> Placed:
        return Placed(
            text=text,
            left=None if end else round(x * scale, 2),
            right=round((chart.width - x) * scale, 2) if end else None,
            top=round((baseline - size * 1.05) * scale, 2),
            size=round(size * scale / POINT, 2),
            colour=colour,
            bold=bold,
        )

    found = []
    if chart.has_they:
        found.append(at(words.they, chart.left + 16, 14.5, 13, ink.they, end=False, bold=True))
    if chart.has_we:
        found.append(at(words.we, words.we_x + 17, 14.5, 13, ink.we, end=False, bold=True))
    if chart.has_gap:
        found.append(at(words.gap, chart.width - 2, 14.5, 12, ink.soft, end=True, bold=False))
    if chart.has_expected:
        found.append(
            at(words.expected, words.expected_x + 11, 14.5, 13, ink.soft, end=False, bold=False)
        )
    for row in chart.rows:
        found.append(at(row.name, 2, row.y + 5, 14.5, ink.text, end=False, bold=True))
        if row.note:
            found.append(
                at(row.note, row.note_x, row.y + 4, 11.5, ink.soft, end=row.note_at_end, bold=False)
            )
    bare = replace(chart, rows=tuple(replace(row, name="", note="") for row in chart.rows))
    return bare, replace(words, they="", we="", expected="", gap=""), tuple(found)


def _width(text: str, set_in: Type = _LABEL) -> float:
    return set_in.width(text) / POINT


def _row(row: DumbbellRow, factor: FactorReview, voice: Voice) -> DumbbellRow:
    note = _note(factor, voice, row.note_room)
    gap = factor.gap.value
    return replace(
        row,
        name=factor.name.in_language(voice.language),
        they=_mark(row.they, voice),
        we=_mark(row.we, voice),
        gap="" if gap is None else voice.number(gap),
        note=note,
        note_width=note_width(note, row.note_room),
    )


def _note(factor: FactorReview, voice: Voice, room: float) -> str:
    """Which side is not shown, and why, with as much of its name as ends before the next mark."""

    def cut(most: int) -> str:
        return "; ".join(
            f"{shortened(name, most)}: {voice.score(score)}"
            for name, score in ((voice.they, factor.counterpart), (voice.we, factor.own))
            if score.value is None
        )

    fitting = (most for most in _LENGTHS if note_width(cut(most)) <= room)
    return cut(next(fitting, _LENGTHS[-1]))


def _mark(mark: Mark, voice: Voice) -> Mark:
    return replace(mark, label=voice.written(mark.label))


def brief_trends(review: Review, voice: Voice, most: int) -> tuple[Trend, ...]:
    """A small chart per factor over all waves, at most so many."""
    charts = trends(review)[:most]
    if not voice.shared:
        return charts
    names = {str(f.name): f.name.in_language(voice.language) for f in review.factors}
    return tuple(
        replace(
            chart,
            name=names[chart.name],
            they=_line(chart.they, voice),
            we=_line(chart.we, voice),
            sentence=_trend_sentence(review, factor.factor, names[chart.name], voice),
        )
        for chart, factor in zip(charts, review.factors, strict=False)
    )


def _line(line: TrendLine, voice: Voice) -> TrendLine:
    return replace(line, last=voice.written(line.last))


def _trend_sentence(review: Review, factor: str, name: str, voice: Voice) -> str:
    said = [
        f"{point.wave}: {voice.they} {voice.score(point.counterpart)}, "
        f"{voice.we} {voice.score(point.own)}"
        for point in review.history
        if point.factor == factor
    ]
    return f"{name}. {'; '.join(said)}."


def trend_note(review: Review, voice: Voice) -> str:
    """How to read the lines over the waves, and why one begins anew."""
    said = (
        voice.say("Solid line and dot: {they}. Dashed line and diamond: {we}.")
        if voice.shared
        else "Solid line and dot: they. Dashed line and diamond: we."
    )
    first = {point.factor: point.wave for point in reversed(review.history)}
    if any(point.begins and point.wave != first[point.factor] for point in review.history):
        said += " " + voice.say("A line begins anew where a question got other words.")
    return said
