"""Quantiles against published tables and against scipy's values."""

from math import inf
from statistics import fmean, variance

import pytest

from app.core.student import f_probability, f_quantile, half_width, t_probability, t_quantile


@pytest.mark.parametrize(
    ("df", "expected"),
    [
        (1, 12.706204736432095),
        (2, 4.302652729911275),
        (10, 2.2281388519649385),
        (30, 2.0422724563012373),
        (120, 1.9799304050824413),
        (1000, 1.9623390808264078),
    ],
)
def test_the_quantile_is_that_of_the_tables(df: int, expected: float) -> None:
    assert t_quantile(0.975, df) == pytest.approx(expected, abs=1e-9)


def test_the_quantile_is_symmetric() -> None:
    assert t_quantile(0.025, 7) == -t_quantile(0.975, 7)


def test_probability_and_quantile_undo_each_other() -> None:
    assert t_probability(t_quantile(0.9, 5), 5) == pytest.approx(0.9, abs=1e-12)


def test_welch_interval_of_the_textbook_sleep_data() -> None:
    one = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2)
    two = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
    half = t_quantile(0.975, 17.776474) * ((variance(one) + variance(two)) / 10) ** 0.5
    assert fmean(one) - fmean(two) - half == pytest.approx(-3.3654832, abs=1e-6)
    assert fmean(one) - fmean(two) + half == pytest.approx(0.2054832, abs=1e-6)


def test_an_interval_narrows_to_nothing_when_everyone_answered() -> None:
    assert half_width(1.7, 4, 4, 2.0) == 0
    assert half_width(1.7, 2, 4, 2.0) == pytest.approx(2.0 * 1.7 * 0.5)


@pytest.mark.parametrize(
    ("probability", "df1", "df2", "expected"),
    [
        (0.95, 1, 1, 161.4476387975881),
        (0.95, 3, 10, 3.708264819046901),
        (0.05, 2, 2, 1 / 19),
        (0.975, 10, 20, 2.7736713751197),
        (0.99, 5, 30, 3.6990188108),
    ],
)
def test_the_f_quantile_is_that_of_the_tables(
    probability: float, df1: int, df2: int, expected: float
) -> None:
    assert f_quantile(probability, df1, df2) == pytest.approx(expected, rel=1e-9)


def test_f_of_one_degree_of_freedom_is_t_squared() -> None:
    assert f_quantile(0.95, 1, 7) == pytest.approx(t_quantile(0.975, 7) ** 2, rel=1e-12)


def test_the_lower_f_quantile_is_the_upper_one_upside_down() -> None:
    assert f_quantile(0.025, 4, 9) == pytest.approx(1 / f_quantile(0.975, 9, 4), rel=1e-12)


def test_f_probability_and_quantile_undo_each_other() -> None:
    assert f_probability(f_quantile(0.3, 29, 87), 29, 87) == pytest.approx(0.3, abs=1e-12)
    assert f_probability(-1.0, 3, 3) == 0.0


def test_half_of_t_lies_below_zero_and_all_of_it_below_no_bound() -> None:
    for df in (1, 2.5, 7, 300):
        assert t_probability(0.0, df) == 0.5
        assert (t_probability(-inf, df), t_probability(inf, df)) == (0.0, 1.0)
        assert t_probability(-0.4, df) == pytest.approx(1.0 - t_probability(0.4, df), abs=1e-15)
        assert t_probability(-0.4, df) < 0.5


@pytest.mark.parametrize(
    ("t", "df", "expected"),
    [
        # Closed forms: arctan for one degree of freedom, a root for two.
        (1.0, 1, 0.75),
        (-1.0, 1, 0.25),
        (2**0.5, 2, 0.5 + 0.5 / 2**0.5),
        (0.5, 2, 0.5 + 0.5 / (2 * (2 + 0.25) ** 0.5)),
    ],
)
def test_probabilities_with_a_closed_form(t: float, df: int, expected: float) -> None:
    assert t_probability(t, df) == pytest.approx(expected, abs=1e-14)


def test_nothing_of_f_lies_at_or_below_zero() -> None:
    assert f_probability(0.0, 3, 5) == f_probability(-2.0, 3, 5) == 0.0
    assert f_probability(1e-12, 2, 2) > 0.0
    # With two and two degrees of freedom it is f/(1 + f).
    assert f_probability(3.0, 2, 2) == pytest.approx(0.75, abs=1e-14)


def test_more_answers_than_people_asked_leave_no_width() -> None:
    assert half_width(1.7, 5, 4, 2.0) == 0.0


def test_quantiles_near_the_middle_mirror_and_the_middle_is_nothing() -> None:
    for df in (1, 7):
        assert t_quantile(0.5, df) == pytest.approx(0.0, abs=1e-9)
        assert t_quantile(0.47, df) == -t_quantile(0.53, df) < 0.0
        assert t_probability(t_quantile(0.53, df), df) == pytest.approx(0.53, abs=1e-12)


@pytest.mark.parametrize("df", [0.1, 0.5, 1, 2.5, 30, 1e5])
@pytest.mark.parametrize("probability", [0.51, 0.8, 0.975, 0.9999, 1 - 1e-7])
def test_the_quantile_is_where_its_probability_is_also_far_out(
    probability: float, df: float
) -> None:
    assert 1 - t_probability(t_quantile(probability, df), df) == pytest.approx(
        1 - probability, rel=1e-6
    )
