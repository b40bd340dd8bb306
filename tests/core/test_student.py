"""Quantiles against published tables and against scipy's values."""

from statistics import fmean, variance

import pytest

from app.core.student import half_width, t_probability, t_quantile


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
