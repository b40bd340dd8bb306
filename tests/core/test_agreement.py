"""Whether people agree within a side, and whether relationships differ by more than chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.agreement import (
    Agreement,
    OneWay,
    agreement,
    icc_mean,
    icc_single,
    one_way,
    within_group_agreement,
)
from app.core.known import Known, Unknown, Why
from app.core.survey import Scale
from app.core.wave import Privacy
from tests.builders import FIVE, TEN
from tests.properties import ANSWERS, FEW, GROUP

NAMED, CONFIDENTIAL = Privacy.NAMED, Privacy.CONFIDENTIAL
SHROUT_FLEISS = (
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
)
"""Six targets by four judges: Shrout & Fleiss (1979), table 2."""


def table(groups: list[list[float]]) -> OneWay:
    found = one_way(groups)
    assert isinstance(found, OneWay)
    return found


def test_the_iccs_of_shrout_and_fleiss_are_theirs() -> None:
    found = table([list(map(float, row)) for row in SHROUT_FLEISS])
    single, mean = icc_single(found), icc_mean(found)
    assert isinstance(single, Known)
    assert isinstance(mean, Known)
    assert (round(single.value, 4), round(mean.value, 4)) == (0.1657, 0.4428)
    assert (found.size, found.df_between, found.df_within) == (4.0, 5, 18)


def test_unequal_groups_have_a_common_size_below_their_mean() -> None:
    assert table([[1, 2], [3, 4, 5, 6]]).size == pytest.approx((6 - 20 / 6) / 1)


def test_iccs_below_zero_are_zero() -> None:
    found = table([[0, 10], [10, 0], [0, 10]])
    assert icc_single(found) == icc_mean(found) == Known(value=0.0)


def test_where_nobody_differs_no_icc_can_be_told() -> None:
    found = table([[7, 7], [7, 7]])
    assert icc_single(found) == icc_mean(found) == Unknown(why=Why.ALL_EQUAL)


@pytest.mark.parametrize("score", [7.3, 22 / 3, 0.1])
def test_what_floats_lose_is_no_difference(score: float) -> None:
    found = table([[score] * n for n in range(1, 9)])
    assert (found.between, found.within) == (0.0, 0.0)
    assert icc_mean(found) == Unknown(why=Why.ALL_EQUAL)


def test_single_answers_tell_no_icc() -> None:
    found = table([[7], [3], [5]])
    assert found.within is None
    assert icc_single(found) == icc_mean(found) == Unknown(why=Why.NO_GROUP_OF_TWO)


def test_one_relationship_has_nothing_to_be_compared_with() -> None:
    assert one_way([[1, 2, 3], []]) == Unknown(why=Why.TOO_FEW_RELATIONSHIPS)


@given(st.lists(GROUP, min_size=2, max_size=6))
@FEW
def test_the_order_of_groups_and_people_does_not_matter(groups: list[list[float]]) -> None:
    one, other = table(groups), table([group[::-1] for group in groups[::-1]])
    assert one.between == pytest.approx(other.between)
    assert one.within == (None if other.within is None else pytest.approx(other.within))
    for icc in (icc_single(one), icc_mean(one)):
        assert isinstance(icc, Unknown) or 0.0 <= icc.value <= 1.0


def test_split_begins_beyond_a_sixth_of_the_options() -> None:
    # Eleven options allow a mean distance of 1.83.
    apart = agreement([3, 9, 3, 9], TEN, NAMED)
    close = agreement([5, 7, 6, 6], TEN, NAMED)
    assert apart == Agreement(n=4, average_deviation=3.0, split=True)
    assert close == Agreement(n=4, average_deviation=0.5, split=False)


@pytest.mark.parametrize(
    ("scale", "limit"),
    [(TEN, 11 / 6), (FIVE, 5 / 6), (Scale(id="seven", minimum=1, maximum=7), 7 / 6)],
)
def test_the_limit_itself_is_not_split(scale: Scale, limit: float) -> None:
    for beyond, expected in ((0.0, False), (0.01, True)):
        middle, off = 3.0, limit + beyond
        found = agreement([middle - off, middle + off, middle - off, middle + off], scale, NAMED)
        assert isinstance(found, Agreement)
        assert found.split is expected


def test_two_people_neither_agree_nor_disagree() -> None:
    for values in ([], [1.0], [1.0, 9.0]):
        assert agreement(values, TEN, NAMED) == Unknown(why=Why.TOO_FEW_ANSWERS)
        assert within_group_agreement(values, TEN, NAMED) == Unknown(why=Why.TOO_FEW_ANSWERS)


@pytest.mark.parametrize("n", [3, 4])
def test_a_small_confidential_group_shows_nothing_of_its_spread(n: int) -> None:
    assert agreement([7.0] * n, TEN, CONFIDENTIAL) == Unknown(why=Why.CONFIDENTIAL)
    assert within_group_agreement([7.0] * n, TEN, CONFIDENTIAL) == Unknown(why=Why.CONFIDENTIAL)
    assert isinstance(agreement([7.0] * 5, TEN, CONFIDENTIAL), Agreement)


def test_rwg_sets_the_variance_against_that_of_answers_at_random() -> None:
    # Eleven options at random have a variance of 10.
    assert within_group_agreement([4, 6, 5], TEN, NAMED) == Known(value=0.9)
    assert within_group_agreement([7, 7, 7], TEN, NAMED) == Known(value=1.0)
    assert within_group_agreement([0, 10, 0, 10], TEN, NAMED) == Known(value=0.0)


@given(st.lists(ANSWERS, min_size=3, max_size=8))
@FEW
def test_agreement_does_not_depend_on_order_or_direction(values: list[float]) -> None:
    found = agreement(values, TEN, NAMED)
    mirrored = agreement([10 - value for value in values[::-1]], TEN, NAMED)
    assert isinstance(found, Agreement)
    assert isinstance(mirrored, Agreement)
    assert found.average_deviation == pytest.approx(mirrored.average_deviation)
    assert found.split == mirrored.split


def test_small_iccs_and_small_differences_are_told_as_they_are() -> None:
    found = table([[float(n), n + 7.0] for n in range(12)])
    # MSB 26 and MSW 24.5, two answers each.
    assert icc_single(found) == Known(value=pytest.approx(1.5 / 50.5))  # type: ignore[arg-type]
    assert icc_mean(found) == Known(value=pytest.approx(1.5 / 26))  # type: ignore[arg-type]
    near = table([[7.0, 7.2], [7.2, 7.0]])
    assert icc_single(near) == icc_mean(near) == Known(value=0.0)
