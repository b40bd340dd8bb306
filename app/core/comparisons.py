"""Many comparisons at once: which of a table's differences stand after asking so often.

For tables of tests between segments. Single items are not tested at all. Knows p-values only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FALSE_DISCOVERY_RATE = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """One test of a table."""

    p: float
    q: float
    """The smallest false discovery rate at which it stands, 0 to 1."""
    stands: bool


def benjamini_hochberg(
    p_values: Sequence[float], rate: float = FALSE_DISCOVERY_RATE
) -> tuple[Adjusted, ...]:
    """Every test with its q = min over larger p of p·m/rank, in the order given.

    Source: Benjamini & Hochberg, Controlling the false discovery rate, JRSS B 57 (1995) 289–300.
    ValueError for what is not a probability.
    """
    if not all(0.0 <= p <= 1.0 for p in p_values):
        raise ValueError("p-values lie between 0 and 1")
    order = sorted(range(len(p_values)), key=lambda i: p_values[i], reverse=True)
    q_values = [1.0] * len(p_values)
    smallest = 1.0
    for rank, i in zip(range(len(p_values), 0, -1), order, strict=True):
        smallest = min(smallest, p_values[i] * len(p_values) / rank)
        q_values[i] = smallest
    return tuple(
        Adjusted(p=p, q=q, stands=q <= rate) for p, q in zip(p_values, q_values, strict=True)
    )
