"""What came of what was done: the return of an action, and commitments kept on time.

Knows money of one action and days of commitments. Knows no answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from app.core.firm import Commitment, CommitmentState
from app.core.known import Known, Unknown, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """(gain − cost)/cost of one action over stated days."""

    share: float
    """0.5 is a return of 50 %; negative where the gain is below the cost."""
    gain: float
    cost: float
    source: str
    """Where the gain is known from."""
    first: date
    last: date


class Fate(StrEnum):
    """How a commitment stands on a day."""

    ON_TIME = "on time"
    LATE = "late"
    """Kept after its day."""
    OVERDUE = "overdue"
    """Open past its day."""
    BROKEN = "broken"
    NOT_DUE = "not due"
    """Its day has not passed; in no share yet, not even when kept early."""
    NO_DAY = "no day"
    """Without a day by when, or kept on a day nobody wrote down: cannot be told."""
    DROPPED = "dropped"


_COUNTED = (Fate.ON_TIME, Fate.LATE, Fate.OVERDUE, Fate.BROKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctuality:
    """How many commitments came out how, on one day."""

    fates: tuple[tuple[Fate, int], ...]
    """Every fate with its number, in the order of `Fate`."""

    @property
    def fell_due(self) -> int:
        return sum(count for fate, count in self.fates if fate in _COUNTED)

    @property
    def share(self) -> Known | Unknown:
        """Kept on time ÷ fell due, 0 to 1."""
        if self.fell_due == 0:
            return Unknown(why=Why.NOTHING_FELL_DUE)
        return Known(value=dict(self.fates)[Fate.ON_TIME] / self.fell_due)


def return_of_action(
    *, gain: float, cost: float, source: str, first: date | None, last: date | None
) -> Return | Unknown:
    """(gain − cost)/cost, in one currency, for the days `first` to `last`.

    Refused: a cost of zero or less, a gain without its source, and no period. Source: Farris et
    al., Marketing Metrics (2nd ed., 2010), ch. 10.
    """
    if not (isfinite(gain) and isfinite(cost)):
        return Unknown(why=Why.NOT_A_NUMBER)
    if cost <= 0.0:
        return Unknown(why=Why.NO_COST)
    if not source.strip():
        return Unknown(why=Why.NO_SOURCE)
    if first is None or last is None or last < first:
        return Unknown(why=Why.NO_PERIOD)
    return Return(
        share=(gain - cost) / cost, gain=gain, cost=cost, source=source, first=first, last=last
    )


def fate(commitment: Commitment, as_of: date) -> Fate:
    """How a commitment stands on the day `as_of`; until the end of its own day it is not late."""
    if commitment.state is CommitmentState.DROPPED:
        return Fate.DROPPED
    if commitment.due is None:
        return Fate.NO_DAY
    if commitment.due >= as_of:
        return Fate.NOT_DUE
    if commitment.state is CommitmentState.BROKEN:
        return Fate.BROKEN
    if commitment.state is CommitmentState.OPEN:
        return Fate.OVERDUE
    if commitment.closed is None:
        return Fate.NO_DAY
    if commitment.closed > as_of:
        return Fate.OVERDUE
    return Fate.ON_TIME if commitment.closed <= commitment.due else Fate.LATE


def punctuality(commitments: Iterable[Commitment], as_of: date) -> Punctuality:
    """How commitments stand on the day `as_of`, and the share of those due that were on time."""
    fates = [fate(commitment, as_of) for commitment in commitments]
    return Punctuality(fates=tuple((kind, fates.count(kind)) for kind in Fate))
