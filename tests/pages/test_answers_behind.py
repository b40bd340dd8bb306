"""What a figure of the review page rests on stands beside it, where that is not everyone."""

from __future__ import annotations

from dataclasses import replace

from app.core.review import Missing, Review, Score
from app.core.survey import Role
from app.core.wave import Privacy
from app.pages import parts
from app.pages.charts import trends
from app.pages.environment import render
from app.pages.review_page import review_page
from app.pages.review_parts import single, trend_answers
from tests.brief.awkward import a_review, with_years
from tests.builders import our_answers, their_answers


def two_of_four(privacy: Privacy = Privacy.NAMED, people: int = 4) -> Review:
    """Four answer, and only the first two of them the question A1."""
    answers = their_answers(*range(3, 3 + people))
    few = [
        replace(one, answers=tuple(a for a in one.answers if a.item != "A1")) for one in answers[2:]
    ]
    return a_review([*answers[:2], *few, *our_answers(9, 9)], privacy=privacy)


def row_of(review: Review, question: str) -> parts.QuestionRow:
    return next(row for row in parts.questions(review, 20) if row.question == question)


def test_a_question_that_fewer_answered_says_how_many() -> None:
    row = row_of(two_of_four(), "they a1")
    assert (row.they, row.they_n, row.we_n) == ("3.5", "2 answers", "")
    assert row_of(two_of_four(), "they a2").they_n == ""
    html = render(review_page(two_of_four()), url_for=lambda *_, **__: "")
    assert '3.5 <span class="soft">2 answers</span>' in html


def test_of_what_is_not_shown_no_number_is_told() -> None:
    """Two in confidence: the question is hidden, and how many answered it with it."""
    review = two_of_four(Privacy.CONFIDENTIAL)
    item = next(item for item in review.items if item.item == "A1")
    assert (item.counterpart.n, item.counterpart.missing) == (None, Missing.SUPPRESSED)
    assert parts.fewer_answers(item.counterpart, review.sides[0]) == ""
    assert parts.fewer_answers(Score(n=2, missing=Missing.HARD_TO_JUDGE), review.sides[0]) == ""


def test_an_overall_question_without_counts_says_how_many_answered_it() -> None:
    review = two_of_four()
    item = next(item for item in review.items if item.item == "A1")
    asked = replace(item, role=Role.RECOMMENDATION, counterpart_counts=(), own_counts=())
    said = single(replace(review, items=(asked,)), Role.RECOMMENDATION)
    assert said == ("They: 3.5 on 0 to 10 (2 answers). We (asked “we a1”): 9.0 on 0 to 10.")


def test_the_lines_over_the_waves_say_how_many_answers_they_rest_on() -> None:
    review = with_years(2)
    assert "2025: they 6.0 (3 answers), we 9.0 (2 answers)" in trends(review)[0].sentence
    assert trend_answers(review) == ("Answers behind them, 2025: they 3, we 2; 2026: they 3, we 2.")
    assert trend_answers(a_review()) == ""
    assert "2026: they 3, we 2" in render(review_page(review), url_for=lambda *_, **__: "")


def test_factors_of_a_wave_that_rest_on_other_numbers_are_told_from_fewest_to_most() -> None:
    review = with_years(2)
    (first, *others) = review.history
    hidden = Score(n=None, missing=Missing.SUPPRESSED)
    history = (
        replace(first, counterpart=replace(first.counterpart, n=1)),
        *(replace(p, own=hidden) if p.wave == "2026" else p for p in others),
    )
    assert trend_answers(replace(review, history=history)) == (
        "Answers behind them, 2025: they 1 to 3, we 2; 2026: they 3."
    )
    nothing = tuple(replace(p, own=hidden, counterpart=hidden) for p in history)
    assert trend_answers(replace(review, history=nothing)) == ""
