"""Shares say what their numbers allow: counts below ten, an NPS in grey below thirty."""

from collections.abc import Callable
from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.known import Interval, Unknown, Why
from app.core.proportions import (
    Csat,
    Nps,
    Showing,
    csat,
    nps,
    nps_interval,
    raw_nps,
    wilson,
)
from app.core.survey import Scale
from tests.builders import FIVE, TEN
from tests.properties import ANSWERS, COUNTS, FEW


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(
    successes: int, n: int, low: float, high: float
) -> None:
    interval = wilson(successes, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("counts", "value", "low", "high"),
    [
        ((15, 13, 8), 19.444, -6.28, 42.178),
        ((4, 0, 0), 100.0, 6.944, 100.0),
        ((5, 2, 3), 20.0, -30.326, 61.095),
    ],
)
def test_the_adjusted_wald_interval_of_an_nps_is_the_published_one(
    counts: tuple[int, int, int], value: float, low: float, high: float
) -> None:
    interval = nps_interval(*counts)
    assert round(raw_nps(*counts), 3) == value
    assert round(interval.low, 3) == low
    assert round(interval.high, 3) == high


SHAPES = (
    (0.50, 0.30, 0.20),
    (0.70, 0.20, 0.10),
    (1 / 3, 1 / 3, 1 / 3),
    (0.20, 0.30, 0.50),
    (0.85, 0.10, 0.05),
    (0.40, 0.50, 0.10),
)
"""Shares of promoters, passives and detractors among ever so many people."""


def held(n: int, shape: tuple[float, float, float], interval: Callable[..., Interval]) -> float:
    """The exact chance that the interval of n answers holds the NPS of everyone."""
    promoters, passives, detractors = shape
    true = 100 * (promoters - detractors)
    return sum(
        comb(n, p) * comb(n - p, q) * promoters**p * passives**q * detractors ** (n - p - q)
        for p in range(n + 1)
        for q in range(n + 1 - p)
        if interval(p, q, n - p - q).low <= true <= interval(p, q, n - p - q).high
    )


def plain_wald(promoters: int, passives: int, detractors: int) -> Interval:
    n = promoters + passives + detractors
    p, d = promoters / n, detractors / n
    half = 196 * sqrt((p + d - (p - d) ** 2) / n)
    return Interval(low=100 * (p - d) - half, high=100 * (p - d) + half)


@pytest.mark.parametrize(
    ("n", "least", "of_the_plain"), [(3, 0.93, 0.38), (5, 0.89, 0.55), (10, 0.94, 0.80)]
)
def test_the_adjusted_interval_of_an_nps_holds_where_the_plain_one_fails(
    n: int, least: float, of_the_plain: float
) -> None:
    assert min(held(n, shape, nps_interval) for shape in SHAPES) >= least
    assert round(min(held(n, shape, plain_wald) for shape in SHAPES), 2) == of_the_plain


@given(COUNTS, COUNTS)
@FEW
def test_a_wilson_interval_holds_its_share_and_mirrors(yes: int, no: int) -> None:
    n = yes + no + 1
    interval, mirrored = wilson(yes, n), wilson(n - yes, n)
    assert 0.0 <= interval.low <= yes / n <= interval.high <= 1.0
    assert mirrored.low == pytest.approx(1 - interval.high)
    assert mirrored.high == pytest.approx(1 - interval.low)


@given(COUNTS, COUNTS, COUNTS)
@FEW
def test_intervals_shrink_with_the_number_of_answers(a: int, b: int, c: int) -> None:
    n = a + b + c + 1
    assert wilson(2 * a, 2 * n).width < wilson(a, n).width
    if n >= 10:
        more = nps_interval(4 * (a + 1), 4 * b, 4 * c)
        assert more.width < nps_interval(a + 1, b, c).width


@given(COUNTS, COUNTS, COUNTS)
@FEW
def test_promoters_and_detractors_are_mirrored(p: int, passive: int, d: int) -> None:
    interval, mirrored = nps_interval(p + 1, passive, d), nps_interval(d, passive, p + 1)
    assert raw_nps(p + 1, passive, d) == -raw_nps(d, passive, p + 1)
    assert mirrored.low == pytest.approx(-interval.high)
    assert -100.0 <= interval.low <= interval.high <= 100.0


def test_three_of_four_satisfied_is_said_in_counts() -> None:
    result = csat([5, 4, 4, 2], FIVE)
    assert result == Csat(satisfied=3, n=4, showing=Showing.COUNTS, share=None, interval=None)


def test_from_ten_answers_csat_is_a_share_with_its_interval() -> None:
    result = csat([5, 4, 4, 2, 3, 5, 1, 4, 5, 5], FIVE)
    assert isinstance(result, Csat)
    assert (result.satisfied, result.share, result.interval) == (7, 0.7, wilson(7, 10))
    assert result.showing is Showing.NORMAL


def test_other_scales_make_no_csat_and_no_nps() -> None:
    assert csat([8, 9], TEN) == Unknown(why=Why.WRONG_SCALE)
    assert csat([6], Scale(id="seven", minimum=1, maximum=7)) == Unknown(why=Why.WRONG_SCALE)
    assert nps([5, 4], FIVE) == Unknown(why=Why.WRONG_SCALE)


def test_without_answers_there_is_neither() -> None:
    assert csat([], FIVE) == nps([], TEN) == Unknown(why=Why.NO_ANSWERS)


@pytest.mark.parametrize(
    ("n", "showing"),
    [
        (1, Showing.COUNTS),
        (9, Showing.COUNTS),
        (10, Showing.GREY),
        (29, Showing.GREY),
        (30, Showing.NORMAL),
    ],
)
def test_an_nps_is_counts_then_grey_then_normal(n: int, showing: Showing) -> None:
    result = nps([9.0] * n, TEN)
    assert isinstance(result, Nps)
    assert result.showing is showing
    assert (result.value is None, result.interval is None) == (n < 10, n < 10)


@given(st.lists(ANSWERS, min_size=1, max_size=40))
@FEW
def test_an_nps_counts_everyone_once_in_any_order(answers: list[float]) -> None:
    result = nps(answers, TEN)
    assert isinstance(result, Nps)
    assert result.n == len(answers)
    assert result == nps(sorted(answers), TEN)


def test_nine_promotes_seven_is_passive_and_six_detracts() -> None:
    result = nps([10, 9, 8, 7, 6, 0], TEN)
    assert isinstance(result, Nps)
    assert (result.promoters, result.passives, result.detractors) == (2, 2, 2)


def test_impossible_counts_are_refused() -> None:
    for wrong in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="not counts"):
            wilson(*wrong)
    with pytest.raises(ValueError, match="not counts"):
        raw_nps(0, 0, 0)


def test_an_nps_is_of_promoters_less_detractors_with_its_interval() -> None:
    result = nps([9.0] * 5 + [7.0] * 2 + [3.0] * 3, TEN)
    assert isinstance(result, Nps)
    assert result.value == pytest.approx(20.0)
    assert result.interval == nps_interval(5, 2, 3)


def test_an_interval_of_nobodys_nps_is_refused() -> None:
    with pytest.raises(ValueError, match="not counts"):
        nps_interval(0, 0, 0)
    with pytest.raises(ValueError, match="not counts"):
        nps_interval(4, -1, 2)


def test_everyone_and_nobody_have_an_interval_that_ends_at_the_end() -> None:
    assert all(wilson(n, n).high == 1.0 for n in range(1, 60))
    assert all(wilson(0, n).low == 0.0 for n in range(1, 60))
    assert wilson(1, 20).low > 0.0
