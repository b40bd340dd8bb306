"""The variance of a few numbers, as exact as floats are and ten times as quick as `statistics`."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum


def variance(values: Sequence[float]) -> float:
    """s² = Σ(x − x̄)² / (n − 1) of at least two values, in their units squared.

    Sums lose nothing, so that only the mean and the squares are rounded.
    """
    if min(values) == max(values):
        return 0.0  # and not what the mean's last digit leaves
    n = len(values)
    mean = fsum(values) / n
    return fsum([(value - mean) ** 2 for value in values]) / (n - 1)
