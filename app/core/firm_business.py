"""The firm's year over the relationships that pay: kept, lost, worth, and for how long.

Knows what the firm wrote; knows no answers. The formulas stand in `retention`, `revenue`,
`lifetime_value`, `tenure` and `actions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    book_since: date | None
    """Since when relationships that ended are in the files; None: all are."""
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
    book_since: date | None = None,
) -> FirmBusiness | None:
    """The firm's year; None where no relationship that pays has a value entered.

    A year that is not over is counted until `as_of`; what a relationship is worth rests on the
    retention of the twelve months until then, because a part of a year has no yearly rate. What
    begins before `book_since` has no rate: who was lost in it may be in no file.
    """
    paying = [r for r in relationships if pays(r)]
    if not any(entry.value is not None for r in paying for entry in r.figures):
        return None
    services = _services(paying)
    first, last = date(year, 1, 1), min(date(year, 12, 31), max(as_of, date(year, 1, 1)))
    whole_year = twelve_months(last)
    at_start = {service.relationship for service in services if service.runs_on(first)}
    held = retention(services, first, last, book_since)
    return FirmBusiness(
        year=year,
        first=first,
        last=last,
        twelve_months_from=whole_year[0],
        currency=currency,
        book_since=book_since,
        relationships=len(paying),
        without_since=tuple(r.name for r in paying if r.since is None),
        retention=held,
        revenue=revenue_retention(
            [_two_years(r, year, last, currency) for r in paying if r.slug in at_start]
        )
        if held.whole
        else Unknown(why=Why.BEFORE_THE_BOOK),
        values=tuple(
            _value_of(
                kind,
                of_kind,
                retention(_services(of_kind), *whole_year, book_since),
                year,
                discount,
            )
            for kind in Kind
            if (of_kind := [r for r in paying if r.kind is kind])
        ),
        tenure=tenure(services, last, book_since)
        if book_since is None or book_since <= last
        else Unknown(why=Why.BEFORE_THE_BOOK),
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


def _services(relationships: Iterable[Relationship]) -> list[Service]:
    return [
        Service(relationship=r.slug, start=r.since, end=r.ended)
        for r in relationships
        if r.since is not None
    ]


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
    of_kind: Sequence[Relationship],
    held: Retention,
    year: int,
    discount: float,
) -> KindValue:
    """`held` is theirs over a whole year."""
    margins = [
        entry.value - entry.cost
        for r in of_kind
        if (entry := of_year(r, year)) is not None
        and entry.value is not None
        and entry.cost is not None
    ]
    margin: Known | Unknown = Unknown(why=Why.REVENUE_UNKNOWN)
    worth: LifetimeValue | Unknown = Unknown(why=Why.REVENUE_UNKNOWN)
    if margins:
        margin = Known(value=sum(margins) / len(margins))
        used = (
            used_retention(held.kept, held.at_start)
            if held.whole
            else Unknown(why=Why.BEFORE_THE_BOOK)
        )
        worth = lifetime_value(margin.value, used, discount)
    return KindValue(kind=kind, relationships=len(margins), margin=margin, worth=worth)
