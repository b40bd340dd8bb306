"""Whether the items of a factor move together, so that one number for them is fair.

Knows people's item scores over the whole firm. Knows no relationships.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from app.core.known import Interval, Unknown, Why
from app.core.moments import variance
from app.core.student import f_quantile

FEWEST_PEOPLE = 30
ITEMS_BELOW = 0.6
GREY_BELOW = 0.7


class Standing(StrEnum):
    """What may stand for a factor with this alpha."""

    ITEMS = "items"
    """The items and not the factor."""
    GREY = "grey"
    """The factor, marked."""
    FACTOR = "factor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Cronbach's alpha of one factor on one side of the firm."""

    alpha: float
    """Raw, at most 1; may be negative."""
    interval: Interval
    people: int
    """Those who answered every item."""
    items: int

    @property
    def standing(self) -> Standing:
        if self.alpha < ITEMS_BELOW:
            return Standing.ITEMS
        return Standing.GREY if self.alpha < GREY_BELOW else Standing.FACTOR


def reliability(people: Sequence[Sequence[float | None]]) -> Reliability | Unknown:
    """Raw alpha = k/(k − 1) · (1 − Σ var(item)/var(sum)), listwise, from 30 people.

    One row a person, one column an item, already in the direction of the factor; a row with a
    missing item is left out. Source: Cronbach, Coefficient alpha and the internal structure of
    tests, Psychometrika 16 (1951) 297–334. ValueError where rows differ in length.
    """
    if not people:
        return Unknown(why=Why.NO_ANSWERS)
    items = len(people[0])
    if any(len(row) != items for row in people):
        raise ValueError("every person's row holds the same items")
    if items < 2:
        return Unknown(why=Why.TOO_FEW_ITEMS)
    answered = (tuple(value for value in row if value is not None) for row in people)
    full = [row for row in answered if len(row) == items]
    if len(full) < FEWEST_PEOPLE:
        return Unknown(why=Why.TOO_FEW_PEOPLE)
    whole = variance([fsum(row) for row in full])
    if whole <= 0.0:
        return Unknown(why=Why.ALL_EQUAL)
    parts = fsum(variance(column) for column in zip(*full, strict=True))
    alpha = items / (items - 1) * (1.0 - parts / whole)
    return Reliability(
        alpha=alpha,
        interval=alpha_interval(alpha, len(full), items),
        people=len(full),
        items=items,
    )


def alpha_interval(alpha: float, people: int, items: int) -> Interval:
    """1 − (1 − alpha)·F with F(.975) and F(.025) of (n − 1, (n − 1)(k − 1)) degrees of freedom.

    Source: Feldt, The approximate sampling distribution of Kuder–Richardson reliability
    coefficient twenty, Psychometrika 30 (1965) 357–370. ValueError below two people or items.
    """
    if people < 2 or items < 2:
        raise ValueError("an interval of alpha takes two people and two items at least")
    df1, df2 = people - 1, (people - 1) * (items - 1)
    return Interval(
        low=1.0 - (1.0 - alpha) * f_quantile(0.975, df1, df2),
        high=1.0 - (1.0 - alpha) * f_quantile(0.025, df1, df2),
    )
