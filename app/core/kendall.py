"""Kendall's tau for a few values in the order of time: the exact chance of such an order.

Knows values and nothing of what they measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from math import factorial


def smallest_p(n: int) -> float:
    """2/n!, at most 1: the smallest two-sided p that n values in a row can give.

    .33 for three, .083 for four, .017 for five. Source: Kendall, A new measure of rank
    correlation, Biometrika 30 (1938) 81–93.
    """
    return min(1.0, 2 / factorial(n))


def kendall_p(values: Sequence[float]) -> float:
    """The exact two-sided p of no trend, 0 to 1; equal values are allowed.

    P(|S| >= the one seen) over all orders of these values, S = rises − falls among all pairs.
    Source: Kendall (1938); Mann, Nonparametric tests against trend, Econometrica 13 (1945)
    245–259. How many orders have a given number of falls is a product of Gaussian binomial
    coefficients (MacMahon, Combinatory Analysis, 1915), which takes equal values as well.
    """
    pairs = list(combinations(values, 2))
    rises, falls = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
    orders: tuple[int, ...] = (1,)
    placed = 0
    for size in Counter(values).values():
        placed += size
        orders = _product(orders, _gaussian_binomial(placed, size))
    as_far = sum(
        count
        for inverted, count in enumerate(orders)
        if abs(rises + falls - 2 * inverted) >= abs(rises - falls)
    )
    return as_far / sum(orders)


@lru_cache(maxsize=1024)
def _gaussian_binomial(n: int, k: int) -> tuple[int, ...]:
    """How many ways to choose k of n places, by the inversions they make.

    By the recursion [n, k] = [n − 1, k − 1] + q^k · [n − 1, k].
    """
    if k in (0, n):
        return (1,)
    ways = [0] * (k * (n - k) + 1)
    for inverted, count in enumerate(_gaussian_binomial(n - 1, k - 1)):
        ways[inverted] += count
    for inverted, count in enumerate(_gaussian_binomial(n - 1, k), start=k):
        ways[inverted] += count
    return tuple(ways)


def _product(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    result = [0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            result[i + j] += a * b
    return tuple(result)
