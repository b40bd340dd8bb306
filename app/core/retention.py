"""How many relationships the firm keeps in a year, and how many it loses.

Knows first and last days of service. Knows no money: that is `revenue`. Rates are shares of 0
to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod

from app.core.known import Known, Unknown, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One stretch of service; a client won back has two, one whose contract is renewed has one."""

    relationship: str
    start: date
    end: date | None = None
    """The last day of service, included; None while it goes on."""

    def runs_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or self.end >= day)

    @property
    def possible(self) -> bool:
        """Whether it does not end before it starts."""
        return self.end is None or self.end >= self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """One year (or any stretch of days) of relationships by count."""

    at_start: int
    """S: served on the first day."""
    kept: int
    """Of those still served, without a break, on the last day."""
    won: int
    """Begun after the first day and served on the last; in no rate until next year."""
    lost_within: int
    """Begun and ended inside: outside both, shown apart."""
    impossible: tuple[str, ...]
    """Relationships whose service ends before it starts: left out."""
    whole: bool = True
    """False where some that ended inside may be in no book: then there is no rate."""

    @property
    def lost(self) -> int:
        return self.at_start - self.kept

    @property
    def rate(self) -> Known | Unknown:
        """Logo retention kept/S, 0 to 1."""
        return self._share(self.kept)

    @property
    def churn(self) -> Known | Unknown:
        """Logo churn: 1 − retention."""
        return self._share(self.lost)

    def _share(self, count: int) -> Known | Unknown:
        if not self.whole:
            return Unknown(why=Why.BEFORE_THE_BOOK)
        if self.at_start == 0:
            return Unknown(why=Why.NO_RELATIONSHIPS_AT_START)
        return Known(value=count / self.at_start)


def retention(
    services: Iterable[Service], first: date, last: date, book_since: date | None = None
) -> Retention:
    """Who was served on the `first` day and still on the `last`, both included.

    `book_since` is the first day from which services that ended are all among those given.
    A client who left and was won back inside is lost and then won. Source: Farris et al.,
    Marketing Metrics (2nd ed., 2010), ch. 5. ValueError for a year that ends before it starts.
    """
    if last < first:
        raise ValueError("the last day is before the first")
    every = tuple(services)
    possible = [service for service in every if service.possible]
    at_start = {s.relationship for s in possible if s.runs_on(first)}
    kept = {s.relationship for s in possible if s.runs_on(first) and s.runs_on(last)}
    later = [s for s in possible if first < s.start <= last]
    won = {s.relationship for s in later if s.runs_on(last)} - kept
    return Retention(
        at_start=len(at_start),
        kept=len(kept),
        won=len(won),
        lost_within=len({s.relationship for s in later} - at_start - won),
        impossible=tuple(s.relationship for s in every if not s.possible),
        whole=book_since is None or book_since <= first,
    )


def twelve_months(last: date) -> tuple[date, date]:
    """First and last day of the whole year that ends with `last`: a rate of it is a yearly one."""
    after = last + timedelta(days=1)
    if (after.month, after.day) == (2, 29):
        return date(after.year - 1, 3, 1), last
    return after.replace(year=after.year - 1), last


def annual_churn(monthly: Sequence[float]) -> Known | Unknown:
    """1 − Π(1 − c) of twelve monthly churn rates, 0 to 1; never twelve times one.

    A statistic of the instrument that no page shows: files know
    days, and a year is counted by them.
    NOT_TWELVE_MONTHS for any other number of them, NOT_A_RATE for one outside 0 to 1.
    """
    if len(monthly) != 12:
        return Unknown(why=Why.NOT_TWELVE_MONTHS)
    if not all(0.0 <= rate <= 1.0 for rate in monthly):
        return Unknown(why=Why.NOT_A_RATE)
    return Known(value=1.0 - prod(1.0 - rate for rate in monthly))
