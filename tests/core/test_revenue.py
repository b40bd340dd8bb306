"""Revenue kept and grown, of those who were there at the start."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.known import Unknown, Why
from app.core.revenue import RevenueRetention, TwoYears, revenue_retention
from tests.properties import FEW

MONEY = st.integers(-50, 500).map(float)


def row(
    name: str, start: float | None, end: float | None, currency: str = "EUR", *, lost: bool = False
) -> TwoYears:
    return TwoYears(relationship=name, currency=currency, start=start, end=end, lost=lost)


def of(*rows: TwoYears) -> RevenueRetention:
    found = revenue_retention(rows)
    assert isinstance(found, RevenueRetention)
    return found


def test_growth_of_one_makes_up_for_another_in_net_and_not_in_gross() -> None:
    found = of(row("a", 100, 150), row("b", 100, 50), row("c", 100, 0, lost=True))
    assert found.gross == pytest.approx(0.5)
    assert found.net == pytest.approx(200 / 300)
    assert found.churn == pytest.approx(0.5)
    assert found.lost_share == pytest.approx(1 / 3)
    assert (found.start, found.end, found.relationships) == (300, 200, 3)
    assert found.floored == found.without_start == found.incomplete == ()


def test_credit_notes_above_revenue_count_as_nothing_and_are_named() -> None:
    found = of(row("a", 100, 100), row("b", 100, -30))
    assert (found.gross, found.net, found.floored) == (0.5, 0.5, ("b",))


def test_lost_is_who_left_and_not_who_brought_nothing() -> None:
    left_in_summer = of(row("a", 100, 100), row("b", 100, 50, lost=True))
    assert (left_in_summer.lost_share, left_in_summer.gross) == (0.5, 0.75)
    stayed_with_credit_notes = of(row("a", 100, 100), row("b", 100, -40))
    assert (stayed_with_credit_notes.lost_share, stayed_with_credit_notes.gross) == (0.0, 0.5)


def test_who_brought_nothing_at_the_start_is_in_no_ratio() -> None:
    found = of(row("a", 100, 100), row("b", 0, 900))
    assert (found.gross, found.net, found.without_start) == (1.0, 1.0, ("b",))


def test_a_year_that_is_not_known_is_not_taken_for_nothing() -> None:
    found = of(row("a", 100, 100), row("b", 100, None), row("c", float("nan"), 5))
    assert (found.gross, found.incomplete) == (1.0, ("b", "c"))


def test_ratios_that_would_mean_nothing_say_why() -> None:
    assert revenue_retention([]) == Unknown(why=Why.NO_RELATIONSHIPS_AT_START)
    assert revenue_retention([row("a", 0, 5)]) == Unknown(why=Why.NO_REVENUE)
    assert revenue_retention([row("a", None, 5)]) == Unknown(why=Why.REVENUE_UNKNOWN)
    mixed = [row("a", 5, 5), row("b", 5, 5, "CHF")]
    assert revenue_retention(mixed) == Unknown(why=Why.MIXED_CURRENCIES)


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=6))
@FEW
def test_gross_is_never_above_one_nor_above_net(pairs: list[tuple[float, float]]) -> None:
    rows = [row(str(n), *pair) for n, pair in enumerate(pairs)]
    found = revenue_retention(rows)
    if isinstance(found, RevenueRetention):
        assert 0.0 <= found.gross <= 1.0
        assert found.gross <= found.net + 1e-12
        assert found.lost_share == 0.0
        gone = of(*(row(str(n), *pair, lost=True) for n, pair in enumerate(pairs)))
        assert (gone.lost_share, gone.gross) == (1.0, found.gross)
        turned = of(*rows[::-1])
        assert (turned.gross, turned.net) == (found.gross, found.net)


def test_revenue_that_is_no_number_is_not_known() -> None:
    inf = float("inf")
    for start, end in ((inf, 1.0), (1.0, inf), (inf, inf), (1.0, float("nan"))):
        found = of(row("a", 100, 50), row("b", start, end))
        assert found.incomplete == ("b",)


def test_nothing_is_taken_from_nothing() -> None:
    found = of(row("a", 100, 0.05), row("b", 0.0, 60), row("c", 0.05, 0.0, lost=True))
    assert found.without_start == ("b",)
    assert found.floored == ()
    assert found.lost_share == pytest.approx(0.05 / 100.05)
    assert found.end == pytest.approx(0.05)


def test_a_credit_note_of_cents_is_one_all_the_same() -> None:
    found = of(row("a", 100, 100), row("b", 50, -0.05), row("c", -0.05, 50))
    assert found.floored == ("b", "c")
    assert found.without_start == ("c",)
    assert (found.start, found.end, found.net) == (150, 100, pytest.approx(100 / 150))
