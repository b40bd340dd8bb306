"""Progress on a terminal, and silence where nobody watches."""

from __future__ import annotations

import sys
import time

from app.publish.built import Progress

_TOLD_AFTER = 3.0
"""Seconds of work before the rest is estimated: of less nobody can tell."""


def on_terminal(quiet: bool) -> Progress:
    """A line that is written over as work goes on; nothing when not a terminal or quiet."""
    if quiet or not sys.stderr.isatty():
        return Progress(lambda _what, _done, _all: None)
    begun: dict[str, tuple[float, int]] = {}

    def say(what: str, done: int, of_all: int) -> None:
        now = time.monotonic()
        # What was taken over from the build before took no time, and is no measure of the rest.
        since, already = begun.setdefault(what, (now, done - 1))
        line = f"{what} {done} of {of_all}{_left(now - since, done - already, of_all - done)}"
        end = "\n" if done == of_all else ""
        print(f"\r{line:<60}", end=end, file=sys.stderr, flush=True)

    return Progress(say)


def _left(seconds: float, done: int, rest: int) -> str:
    """`, about 4 min left`, from what the work took so far."""
    if seconds < _TOLD_AFTER or not rest:
        return ""
    left = seconds / done * rest
    return f", about {left / 60:.0f} min left" if left >= 90 else f", about {left:.0f} s left"
