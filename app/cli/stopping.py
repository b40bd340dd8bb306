"""Being told to stop from outside: by SIGTERM, or by SIGHUP from a terminal that closes.

Both are answered as Ctrl-C is: with an exception, so that whoever made a folder or started a
process takes it away. Knows signals; must not know what is stopped.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_TOLD_BY = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopped(SystemExit):
    """By a signal. Its code is what shells say of one: 128 and the signal's number."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number
        super().__init__(self.exit_code)


@contextmanager
def told_to_stop() -> Iterator[None]:
    """While this runs, the first such signal raises `Stopped`; tidying up is not broken off by a
    second one. A signal that whoever started us has ignored, as nohup does, stays so.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():  # nobody else may say it
        before = {n: signal.SIG_DFL for n in _TOLD_BY if signal.getsignal(n) is signal.SIG_DFL}

    def stop(number: int, _frame: object) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, was in before.items():
            signal.signal(number, was)
