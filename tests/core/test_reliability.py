"""Alpha is told from thirty people who answered everything, and with its interval."""

from random import Random

import pytest

from app.core.known import Interval, Unknown, Why
from app.core.reliability import Reliability, Standing, alpha_interval, reliability

Row = list[float | None]


def people(count: int, noise: float, items: int = 3, seed: int = 1) -> list[Row]:
    """People whose items are their own level and some noise."""
    draw = Random(seed)
    levels = [draw.uniform(2, 8) for _ in range(count)]
    return [[level + draw.gauss(0, noise) for _ in range(items)] for level in levels]


@pytest.mark.parametrize(
    ("alpha", "n", "k", "low", "high"), [(0.913, 873, 20, 0.9044024, 0.9211588)]
)
def test_feldts_interval_is_that_of_other_programs(
    alpha: float, n: int, k: int, low: float, high: float
) -> None:
    interval = alpha_interval(alpha, n, k)
    assert (round(interval.low, 7), round(interval.high, 7)) == (low, high)


def test_two_people_and_two_items_are_the_least_for_an_interval() -> None:
    # F with one and one degrees of freedom: 647.789 and its inverse.
    interval = alpha_interval(0.5, 2, 2)
    assert round(interval.low, 2) == round(1 - 0.5 * 647.789, 2)
    assert round(interval.high, 6) == round(1 - 0.5 / 647.789, 6)


def test_a_perfect_alpha_has_no_range_left() -> None:
    assert alpha_interval(1.0, 30, 3) == Interval(low=1.0, high=1.0)


def test_intervals_of_alpha_shrink_with_people() -> None:
    widths = [alpha_interval(0.8, n, 3).width for n in (30, 60, 120, 500)]
    assert widths == sorted(widths, reverse=True)


def test_alpha_of_two_items_is_by_hand() -> None:
    rows: list[Row] = [[1, 1], [2, 3], [3, 2]] * 10
    found = reliability(rows)
    assert isinstance(found, Reliability)
    # Item variances 20/29 each and covariance 10/29: 2 · (1 − 40/60).
    assert found.alpha == pytest.approx(2 / 3)
    assert (found.people, found.items) == (30, 2)
    assert found.standing is Standing.GREY


def test_items_that_are_one_and_the_same_have_an_alpha_of_one() -> None:
    found = reliability([[float(n), float(n), float(n)] for n in range(40)])
    assert isinstance(found, Reliability)
    assert found.alpha == pytest.approx(1.0)


def test_who_left_an_item_out_is_left_out() -> None:
    rows = people(30, 1.0)
    found = reliability([*rows, [None, 5.0, 5.0]])
    assert found == reliability(rows)


def test_fewer_than_thirty_who_answered_everything_give_no_alpha() -> None:
    rows = people(30, 1.0)
    rows[4][1] = None
    assert reliability(rows) == Unknown(why=Why.TOO_FEW_PEOPLE)
    assert reliability([]) == Unknown(why=Why.NO_ANSWERS)


def test_one_item_and_equal_people_give_no_alpha() -> None:
    assert reliability([[5.0]] * 40) == Unknown(why=Why.TOO_FEW_ITEMS)
    assert reliability([[5.0, 5.0]] * 40) == Unknown(why=Why.ALL_EQUAL)


def test_rows_of_different_items_are_refused() -> None:
    with pytest.raises(ValueError, match="same items"):
        reliability([[1.0, 2.0], [1.0]])
    with pytest.raises(ValueError, match="two people"):
        alpha_interval(0.8, 1, 3)


@pytest.mark.parametrize(
    ("alpha", "standing"),
    [
        (-0.2, Standing.ITEMS),
        (0.599, Standing.ITEMS),
        (0.6, Standing.GREY),
        (0.699, Standing.GREY),
        (0.7, Standing.FACTOR),
    ],
)
def test_below_point_six_the_items_stand_and_not_the_factor(
    alpha: float, standing: Standing
) -> None:
    interval = alpha_interval(alpha, 40, 3)
    found = Reliability(alpha=alpha, interval=interval, people=40, items=3)
    assert found.standing is standing
    assert interval.low < alpha < interval.high


def test_the_less_items_move_together_the_lower_alpha() -> None:
    alphas = []
    for noise in (0.5, 2.0, 9.0):
        found = reliability(people(80, noise))
        assert isinstance(found, Reliability)
        alphas.append(found.alpha)
    assert alphas == sorted(alphas, reverse=True)


def test_the_order_of_people_and_items_does_not_matter() -> None:
    rows = people(40, 1.0)
    one, other = reliability(rows), reliability([row[::-1] for row in rows[::-1]])
    assert isinstance(one, Reliability)
    assert isinstance(other, Reliability)
    assert one.alpha == pytest.approx(other.alpha)


def test_two_items_are_the_fewest_and_need_two_people_for_a_range() -> None:
    assert isinstance(reliability(people(30, 1.0, items=2)), Reliability)
    with pytest.raises(ValueError, match="two people"):
        alpha_interval(0.8, 30, 1)


def test_little_difference_is_still_some() -> None:
    rows: list[Row] = [[7.0 if n else 7.1] * 2 for n in range(30)]
    found = reliability(rows)
    assert isinstance(found, Reliability)
    assert found.alpha == pytest.approx(1.0)


def test_every_row_holds_as_many_items_as_the_first() -> None:
    with pytest.raises(ValueError, match="same items"):
        reliability([[1.0, 2.0]] * 30 + [[1.0, 2.0, 3.0]])


def test_one_person_alone_is_too_few() -> None:
    assert reliability([[1.0, 2.0]]) == Unknown(why=Why.TOO_FEW_PEOPLE)
