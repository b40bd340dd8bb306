"""Progress on a terminal, and silence where nobody watches."""

from __future__ import annotations

import sys

from app.publish.build import Progress


def on_terminal(quiet: bool) -> Progress:
    """A line that is written over as work goes on; nothing when not a terminal or quiet."""
    if quiet or not sys.stderr.isatty():
        return Progress(lambda _what, _done, _all: None)

    def say(what: str, done: int, of_all: int) -> None:
        end = "\n" if done == of_all else ""
        print(f"\r{what} {done} of {of_all} ", end=end, file=sys.stderr, flush=True)

    return Progress(say)
