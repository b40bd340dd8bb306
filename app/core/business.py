"""What a relationship is worth to the firm: one year's figures from its file, a value or a reason.

Knows what the firm wrote; knows no answers, and nothing here stands in a copy for the other side.
The formulas stand in `retention`, `revenue`, `lifetime_value`, `tenure` and `actions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import fsum

from app.core.actions import Punctuality, punctuality
from app.core.firm import Commitment, Kind, Relationship, YearFigures
from app.core.known import DAYS_A_YEAR, Known, Unknown, Why

PAYING = (Kind.CLIENT, Kind.CUSTOMER)
"""Kinds that bring revenue; a partner does where a value is entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipBusiness:
    """One relationship's year, in the firm's currency."""

    year: int
    currency: str
    value: Known | Unknown
    cost: Known | Unknown
    margin: Known | Unknown
    """Value − cost."""
    kept: Known | Unknown
    """Its own share of GRR: min(value, value of the year before) / the latter, 0 to 1.

    Credit notes above what was invoiced count as nothing kept.
    """
    share: Known | Unknown
    """Of the value of all relationships of the year, 0 to 1."""
    tenure: Known | Unknown
    """Years of 365.25 days from its first to its last day, or to the day of the review."""
    commitments: Punctuality
    """All that were made until the day of the review, whatever their year."""


def value_of_year(relationships: Iterable[Relationship], year: int) -> float:
    """What all relationships that pay brought in a year, as far as it was entered.

    One whose credit notes exceed its invoices brought nothing, and takes nothing from others.
    """
    return fsum(
        max(0.0, value)
        for relationship in relationships
        if pays(relationship) and (value := entered_value(relationship, year)) is not None
    )


def relationship_business(
    relationship: Relationship, whole: float, year: int, as_of: date, currency: str
) -> RelationshipBusiness | None:
    """One relationship's year; None where nobody entered a figure of it.

    `whole` is the `value_of_year` of all of them.
    """
    if not relationship.figures:
        return None
    now, before = of_year(relationship, year), of_year(relationship, year - 1)
    value = _known(now.value if now else None)
    cost = _known(now.cost if now else None)
    return RelationshipBusiness(
        year=year,
        currency=currency,
        value=value,
        cost=cost,
        margin=Known(value=value.value - cost.value)
        if isinstance(value, Known) and isinstance(cost, Known)
        else Unknown(why=Why.REVENUE_UNKNOWN),
        kept=_kept(now, before),
        share=Known(value=max(0.0, value.value) / whole)
        if isinstance(value, Known) and whole > 0 and pays(relationship)
        else Unknown(why=Why.NO_REVENUE),
        tenure=_years(relationship, as_of),
        commitments=punctuality(known_by(relationship, as_of), as_of),
    )


def pays(relationship: Relationship) -> bool:
    entered = any(entry.value is not None for entry in relationship.figures)
    return relationship.kind in PAYING or (relationship.kind is Kind.PARTNER and entered)


def of_year(relationship: Relationship, year: int) -> YearFigures | None:
    return next((entry for entry in relationship.figures if entry.year == year), None)


def entered_value(relationship: Relationship, year: int) -> float | None:
    """What it was worth in a year, where somebody entered that."""
    entry = of_year(relationship, year)
    return entry.value if entry is not None else None


def _known(value: float | None) -> Known | Unknown:
    return Unknown(why=Why.REVENUE_UNKNOWN) if value is None else Known(value=value)


def _kept(now: YearFigures | None, before: YearFigures | None) -> Known | Unknown:
    if now is None or before is None or now.value is None or before.value is None:
        return Unknown(why=Why.REVENUE_UNKNOWN)
    if before.value <= 0:
        return Unknown(why=Why.NO_REVENUE)
    return Known(value=max(0.0, min(now.value, before.value)) / before.value)


def _years(relationship: Relationship, as_of: date) -> Known | Unknown:
    if relationship.since is None or relationship.since > as_of:
        return Unknown(why=Why.NO_PERIOD)
    last = min(relationship.ended or as_of, as_of)
    return Known(value=(last - relationship.since).days / DAYS_A_YEAR)


def known_by(relationship: Relationship, as_of: date) -> Iterator[Commitment]:
    return (c for c in relationship.commitments if c.made is None or c.made <= as_of)
