"""How long relationships last, with those that go on counted for as long as they have."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.known import Unknown, Why
from app.core.retention import Service
from app.core.tenure import Median, Stay, Survival, kaplan_meier, tenure
from tests.properties import FEW

WEEKS = (6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
RELAPSED = (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
"""Remission under 6-MP: Freireich et al., Blood 21 (1963) 699–716."""
TODAY = date(2026, 11, 16)
STAYS = st.builds(
    Stay,
    time=st.integers(0, 9).map(float),
    ended=st.booleans(),
    entry=st.integers(0, 4).map(float),
)


def curve(stays: list[Stay]) -> Survival:
    found = kaplan_meier(stays)
    assert isinstance(found, Survival)
    return found


def ended(*times: float) -> list[Stay]:
    return [Stay(time=time, ended=True) for time in times]


def going_on(*times: float) -> list[Stay]:
    return [Stay(time=time, ended=False) for time in times]


REMISSION = [
    Stay(time=float(week), ended=bool(relapsed))
    for week, relapsed in zip(WEEKS, RELAPSED, strict=True)
]


def test_remission_under_6_mp_is_that_of_the_textbooks() -> None:
    found = curve(REMISSION)
    assert [(step.time, round(step.surviving, 3)) for step in found.steps] == [
        (6, 0.857),
        (7, 0.807),
        (10, 0.753),
        (13, 0.690),
        (16, 0.627),
        (22, 0.538),
        (23, 0.448),
    ]
    errors = [round(step.error or 0.0, 4) for step in found.steps]
    assert errors == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert [step.at_risk for step in found.steps] == [21, 17, 15, 12, 11, 7, 6]
    # .690 − 1.96 · .1068 is the first lower limit below one half; no upper one comes below it.
    assert found.median == Median(time=23.0, at_risk=6, low=13.0, high=None)
    assert found.ended == 9


def test_greenwoods_interval_stays_within_nothing_and_everyone() -> None:
    first = curve(REMISSION).steps[0].interval
    assert first is not None
    assert (round(first.low, 3), first.high) == (0.707, 1.0)


def test_fewer_than_half_ended_is_no_median_yet() -> None:
    assert curve([*ended(1), *going_on(5, 5)]).median == Unknown(why=Why.NOT_REACHED)
    assert curve(going_on(5, 5)).steps == ()
    assert curve(going_on(5, 5)).median == Unknown(why=Why.NOT_REACHED)


def test_half_exactly_is_the_median() -> None:
    half = curve([*ended(1, 2), *going_on(5, 5)]).half
    assert half is not None
    assert half.time == 2.0
    # A product of floats that is one half.
    median = curve([*ended(*range(1, 8)), *going_on(*[9] * 7)]).median
    assert isinstance(median, Median)
    assert (median.time, median.at_risk) == (7.0, 8)


def test_a_median_of_which_enough_ended_has_both_ends() -> None:
    # S(t) = 1 − t/40 with the error √(S(1 − S)/40), as for a plain share: .625 − .150 at 15 and
    # .35 + .148 at 26 are the first limits on the other side of one half.
    median = curve(ended(*range(1, 41))).median
    assert median == Median(time=20.0, at_risk=21, low=15.0, high=26.0)


def test_a_median_that_rests_on_fewer_than_five_is_refused() -> None:
    few = Unknown(why=Why.TOO_FEW_AT_RISK)
    assert curve([*ended(1, 2), *going_on(5, 5)]).median == few
    assert curve(ended(1, 1, 1, 1)).median == few
    assert isinstance(curve(ended(1, 1, 1, 1, 1)).median, Median)
    # Many at the end, and the first step of one that was alone.
    late = [Stay(time=9.0, ended=n < 7, entry=3.0) for n in range(12)]
    assert curve([*ended(1), *going_on(2), *late]).median == few


def test_when_all_end_at_once_the_range_begins_there_and_has_no_end() -> None:
    assert curve(ended(*[3.0] * 6)).median == Median(time=3.0, at_risk=6, low=3.0, high=None)


def test_when_all_have_ended_no_interval_is_left() -> None:
    last = curve(ended(1, 2)).steps[-1]
    assert (last.surviving, last.error, last.interval) == (0.0, None, None)


def test_as_long_as_some_survive_there_is_an_error() -> None:
    errors = [step.error for step in curve(ended(*range(1, 21))).steps]
    assert None not in errors[:-1]
    assert errors[-1] is None


def test_what_ends_at_once_was_at_risk_all_the_same() -> None:
    assert [step.at_risk for step in curve(ended(0, 5)).steps] == [2, 1]


def test_nobody_is_no_curve() -> None:
    assert kaplan_meier([]) == Unknown(why=Why.NO_RELATIONSHIPS_AT_START)
    assert kaplan_meier([Stay(time=-1, ended=True)]) == Unknown(why=Why.NO_RELATIONSHIPS_AT_START)


def test_those_seen_late_are_at_risk_from_then_on_only() -> None:
    late = Stay(time=8.0, ended=False, entry=5.0)
    assert [step.at_risk for step in curve([*ended(3, 6), late]).steps] == [2, 2]
    soon = Stay(time=1.0, ended=False, entry=0.1)
    assert [step.at_risk for step in curve([*ended(0.05, 0.5), soon]).steps] == [2, 2]
    gone_before = Stay(time=4.0, ended=True, entry=5.0)
    found = curve([*ended(3, 6), gone_before])
    assert (found.stays, found.left_out) == (2, 1)


@given(st.lists(STAYS, min_size=1, max_size=12))
@FEW
def test_a_curve_never_rises_and_order_does_not_matter(stays: list[Stay]) -> None:
    found = kaplan_meier(stays)
    assert found == kaplan_meier(stays[::-1])
    if isinstance(found, Survival):
        heights = [1.0, *(step.surviving for step in found.steps)]
        assert heights == sorted(heights, reverse=True)
        assert all(step.ended <= step.at_risk for step in found.steps)
        for step in found.steps:
            if step.interval is not None:
                assert 0 <= step.interval.low <= step.surviving <= step.interval.high <= 1


@given(st.lists(STAYS, min_size=2, max_size=8))
@FEW
def test_intervals_shrink_with_relationships(stays: list[Stay]) -> None:
    one, twice = kaplan_meier(stays), kaplan_meier(stays * 2)
    if isinstance(one, Survival) and isinstance(twice, Survival):
        for few, many in zip(one.steps, twice.steps, strict=True):
            assert many.surviving == pytest.approx(few.surviving)
            if few.error is not None and many.error is not None:
                assert many.error <= few.error * (1 + 1e-12)


def test_tenure_is_in_years_and_what_goes_on_is_counted_until_today() -> None:
    begun = TODAY - timedelta(days=2922)
    found = tenure(
        [
            Service(relationship="a", start=begun, end=begun + timedelta(days=1461)),
            Service(relationship="b", start=begun),
            Service(relationship="c", start=TODAY + timedelta(days=1)),
            Service(relationship="odd", start=begun, end=begun - timedelta(days=1)),
        ],
        TODAY,
    )
    assert isinstance(found, Survival)
    assert [(step.time, step.at_risk) for step in found.steps] == [(4.0, 2)]
    assert found.half == found.steps[0]
    assert (found.median, found.left_out) == (Unknown(why=Why.TOO_FEW_AT_RISK), 1)


def test_an_end_that_has_not_come_is_going_on_until_today() -> None:
    begun = TODAY - timedelta(days=2000)
    ahead = Service(
        relationship="a", start=TODAY - timedelta(days=100), end=TODAY + timedelta(days=1000)
    )
    gone = Service(relationship="b", start=begun, end=begun + timedelta(days=500))
    found = tenure([ahead, gone], TODAY)
    assert isinstance(found, Survival)
    assert [(step.ended, step.at_risk) for step in found.steps] == [(1, 1)]


def test_today_is_the_last_day_of_one_and_the_first_of_another() -> None:
    last = Service(relationship="a", start=TODAY - timedelta(days=1461), end=TODAY)
    found = tenure([last, Service(relationship="b", start=TODAY)], TODAY)
    assert isinstance(found, Survival)
    assert found.stays == 2
    assert [(step.time, step.at_risk) for step in found.steps] == [(4.0, 1)]


def test_relationships_older_than_the_book_enter_late() -> None:
    found = tenure(
        [
            Service(relationship="old", start=date(2010, 1, 1)),
            Service(relationship="new", start=date(2021, 1, 1), end=date(2023, 1, 1)),
            Service(relationship="lost", start=date(2010, 1, 1), end=date(2015, 1, 1)),
        ],
        TODAY,
        kept_since=date(2020, 1, 1),
    )
    assert isinstance(found, Survival)
    assert [step.at_risk for step in found.steps] == [1]
    assert found.left_out == 1


def test_todays_end_and_a_books_first_day_count_as_they_stand() -> None:
    begun = TODAY - timedelta(days=3653)
    found = tenure(
        [
            Service(relationship="a", start=begun, end=begun + timedelta(days=1461)),
            Service(relationship="b", start=begun - timedelta(days=365)),
        ],
        TODAY,
        kept_since=begun,
    )
    assert isinstance(found, Survival)
    # The first began on the book's first day and was seen from its beginning.
    assert [step.at_risk for step in found.steps] == [2]
    assert found.left_out == 0
