"""Like pieces of work shared out among forked processes: each takes every n-th of them.

What is forked has all that this process has read and made, so that nothing is handed over but the
answers. Where the system does not fork, where another thread runs or where there is little to do,
all is done here, with the same answers. Knows processes; must not know what is done.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from app.brief.guard import FORKS
from app.errors import PublishError

T = TypeVar("T")
R = TypeVar("R")
WORTH_SHARING = 24
"""Pieces of a few milliseconds each; fewer are done sooner than a process is forked."""


def shared_out(
    work: Callable[[T], R], things: Sequence[T], processes: int, worth: int = WORTH_SHARING
) -> Iterator[tuple[int, R]]:
    """`work` of each thing with its place in `things`, in no order.

    Raises what `work` raises, and PublishError when a process is lost.
    """
    # A lock that another thread holds would stay held in what is forked.
    alone = not FORKS or threading.active_count() > 1
    if alone or processes < 2 or len(things) < worth:
        yield from ((place, work(thing)) for place, thing in enumerate(things))
        return
    number = min(processes, len(things))
    children = [_forked(work, things, first, number) for first in range(number)]
    try:
        yield from _answers([pipe for _, pipe in children], len(things))
    finally:
        for child, pipe in children:
            pipe.close()
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _forked(
    work: Callable[[T], R], things: Sequence[T], first: int, step: int
) -> tuple[int, Connection]:
    """A process that does every `step`-th piece, and the pipe that its answers come from."""
    reading, writing = Pipe(duplex=False)
    parent = os.getpid()
    child = os.fork()
    if not child:
        try:
            reading.close()
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # for whoever forked this one to answer
            gc.disable()  # a collection would copy everything that is shared with it
            _work_off(work, things, range(first, len(things), step), writing, parent)
        finally:
            # Nothing of the process it was forked from is to be tidied up here.
            os._exit(0)
    writing.close()
    return child, reading


def _work_off(
    work: Callable[[T], R], things: Sequence[T], places: range, answers: Connection, parent: int
) -> None:
    for place in places:
        if os.getppid() != parent:
            return  # whoever wanted to know is gone, and so is the right to write anything
        try:
            answers.send((place, work(things[place]), None))
        except Exception as error:  # noqa: BLE001 - raised again by whoever forked this one
            answers.send((place, None, _that_travels(error)))
            return


def _that_travels(error: Exception) -> Exception:
    """The error itself, or its words where it cannot cross processes."""
    try:
        same: Exception = pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - errors hold all kinds of things
        return PublishError(f"{type(error).__name__}: {error}")
    return same


def _answers(pipes: list[Connection], wanted: int) -> Iterator[tuple[int, Any]]:
    open_ones, came = list(pipes), 0
    while came < wanted:
        if not open_ones:
            raise PublishError("a process of this build died; close other programs, build again")
        for pipe in wait(open_ones):
            assert isinstance(pipe, Connection)
            try:
                place, answer, error = pipe.recv()
            except (EOFError, OSError):
                open_ones.remove(pipe)
                continue
            if error is not None:
                raise error
            came += 1
            yield place, answer
