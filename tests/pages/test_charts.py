"""Charts: marks stand where the scores are, and labels never touch."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from app.core.review import Difference, Edition, FactorReview, Missing, Review, Score
from app.core.scores import difference
from app.core.shared import shared_review
from app.core.unnamed import Unnamed
from app.pages.brief_page import fitting
from app.pages.brief_paper import POINT, Type
from app.pages.brief_words import voice_of
from app.pages.chart_words import Legend, brief_dumbbell, legend
from app.pages.charts import Dumbbell, dumbbell, trends
from app.pages.environment import TEMPLATES, environment
from app.pages.parts import PAPER
from app.pages.sentences import trend_note
from tests.brief.awkward import a_review, with_years
from tests.builders import our_answers
from tests.review_builders import hidden_for_protection, some_missing, states

_LETTER = 6.9
"""Width of a digit of the labels' font, in SVG units."""


def _with_scores(they: float, we: float) -> Review:
    review = a_review()
    figures: list[FactorReview] = []
    for figure in review.factors:
        theirs, ours = Score(n=3, value=they), Score(n=2, value=we)
        figures.append(replace(figure, counterpart=theirs, own=ours, gap=difference(ours, theirs)))
    return replace(review, factors=tuple(figures))


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("they", [0.0, 0.4, 4.9, 5.0, 9.7, 10.0])
@pytest.mark.parametrize("we", [0.0, 0.1, 5.0, 5.2, 9.9, 10.0])
def test_the_two_labels_of_a_row_never_touch(they: float, we: float, compact: bool) -> None:
    chart = dumbbell(_with_scores(they, we), compact=compact, width=358 if compact else 640)
    assert chart is not None
    for row in chart.rows:
        widths = (len(row.they.label) + len(row.we.label)) * _LETTER / 2
        assert abs(row.they.label_x - row.we.label_x) >= widths - 1.5
        for mark in (row.they, row.we):
            half = len(mark.label) * _LETTER / 2
            assert mark.label_x - half >= 0
            assert mark.label_x + half <= chart.width


def test_labels_keep_the_order_of_their_marks() -> None:
    for they, we in ((5.0, 5.2), (5.2, 5.0)):
        chart = dumbbell(_with_scores(they, we))
        assert chart is not None
        row = chart.rows[0]
        assert (row.they.label_x < row.we.label_x) == (they < we)


def test_marks_stand_on_the_scale() -> None:
    chart = dumbbell(_with_scores(0.0, 10.0))
    assert chart is not None
    assert chart.rows[0].they.x == chart.left
    assert chart.rows[0].we.x == chart.right
    assert chart.rows[0].gap == "+10.0"
    assert chart.rows[0].wide


def test_the_band_holds_the_mark_and_stays_on_the_scale() -> None:
    chart = dumbbell(some_missing())
    assert chart is not None
    for row in chart.rows:
        assert row.band is not None
        assert row.they.x is not None
        start, width = row.band
        assert chart.left <= start <= row.they.x <= start + width <= chart.right


def test_what_is_hidden_is_said_in_words_and_has_no_mark() -> None:
    chart = dumbbell(hidden_for_protection())
    assert chart is not None
    for row in chart.rows:
        assert row.they.x is None
        assert row.they.label == row.gap == ""
        assert "not shown, to protect people" in row.note
    assert "not shown, to protect people" in chart.sentence


@pytest.mark.parametrize("state", states())
@pytest.mark.parametrize("compact", [False, True])
def test_rows_stand_apart_and_inside_the_chart(state: str, compact: bool) -> None:
    chart = dumbbell(states()[state], compact=compact)
    if chart is None:
        assert not states()[state].factors
        return
    assert all(lower.y - upper.y >= 40 for upper, lower in pairwise(chart.rows))
    assert all(0 < row.y < chart.height for row in chart.rows)


def test_one_wave_has_no_line_and_two_waves_have_one_a_side() -> None:
    assert trends(a_review()) == ()
    for chart in trends(with_years(2)):
        assert len(chart.they.stretches) == len(chart.we.stretches) == 1
        assert abs(chart.they.label_y - chart.we.label_y) >= 11


def test_a_wave_without_a_score_is_a_gap_in_the_line() -> None:
    review = with_years(3)
    history = tuple(
        replace(point, counterpart=Score(n=0, missing=None)) if point.wave == "2025" else point
        for point in review.history
    )
    chart = trends(replace(review, history=history))[0]
    assert chart.they.stretches == ()
    assert len(chart.they.marks) == 2
    assert len(chart.we.stretches) == 1


def test_a_line_begins_anew_with_other_words_and_says_why() -> None:
    review = with_years(3)
    history = tuple(replace(p, begins=p.begins or p.wave == "2025") for p in review.history)
    reworded = replace(review, history=history)
    chart = trends(reworded)[0]
    whole = trends(review)[0]
    assert len(whole.they.stretches[0].split()) == 3
    assert [len(stretch.split()) for stretch in chart.they.stretches] == [2]
    assert chart.they.marks == whole.they.marks
    assert "other words" in trend_note(reworded)
    assert "other words" not in trend_note(review)


@pytest.mark.parametrize("number", [2, 5])
def test_a_line_over_the_waves_stays_left_of_its_labels(number: int) -> None:
    for chart in trends(with_years(number)):
        assert len(chart.they.marks) == number
        assert all(0 < x <= 112 and 8 <= y <= 60 for x, y in chart.they.marks)
        assert (chart.first_wave, chart.last_wave) == (str(2027 - number), "2026")


def test_a_note_is_kept_clear_of_the_lines_behind_it() -> None:
    for chart in filter(None, (dumbbell(review) for review in states().values())):
        for row in chart.rows:
            assert (row.note_width > 0) is (row.note != "")
            if row.note_at_end:
                assert row.note_x - row.note_width >= chart.left
            else:
                assert row.note_x + row.note_width <= chart.right


@pytest.mark.parametrize("ours", [0.2, 4.9, 7.2, 9.9])
@pytest.mark.parametrize("expected", [0.4, 5.0, 7.5, 10.0])
@pytest.mark.parametrize(
    "name", ["North", "Μάρμαρα Αγίας Βαρβάρας", "株式会社北極光食品東京本社開発事業部"]
)
def test_a_note_ends_before_the_nearest_mark(ours: float, expected: float, name: str) -> None:
    review = a_review()
    hidden = Score(n=3, missing=Missing.SUPPRESSED)
    figure = replace(
        review.factors[0],
        counterpart=hidden,
        own=Score(n=2, value=ours),
        expectation=Score(n=2, value=expected),
        gap=difference(Score(n=2, value=ours), hidden),
    )
    review = shared_review(replace(review, factors=(figure,), name=name), Unnamed())
    chart = brief_dumbbell(review, voice_of(review, Edition.SHARED))
    assert chart is not None
    (row,) = chart.rows
    start = row.note_x - row.note_width if row.note_at_end else row.note_x
    assert row.note.endswith(": not shown, to protect people")
    assert row.note_width <= row.note_room
    for mark in (row.we.x, row.expected_x):
        assert mark is not None
        assert mark + 9 <= start or start + row.note_width + 9 <= mark


def test_a_note_stands_behind_the_marks() -> None:
    drawn = (TEMPLATES / "_charts.html").read_text("utf-8")
    assert drawn.index("row.note_width") < drawn.index('<circle cx="{{ row.they.x')


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize(
    "name",
    [
        "Μάρμαρα Αγίας Βαρβάρας",
        "Общество «Северное сияние»",
        "株式会社北極光食品東京本社開発事業部",
    ],
)
def test_the_legend_ends_before_the_head_of_the_last_column(name: str, language: str) -> None:
    review = replace(a_review(), name=name, firm="Harbour & Pike", language=language)
    voice = voice_of(shared_review(review, Unnamed()), Edition.SHARED)
    chart = brief_dumbbell(shared_review(review, Unnamed()), voice)
    assert chart is not None
    chart = replace(chart, has_expected=True)
    words = legend(chart, voice)
    plain = Type(size=13, leading=16)
    ends = words.expected_x + 11 + plain.width(words.expected) / POINT
    assert ends < chart.width - 2 - plain.width(words.gap) / POINT
    # A name of another alphabet is not cut for a width that it does not have.
    assert words.they == name or name[0] > "\u4e00"


def drawn_of(chart: Dumbbell | None, words: Legend | None = None) -> str:
    macros: Any = environment("en").get_template("_charts.html").module
    return str(macros.dumbbell(chart, PAPER, words))


@pytest.mark.parametrize(
    ("they", "we", "together"), [(7, 7, True), (7, 7.1, True), (7, 7.2, False)]
)
def test_marks_that_lie_on_each_other_are_drawn_within_each_other(
    they: float, we: float, together: bool
) -> None:
    page = next(fitting(_with_scores(they, we)))
    assert page.first.chart is not None
    assert all(row.together is together for row in page.first.chart.rows)
    drawn = drawn_of(page.first.chart)
    # The dot lies over the diamond where the diamond would hide it.
    assert (drawn.rindex("<circle") > drawn.rindex("<path")) is together


@pytest.mark.parametrize("edition", Edition)
def test_what_no_row_holds_has_no_entry_and_no_head(edition: Edition) -> None:
    ours_alone = a_review(our_answers(6, 7))
    review = shared_review(ours_alone, Unnamed()) if edition is Edition.SHARED else ours_alone
    first = next(fitting(review, edition)).first
    assert first.chart is not None and first.legend is not None
    assert (first.chart.has_they, first.chart.has_we, first.chart.has_gap) == (False, True, False)
    assert first.legend.we_x < first.chart.left + 10
    assert "plus" not in first.reading and "0" in first.reading
    drawn = drawn_of(first.chart, first.legend)
    assert f">{first.legend.gap}<" not in drawn and f">{first.legend.they}<" not in drawn
    assert f">{first.legend.we}<" in drawn and ">–<" not in drawn


def test_a_row_without_a_gap_among_rows_with_one_has_a_dash() -> None:
    review = a_review()
    none = replace(review.factors[0], gap=Difference(missing=Missing.AT_THE_END))
    chart = dumbbell(replace(review, factors=(none, *review.factors[1:])))
    assert drawn_of(chart).count(">–<") == 1


def test_the_first_small_chart_says_where_the_scale_ends() -> None:
    first, *others = trends(with_years(3))
    assert first.ends == ((8.0, "10"), (60.0, "0"))
    assert not any(chart.ends for chart in others)
    macros: Any = environment("en").get_template("_charts.html").module
    drawn = str(macros.trend(first, PAPER))
    assert ">10</text>" in drawn and ">0</text>" in drawn
    # Beside the lines: no mark lies on them.
    assert min(x for x, _ in first.they.marks) - 3.8 > 13
