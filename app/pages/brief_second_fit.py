"""How much of page 2 of the brief is printed: from all to least, and what is given back.

Knows numbers of lines, and nothing of what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFit:
    """How much of each part is printed."""

    milestones: int = 2
    quotes: int = 6
    quote_length: int = 320
    """Characters; a longer one is cut at a word and marked."""
    questions: int = 5
    promises: int = 5
    trends: int = 8
    """Factors."""
    openings: int = 3
    requests: int = 3
    common: int = 2
    rows: int = 4
    """Least empty rows of the table to write in."""


_LESS: tuple[dict[str, int], ...] = (
    {"milestones": 1, "quotes": 4, "quote_length": 240},
    {"quote_length": 180, "questions": 4, "promises": 4},
    {"questions": 3, "promises": 3},
    {"quotes": 2, "quote_length": 160},
    {"rows": 3},
    {"requests": 2, "common": 1},
    {"questions": 2},
    {"promises": 2},
    {"requests": 1},
    {"milestones": 0},
    {"openings": 2},
    {"trends": 4},
    {"quote_length": 110},
    {"openings": 1},
    {"questions": 1},
    {"requests": 0, "common": 1},
    {"quotes": 1},
    {"promises": 1},
    {"trends": 0},
    {"promises": 0},
    {"quotes": 0},
)
"""Dropped in this order: long words and the second milestone, questions and promises, words, rows,
requests and common ground, again questions, promises and requests, the last milestone, opening
lines, factors of the trend, questions; then the last request, words and promises but one, the
trend, promises, words."""


def _ever_less() -> Iterator[SecondFit]:
    fit = SecondFit()
    yield fit
    for less in _LESS:
        fit = replace(fit, **less)
        yield fit


SECOND = tuple(_ever_less())
"""How much of page 2 is printed, from all to least."""

_EVER = 10_000
WHOLE = SecondFit(
    milestones=_EVER,
    quotes=_EVER,
    quote_length=_EVER,
    questions=10,
    promises=_EVER,
    trends=_EVER,
    requests=_EVER,
    rows=3,
)
"""For a screen, which has room: all there is, and ten questions."""


_BOTH = 2
"""Promises of which one may be a kept one."""
_LENGTHS = sorted({fit.quote_length for fit in SECOND})


def more_of(fit: SecondFit) -> Iterator[SecondFit]:
    """One more of people's words, one more promise, and words that are cut later.

    They go before empty lines that are more than the least.
    """
    most = SECOND[0]
    if fit.promises < _BOTH:
        yield replace(fit, promises=_BOTH)
    if fit.quotes < most.quotes:
        yield replace(fit, quotes=fit.quotes + 1)
    if fit.promises < most.promises:
        yield replace(fit, promises=fit.promises + 1)
    if fit.quotes and fit.quote_length < most.quote_length:
        longer = next(length for length in _LENGTHS if length > fit.quote_length)
        yield replace(fit, quote_length=longer)
