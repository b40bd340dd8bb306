"""Steadied scores draw towards the others what few people said, and only from ten on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.agreement import OneWay, one_way
from app.core.known import Unknown, Why
from app.core.spread import Spread
from app.core.steadied import (
    Between,
    Ranking,
    Steadied,
    between_variance,
    drawn,
    own_weight,
    ranking,
    steadied,
    steadied_values,
)
from tests.properties import FEW, GROUP

SPREAD = Spread(value=2.9**0.5, df=40, assumed=False)


def of(groups: list[list[float]], spread: Spread = SPREAD) -> Steadied:
    found = steadied({f"r{n:02}": group for n, group in enumerate(groups)}, spread)
    assert isinstance(found, Steadied)
    return found


def table(groups: list[list[float]]) -> OneWay:
    found = one_way(groups)
    assert isinstance(found, OneWay)
    return found


def test_the_worked_example_8_8_2_is_steadied_from_6_to_6_9() -> None:
    assert round(drawn(6.0, 7.6, own_weight(0.8, 2.9, 3)), 1) == 6.9
    assert round(drawn(2.0, 7.6, own_weight(0.8, 2.9, 1)), 1) == 6.4


def test_efron_and_morris_shrink_batting_averages_by_212() -> None:
    """Eighteen players, 45 at bats each. Stein's estimator loses three degrees of freedom where
    the moment estimator loses one, which is all they differ in for equal groups."""
    hits = (18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7)
    groups = [[1.0] * h + [0.0] * (45 - h) for h in hits]
    mean = sum(hits) / (18 * 45)
    within = mean * (1 - mean)
    weight = own_weight(between_variance(table(groups), within), within, 45)
    assert round(1 - (1 - weight) * 15 / 17, 3) == 0.212


def test_below_ten_relationships_nothing_is_steadied() -> None:
    groups = {f"r{n}": [float(n), 9.0] for n in range(9)} | {"silent": []}
    assert steadied(groups, SPREAD) == Unknown(why=Why.TOO_FEW_RELATIONSHIPS)


def test_from_ten_to_nineteen_the_variance_between_is_a_quarter_of_that_within() -> None:
    for count in (10, 19):
        found = of([[float(n % 10), 5.0] for n in range(count)])
        assert found.between is Between.ASSUMED
        assert found.between_variance == pytest.approx(2.9 / 4)
        assert found.scores[0].weight == pytest.approx(0.25 / (0.25 + 0.5))


def test_the_centre_weighs_relationships_by_how_much_is_known_of_them() -> None:
    # Ten of one answer 4 and one of four answers 9; tau² is 1, s² 4: weights 1/5 and 1/2.
    found = of([[4.0]] * 10 + [[8.0, 10.0, 8.0, 10.0]], Spread(value=2.0, df=30, assumed=False))
    assert found.centre == pytest.approx((10 * 4 / 5 + 9 / 2) / (10 / 5 + 1 / 2))
    last = found.scores[-1]
    assert (last.mean, last.n, last.weight) == (9.0, 4, 0.5)
    assert last.value == pytest.approx((9 + found.centre) / 2)


def test_from_twenty_it_is_estimated() -> None:
    groups = [[float(n % 10), float(n % 10) + 1] for n in range(20)]
    found = of(groups)
    within = table(groups)
    assert within.within is not None
    assert found.between is Between.ESTIMATED
    expected = (within.between - within.within) / within.size
    assert found.between_variance == pytest.approx(expected)


def test_with_few_pairs_the_pooled_spread_stands_for_that_within() -> None:
    groups = [[float(n % 10)] for n in range(20)] + [[4.0, 6.0]]
    found = of(groups)
    whole = table(groups)
    assert found.between_variance == pytest.approx((whole.between - 2.9) / whole.size)


def test_without_difference_between_them_all_equal_the_firms_mean() -> None:
    found = of([[2.0, 8.0, 5.0]] * 20)
    assert found.between is Between.NONE
    assert {score.value for score in found.scores} == {found.centre}
    assert {score.weight for score in found.scores} == {0.0}


def test_where_nobody_differs_within_there_is_nothing_to_steady() -> None:
    exact = Spread(value=0.0, df=20, assumed=False)
    found = of([[float(n % 5)] * 2 for n in range(12)], exact)
    assert all(score.value == score.mean for score in found.scores)


def test_an_assumed_spread_is_said() -> None:
    assert of([[5.0]] * 10, Spread(value=1.7, df=0, assumed=True)).assumed_spread


@given(st.lists(GROUP, min_size=10, max_size=24))
@FEW
def test_a_steadied_score_lies_between_what_was_said_and_the_centre(
    groups: list[list[float]],
) -> None:
    found = of(groups)
    for score in found.scores:
        low, high = sorted((score.mean, found.centre))
        assert low - 1e-9 <= score.value <= high + 1e-9
        assert 0.0 <= score.weight <= 1.0


@given(st.lists(GROUP, min_size=10, max_size=24))
@FEW
def test_the_order_of_relationships_does_not_matter(groups: list[list[float]]) -> None:
    named = {f"r{n}": group for n, group in enumerate(groups)}
    turned = {slug: named[slug][::-1] for slug in reversed(named)}
    one, other = steadied(named, SPREAD), steadied(turned, SPREAD)
    assert isinstance(one, Steadied)
    assert isinstance(other, Steadied)
    values = {score.relationship: score.value for score in other.scores}
    for score in one.scores:
        assert score.value == pytest.approx(values[score.relationship])


@given(st.lists(GROUP, min_size=8, max_size=24))
@FEW
def test_the_values_alone_are_those_of_the_scores(groups: list[list[float]]) -> None:
    named = {f"r{n}": group for n, group in enumerate(groups)}
    whole, alone = steadied(named, SPREAD), steadied_values(named, SPREAD)
    if isinstance(whole, Steadied):
        values = {score.relationship: score.value for score in whole.scores}
        assert alone == (values, whole.between)
    else:
        assert alone == whole


def test_more_answers_keep_more_of_their_own_mean() -> None:
    weights = [own_weight(0.8, 2.9, n) for n in range(1, 9)]
    assert weights == sorted(weights)


def test_a_ranking_takes_ten_relationships_that_differ() -> None:
    apart = [[float(n), float(n) + 0.5] for n in range(10)]
    assert ranking(one_way(apart)) is Ranking.SHOWN
    assert ranking(one_way(apart[:9])) is Ranking.TOO_FEW_RELATIONSHIPS
    assert ranking(one_way([])) is Ranking.TOO_FEW_RELATIONSHIPS
    # ICC(2) is .31 and .52.
    assert ranking(one_way([[n, n + 6.0] for n in range(12)])) is Ranking.MOSTLY_CHANCE
    assert ranking(one_way([[n, n + 5.2] for n in range(12)])) is Ranking.MOSTLY_CHANCE
    assert ranking(one_way([[n, n + 5.0] for n in range(12)])) is Ranking.SHOWN
    half = OneWay(groups=12, n=24, between=2.0, within=1.0, size=2.0)
    assert ranking(half) is Ranking.SHOWN
    assert ranking(one_way([[3.0, 8.0]] * 12)) is Ranking.MOSTLY_CHANCE
    assert ranking(one_way([[float(n)] for n in range(12)])) is Ranking.UNKNOWN


def test_a_little_difference_between_relationships_is_estimated_as_that() -> None:
    # MSB 2 · .2525 = .505 and MSW .5, two answers each: a quarter of a hundredth of a point.
    groups = [[5.0 + 0.05 * n, 5.2 + 0.05 * n] for n in range(20)]
    narrow = Spread(value=0.02**0.5, df=20, assumed=False)
    found = of(groups, narrow)
    assert found.between is Between.ESTIMATED
    assert 0.0 < found.between_variance < 0.1
