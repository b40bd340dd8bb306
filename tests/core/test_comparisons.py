"""Asking often raises the bar for each answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.comparisons import benjamini_hochberg
from tests.properties import FEW

P_VALUES = st.lists(st.floats(0, 1), max_size=12)


def test_the_published_vector_has_its_published_q_values() -> None:
    found = benjamini_hochberg([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205])
    assert [round(test.q, 7) for test in found] == [
        0.008,
        0.032,
        0.0672,
        0.0672,
        0.0672,
        0.08,
        0.0845714,
        0.205,
    ]
    assert [test.stands for test in found] == [True] * 7 + [False]


def test_one_test_keeps_its_p() -> None:
    (only,) = benjamini_hochberg([0.04])
    assert (only.p, only.q, only.stands) == (0.04, 0.04, True)
    assert [test.stands for test in benjamini_hochberg([0.1])] == [True]
    assert [test.stands for test in benjamini_hochberg([0.105])] == [False]
    assert benjamini_hochberg([]) == ()


@given(P_VALUES)
@FEW
def test_q_is_never_below_p_nor_above_one_and_keeps_the_order(p_values: list[float]) -> None:
    found = benjamini_hochberg(p_values)
    assert [test.p for test in found] == p_values
    assert all(test.p <= test.q * (1 + 1e-12) <= 1 + 1e-9 for test in found)
    by_p = sorted(found, key=lambda test: test.p)
    assert [test.q for test in by_p] == sorted(test.q for test in found)


@given(P_VALUES)
@FEW
def test_the_order_of_tests_does_not_matter(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values[::-1]) == benjamini_hochberg(p_values)[::-1]


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([0.5, wrong])
