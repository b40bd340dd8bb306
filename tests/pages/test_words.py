"""Numbers, sentences and charts as people read them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from app.core.compile import compile_review
from app.core.response import Response
from app.core.review import Bound, Missing, Review, Score
from app.core.survey import Perspective
from app.core.wave import Privacy
from app.pages.charts import dumbbell, trends
from app.pages.numbers import day, one_decimal, range_text, score_text, signed
from app.pages.prose import to_html
from app.pages.review_page import review_page
from app.pages.sentences import factor_sentence, headline, who_answered
from tests.builders import (
    CLOSES,
    a_context,
    a_response,
    a_wave,
    everywhere,
    our_answers,
    their_answers,
)


def review_of(responses: list[Response], **changes: object) -> Review:
    return compile_review("north", a_context(responses, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"),
    [(6.25, "6.3"), (6.35, "6.4"), (-0.25, "−0.3"), (-0.04, "0.0"), (9.95, "10.0"), (5, "5.0")],
)
def test_one_decimal_half_away_from_zero(value: float, text: str) -> None:
    assert one_decimal(value) == text


def test_a_difference_has_its_sign_and_zero_has_none() -> None:
    assert (signed(1.34), signed(-1.34), signed(0.01)) == ("+1.3", "−1.3", "0.0")


def test_a_missing_score_is_said_in_words() -> None:
    for missing in Missing:
        assert score_text(Score(n=0, missing=missing)) not in ("", "None")


def test_a_score_at_the_end_says_so() -> None:
    assert score_text(Score(n=3, value=9.5, bound=Bound.AT_LEAST)) == "9.5 or more"
    assert score_text(Score(n=3, value=0.5, bound=Bound.AT_MOST)) == "0.5 or less"


def test_a_range_and_a_day_in_words() -> None:
    assert range_text(5.44, 7.21) == "between 5.4 and 7.2"
    assert range_text(None, None) == ""
    assert day(date(2027, 1, 31)) == "31 January 2027"


@pytest.mark.parametrize(
    ("responses", "said"),
    [
        (their_answers(5, 5) + our_answers(8, 8), "On a, we say 8.0 and they say 5.0."),
        (their_answers(9, 9) + our_answers(6, 6), "They rate us higher on a than we do: 9.0"),
        (their_answers(8, 8) + our_answers(8, 8), "no gap we could see"),
        (their_answers(4, 4) + our_answers(4, 4), "much is to be put right"),
        (their_answers(8), "Our own view is missing."),
        (our_answers(8), "They have not answered."),
        ([], "Nobody has answered yet"),
    ],
)
def test_the_headline_states_levels_and_differences(responses: list[Response], said: str) -> None:
    assert said in headline(review_of(responses))


def test_an_open_confidential_wave_says_until_when() -> None:
    opened = a_wave(counterpart=Privacy.CONFIDENTIAL)
    review = review_of(their_answers(5, 6, 7), opened=opened, as_of=CLOSES)
    assert headline(review).startswith("Open until 6 November 2026.")
    assert not review_page(review).facts


def test_one_person_is_said_as_one() -> None:
    review = review_of(our_answers(7))
    theirs, ours = (replace(side, invited=1) for side in review.sides)
    assert who_answered(replace(review, sides=(theirs, ours))) == (
        "The one person asked at North did not answer. The one person asked in our team answered."
    )


def test_silence_is_said() -> None:
    assert who_answered(review_of(our_answers(7))) == (
        "Of four people at North, nobody answered. One of two of our team answered."
    )


def test_a_factor_is_told_with_what_we_expected() -> None:
    ours = a_response("s1", everywhere(8) | {"E-a": 7}, perspective=Perspective.SELF)
    review = review_of([*their_answers(5), ours])
    assert factor_sentence(review.factors[0], review) == (
        "A: we say 8.0, they say 5.0. We rate it higher by 3.0: possibly a blind spot, so ask. "
        "We expected 7.0 and got 5.0."
    )


@given(st.integers(0, 10), st.integers(0, 10), st.booleans())
def test_the_two_labels_of_a_row_never_touch(theirs: int, ours: int, compact: bool) -> None:
    chart = dumbbell(
        review_of(their_answers(theirs) + our_answers(ours)),
        compact=compact,
        width=358 if compact else 640,
    )
    assert chart is not None
    for row in chart.rows:
        assert abs(row.they.label_x - row.we.label_x) >= 26.9
        for mark in (row.they, row.we):
            assert mark.label_x - 13 >= 0
            assert mark.label_x + 13 <= chart.width


def test_a_chart_says_its_numbers_in_a_sentence() -> None:
    chart = dumbbell(review_of(their_answers(5) + our_answers(8)))
    assert chart is not None
    assert chart.sentence.startswith("A: they 5.0, we 8.0, gap +3.0; B:")


def test_a_trend_needs_two_waves_and_breaks_where_one_is_missing() -> None:
    first = review_of(their_answers(5) + our_answers(7))
    silent = compile_review(
        "north", a_context(our_answers(7), opened=a_wave(wave_id="2027")), (first,)
    )
    third = compile_review(
        "north", a_context(their_answers(6), opened=a_wave(wave_id="2028")), (first, silent)
    )
    assert trends(first) == ()
    chart = trends(third)[0]
    assert len(chart.they.marks) == 2
    assert chart.they.stretches == ()
    assert len(chart.we.stretches) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src="https://x.example.com/a.png">',
        "![x](https://e/x)",
        "[x](javascript:alert(1))",
        '<a onclick="x()" href="https://ok.example.com">k</a>',
        "<style>p{}</style>",
        '<iframe src="//x"></iframe>',
    ],
)
def test_the_firms_markdown_is_made_harmless(text: str) -> None:
    html = to_html(text)
    assert isinstance(html, Markup)
    for part in ("<script", "<img", "javascript:", "onclick", "<style", "<iframe"):
        assert part not in html


def test_prose_made_to_hang_does_not() -> None:
    assert to_html("[" * 20_000) is not None
