"""What came of a warning: within a year, the gravest first, and never before it can be known."""

from datetime import date, timedelta

import pytest

from app.core.firm import YearFigures
from app.core.signs import Sign, SignKind
from app.core.warned import Outcome, Warned, outcome, outcomes
from app.core.weights import Weights
from tests.attention_builders import north

DAY = date(2024, 11, 10)
LATER = date(2026, 11, 16)
SAID = Warned(
    wave="2024", relationship="north", day=DAY, band="this quarter", points=25, reasons=()
)


def came(as_of: date = LATER, **changes: object) -> Outcome:
    return outcome(SAID, north(**changes), as_of, Weights())


def worth(*values: tuple[int, float]) -> tuple[YearFigures, ...]:
    return tuple(YearFigures(year=year, value=value) for year, value in values)


def escalated(on: date, *, yes: bool = True) -> tuple[Sign, ...]:
    return (Sign(what=SignKind.ESCALATED, on=on, yes=yes),)


def test_what_ended_within_a_year_is_a_hit() -> None:
    assert came(ended=DAY + timedelta(days=365)) is Outcome.ENDED
    assert came(ended=DAY + timedelta(days=366)) is Outcome.STAYED
    assert came(ended=DAY) is Outcome.STAYED


def test_what_escalated_since_is_a_hit_and_what_had_escalated_before_is_none() -> None:
    assert came(signs=escalated(DAY + timedelta(days=1))) is Outcome.ESCALATED
    assert came(signs=escalated(DAY + timedelta(days=365))) is Outcome.ESCALATED
    assert came(signs=escalated(DAY + timedelta(days=366))) is Outcome.STAYED
    assert came(signs=escalated(DAY)) is Outcome.STAYED
    assert came(signs=escalated(DAY + timedelta(days=1), yes=False)) is Outcome.STAYED


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (worth((2024, 100), (2025, 90)), Outcome.VALUE_FELL),
        (worth((2024, 100), (2025, 90.05)), Outcome.STAYED),
        (worth((2024, 100)), Outcome.STAYED),
        (worth((2024, 0), (2025, 0)), Outcome.STAYED),
        (worth((2024, -50), (2025, -48)), Outcome.STAYED),
        (worth((2024, 100), (2025, 100), (2026, 1)), Outcome.STAYED),
    ],
)
def test_value_fell_by_a_tenth_or_more(figures: tuple[YearFigures, ...], found: Outcome) -> None:
    assert came(figures=figures) is found


def test_a_year_that_is_not_over_has_no_value_yet() -> None:
    fell = worth((2024, 100), (2025, 10))
    assert came(date(2025, 12, 31), figures=fell) is Outcome.STAYED
    assert came(date(2026, 1, 1), figures=fell) is Outcome.VALUE_FELL


def test_before_the_year_is_over_it_is_too_early_to_say_stayed() -> None:
    assert came(DAY + timedelta(days=365)) is Outcome.TOO_EARLY
    assert came(DAY + timedelta(days=366)) is Outcome.STAYED
    assert came(DAY + timedelta(days=4), ended=DAY + timedelta(days=5)) is Outcome.TOO_EARLY
    assert came(DAY + timedelta(days=9), ended=DAY + timedelta(days=5)) is Outcome.ENDED
    assert outcome(SAID, None, LATER, Weights()) is Outcome.TOO_EARLY


def test_the_record_is_a_row_a_band_and_names_what_came_true() -> None:
    ended = north(slug="south", name="South", formerly=("old-south",), ended=DAY + timedelta(5))
    record = [
        SAID,
        Warned(
            wave="2024",
            relationship="old-south",
            day=DAY,
            band="routine",
            points=0,
            reasons=(),
        ),
        Warned(
            wave="2027",
            relationship="north",
            day=date(2027, 1, 1),
            band="routine",
            points=0,
            reasons=(),
        ),
    ]
    files = {"north": north(), "south": ended}
    found = outcomes(record, files, LATER, Weights(), ("this quarter", "routine", "not shown"))
    assert [(row.band, row.warned) for row in found.rows] == [("this quarter", 1), ("routine", 1)]
    assert dict(found.rows[1].counts)[Outcome.ENDED] == 1
    assert [(row.name, row.outcome) for row in found.known] == [("South", Outcome.ENDED)]
    assert outcomes(record[::-1], files, LATER, Weights(), ("routine",)) == outcomes(
        record, files, LATER, Weights(), ("routine",)
    )
