"""How often one link may send: far more than any person does, far less than a program could.

Counts in the memory of this process, by the link's hash. Knows no requests and no answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from threading import Lock

BURST = 60
"""Times in a row."""
REFILL = 1.0
"""Seconds until one more is allowed."""
MOST_LINKS = 10_000


def _monotonic() -> float:
    return time.monotonic()


class RateLimit:
    """A bucket of BURST for each link, filled up again by one every REFILL seconds."""

    def __init__(self, clock: Callable[[], float] = _monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._empty_at: dict[str, float] = {}
        """When the bucket of a link would have been empty, had it been used evenly."""

    def wait(self, link: str) -> int:
        """0 when this one may go on, otherwise the seconds to wait, rounded up."""
        now = self._clock()
        with self._lock:
            if len(self._empty_at) > MOST_LINKS:
                self._empty_at = {k: at for k, at in self._empty_at.items() if at > now}
            at = max(self._empty_at.get(link, 0.0), now)
            over = at - now - (BURST - 1) * REFILL
            if over > 0:
                return ceil(over)
            self._empty_at[link] = at + REFILL
            return 0
