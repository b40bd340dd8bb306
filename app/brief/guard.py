"""One piece of work in a process of its own, with an end in time: what hangs, swells or dies in it
costs itself alone.

Forked from a process that has everything loaded, so that the work starts warm and leaves nothing
behind. Knows processes and limits; knows no briefs. Must run where there is one thread only.
"""

from __future__ import annotations

import gc
import math
import os
import pickle
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from app.errors import BothSidesError

T = TypeVar("T")
R = TypeVar("R")

FORKS = hasattr(os, "fork") and sys.platform != "darwin"
"""Whether a process is forked for each piece of work. macOS's own libraries do not bear it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one piece of work may take."""

    seconds: float = 20.0
    memory: int = 1 << 30
    """Bytes of address space, what was loaded before included."""
    file: int = 64 << 20
    """Bytes of any one file that it writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Work that came to nothing, and why."""

    reason: str


def guarded(work: Callable[[T], R], what: T, limits: Limits) -> R | Ended:
    """`work(what)` in a forked process; whatever goes wrong there comes back as words."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.close(reading)
            gc.disable()  # it would copy what is shared, for a process that ends anyway
            _limit(limits)
            _write(writing, pickle.dumps(attempted(work, what), pickle.HIGHEST_PROTOCOL))
            status = 0
        finally:
            # Nothing of the process it was forked from is to be tidied up here.
            os._exit(status)
    os.close(writing)
    try:
        said = _read(reading, time.monotonic() + limits.seconds)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if said is None:
        return Ended(reason=f"took more than {limits.seconds:.0f} s")
    try:
        found: R | Ended = pickle.loads(said)
    except (EOFError, pickle.UnpicklingError):
        return Ended(reason=_how_it_died(status))
    return found


def attempted(work: Callable[[T], R], what: T) -> R | Ended:
    """`work(what)`, with an error as words: it must cross processes, and names one piece of work.

    Typesetters raise all kinds over pages that were made to break them.
    """
    try:
        return work(what)
    except BothSidesError as error:
        return Ended(reason=str(error))
    except MemoryError:
        return Ended(reason="took more memory than a brief may")
    except Exception as error:  # noqa: BLE001 - told by name, and the other briefs go on
        return Ended(reason=f"{type(error).__name__}: {error}".strip(": ")[:300])


def _limit(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, math.ceil(limits.seconds) + 1),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CORE, 0),
    ):
        # Some systems know a limit and set none; a lower one of the person's own stays.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _write(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    os.close(handle)


def _read(handle: int, end: float) -> bytes | None:
    """Everything until the other side closes; None when that takes too long."""
    parts: list[bytes] = []
    while True:
        ready, _, _ = select.select([handle], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return None
        part = os.read(handle, 1 << 16)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _how_it_died(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return "took more time than a brief may"
        return f"its process died ({signal.Signals(number).name})"
    return "its process died"
