"""Why a statistic has no value, in words that stand where the number would."""

from __future__ import annotations

from app.core.known import Known, Unknown, Why
from app.pages.numbers import whole

REASONS = {
    Why.NO_ANSWERS: "no answers",
    Why.ONE_SIDED: "one side only",
    Why.CONFIDENTIAL: "not shown, to protect people",
    Why.WRONG_SCALE: "asked on another scale",
    Why.NOT_A_NUMBER: "not a number",
    Why.NOBODY_ASKED: "nobody was asked",
    Why.NUMBER_ASKED_UNKNOWN: "not known how many were asked",
    Why.MORE_ANSWERS_THAN_ASKED: "more answers than people asked",
    Why.TOO_FEW_ANSWERS: "too few answers",
    Why.TOO_FEW_PEOPLE: "fewer than ten people",
    Why.TOO_FEW_ITEMS: "too few questions",
    Why.TOO_FEW_RELATIONSHIPS: "fewer than three",
    Why.TOO_FEW_WAVES: "too few years",
    Why.NO_GROUP_OF_TWO: "nobody to compare within a side",
    Why.ALL_EQUAL: "all alike",
    Why.NOBODY_IN_BOTH: "nobody answered both years",
    Why.NOT_REACHED: "not reached: more than half go on",
    Why.BEFORE_THE_BOOK: "the files do not reach back so far",
    Why.TOO_FEW_AT_RISK: "too few followed so long to say",
    Why.NO_RELATIONSHIPS_AT_START: "no relationships at the start",
    Why.NO_REVENUE: "no value to compare with",
    Why.REVENUE_UNKNOWN: "not entered",
    Why.MIXED_CURRENCIES: "in different currencies",
    Why.NOT_A_RATE: "not a rate",
    Why.NOT_TWELVE_MONTHS: "not twelve months",
    Why.ONE_CLIENT_ALONE: "one alone makes no rate",
    Why.DISCOUNT_BELOW_ZERO: "discount below zero",
    Why.WITHOUT_END: "without an end",
    Why.NO_COST: "no cost entered",
    Why.NO_SOURCE: "no source of the gain named",
    Why.NO_PERIOD: "days not entered",
    Why.NOTHING_FELL_DUE: "nothing has fallen due",
}


def reason(unknown: Unknown) -> str:
    return REASONS[unknown.why]


def percent(found: Known | Unknown) -> str:
    """`91%`, or why not."""
    if isinstance(found, Unknown):
        return reason(found)
    return f"{whole(found.value * 100)}%"
