"""What became of the revenue of those who were there at the start: GRR, NRR, revenue churn.

Knows two years' revenue of each relationship, in one currency. Ratios are shares: 1 is 100 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from app.core.known import Unknown, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoYears:
    """Revenue of a relationship that was served on the first day of the later year."""

    relationship: str
    currency: str
    start: float | None
    """Of the earlier year, credit notes taken off; None where it is not known."""
    end: float | None
    """Of the later year; one that was lost may have brought something before it went."""
    lost: bool = False
    """No longer served on the last day of the later year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueRetention:
    """Revenue kept and grown, without new relationships."""

    start: float
    end: float
    gross: float
    """GRR = Σ min(end, start) / Σ start, 0 to 1."""
    net: float
    """NRR = Σ end / Σ start; may exceed 1."""
    lost_share: float
    """The share of the revenue at the start that belonged to those who were lost, 0 to 1.

    Not a part of the churn: whoever went in summer brought half a year, and whoever stayed may
    bring less.
    """
    relationships: int
    """Those behind the figures."""
    floored: tuple[str, ...]
    """Credit notes exceeded revenue: taken as 0, to be said."""
    without_start: tuple[str, ...]
    """No revenue at the start: left out of all figures."""
    incomplete: tuple[str, ...]
    """A year's revenue is not known: left out of all figures, to be said."""

    @property
    def churn(self) -> float:
        """Gross revenue churn: 1 − GRR."""
        return 1.0 - self.gross


def revenue_retention(rows: Sequence[TwoYears]) -> RevenueRetention | Unknown:
    """GRR, NRR and the share of lost ones, over who had revenue at the start.

    Source: Farris et al., Marketing Metrics (2nd ed., 2010), ch. 5; the two ratios as companies
    that sell subscriptions report them. MIXED_CURRENCIES, NO_REVENUE or NO_RELATIONSHIPS_AT_START
    instead of a ratio that would mean nothing.
    """
    if not rows:
        return Unknown(why=Why.NO_RELATIONSHIPS_AT_START)
    if len({row.currency for row in rows}) > 1:
        return Unknown(why=Why.MIXED_CURRENCIES)
    pairs, with_lost, floored, without_start, incomplete = [], [], [], [], []
    for row in rows:
        if row.start is None or row.end is None or not isfinite(row.start + row.end):
            incomplete.append(row.relationship)
            continue
        if min(row.start, row.end) < 0.0:
            floored.append(row.relationship)
        start, end = max(0.0, row.start), max(0.0, row.end)
        if start > 0.0:
            pairs.append((start, end))
            if row.lost:
                with_lost.append(start)
        else:
            without_start.append(row.relationship)
    if not pairs:
        return Unknown(why=Why.REVENUE_UNKNOWN if incomplete else Why.NO_REVENUE)
    whole = fsum(start for start, _ in pairs)
    return RevenueRetention(
        start=whole,
        end=fsum(end for _, end in pairs),
        gross=fsum(min(pair) for pair in pairs) / whole,
        net=fsum(end for _, end in pairs) / whole,
        lost_share=fsum(with_lost) / whole,
        relationships=len(pairs),
        floored=tuple(floored),
        without_start=tuple(without_start),
        incomplete=tuple(incomplete),
    )
