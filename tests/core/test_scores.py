"""Means with their likely range, gaps with theirs, and what has none."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.cells import Cell
from app.core.review import Bound, Difference, Missing, Score
from app.core.rounding import rounded
from app.core.scores import NOT_ASKED, difference, gap, side_score
from app.core.spread import Spread, assumed
from app.core.student import t_quantile
from app.core.survey import Scale
from app.core.wave import Privacy
from tests.builders import TEN
from tests.properties import FEW

NAMED, CONFIDENTIAL = Privacy.NAMED, Privacy.CONFIDENTIAL
POOLED = Spread(value=1.5, df=30, assumed=False)
ASSUMED = assumed(TEN)
SEVEN = Scale(id="seven", minimum=1, maximum=7)


def of(*values: float, asked: int = 9, spread: Spread = POOLED, scale: Scale = TEN) -> Score:
    return side_score(Cell(values=values), scale, spread, asked, NAMED)


def quiet(*values: float, asked: int = 9) -> Score:
    return side_score(Cell(values=values), TEN, POOLED, asked, CONFIDENTIAL)


def range_of(figure: Score | Difference) -> tuple[float, float]:
    assert figure.low is not None
    assert figure.high is not None
    return figure.low, figure.high


def test_four_of_six_at_6_3_lie_between_5_4_and_7_2() -> None:
    """Half a range of .9 is what a pooled spread of 1.53 gives with many degrees of freedom."""
    spread = Spread(value=1.53, df=60, assumed=False)
    low, high = range_of(of(5.3, 5.9, 6.6, 7.4, asked=6, spread=spread))
    assert (rounded(low), rounded(high)) == (5.4, 7.2)


def test_the_range_is_t_times_the_spread_over_root_n_with_the_lists_correction() -> None:
    low, high = range_of(of(5.0, 6.0, 7.0, asked=9))
    half = t_quantile(0.975, 30) * 1.5 * sqrt(1 / 3) * sqrt(1 - 3 / 9)
    assert (low, high) == (pytest.approx(6 - half), pytest.approx(6 + half))


def test_one_answer_and_a_whole_list_have_no_range() -> None:
    assert of(6.0, asked=9) == Score(n=1, value=6.0, few_answers=True)
    assert of(6.0, asked=9, spread=ASSUMED).assumed_spread is False
    assert of(5.0, 7.0, asked=2) == Score(n=2, value=6.0, few_answers=True)
    # More answers than people asked: the list is wrong, and there is nothing to correct by.
    assert of(5.0, 7.0, asked=1) == Score(n=2, value=6.0, few_answers=True)
    assert of(5.0, 7.0, asked=3).low is not None


@pytest.mark.parametrize(
    ("figure", "few"),
    [
        (of(5.0, 7.0, asked=2), True),
        (of(5.0, 6.0, 7.0, asked=3), False),
        (of(5.0, 6.0, 7.0, asked=5), False),  # 60 %
        (of(5.0, 6.0, 7.0, 7.0, asked=7), True),  # 57 %
        (of(5.0, 6.0, 7.0, 8.0, asked=5, spread=ASSUMED), True),
        (of(4.0, 6.0, 7.0, asked=4, spread=Spread(value=2.0, df=30, assumed=False)), False),
        (of(4.0, 6.0, 7.0, asked=4, spread=Spread(value=2.7, df=30, assumed=False)), True),
        (quiet(5.0, 6.0, 7.0, 6.0, asked=4), True),
        (quiet(10.0, 10.0, 10.0, asked=3), True),
        (quiet(5.0, 6.0, 7.0, 6.0, 6.0, asked=5), False),
        (side_score(None, TEN, POOLED, 5, NAMED), False),
        (side_score(Cell(hidden=True), TEN, POOLED, 5, CONFIDENTIAL), False),
    ],
)
def test_a_mean_of_few_is_marked(figure: Score, few: bool) -> None:
    assert figure.few_answers is few


def test_an_assumed_spread_is_said_and_takes_1_96() -> None:
    score = of(5.0, 7.0, asked=4, spread=ASSUMED)
    assert score.assumed_spread
    assert not of(5.0, 7.0, asked=4).assumed_spread
    assert range_of(score)[1] == pytest.approx(6 + 1.96 * 1.7 * sqrt(1 / 2) * sqrt(1 / 2))


def test_a_range_stays_on_the_scale() -> None:
    assert range_of(of(9.5, 9.9))[1] == 10.0
    assert range_of(of(0.1, 0.5))[0] == 0.0
    assert range_of(of(6.8, 6.9, scale=SEVEN))[1] == 7.0
    assert range_of(of(1.1, 1.2, scale=SEVEN))[0] == 1.0


@given(st.integers(2, 9), st.integers(1, 5), st.floats(3.0, 7.0), st.sampled_from([0.2, 0.4, 0.6]))
@FEW
def test_ranges_shrink_with_answers_and_widen_with_the_list(
    n: int, more: int, mean: float, spread: float
) -> None:
    narrow = Spread(value=spread, df=30, assumed=False)

    def width(answers: int, asked: int) -> float:
        low, high = range_of(of(*[mean] * answers, asked=asked, spread=narrow))
        return high - low

    assert width(n + more, 20) < width(n, 20)
    assert width(n, 21) > width(n, 20)


@given(st.permutations([1.5, 4.0, 6.5, 9.0]))
@FEW
def test_the_order_of_answers_changes_no_score(values: list[float]) -> None:
    assert of(*values) == of(1.5, 4.0, 6.5, 9.0)


def test_a_cell_without_answers_says_why() -> None:
    assert of() == Score(n=0, missing=Missing.NO_ANSWERS)
    assert side_score(None, TEN, POOLED, 3, NAMED) == Score(n=0, missing=Missing.NO_ANSWERS)
    hidden = side_score(Cell(hidden=True), TEN, POOLED, 3, CONFIDENTIAL)
    assert hidden == Score(n=None, missing=Missing.SUPPRESSED)


def test_a_confidential_mean_is_rounded_and_its_range_is_made_of_the_rounded_one() -> None:
    score = quiet(5.0, 6.0, 6.0)
    assert score.value == 5.7
    low, high = range_of(score)
    assert (low + high) / 2 == pytest.approx(5.7)
    assert of(5.0, 6.0, 6.0).value == pytest.approx(17 / 3)


@pytest.mark.parametrize(
    ("values", "value", "bound"),
    [
        ((9.5, 9.5, 9.5), 9.5, Bound.AT_LEAST),
        ((9.4, 9.4, 9.4), 9.4, None),
        ((0.5, 0.5, 0.5), 0.5, Bound.AT_MOST),
        ((0.6, 0.6, 0.6), 0.6, None),
        ((10.0, 10.0, 10.0, 10.0), 9.5, Bound.AT_LEAST),
        ((10.0, 10.0, 10.0, 10.0, 10.0), 10.0, None),
    ],
)
def test_a_small_confidential_mean_at_an_end_is_only_known_to_lie_there(
    values: tuple[float, ...], value: float, bound: Bound | None
) -> None:
    score = quiet(*values)
    assert (score.value, score.bound, score.n) == (value, bound, len(values))
    assert (score.low is None) == (bound is not None)
    assert of(*values).bound is None


def test_the_gap_of_two_whole_lists_has_no_range_and_of_one_has_the_others() -> None:
    own, theirs = of(8.0, 9.0, asked=2), of(5.0, 6.0, 7.0, asked=6)
    assert gap(own, of(5.0, 7.0, asked=2), TEN, (POOLED, POOLED), (2, 2)) == Difference(value=2.5)
    low, high = range_of(gap(own, theirs, TEN, (POOLED, POOLED), (2, 6)))
    half = t_quantile(0.975, 30) * 1.5 * sqrt(1 / 3 * (1 - 3 / 6))
    assert (low, high) == (pytest.approx(2.5 - half), pytest.approx(2.5 + half))


def test_the_range_of_a_gap_adds_the_variances_of_both_sides() -> None:
    other = Spread(value=2.0, df=12, assumed=False)
    found = gap(of(5.0, 6.0), of(5.0, 6.0, 7.0, 8.0), TEN, (POOLED, other), (5, 8))
    variance = 1.5**2 / 2 * (1 - 2 / 5) + 2.0**2 / 4 * (1 - 4 / 8)
    half = t_quantile(0.975, 12) * sqrt(variance)
    assert range_of(found) == (pytest.approx(-1 - half), pytest.approx(-1 + half))


def test_a_gaps_range_takes_the_wider_multiplier_where_one_spread_is_assumed() -> None:
    few = Spread(value=1.0, df=10, assumed=False)
    found = gap(of(5.0, 6.0), of(6.0, 7.0), TEN, (few, ASSUMED), (4, 4))
    half = t_quantile(0.975, 10) * sqrt(1.0 / 4 + 1.7**2 / 4)
    assert range_of(found)[1] == pytest.approx(-1 + half)


def test_pooled_two_and_two_reach_3_3_points() -> None:
    """Without the list's correction: what a gap of two and two answers is uncertain by."""
    found = gap(of(6.0, 7.0), of(6.0, 7.0), TEN, (ASSUMED, ASSUMED), (10**9, 10**9))
    assert rounded(range_of(found)[1]) == 3.3


def test_more_answers_than_people_asked_count_as_all_of_them() -> None:
    own, theirs = of(8.0, 9.0, asked=1), of(5.0, 6.0, asked=4)
    low, high = range_of(gap(own, theirs, TEN, (POOLED, POOLED), (1, 4)))
    half = t_quantile(0.975, 30) * 1.5 * sqrt(1 / 2 * (1 - 2 / 4))
    assert (high - low) / 2 == pytest.approx(half)


def test_a_gap_with_one_voice_has_no_range() -> None:
    assert gap(of(8.0), of(5.0, 6.0), TEN, (POOLED, POOLED), (9, 9)) == Difference(value=2.5)
    assert gap(of(5.0, 6.0), of(8.0), TEN, (POOLED, POOLED), (9, 9)) == Difference(value=-2.5)


def test_a_gaps_range_stays_within_the_width_of_the_scale() -> None:
    wide = Spread(value=6.0, df=30, assumed=False)
    low, high = range_of(gap(of(9.0, 9.0), of(0.5, 0.5), TEN, (wide, wide), (9, 9)))
    assert (low < 8.5, high) == (True, 10.0)
    low, _ = range_of(gap(of(0.5, 0.5), of(9.0, 9.0), TEN, (wide, wide), (9, 9)))
    assert low == -10.0
    seven = gap(of(6.0, 6.0, scale=SEVEN), of(2.0, 2.0, scale=SEVEN), SEVEN, (wide, wide), (9, 9))
    assert range_of(seven)[1] == 6.0


@given(
    st.lists(st.floats(0, 10), min_size=1, max_size=5),
    st.lists(st.floats(0, 10), min_size=1, max_size=5),
    st.integers(5, 9),
)
@FEW
def test_a_gap_turned_round_is_the_same_with_another_sign(
    ours: list[float], theirs: list[float], asked: int
) -> None:
    one, other = of(*ours, asked=asked), of(*theirs, asked=asked)
    spreads, lists = (POOLED, ASSUMED), (asked, asked)
    there = gap(one, other, TEN, spreads, lists)
    back = gap(other, one, TEN, spreads[::-1], lists)
    assert (there.value or 0.0) == -(back.value or 0.0)
    assert (there.low is None) == (back.high is None)
    if there.low is not None:
        assert back.high is not None
        assert there.low == pytest.approx(-back.high)


HIDDEN = Score(n=None, missing=Missing.SUPPRESSED)
NOBODY = Score(n=0, missing=Missing.NO_ANSWERS)
AT_THE_END = Score(n=3, value=9.5, bound=Bound.AT_LEAST)
SEVEN_POINTS = Score(n=2, value=7.0)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (HIDDEN, SEVEN_POINTS, Missing.SUPPRESSED),
        (HIDDEN, NOT_ASKED, Missing.SUPPRESSED),
        (HIDDEN, NOBODY, Missing.SUPPRESSED),
        (NOT_ASKED, SEVEN_POINTS, Missing.NOT_ASKED),
        (NOT_ASKED, NOBODY, Missing.NOT_ASKED),
        (NOBODY, NOBODY, Missing.NO_ANSWERS),
        (NOBODY, SEVEN_POINTS, Missing.ONE_SIDED),
        (NOBODY, AT_THE_END, Missing.ONE_SIDED),
        (AT_THE_END, SEVEN_POINTS, Missing.AT_THE_END),
        (AT_THE_END, AT_THE_END, Missing.AT_THE_END),
    ],
)
def test_a_difference_that_cannot_be_told_says_why_whichever_way_round(
    one: Score, other: Score, why: Missing
) -> None:
    assert difference(one, other) == difference(other, one) == Difference(missing=why)
    assert gap(one, other, TEN, (POOLED, POOLED), (9, 9)) == Difference(missing=why)


def test_what_was_not_asked_has_no_answers() -> None:
    assert Score(n=0, missing=Missing.NOT_ASKED) == NOT_ASKED


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (6.25, 6.3),
        (6.35, 6.4),
        (-6.25, -6.3),
        (-0.3, -0.3),
        (6.249, 6.2),
        (0.0, 0.0),
        (9.95, 10.0),
        (0.04, 0.0),
    ],
)
def test_one_decimal_is_printed_half_away_from_zero(value: float, expected: float) -> None:
    assert rounded(value) == expected


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert [str(rounded(value)) for value in (0.0, -0.0, -0.04, 0.04)] == ["0.0"] * 4
