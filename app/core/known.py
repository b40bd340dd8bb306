"""What a statistic comes back as: a value, or the reason why there is none.

Nothing here is ever 0 or infinite because it could not be told. Values are raw floats, rounded by
whoever prints them. Knows no formula and no wording: pages turn a `Why` into a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

NORMAL_95 = NormalDist().inv_cdf(0.975)
"""1.959964: the normal quantile of two-sided 95 %."""
TOLERANCE = 1e-9
"""What floats may lose: a difference of one point, reached by subtraction, is one point."""
NO_VARIANCE = TOLERANCE**2
"""At or below this people said the same, and the rest is what floats lose."""
DAYS_A_YEAR = 365.25


class Why(StrEnum):
    """Why a statistic has no value."""

    NO_ANSWERS = "no answers"
    ONE_SIDED = "one-sided"
    """A difference with nothing on one side."""
    CONFIDENTIAL = "confidential"
    """It would give one person's answer away."""
    WRONG_SCALE = "wrong scale"
    """Defined for another kind of answers only."""
    NOT_A_NUMBER = "not a number"
    NOBODY_ASKED = "nobody asked"
    NUMBER_ASKED_UNKNOWN = "number asked unknown"
    """An imported year without its list."""
    MORE_ANSWERS_THAN_ASKED = "more answers than asked"
    TOO_FEW_ANSWERS = "too few answers"
    TOO_FEW_PEOPLE = "too few people"
    TOO_FEW_ITEMS = "too few items"
    TOO_FEW_RELATIONSHIPS = "too few relationships"
    TOO_FEW_WAVES = "too few waves"
    NO_GROUP_OF_TWO = "no group of two"
    """Nobody to differ from within any group."""
    ALL_EQUAL = "all equal"
    """No differences at all to compare anything with."""
    NOBODY_IN_BOTH = "nobody in both"
    """No person answered both waves."""
    NOT_REACHED = "not reached"
    """Fewer than half have ended so far: there is no median yet."""
    BEFORE_THE_BOOK = "before the book"
    """Relationships that ended then are not in the firm's files."""
    TOO_FEW_AT_RISK = "too few at risk"
    """The median would rest on fewer than five that were followed so long."""
    NO_RELATIONSHIPS_AT_START = "no relationships at start"
    NO_REVENUE = "no revenue"
    REVENUE_UNKNOWN = "revenue unknown"
    MIXED_CURRENCIES = "mixed currencies"
    NOT_A_RATE = "not a rate"
    """Outside 0 to 1."""
    NOT_TWELVE_MONTHS = "not twelve months"
    ONE_CLIENT_ALONE = "one client alone"
    """A rate of one client is no rate."""
    DISCOUNT_BELOW_ZERO = "discount below zero"
    WITHOUT_END = "without end"
    """1 + discount − retention is not above zero: the sum has no bound."""
    NO_COST = "no cost"
    NO_SOURCE = "no source"
    NO_PERIOD = "no period"
    NOTHING_FELL_DUE = "nothing fell due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One number, in the unit that its function states."""

    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """No number, and why."""

    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A likely range (95 %), in the unit of its statistic; both ends belong to it."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low
