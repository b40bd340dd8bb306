"""Work in a process of its own, with an end in time: what hangs, swells or dies in it costs itself
alone.

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
import struct
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from app.errors import BothSidesError

T = TypeVar("T")
R = TypeVar("R")

_LENGTH = struct.Struct(">Q")
_MOST_OPEN = 4096
"""Files that a process has open at most, of those that matter."""
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


def guarded(work: Callable[[T], R], pieces: Sequence[T], limits: Limits) -> list[R | Ended]:
    """`work` of each piece, in a forked process; whatever goes wrong there comes back as words.

    What belongs together is done by one process after another, and each piece has the seconds of
    its own. One that came to nothing after others is tried again in a process that they have left
    nothing in, within what is left of its seconds.
    """
    done: list[R | Ended] = []
    before = _NOT_TRIED
    while len(done) < len(pieces):
        made, before = _by_one_process(work, pieces[len(done) :], limits, before)
        done += made
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """A piece that came to nothing after others."""

    seconds: float = 0.0
    ended: Ended | None = None
    """Why, where it said so."""


_NOT_TRIED = _Tried()


def _by_one_process(
    work: Callable[[T], R], pieces: Sequence[T], limits: Limits, before: _Tried
) -> tuple[list[R | Ended], _Tried]:
    """What came of the first piece, which was tried `before`, and of those after it until one came
    to nothing; and what is known of that one.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            # Whoever waits for the end of another pipe is not to wait for this process.
            os.closerange(3, writing)
            os.closerange(writing + 1, _MOST_OPEN)
            gc.disable()  # it would copy what is shared, for a process that ends anyway
            _work_off(work, pieces, limits, writing)
            status = 0
        finally:
            # Nothing of the process it was forked from is to be tidied up here.
            os._exit(status)
    os.close(writing)
    done: list[R | Ended] = []
    said: bytes | None = b""
    tried = before
    try:
        for _ in pieces:
            began = time.monotonic()
            said = _read(reading, began + limits.seconds - tried.seconds)
            made = _understood(said)
            if done and said is not None and (made is None or isinstance(made, Ended)):
                return done, _Tried(seconds=time.monotonic() - began, ended=made)
            if made is None:
                break
            done.append(made)
            tried = _NOT_TRIED
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if said is None:
        late = Ended(reason=f"took more than {limits.seconds:.0f} s")
        done.append(tried.ended or late)
    elif not done:
        done.append(Ended(reason=_how_it_died(status)))
    return done, _NOT_TRIED


def _understood(said: bytes | None) -> Any:
    """What a message says; None where there is none, or none that is whole."""
    try:
        return pickle.loads(said) if said else None
    except (EOFError, pickle.UnpicklingError):
        return None


def _work_off(work: Callable[[T], R], pieces: Sequence[T], limits: Limits, answers: int) -> None:
    _limit(limits, len(pieces))
    for number, piece in enumerate(pieces):
        _begin_to_count(limits)
        made = attempted(work, piece)
        _write(answers, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        if number and isinstance(made, Ended):
            return


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


def _limit(limits: Limits, pieces: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, pieces * _processor(limits)),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_CORE, 0),
    ):
        # Some systems know a limit and set none; a lower one of the person's own stays.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _begin_to_count(limits: Limits) -> None:
    """Gives the next piece the processor's seconds that each may take."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    spent = math.ceil(time.process_time())
    with suppress(ValueError, OSError):
        until = spent + _processor(limits)
        if most != resource.RLIM_INFINITY:
            until = min(until, most)
        resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def _processor(limits: Limits) -> int:
    return math.ceil(limits.seconds) + 1


def _write(handle: int, data: bytes) -> None:
    left = memoryview(_LENGTH.pack(len(data)) + data)
    while left:
        left = left[os.write(handle, left) :]


def _read(handle: int, end: float) -> bytes | None:
    """The next message; None when it takes too long, nothing where the other side has ended."""
    head = _exactly(handle, _LENGTH.size, end)
    return _exactly(handle, _LENGTH.unpack(head)[0], end) if head else head


def _exactly(handle: int, wanted: int, end: float) -> bytes | None:
    parts: list[bytes] = []
    while wanted:
        ready, _, _ = select.select([handle], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return None
        part = os.read(handle, min(wanted, 1 << 16))
        if not part:
            return b""
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)


def _how_it_died(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return "took more time than a brief may"
        known = {known.value: known.name for known in signal.Signals}
        return f"its process died ({known.get(number, f'signal {number}')})"
    return "its process died"
