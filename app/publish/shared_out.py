"""Work done by forked processes: like pieces shared out, each takes every n-th; or one beside.

What is forked has all that this process has read and made, so that nothing is handed over but the
answers. Where the system does not fork, or no more, where another thread runs or where there is
little to do, all is done here, with the same answers. Knows processes; must not know what is done.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from app.brief.guard import FORKS
from app.errors import BothSidesError, PublishError

T = TypeVar("T")
R = TypeVar("R")
_GRACE = 2.0
"""Seconds for what is done beside to come to its end where all else has failed."""
WORTH_SHARING = 24
"""Pieces of a few milliseconds each; fewer are done sooner than a process is forked."""


def shared_out(
    work: Callable[[T], R], things: Sequence[T], processes: int, worth: int = WORTH_SHARING
) -> Iterator[tuple[int, R]]:
    """`work` of each thing with its place in `things`, in no order.

    Raises what `work` raises, and PublishError when a process is lost.
    """
    if not _alone(processes) and len(things) >= worth:
        with _at_work(work, things, min(processes, len(things))) as pipes:
            if pipes:
                yield from _answers(pipes, len(things))
                return
    yield from ((place, work(thing)) for place, thing in enumerate(things))


def in_parts(things: Sequence[T], most: int) -> list[Sequence[T]]:
    """Small pieces put together to such as are worth handing out."""
    return [things[first : first + most] for first in range(0, len(things), most)]


@contextmanager
def done_beside(work: Callable[[], R], processes: int) -> Iterator[Callable[[], R]]:
    """`work` in a process of its own while this one goes on. What is given waits for its answer
    and raises what it raised; nobody is left at work when this ends. Where there is no other
    process the work is done when it is waited for.
    """
    if not _alone(processes):
        with _at_work(lambda _: work(), (None,), 1) as pipes:
            if pipes:
                try:
                    yield lambda: next(_answers(pipes, 1))[1]
                except Exception:
                    # Killed in the middle it would leave half a file behind.
                    wait(pipes, _GRACE)
                    raise
                return
    yield work


def _alone(processes: int) -> bool:
    # A lock that another thread holds would stay held in what is forked.
    return processes < 2 or not FORKS or threading.active_count() > 1


@contextmanager
def _at_work(
    work: Callable[[T], Any], things: Sequence[T], number: int
) -> Iterator[list[Connection]]:
    """So many processes, as the pipes that their answers come from; gone when this ends. None
    where the system does not give as many.
    """
    children: list[tuple[int, Connection]] = []
    with ExitStack() as open_ones:
        open_ones.callback(_end, children)
        with suppress(OSError):
            # Its other end closes with this process, however that ends.
            alive, held = os.pipe()
            open_ones.callback(os.close, alive)
            open_ones.callback(os.close, held)
            # One by one: those that are there already are ended when the next cannot be forked.
            children.extend(
                _forked(work, things, range(first, len(things), number), alive, held)
                for first in range(number)
            )
        if len(children) < number:
            _end(children)
        yield [pipe for _, pipe in children]


def _end(children: list[tuple[int, Connection]]) -> None:
    while children:
        child, pipe = children.pop()
        pipe.close()
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):  # where whoever started us has it reaped already
            os.waitpid(child, 0)


def _forked(
    work: Callable[[T], R], things: Sequence[T], places: range, alive: int, held: int
) -> tuple[int, Connection]:
    """A process that does the pieces at `places`, and the pipe that its answers come from."""
    reading, writing = Pipe(duplex=False)
    # To be stopped is for whoever forks to answer: it must not find the new process half made.
    stops = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    try:
        child = os.fork()
        if not child:
            try:
                for stop in stops:
                    signal.signal(stop, signal.SIG_IGN)
                reading.close()
                os.close(held)
                threading.Thread(target=_end_with, args=(alive,), daemon=True).start()
                gc.freeze()  # a collection would copy everything that is shared with it
                _work_off(work, things, places, writing)
            finally:
                # Nothing of the process it was forked from is to be tidied up here.
                os._exit(0)
    except OSError:
        reading.close()
        raise
    finally:
        writing.close()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return child, reading


def _end_with(alive: int) -> None:
    """Ends this process with the one that forked it: nobody is to write into its folders then."""
    os.read(alive, 1)
    os._exit(1)


def _work_off(
    work: Callable[[T], R], things: Sequence[T], places: range, answers: Connection
) -> None:
    for place in places:
        try:
            answers.send((place, work(things[place]), None))
        except Exception as error:  # noqa: BLE001 - raised again by whoever forked this one
            answers.send((place, None, _that_travels(error)))
            return


def _that_travels(error: Exception) -> Exception:
    """The error itself with where it happened, or its words where it cannot cross processes."""
    if not isinstance(error, BothSidesError):
        error.add_note("".join(traceback.format_exception(error)))
    try:
        same: Exception = pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - errors hold all kinds of things
        same = error
    if same is error or str(same) != str(error):
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
