"""Rounding as people do it. Knows numbers alone."""

from __future__ import annotations


def rounded(value: float) -> float:
    """One decimal, half away from zero: as much as a confidential score ever shows."""
    return (int(abs(value) * 10 + 0.5 + 1e-9) / 10) * (1 if value >= 0 else -1)
