"""How long relationships last, counting those that still go on (Kaplan–Meier).

The mean of those who left is biased towards the short ones and is not made here. Knows first and
last days of service, and since when the book of them is kept. Times are years of 365.25 days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from app.core.known import DAYS_A_YEAR, NORMAL_95, TOLERANCE, Interval, Unknown, Why
from app.core.retention import Service

FEWEST_AT_RISK = 5
"""Below this one end more or less moves the curve by a quarter and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One duration, in any unit of time."""

    time: float
    ended: bool
    """False: still going on, or lost from sight, after `time`."""
    entry: float = 0.0
    """From when on it was seen (delayed entry); an end before that could not have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One time at which something ended."""

    time: float
    at_risk: int
    ended: int
    surviving: float
    """S(t), 0 to 1."""
    error: float | None
    """Greenwood's standard error; None once nothing survives."""

    @property
    def interval(self) -> Interval | None:
        """S ± 1.96 · error (95 %), clipped to 0 and 1."""
        if self.error is None:
            return None
        half = NORMAL_95 * self.error
        return Interval(low=max(0.0, self.surviving - half), high=min(1.0, self.surviving + half))


@dataclass(frozen=True, slots=True, kw_only=True)
class Median:
    """The time that half outlast, and what it rests on."""

    time: float
    at_risk: int
    """How many were followed that long."""
    low: float
    high: float | None
    """The likely range (95 %); without an upper end as long as half may go on for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    steps: tuple[Step, ...]
    """By time; without any, nothing has ended."""
    stays: int
    left_out: int
    """Durations below zero, or over before they could be seen."""

    @property
    def ended(self) -> int:
        return sum(step.ended for step in self.steps)

    @property
    def half(self) -> Step | None:
        """The first step at which no more than half survive, whatever it rests on."""
        return next((step for step in self.steps if step.surviving <= 0.5 + TOLERANCE), None)

    @property
    def median(self) -> Median | Unknown:
        """When half had ended, with the times at which Greenwood's interval holds one half."""
        # Source: Brookmeyer & Crowley, A confidence interval for the median survival time,
        # Biometrics 38 (1982) 29–41.
        half = self.half
        if half is None:
            return Unknown(why=Why.NOT_REACHED)
        # With late entries the first steps may rest on fewer than the last one.
        if any(s.at_risk < FEWEST_AT_RISK for s in self.steps if s.time <= half.time):
            return Unknown(why=Why.TOO_FEW_AT_RISK)
        limits = [(step.time, step.interval) for step in self.steps]
        return Median(
            time=half.time,
            at_risk=half.at_risk,
            # Where nothing survives there is no interval, and the time itself is the end.
            low=next((t for t, i in limits if i is not None and i.low <= 0.5), half.time),
            high=next((t for t, i in limits if i is not None and i.high < 0.5), None),
        )


def kaplan_meier(stays: Sequence[Stay]) -> Survival | Unknown:
    """S(t) = Π(1 − d/n) over the times t of an end, n at risk: entry < t <= time.

    Var S = S²·Σ d/(n(n − d)). Source: Kaplan & Meier, Nonparametric estimation from incomplete
    observations, JASA 53 (1958) 457–481; Greenwood, The natural duration of cancer (1926); delayed
    entry as in Klein & Moeschberger, Survival Analysis (2nd ed., 2003), ch. 4.6. With late entries
    the first times rest on few: look at `at_risk`.
    """
    seen = [stay for stay in stays if stay.time >= 0.0 and _was_seen(stay)]
    if not seen:
        return Unknown(why=Why.NO_RELATIONSHIPS_AT_START)
    # An entry at 0 is from the beginning: such a stay is at risk at time 0 as well.
    entries = sorted(stay.entry if stay.entry > 0.0 else -1.0 for stay in seen)
    times = sorted(stay.time for stay in seen)
    ends = Counter(stay.time for stay in seen if stay.ended)
    steps, surviving, spread = [], 1.0, 0.0
    for time, ended in sorted(ends.items()):
        at_risk = bisect_left(entries, time) - bisect_left(times, time)
        surviving *= 1.0 - ended / at_risk
        if surviving > 0.0:
            spread += ended / (at_risk * (at_risk - ended))
        steps.append(
            Step(
                time=time,
                at_risk=at_risk,
                ended=ended,
                surviving=surviving,
                error=surviving * sqrt(spread) if surviving > 0.0 else None,
            )
        )
    return Survival(steps=tuple(steps), stays=len(seen), left_out=len(stays) - len(seen))


def _was_seen(stay: Stay) -> bool:
    return stay.entry <= 0.0 or stay.entry < stay.time


def tenure(
    services: Iterable[Service], as_of: date, kept_since: date | None = None
) -> Survival | Unknown:
    """Tenure in years: end (or `as_of`) − start; what goes on is censored.

    `kept_since` is the first day of the book: relationships that started before it are seen from
    then on only. Services that start after `as_of` have not begun; one that ends before it starts
    is left out and counted.
    """
    stays = []
    for service in services:
        if service.start > as_of:
            continue
        ended = service.end is not None and service.end <= as_of
        last = service.end if ended and service.end is not None else as_of
        late = 0 if kept_since is None else (kept_since - service.start).days
        stays.append(
            Stay(
                time=(last - service.start).days / DAYS_A_YEAR,
                ended=ended,
                entry=max(0, late) / DAYS_A_YEAR,
            )
        )
    return kaplan_meier(stays)
