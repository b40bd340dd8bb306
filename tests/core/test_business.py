"""The firm's year from its files: a value or a reason, and never nought for "cannot say"."""

from __future__ import annotations

from datetime import date

from app.core.actions import Return
from app.core.business import relationship_business, value_of_year
from app.core.firm import (
    Action,
    Commitment,
    CommitmentState,
    Kind,
    Relationship,
    YearFigures,
)
from app.core.firm_business import FirmBusiness, firm_business
from app.core.known import Known, Unknown, Why
from app.core.lifetime_value import LifetimeValue
from app.core.revenue import RevenueRetention
from app.core.tenure import Median, Survival
from tests.builders import a_relationship

AS_OF = date(2026, 11, 16)


def worth(value: float | None, cost: float | None = None, year: int = 2026) -> YearFigures:
    return YearFigures(year=year, value=value, cost=cost)


def one(slug: str = "north", **changes: object) -> Relationship:
    fields = {"slug": slug, "name": slug.title(), "since": date(2020, 11, 16), **changes}
    return a_relationship(**fields)


def firm(*relationships: Relationship, as_of: date = AS_OF) -> FirmBusiness:
    found = firm_business(relationships, 2026, as_of, "EUR", 0.1)
    assert found is not None
    return found


def test_a_relationship_without_figures_has_no_business() -> None:
    assert relationship_business(one(), 0.0, 2026, AS_OF, "EUR") is None


def test_value_cost_margin_and_what_was_kept() -> None:
    north = one(figures=(worth(80, 50, 2025), worth(100, 60)))
    found = relationship_business(north, 400.0, 2026, AS_OF, "EUR")
    assert found is not None
    assert (found.value, found.margin) == (Known(value=100), Known(value=40))
    assert found.kept == Known(value=1.0)
    assert found.share == Known(value=0.25)
    assert isinstance(found.tenure, Known)
    assert round(found.tenure.value, 2) == 6.0


def test_what_was_not_entered_is_said_and_not_taken_as_nothing() -> None:
    found = relationship_business(one(figures=(worth(100),)), 100.0, 2026, AS_OF, "EUR")
    assert found is not None
    assert found.cost == found.margin == found.kept == Unknown(why=Why.REVENUE_UNKNOWN)
    earlier = relationship_business(one(figures=(worth(100),)), 100.0, 2024, AS_OF, "EUR")
    assert earlier is not None
    assert earlier.value == Unknown(why=Why.REVENUE_UNKNOWN)


def test_a_supplier_has_no_share_of_what_comes_in() -> None:
    supplier = one(kind=Kind.SUPPLIER, figures=(worth(30),))
    assert value_of_year([supplier, one(figures=(worth(70),))], 2026) == 70
    found = relationship_business(supplier, 70.0, 2026, AS_OF, "EUR")
    assert found is not None
    assert found.share == Unknown(why=Why.NO_REVENUE)


def test_no_value_anywhere_makes_no_table() -> None:
    assert firm_business((one(), one("south")), 2026, AS_OF, "EUR", 0.1) is None


def test_a_lost_one_without_an_entry_brought_nothing_in() -> None:
    kept = one(figures=(worth(100, year=2025), worth(120)))
    lost = one("south", ended=date(2026, 3, 31), figures=(worth(100, year=2025),))
    found = firm(kept, lost)
    assert (found.retention.at_start, found.retention.kept) == (2, 1)
    assert isinstance(found.revenue, RevenueRetention)
    assert (found.revenue.gross, found.revenue.net) == (0.5, 0.6)
    assert found.revenue.lost_share == 0.5


def test_revenue_of_those_lost_is_of_those_who_are_counted_as_lost() -> None:
    kept = one(figures=(worth(100, year=2025), worth(100)))
    left = one("south", ended=date(2026, 6, 30), figures=(worth(100, year=2025), worth(50)))
    found = firm(kept, left)
    assert isinstance(found.revenue, RevenueRetention)
    assert (found.retention.lost, found.revenue.lost_share) == (1, 0.5)
    credited = one("south", figures=(worth(100, year=2025), worth(-40)))
    found = firm(kept, credited)
    assert isinstance(found.revenue, RevenueRetention)
    assert (found.retention.lost, found.revenue.lost_share) == (0, 0.0)
    assert found.revenue.floored == ("South",)


def test_whoever_is_served_on_the_last_day_is_not_taken_to_have_brought_nothing() -> None:
    last_day = one("south", ended=AS_OF, figures=(worth(100, year=2025),))
    found = firm(one(figures=(worth(100, year=2025), worth(100))), last_day)
    assert isinstance(found.revenue, RevenueRetention)
    assert (found.retention.lost, found.revenue.incomplete) == (0, ("South",))


def test_credit_notes_above_what_was_invoiced_are_nothing_and_take_nothing_from_others() -> None:
    credited = one("south", figures=(worth(100, year=2025), worth(-40, 10)))
    assert value_of_year([one(figures=(worth(100),)), credited], 2026) == 100
    found = relationship_business(credited, 100.0, 2026, AS_OF, "EUR")
    assert found is not None
    assert (found.value, found.margin) == (Known(value=-40), Known(value=-50))
    assert found.kept == found.share == Known(value=0.0)


def test_one_who_ends_after_the_day_of_the_build_is_there_still() -> None:
    leaving = one(ended=date(2026, 12, 15), figures=(worth(100, year=2025), worth(90)))
    assert firm(leaving).retention.kept == 1
    assert firm(leaving, as_of=date(2027, 2, 1)).retention.kept == 0


def test_the_year_ends_with_its_last_day_or_the_day_of_the_build() -> None:
    north = one(figures=(worth(1),))
    assert firm(north).last == AS_OF
    assert firm(north, as_of=date(2028, 1, 1)).last == date(2026, 12, 31)


def test_who_came_within_the_year_is_in_no_rate() -> None:
    new = one("south", since=date(2026, 5, 1), figures=(worth(50),))
    found = firm(one(figures=(worth(100, year=2025), worth(100))), new)
    assert (found.retention.at_start, found.retention.won) == (1, 1)
    assert isinstance(found.revenue, RevenueRetention)
    assert found.revenue.relationships == 1


def test_without_a_first_day_it_is_named_and_in_no_count() -> None:
    found = firm(one(figures=(worth(1),)), one("south", since=None, figures=(worth(1),)))
    assert found.without_since == ("South",)
    assert found.retention.at_start == 1


def test_a_worth_rests_on_two_clients_or_more() -> None:
    alone = firm(one(figures=(worth(100, 60),)))
    assert alone.values[0].worth == Unknown(why=Why.ONE_CLIENT_ALONE)
    two = firm(one(figures=(worth(100, 60),)), one("south", figures=(worth(200, 100),)))
    assert two.values[0].margin == Known(value=70)
    assert isinstance(two.values[0].worth, LifetimeValue)
    assert two.values[0].worth.retention.rate == 2.5 / 3


def ten_clients(left: date, year: int) -> list[Relationship]:
    return [
        one(f"c{n}", ended=left if n < 2 else None, figures=(worth(100, 60, year),))
        for n in range(10)
    ]


def kept_a_year(as_of: date, left: date, year: int = 2026) -> float:
    found = firm_business(ten_clients(left, year), year, as_of, "EUR", 0.1)
    assert found is not None
    (clients,) = found.values
    assert isinstance(clients.worth, LifetimeValue)
    return clients.worth.retention.rate


def test_a_worth_rests_on_a_whole_year_whatever_part_of_this_one_is_over() -> None:
    left = date(2026, 10, 31)
    assert kept_a_year(date(2026, 12, 31), left) == 0.8
    # Nobody has gone since January; in twelve months two have.
    assert kept_a_year(date(2027, 3, 1), left, 2027) == 0.8
    assert kept_a_year(date(2027, 10, 30), left, 2027) == 0.8
    # A whole year without a loss, and said to be assumed.
    assert kept_a_year(date(2026, 3, 1), left) == 10.5 / 11
    found = firm_business(ten_clients(left, 2027), 2027, date(2027, 3, 1), "EUR", 0.1)
    assert found is not None
    assert (found.twelve_months_from, found.last) == (date(2026, 3, 2), date(2027, 3, 1))
    assert (found.first, found.retention.at_start, found.retention.lost) == (
        date(2027, 1, 1),
        8,
        0,
    )


def test_clients_of_less_than_a_year_have_no_yearly_rate() -> None:
    new = [one(s, since=date(2026, 1, 1), figures=(worth(100, 60),)) for s in ("a", "b")]
    assert firm(*new).values[0].worth == Unknown(why=Why.NO_RELATIONSHIPS_AT_START)
    a_year = firm(*new, as_of=date(2026, 12, 31)).values[0].worth
    assert isinstance(a_year, LifetimeValue)


def test_a_partner_pays_where_a_value_was_entered() -> None:
    partner = one("p", kind=Kind.PARTNER)
    north = one(figures=(worth(1),))
    assert firm(north, partner).relationships == 1
    assert firm(north, one("p", kind=Kind.PARTNER, figures=(worth(5),))).relationships == 2


def test_half_last_as_long_as_the_ended_ones_say() -> None:
    ended = [one(f"s{n}", since=date(2016, 1, 1), ended=date(2020, 1, 1)) for n in range(5)]
    new = one(since=date(2025, 11, 16), figures=(worth(1),))
    found = firm(new, *ended)
    assert isinstance(found.tenure, Survival)
    median = found.tenure.median
    assert isinstance(median, Median)
    assert (round(median.time, 2), median.at_risk) == (4.0, 5)
    found = firm(new, *ended[:4])
    assert isinstance(found.tenure, Survival)
    assert found.tenure.median == Unknown(why=Why.TOO_FEW_AT_RISK)


def since_the_book(book: date | None, *, as_of: date = AS_OF) -> FirmBusiness:
    """Five that began in 1990 and go on; ten began when the book did, of which five ended."""
    old = [one(f"o{n}", since=date(1990, 1, 1), figures=(worth(100, 60),)) for n in range(5)]
    young = [
        one(f"y{n}", since=date(2010, 1, 1), ended=date(2014, 1, 1) if n < 5 else None)
        for n in range(10)
    ]
    found = firm_business([*old, *young], 2026, as_of, "EUR", 0.1, book)
    assert found is not None
    return found


def test_older_than_the_book_are_followed_from_its_first_day() -> None:
    taken_for_whole = since_the_book(None).tenure
    assert isinstance(taken_for_whole, Survival)
    assert (taken_for_whole.steps[0].at_risk, taken_for_whole.half) == (15, None)
    # Others of their age that had left before are in no file: they tell nothing of the first years.
    late = since_the_book(date(2010, 1, 1)).tenure
    assert isinstance(late, Survival)
    assert late.steps[0].at_risk == 10
    assert isinstance(late.median, Median)
    assert round(late.median.time, 1) == 4.0


def test_what_began_before_the_book_has_no_rate() -> None:
    found = since_the_book(date(2026, 1, 1))
    assert found.retention.rate == Known(value=1.0)
    assert isinstance(found.revenue, Unknown)
    assert found.revenue.why is Why.REVENUE_UNKNOWN
    # The twelve months until the day of the build began in November.
    assert found.values[0].worth == Unknown(why=Why.BEFORE_THE_BOOK)
    assert isinstance(since_the_book(date(2025, 11, 17)).values[0].worth, LifetimeValue)
    found = since_the_book(date(2026, 1, 2))
    assert found.retention.rate == found.revenue == Unknown(why=Why.BEFORE_THE_BOOK)
    assert isinstance(found.tenure, Survival)
    assert since_the_book(date(2026, 12, 1)).tenure == Unknown(why=Why.BEFORE_THE_BOOK)


def test_commitments_are_counted_as_of_the_day() -> None:
    promised = one(
        figures=(worth(1),),
        commitments=(
            Commitment(
                what="a",
                due=date(2026, 3, 1),
                state=CommitmentState.KEPT,
                closed=date(2026, 2, 1),
            ),
            Commitment(what="b", due=date(2026, 4, 1)),
            Commitment(what="c", made=date(2026, 12, 1), due=date(2026, 12, 2)),
        ),
    )
    found = firm(promised).commitments
    assert (found.fell_due, found.share) == (2, Known(value=0.5))


def test_commitments_of_a_year_are_those_that_fell_due_in_it() -> None:
    promised = one(
        figures=(worth(1, year=2025), worth(1)),
        commitments=(
            Commitment(
                what="a",
                due=date(2025, 12, 31),
                state=CommitmentState.KEPT,
                closed=date(2025, 12, 30),
            ),
            Commitment(what="b", due=date(2026, 1, 1)),
            Commitment(what="c"),
        ),
    )
    before, now = (firm_business((promised,), year, AS_OF, "EUR", 0.1) for year in (2025, 2026))
    assert before is not None
    assert now is not None
    assert (before.commitments.fell_due, before.commitments.share) == (1, Known(value=1.0))
    assert (now.commitments.fell_due, now.commitments.share) == (1, Known(value=0.0))
    alone = relationship_business(promised, 1.0, 2026, AS_OF, "EUR")
    assert alone is not None
    assert alone.commitments.fell_due == 2


def test_an_action_returns_what_its_source_says_or_nothing() -> None:
    done = Action(
        what="a", cost=10, gain=25, source="book", first=date(2026, 1, 1), last=date(2026, 6, 1)
    )
    free = Action(what="b", cost=0, gain=5, source="book")
    old = Action(what="c", cost=1, gain=5, source="x", last=date(2024, 6, 1))
    found = firm(one(figures=(worth(1),), actions=(done, free, old))).actions
    assert [action.what for action in found] == ["a", "b"]
    assert isinstance(found[0].outcome, Return)
    assert found[0].outcome.share == 1.5
    assert found[1].outcome == Unknown(why=Why.NO_COST)
