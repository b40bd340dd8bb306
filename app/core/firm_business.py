"""The firm's year over the relationships that pay: kept, lost, worth, and for how long.

Knows what the firm wrote; knows no answers. The formulas stand in `retention`, `revenue`,
`lifetime_value`, `tenure` and `actions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.actions import Punctuality, Return, punctuality, return_of_action
from app.core.business import known_by, of_year, pays
from app.core.firm import Kind, Relationship
from app.core.known import Known, Unknown, Why
from app.core.lifetime_value import LifetimeValue, lifetime_value, used_retention
from app.core.retention import Retention, Service, retention, twelve_months
from app.core.revenue import RevenueRetention, TwoYears, revenue_retention
from app.core.tenure import Survival, tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class KindValue:
    """What a relationship of one kind is worth over ten years."""

    kind: Kind
    relationships: int
    """With a margin in the year."""
    margin: Known | Unknown
    """Their mean margin of the year."""
    worth: LifetimeValue | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionReturn:
    """What came of one action."""

    relationship: str
    """Name."""
    what: str
    outcome: Return | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmBusiness:
    """The firm's year over the relationships that pay."""

    year: int
    first: date
    last: date
    """Until when the year is counted: its end, or the day of the build."""
    twelve_months_from: date
    """First of the twelve months that end with `last`: the retention of a worth is of these."""
    currency: str
    relationships: int
    without_since: tuple[str, ...]
    """Names of those whose first day nobody wrote down: in no count."""
    retention: Retention
    revenue: RevenueRetention | Unknown
    values: tuple[KindValue, ...]
    tenure: Survival | Unknown
    commitments: Punctuality
    """Those of all relationships whose day is in the year, as they stand on the build's day."""
    actions: tuple[ActionReturn, ...]
    discount: float
    """A year, as a share."""


def firm_business(
    relationships: Sequence[Relationship],
    year: int,
    as_of: date,
    currency: str,
    discount: float,
) -> FirmBusiness | None:
    """The firm's year; None where no relationship that pays has a value entered.

    A year that is not over is counted until `as_of`; what a relationship is worth rests on the
    retention of the twelve months until then, because a part of a year has no yearly rate.
    """
    paying = [r for r in relationships if pays(r)]
    if not any(entry.value is not None for r in paying for entry in r.figures):
        return None
    services = [
        Service(relationship=r.slug, start=r.since, end=r.ended)
        for r in paying
        if r.since is not None
    ]
    first, last = date(year, 1, 1), min(date(year, 12, 31), max(as_of, date(year, 1, 1)))
    whole_year = twelve_months(last)
    at_start = {service.relationship for service in services if service.runs_on(first)}
    return FirmBusiness(
        year=year,
        first=first,
        last=last,
        twelve_months_from=whole_year[0],
        currency=currency,
        relationships=len(paying),
        without_since=tuple(r.name for r in paying if r.since is None),
        retention=retention(services, first, last),
        revenue=revenue_retention(
            [_two_years(r, year, last, currency) for r in paying if r.slug in at_start]
        ),
        values=tuple(
            _value_of(kind, paying, services, year, whole_year, discount)
            for kind in Kind
            if any(r.kind is kind for r in paying)
        ),
        tenure=tenure(services, last),
        commitments=punctuality(
            (
                commitment
                for r in relationships
                for commitment in known_by(r, as_of)
                if commitment.due is not None and commitment.due.year == year
            ),
            as_of,
        ),
        actions=tuple(
            ActionReturn(
                relationship=r.name,
                what=action.what,
                outcome=return_of_action(
                    gain=action.gain,
                    cost=action.cost,
                    source=action.source,
                    first=action.first,
                    last=action.last,
                ),
            )
            for r in relationships
            for action in r.actions
            if action.last is None or action.last.year == year
        ),
        discount=discount,
    )


def _two_years(relationship: Relationship, year: int, last: date, currency: str) -> TwoYears:
    """A lost relationship without an entry of its last year brought nothing in it."""
    now, before = of_year(relationship, year), of_year(relationship, year - 1)
    # As in `retention`: whoever is served on the last day is not lost.
    lost = relationship.ended is not None and relationship.ended < last
    end = now.value if now is not None else None
    if end is None and lost:
        end = 0.0
    return TwoYears(
        relationship=relationship.name,
        currency=currency,
        start=before.value if before is not None else None,
        end=end,
        lost=lost,
    )


def _value_of(
    kind: Kind,
    paying: Sequence[Relationship],
    services: Sequence[Service],
    year: int,
    period: tuple[date, date],
    discount: float,
) -> KindValue:
    of_kind = [r for r in paying if r.kind is kind]
    slugs = {r.slug for r in of_kind}
    margins = [
        entry.value - entry.cost
        for r in of_kind
        if (entry := of_year(r, year)) is not None
        and entry.value is not None
        and entry.cost is not None
    ]
    held = retention([s for s in services if s.relationship in slugs], *period)
    margin: Known | Unknown = Unknown(why=Why.REVENUE_UNKNOWN)
    worth: LifetimeValue | Unknown = Unknown(why=Why.REVENUE_UNKNOWN)
    if margins:
        margin = Known(value=sum(margins) / len(margins))
        worth = lifetime_value(margin.value, used_retention(held.kept, held.at_start), discount)
    return KindValue(kind=kind, relationships=len(margins), margin=margin, worth=worth)
