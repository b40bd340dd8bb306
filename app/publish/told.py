"""A statistic as JSON: its value, or null and the reason. Knows `Known` and `Unknown`."""

from __future__ import annotations

from typing import Any

from app.core.known import Interval, Known, Unknown

Json = dict[str, Any]


def told(found: Known | Unknown) -> Json:
    """`{"value": 0.8, "reason": null}`, or null and why."""
    if isinstance(found, Unknown):
        return {"value": None, "reason": found.why.value}
    return {"value": found.value, "reason": None}


def number(value: float | None, reason: str) -> Json:
    """The same for a plain number, with the reason it would have."""
    return {"value": value, "reason": reason if value is None else None}


def ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]
