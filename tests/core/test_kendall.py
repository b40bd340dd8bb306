"""The exact chance of an order, against going through all of them."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.kendall import kendall_p, smallest_p
from tests.properties import FEW


def rises_less_falls(values: tuple[float, ...]) -> int:
    return sum((b > a) - (b < a) for a, b in combinations(values, 2))


@pytest.mark.parametrize(("waves", "p"), [(3, 0.33), (4, 0.083), (5, 0.017)])
def test_a_few_waves_cannot_be_more_surprising_than_this(waves: int, p: float) -> None:
    assert smallest_p(waves) == pytest.approx(p, abs=0.004)
    assert kendall_p(range(waves)) == pytest.approx(smallest_p(waves))


def test_one_value_surprises_nobody() -> None:
    assert smallest_p(1) == kendall_p([4.0]) == 1.0


@given(st.lists(st.integers(0, 3), min_size=2, max_size=5))
@FEW
def test_the_chance_is_that_of_all_orders_equal_values_included(values: list[int]) -> None:
    seen = abs(rises_less_falls(tuple(values)))
    orders = [abs(rises_less_falls(order)) for order in permutations(values)]
    expected = sum(order >= seen for order in orders) / len(orders)
    assert kendall_p(values) == pytest.approx(expected)


def test_up_and_down_are_alike() -> None:
    assert kendall_p([1, 2, 4, 3, 5]) == kendall_p([5, 3, 4, 2, 1])


def test_twenty_waves_are_quick_and_exact() -> None:
    assert kendall_p(range(20)) == pytest.approx(smallest_p(20))


def test_many_equal_values_are_counted_as_exactly() -> None:
    # Three of one and four of another, apart: two of the 35 ways to mix them are as far.
    assert kendall_p([1, 1, 1, 2, 2, 2, 2]) == pytest.approx(2 / 35)
    assert kendall_p([1, 2, 1, 2]) == pytest.approx(4 / 6)
    assert kendall_p([5, 5, 5]) == 1.0
