"""What a client of a segment is worth over the coming ten years, at a constant retention.

Knows a yearly margin, a retention of many clients and a rate of discount. A constant retention
understates a mix of loyal and fickle clients (Fader & Hardie, Marketing Science 29 (2010) 85–93).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import fsum, isfinite

from app.core.known import Unknown, Why

YEARS = 10


class FirstMargin(StrEnum):
    """When the first margin comes in."""

    IN_A_YEAR = "in a year"
    TODAY = "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedRetention:
    """A yearly retention of a segment or the firm, 0 to 1."""

    rate: float
    clients: int
    assumed: bool
    """Nobody left: (K + ½)/(K + 1) stands for the certainty that nobody has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifetimeValue:
    """In the currency of the margin; negative where the margin is."""

    value: float
    """Σ m·rᵗ/(1 + i)ᵗ over ten years: what is shown."""
    without_end: float
    """The same without an end, for comparison."""
    multiple: float
    """`without_end` for a margin of 1."""
    retention: UsedRetention
    first: FirstMargin


def used_retention(kept: int, at_start: int) -> UsedRetention | Unknown:
    """The retention that a value may rest on: of K clients, never of one.

    With none lost (K + ½)/(K + 1), as if half a client were lost of one more: the estimate of
    Jeffreys' prior (Krichevsky & Trofimov, IEEE Trans. Inf. Theory 27 (1981) 199–207). ValueError
    unless 0 <= kept <= at_start.
    """
    if not 0 <= kept <= at_start:
        raise ValueError("more clients kept than there were")
    if at_start == 0:
        return Unknown(why=Why.NO_RELATIONSHIPS_AT_START)
    if at_start == 1:
        return Unknown(why=Why.ONE_CLIENT_ALONE)
    if kept == at_start:
        rate = (at_start + 0.5) / (at_start + 1)
        return UsedRetention(rate=rate, clients=at_start, assumed=True)
    return UsedRetention(rate=kept / at_start, clients=at_start, assumed=False)


def margin_multiple(
    retention: float, discount: float, first: FirstMargin = FirstMargin.IN_A_YEAR
) -> float:
    """r/(1 + i − r), and (1 + i)/(1 + i − r) with today's margin; both rates are shares.

    4.09 for r = .9 and i = .12. Source: Gupta & Lehmann, Customers as assets, Journal of
    Interactive Marketing 17 (2003) no. 1, 9–24. ValueError where 1 + i − r <= 0.
    """
    below = 1.0 + discount - retention
    if below <= 0.0:
        raise ValueError("the sum has no bound")
    return (retention if first is FirstMargin.IN_A_YEAR else 1.0 + discount) / below


def lifetime_value(
    margin: float,
    retention: UsedRetention | Unknown,
    discount: float,
    first: FirstMargin = FirstMargin.IN_A_YEAR,
) -> LifetimeValue | Unknown:
    """m·Σ rᵗ/(1 + i)ᵗ for t = 1 … 10, and m more where today's margin is counted.

    `margin` is of a year, `discount` a share (.1 is 10 %). Refused: a discount below zero, a sum
    without bound, and figures that are no numbers. Source: Gupta & Lehmann (2003), cut at ten
    years.
    """
    if isinstance(retention, Unknown):
        return retention
    if not (isfinite(margin) and isfinite(discount)):
        return Unknown(why=Why.NOT_A_NUMBER)
    if discount < 0.0:
        return Unknown(why=Why.DISCOUNT_BELOW_ZERO)
    rate = retention.rate
    if not 0.0 <= rate <= 1.0:
        return Unknown(why=Why.NOT_A_RATE)
    if 1.0 + discount - rate <= 0.0:
        return Unknown(why=Why.WITHOUT_END)
    begins = 1 if first is FirstMargin.IN_A_YEAR else 0
    years = fsum((rate / (1.0 + discount)) ** t for t in range(begins, YEARS + 1))
    multiple = margin_multiple(rate, discount, first)
    return LifetimeValue(
        value=margin * years,
        without_end=margin * multiple,
        multiple=multiple,
        retention=retention,
        first=first,
    )
