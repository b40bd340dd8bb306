"""Interval strips and the spread of answers: they draw what they say, and nothing hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.review import Missing, OptionCount, Review, Score
from app.core.survey import Scale, Text
from app.core.wave import Privacy
from app.pages.environment import render
from app.pages.parts import counted
from app.pages.review_page import review_page
from app.pages.small_charts import distributions, strip
from tests.brief.awkward import a_review
from tests.builders import our_answers, their_answers
from tests.review_builders import hidden_for_protection, states

TEN = Scale(id="ten", minimum=0, maximum=10)
FIVE = Scale(id="five", minimum=1, maximum=5)


def test_a_strip_runs_from_one_end_of_the_scale_to_the_other() -> None:
    ends = strip("Trust", Score(n=3, value=0.0), Score(n=3, value=10.0), TEN)
    assert (ends.they.x, ends.we.x) == (ends.left, ends.right)
    middle = strip("Trust", Score(n=3, value=3.0, low=2.0, high=4.0), Score(n=1, value=3.0), FIVE)
    assert middle.they.x == middle.we.x == (middle.left + middle.right) / 2
    assert middle.they.band is not None
    assert middle.they.band[0] + middle.they.band[1] / 2 == pytest.approx(middle.they.x, abs=0.1)
    assert middle.we.band is None
    assert middle.sentence == "Trust, 1 to 5: they 3.0, between 2.0 and 4.0; we 3.0."


def test_what_has_no_number_has_no_mark() -> None:
    none = Score(n=None, missing=Missing.SUPPRESSED)
    made = strip("Trust", none, Score(n=0, missing=Missing.NO_ANSWERS), TEN)
    assert (made.they.x, made.we.x) == (None, None)
    assert "not shown, to protect people" in made.sentence


def with_counts(they: tuple[int, ...], we: tuple[int, ...]) -> Review:
    review = a_review()

    def counted(counts: tuple[int, ...]) -> tuple[OptionCount, ...]:
        return tuple(
            OptionCount(point=point, label=None, count=count)
            for point, count in enumerate(counts, start=1)
        )

    item = replace(
        review.items[0], scale=FIVE, counterpart_counts=counted(they), own_counts=counted(we)
    )
    return replace(review, items=(item,))


def test_bars_are_as_high_as_there_are_answers_on_one_measure_for_both_sides() -> None:
    (chart,) = distributions(with_counts((0, 1, 0, 2, 0), (0, 0, 0, 0, 4)))
    assert [bar.count for bar in chart.they] == ["1", "2"]
    assert [bar.height for bar in (*chart.they, *chart.we)] == [7.5, 15.0, 30.0]
    assert chart.line - max(bar.height for bar in chart.they) - 16 >= 0
    assert chart.line + 30 + max(bar.height for bar in chart.we) <= chart.height
    edges = [(bar.x, bar.x + bar.width) for bar in chart.they]
    assert edges[0][1] < edges[1][0]
    assert chart.sentence == "They: 1 × 2, 2 × 4. We: 4 × 5."


def test_a_side_that_may_not_be_counted_is_not_drawn_and_said_so() -> None:
    (chart,) = distributions(with_counts((), (1, 0, 0, 0, 1)))
    assert chart.they == ()
    assert chart.sentence.startswith("They: no answers.")
    review = with_counts((), (1, 0, 0, 0, 1))
    item = replace(review.items[0], counterpart=Score(n=4, value=3.0))
    (chart,) = distributions(replace(review, items=(item,)))
    assert chart.sentence.startswith("They: not shown one by one.")
    assert distributions(hidden_for_protection()) == () or all(
        not chart.they for chart in distributions(hidden_for_protection())
    )


def test_the_page_shows_them_with_their_words() -> None:
    page = review_page(with_counts((0, 1, 0, 2, 0), (0, 0, 0, 0, 4)))
    html = render(page, url_for=lambda *_, **__: "#")
    assert html.count("They: 1 × 2, 2 × 4. We: 4 × 5.") >= 2
    for review in states().values():
        for chart in review_page(review).spread:
            assert chart.question


def test_the_questions_with_the_widest_differences_are_drawn_and_no_more() -> None:
    page = review_page(a_review())
    drawn = [chart.question for chart in page.spread]
    assert sorted(drawn) == sorted(row.question for row in page.questions)
    assert page.spread[0].sentence == "They: 1 × 5, 1 × 6, 1 × 7. We: 2 × 9."
    assert len(page.spread[0].points) == 11


def test_a_single_answer_is_no_spread() -> None:
    assert distributions(with_counts((0, 1, 0, 0, 0), (0, 0, 0, 0, 1))) == ()
    assert distributions(a_review([*their_answers(3), *our_answers(9)])) == ()


def test_nothing_is_drawn_of_a_confidential_side_on_points_without_words() -> None:
    answers = [*their_answers(5, 6, 7, 8, 5, 6), *our_answers(9, 9)]
    review = a_review(answers, asked=(6, 2), privacy=Privacy.CONFIDENTIAL)
    assert distributions(review)
    for chart in distributions(review):
        assert chart.they == ()
        assert chart.sentence.startswith("They: not shown one by one.")


def test_a_point_with_words_is_told_by_its_number_too_unless_every_point_has_some() -> None:
    often = Scale(id="o", minimum=0, maximum=10, labels=((10, Text(by_language=(("en", "x"),))),))
    counts = tuple(
        OptionCount(point=point, label=often.label(point), count=count)
        for point, count in ((8, 2), (9, 0), (10, 1))
    )
    assert counted(counts, often) == "2 × 8, 1 × 10 (x)"
    all_named = replace(often, minimum=10)
    assert counted(counts[2:], all_named) == "1 × x"
