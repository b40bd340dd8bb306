"""Kept and lost relationships of a year, and churn that is not twelve times a month's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.known import Known, Unknown, Why
from app.core.retention import Retention, Service, annual_churn, retention, twelve_months
from tests.properties import FEW

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def served(name: str, start: date, end: date | None = None) -> Service:
    return Service(relationship=name, start=start, end=end)


def year(*services: Service) -> Retention:
    return retention(services, FIRST, LAST)


def test_three_of_four_kept_are_a_retention_of_three_quarters() -> None:
    found = year(
        *(served(name, date(2020, 5, 1)) for name in "abc"),
        served("d", date(2020, 5, 1), date(2026, 7, 31)),
    )
    assert (found.at_start, found.kept, found.lost) == (4, 3, 1)
    assert found.rate == Known(value=0.75)
    assert found.churn == Known(value=0.25)


def test_the_first_and_last_day_of_service_belong_to_it() -> None:
    found = year(served("a", FIRST, LAST))
    assert (found.at_start, found.kept) == (1, 1)
    assert year(served("a", FIRST, date(2026, 12, 30))).kept == 0
    assert year(served("a", date(2020, 1, 1), date(2025, 12, 31))).at_start == 0


def test_one_day_of_service_is_possible_and_so_is_a_year_of_one_day() -> None:
    found = retention([served("a", LAST, LAST)], LAST, LAST)
    assert (found.at_start, found.kept, found.won, found.impossible) == (1, 1, 0, ())


def test_one_begun_on_the_last_day_is_won_and_on_the_first_was_there() -> None:
    assert year(served("a", LAST)).won == 1
    assert (year(served("a", FIRST)).won, year(served("a", FIRST)).at_start) == (0, 1)
    assert year(served("a", FIRST, date(2026, 2, 1))).lost_within == 0


def test_one_begun_within_the_year_is_in_no_rate_until_the_next() -> None:
    found = year(served("a", date(2020, 1, 1)), served("new", date(2026, 1, 2)))
    assert (found.at_start, found.won, found.rate) == (1, 1, Known(value=1.0))
    following = retention([served("new", date(2026, 1, 2))], date(2027, 1, 1), date(2027, 12, 31))
    assert following.at_start == 1


def test_one_begun_and_lost_within_the_year_is_shown_apart() -> None:
    found = year(served("a", date(2020, 1, 1)), served("b", date(2026, 3, 1), date(2026, 9, 1)))
    assert (found.lost_within, found.won, found.lost) == (1, 0, 0)
    assert found.churn == Known(value=0.0)


def test_a_client_won_back_is_lost_and_then_new() -> None:
    found = year(served("a", date(2020, 1, 1), date(2026, 3, 31)), served("a", date(2026, 9, 1)))
    assert (found.at_start, found.kept, found.lost, found.won) == (1, 0, 1, 1)
    assert found.lost_within == 0


def test_without_relationships_at_the_start_there_is_no_rate() -> None:
    for found in (year(), year(served("new", date(2026, 3, 1)))):
        assert found.rate == found.churn == Unknown(why=Why.NO_RELATIONSHIPS_AT_START)


def test_a_service_that_ends_before_it_starts_is_left_out_and_named() -> None:
    found = year(served("a", date(2020, 1, 1)), served("odd", LAST, FIRST))
    assert (found.at_start, found.impossible) == (1, ("odd",))


def test_a_year_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before the first"):
        retention([], LAST, FIRST)


@given(st.lists(st.tuples(st.sampled_from("abcd"), DAYS, st.none() | DAYS), max_size=8))
@FEW
def test_retention_and_churn_make_one_and_order_does_not_matter(
    rows: list[tuple[str, date, date | None]],
) -> None:
    services = [served(*row) for row in rows]
    found = year(*services)
    assert 0 <= found.kept <= found.at_start
    if isinstance(found.rate, Known) and isinstance(found.churn, Known):
        assert found.rate.value + found.churn.value == pytest.approx(1.0)
    turned = year(*services[::-1])
    assert sorted(turned.impossible) == sorted(found.impossible)
    assert (turned.at_start, turned.kept, turned.won, turned.lost_within) == (
        found.at_start,
        found.kept,
        found.won,
        found.lost_within,
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2025, 3, 2), date(2026, 3, 1)),
        (date(2027, 3, 1), date(2028, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2024, 3, 1), date(2025, 2, 28)),
    ],
)
def test_twelve_months_end_with_a_day_and_begin_after_the_same_one(first: date, last: date) -> None:
    assert twelve_months(last) == (first, last)


def test_a_year_that_begins_before_the_book_has_no_rate() -> None:
    services = [served(name, date(2020, 5, 1)) for name in "abc"]
    for since, rate in ((FIRST, Known(value=1.0)), (date(2026, 1, 2), None)):
        found = retention(services, FIRST, LAST, since)
        assert found.rate == (rate or Unknown(why=Why.BEFORE_THE_BOOK))
        assert (found.churn == Known(value=0.0)) is (rate is not None)


def test_two_percent_a_month_is_less_than_24_percent_a_year() -> None:
    found = annual_churn([0.02] * 12)
    assert isinstance(found, Known)
    assert round(found.value, 4) == 0.2153


def test_monthly_rates_must_be_twelve_and_rates() -> None:
    assert annual_churn([0.02]) == Unknown(why=Why.NOT_TWELVE_MONTHS)
    for wrong in (-0.1, 1.1, float("nan")):
        assert annual_churn([0.0] * 11 + [wrong]) == Unknown(why=Why.NOT_A_RATE)
    assert annual_churn([0.0] * 12) == Known(value=0.0)
    assert annual_churn([1.0] * 12) == Known(value=1.0)


def test_whoever_begins_on_the_first_day_is_there_at_the_start_and_not_won() -> None:
    found = year(served("a", FIRST))
    assert (found.at_start, found.kept, found.won) == (1, 1, 0)
    # In two stretches that meet on that day: lost with the first, and nobody was won.
    twice = year(served("a", date(2020, 1, 1), FIRST), served("a", FIRST, date(2026, 5, 1)))
    assert (twice.at_start, twice.kept, twice.won, twice.lost_within) == (1, 0, 0, 0)


def test_what_begins_after_the_year_is_not_won_in_it() -> None:
    found = year(served("a", date(2027, 1, 1)), served("b", LAST))
    assert (found.won, found.lost_within) == (1, 0)


def test_service_that_ends_before_it_starts_is_in_no_count() -> None:
    found = year(served("odd", date(2026, 6, 1), date(2026, 5, 1)))
    assert (found.at_start, found.won, found.lost_within) == (0, 0, 0)
    assert found.impossible == ("odd",)
