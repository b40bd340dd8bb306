"""What the export says of the firm's year, and that its schema allows just that."""

from __future__ import annotations

from datetime import date

import pytest
from jsonschema import Draft202012Validator

from app.core.firm_business import FirmBusiness
from app.publish.figures_business import of_firm
from app.publish.schemas import schema_of
from app.publish.told import Json
from tests.core.test_business import AS_OF, firm, one, since_the_book, worth


def exported(business: FirmBusiness) -> Json:
    told = of_firm(business)
    shape = {"$ref": "#/$defs/firm", "$defs": schema_of("portfolio")["$defs"]}
    Draft202012Validator(shape).validate(told)
    return told


def test_a_worth_names_the_twelve_months_that_its_rate_is_of() -> None:
    two = exported(firm(*(one(slug, figures=(worth(100, 60),)) for slug in ("a", "b"))))
    found = two["values"][0]["ten_years"]
    assert (found["retention_first"], found["retention_last"]) == ("2025-11-17", "2026-11-16")
    assert two["book_since"] is None


def test_a_median_has_its_range_and_what_it_rests_on() -> None:
    gone = [one(f"s{n}", since=date(1980, 1, 1), ended=date(1981 + n, 1, 1)) for n in range(40)]
    median = exported(firm(one(since=AS_OF, figures=(worth(1),)), *gone))["tenure"]["median_years"]
    assert (median["value"], median["at_risk"]) == (pytest.approx(20, abs=0.01), 21)
    assert (median["low"], median["high"]) == (
        pytest.approx(15, abs=0.01),
        pytest.approx(26, abs=0.01),
    )


def test_what_the_files_do_not_reach_back_to_is_null_and_says_why() -> None:
    found = exported(since_the_book(date(2026, 12, 1)))
    assert found["book_since"] == "2026-12-01"
    for null in (found["retention"], found["churn"], found["revenue"]["grr"]):
        assert null == {"value": None, "reason": "before the book"}
    assert found["tenure"]["median_years"]["reason"] == "before the book"
    assert found["values"][0]["ten_years"]["reason"] == "before the book"
