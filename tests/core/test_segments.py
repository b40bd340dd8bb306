"""A segment is told from three relationships and ten people on, each relationship alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.known import Known, Unknown, Why
from app.core.moments import variance
from app.core.segments import (
    RelationshipMean,
    Segment,
    SegmentDifference,
    all_but_each,
    cliffs_delta,
    gathered,
    segment,
    segment_difference,
)
from app.core.survey import Scale
from tests.builders import TEN
from tests.properties import ANSWERS, FEW, GROUP

WIDE = Scale(id="hours", minimum=-10, maximum=10)
SLEEP = (
    (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0),
    (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4),
)
"""Hours of sleep gained under two drugs: Student, Biometrika 6 (1908) 1–25."""


def members(*means: float, people: int = 4, revenue: float | None = 1.0) -> list[RelationshipMean]:
    return [RelationshipMean(mean=mean, people=people, revenue=revenue) for mean in means]


def difference(
    one: list[RelationshipMean], other: list[RelationshipMean], scale: Scale = TEN
) -> SegmentDifference:
    found = segment_difference(gathered(one), gathered(other), scale)
    assert isinstance(found, SegmentDifference)
    return found


def test_a_typical_client_is_the_mean_of_relationships_and_not_of_people() -> None:
    found = segment([*members(4.0, people=90), *members(7.0, 10.0, people=1)])
    assert isinstance(found, Segment)
    assert (found.typical, found.relationships, found.people) == (7.0, 3, 92)


def test_the_second_number_is_weighted_by_revenue() -> None:
    found = segment([*members(4.0, revenue=200), *members(7.0, 7.0, revenue=50)])
    assert isinstance(found, Segment)
    assert found.weighted == Known(value=5.0)


@pytest.mark.parametrize(
    ("revenue", "why"),
    [(None, Why.REVENUE_UNKNOWN), (float("nan"), Why.REVENUE_UNKNOWN), (0.0, Why.NO_REVENUE)],
)
def test_without_revenue_there_is_no_second_number(revenue: float | None, why: Why) -> None:
    found = segment(members(4.0, 5.0, 6.0, revenue=revenue))
    assert isinstance(found, Segment)
    assert found.weighted == Unknown(why=why)


def test_a_year_of_credit_notes_weighs_nothing() -> None:
    found = segment([*members(4.0, revenue=-80), *members(7.0, 8.0, revenue=50)])
    assert isinstance(found, Segment)
    assert found.weighted == Known(value=7.5)


def test_too_small_a_segment_stays_blank() -> None:
    assert segment([]) == Unknown(why=Why.NO_ANSWERS)
    assert segment(members(5.0, 6.0, people=50)) == Unknown(why=Why.TOO_FEW_RELATIONSHIPS)
    assert isinstance(segment([*members(5.0, 6.0, people=3), *members(7.0)]), Segment)
    assert segment(members(5.0, 6.0, 7.0, people=3)) == Unknown(why=Why.TOO_FEW_PEOPLE)
    whole, small = gathered(members(5.0, 6.0, 7.0)), gathered(members(5.0, 6.0))
    assert segment_difference(whole, small, TEN) == Unknown(why=Why.TOO_FEW_RELATIONSHIPS)
    assert segment_difference(small, whole, TEN) == Unknown(why=Why.TOO_FEW_RELATIONSHIPS)


@given(st.lists(st.lists(st.floats(0, 10), min_size=1, max_size=6), min_size=2, max_size=6))
def test_all_the_others_together_are_as_if_each_were_looked_at(means: list[list[float]]) -> None:
    segments = [members(*of_one, people=place) for place, of_one in enumerate(means)]
    for place, others in enumerate(all_but_each([gathered(one) for one in segments])):
        rest = [m for at, one in enumerate(segments) if at != place for m in one]
        whole = gathered(rest)
        assert (others.people, others.means.n) == (whole.people, len(rest))
        assert others.means.mean == pytest.approx(whole.means.mean, abs=1e-12)
        assert others.means.squares == pytest.approx(whole.means.squares, abs=1e-10)
        if len(rest) > 1:
            values = [one.mean for one in rest]
            assert others.means.variance == pytest.approx(variance(values), abs=1e-10)


def test_nobody_differs_where_all_say_the_same_whatever_the_last_digit_leaves() -> None:
    same = members(*[0.1 + 0.2] * 10)
    parts = [gathered(same[:7]), gathered(same[7:]), gathered(members(5.0))]
    others = all_but_each(parts)[2].means
    assert others.squares > 0.0
    assert others.variance == 0.0


@given(st.lists(st.integers(0, 100), min_size=6, max_size=30), st.data())
def test_a_difference_is_the_same_however_the_others_are_grouped(
    tenths: list[int], data: st.DataObject
) -> None:
    mine = gathered(members(4.1, 5.2, 6.4))
    others = members(*[tenth / 10 for tenth in tenths])
    cut = data.draw(st.integers(1, len(others) - 1))
    found = {
        segment_difference(mine, all_but_each([mine, *map(gathered, parts)])[0], TEN).value  # type: ignore[union-attr]
        for parts in ((others,), (others[:cut], others[cut:]), [[one] for one in others])
    }
    assert len(found) == 1


def test_the_difference_of_students_sleepers_is_welchs() -> None:
    found = difference(members(*SLEEP[0]), members(*SLEEP[1]), WIDE)
    assert found.interval is not None
    assert found.df is not None
    assert found.p is not None
    assert round(found.value, 2) == -1.58
    assert round(found.df, 6) == 17.776474
    assert (round(found.interval.low, 7), round(found.interval.high, 7)) == (-3.3654832, 0.2054832)
    assert round(found.p, 5) == 0.07939


@given(st.lists(ANSWERS, min_size=3, max_size=8), st.lists(ANSWERS, min_size=3, max_size=8))
@FEW
def test_a_difference_turned_round_is_the_same_with_another_sign(
    one: list[float], other: list[float]
) -> None:
    there = difference(members(*one), members(*other))
    back = difference(members(*other[::-1]), members(*one[::-1]))
    assert there.value == pytest.approx(-back.value)
    if there.interval is not None and back.interval is not None:
        assert there.interval.low == pytest.approx(-back.interval.high)
        assert there.p == pytest.approx(back.p)
        assert -10 <= there.interval.low <= there.value <= there.interval.high <= 10


def test_the_range_shrinks_with_relationships() -> None:
    few = difference(members(5.0, 6.0, 7.0), members(6.0, 7.0, 8.0)).interval
    many = difference(members(*[5.0, 6.0, 7.0] * 4), members(*[6.0, 7.0, 8.0] * 4)).interval
    assert few is not None
    assert many is not None
    assert many.width < few.width


def test_equal_relationships_leave_no_range_to_tell() -> None:
    found = difference(members(5.0, 5.0, 5.0), members(6.0, 6.0, 6.0))
    assert (found.value, found.interval, found.df, found.p) == (-1.0, None, None, None)


def test_cliffs_delta_is_that_of_the_textbook() -> None:
    treatment = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50]
    assert cliffs_delta(treatment, [10, 20, 30, 40, 40, 50]) == Known(value=-0.25)


@given(GROUP, GROUP)
@FEW
def test_dominance_lies_between_minus_one_and_one_and_mirrors(
    one: list[float], other: list[float]
) -> None:
    there, back = cliffs_delta(one, other), cliffs_delta(other, one)
    assert isinstance(there, Known)
    assert isinstance(back, Known)
    assert -1.0 <= there.value <= 1.0
    assert there.value == -back.value


def test_dominance_needs_both_sides() -> None:
    assert cliffs_delta([], [1]) == Unknown(why=Why.ONE_SIDED)
    assert cliffs_delta([], []) == Unknown(why=Why.NO_ANSWERS)


def test_little_revenue_is_some() -> None:
    found = segment([*members(4.0, revenue=0.02), *members(7.0, 7.0, revenue=0.01)])
    assert isinstance(found, Segment)
    assert isinstance(found.weighted, Known)
    assert found.weighted.value == pytest.approx(5.5)
