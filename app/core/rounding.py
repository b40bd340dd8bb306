"""Rounding as people do it. Knows numbers alone."""

from __future__ import annotations


def rounded(value: float) -> float:
    """One decimal, half away from zero: as much as a confidential score ever shows."""
    tenths = int(abs(value) * 10 + 0.5 + 1e-9)
    # Whole numbers have no negative zero: what rounds to nothing has no sign.
    return (tenths if value >= 0 else -tenths) / 10
