"""Numbers as they are printed."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.review import Bound, Difference, Missing, Score
from app.pages.numbers import (
    WORDS,
    day,
    difference_text,
    in_words,
    one_decimal,
    range_text,
    score_text,
    signed,
)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (6.25, "6.3"),
        (6.35, "6.4"),
        (-6.25, "\u22126.3"),
        (0.04, "0.0"),
        (-0.04, "0.0"),
        (10, "10.0"),
        (2 / 3, "0.7"),
    ],
)
def test_one_decimal_half_away_from_zero(value: float, printed: str) -> None:
    assert one_decimal(value) == printed


def test_differences_carry_a_plus_or_a_real_minus_and_zero_neither() -> None:
    assert [signed(value) for value in (1.25, -0.4, 0.0, -0.01)] == [
        "+1.3",
        "\u22120.4",
        "0.0",
        "0.0",
    ]


@pytest.mark.parametrize("missing", Missing)
def test_a_missing_figure_is_said_in_words(missing: Missing) -> None:
    assert score_text(Score(n=0, missing=missing)) == WORDS[missing]
    assert difference_text(Difference(missing=missing)) == WORDS[missing]
    assert any(letter.isalpha() for letter in WORDS[missing])


def test_a_bound_is_said_with_its_direction() -> None:
    assert score_text(Score(n=3, value=9.5, bound=Bound.AT_LEAST)) == "9.5 or more"
    assert score_text(Score(n=3, value=0.5, bound=Bound.AT_MOST)) == "0.5 or less"


def test_a_range_needs_both_ends() -> None:
    assert range_text(5.44, 7.25) == "between 5.4 and 7.3"
    assert range_text(None, 7.0) == range_text(5.0, None) == ""


def test_days_and_small_numbers_read_as_in_a_letter() -> None:
    assert day(date(2027, 1, 31)) == "31 January 2027"
    assert (in_words(3), in_words(10), in_words(11)) == ("three", "ten", "11")
