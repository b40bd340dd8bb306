"""Who does the printing: warm children of this machine, or the workers of a cluster.

Work is handed out through a `concurrent.futures.Executor` either way. The executor's threads only
wait: each has a child process of its own that does the work, because Pango bears no threads.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.brief.child import receive, send
from app.brief.engine import Engine, Way
from app.brief.guard import Ended, Limits
from app.brief.tidying import end, take_away
from app.errors import PublishError
from app.settings import PROGRAM

GRACE, STARTING = 5.0, 60.0
"""Seconds beyond a limit after which a child itself is given up, and those it may take besides for
its first piece of work: it loads a typesetter."""
RENDER = "app.brief.render"
"""What a child that prints with WeasyPrint has loaded and warmed."""
REACHED_WITHIN = 15
"""Seconds for a cluster to answer."""
_HELD = threading.local()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Work for a child: a function that is found by its name, and the pieces that it is for, which
    belong together.
    """

    work: Callable[[Any], Any]
    pieces: tuple[Any, ...]
    ready: Callable[[Any], Any] | None = None
    """What the child itself makes of each piece first, without limits."""
    limits: Limits | None
    """None where the work minds its own time, as a browser's does: the child itself does it."""
    prepare: str = ""
    """The module whose `warm()` the child has run before; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """An executor and how many tasks it is given at once."""

    executor: Executor
    at_once: int


class Child:
    """One warm child process, started when it is first asked, and again when it was lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""
        """For its temporary files: a typesetter's fonts, which it leaves when it is killed."""
        self._over = self._at_work = self._owes = False
        """The last: whether the next answer only says that it is warm."""

    def begin(self, prepare: str) -> None:
        """Starts it and has it prepare itself, while whoever called goes on."""
        with suppress(OSError):
            process = self._started()
            assert process.stdin is not None
            send(process.stdin, (_nothing, (), None, prepare, None))
            self._owes = True

    def ask(self, task: Task) -> list[Any]:
        """What came of each piece, or `Ended`. A child that was lost in the middle is asked again
        once, and for each piece by itself where there were several.
        """
        for _ in range(2):
            if self._over:
                break
            starts = self._process is None or self._owes
            process = self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            patience = _patience(task) + (STARTING if starts else 0.0)
            late = threading.Timer(patience, process.kill)
            late.start()
            self._at_work = True
            try:
                send(process.stdin, (task.work, task.pieces, task.limits, task.prepare, task.ready))
                if self._owes:
                    receive(process.stdout)
                    self._owes = False
                answer = receive(process.stdout)
            except OSError:
                answer = None
            finally:
                self._at_work = False
                was_late = not late.is_alive()
                late.cancel()
            if answer is not None:
                found: list[Any] = pickle.loads(answer)
                return found
            self._end()
            if len(task.pieces) > 1 and not self._over:
                alone = [replace(task, pieces=(piece,)) for piece in task.pieces]
                return [found for one in alone for found in self.ask(one)]
            if was_late:
                return [Ended(reason=f"took more than {patience:.0f} s")] * len(task.pieces)
        return [Ended(reason="its process died")] * len(task.pieces)

    def close(self) -> None:
        """Ends the child for good, also in the middle of work; called from another thread."""
        self._over = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        self._owes = False
        if process is not None:
            end(process, at_work=self._at_work)
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError, ValueError):
                    assert pipe is not None
                    pipe.close()
            take_away(self._folder)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._folder = tempfile.mkdtemp(prefix="both-sides-")
            temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder)
            found = os.pathsep.join((str(PROGRAM), *filter(None, sys.path)))
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from app.brief.child import main; main()", self._folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | temporary | {"PYTHONPATH": found},
                process_group=0 if os.name == "posix" else None,  # it is ended as one
            )
        return self._process


def _nothing(_: object) -> None:
    """What a child does that only warms itself."""


def _patience(task: Task) -> float:
    each = task.limits.seconds if task.limits is not None else 90.0
    return each * len(task.pieces) + GRACE


def done_apart(task: Task) -> list[Any]:
    """What came of the task's pieces, from the warm child of this thread; runs in a thread of any
    executor.
    """
    if not hasattr(_HELD, "child"):
        _HELD.child = Child()
    child: Child = _HELD.child
    return child.ask(task)


def early_child(engine: Engine, *, prints: bool) -> AbstractContextManager[Child | None]:
    """A child that gets ready to print before anybody knows what: whoever is about to build begins
    with it, because it takes as long as reading the program and the firm's files.
    """
    return begun_early(RENDER if prints and engine.way is Way.WEASYPRINT else "")


@contextmanager
def begun_early(prepare: str) -> Iterator[Child | None]:
    """A child that warms itself, gone when this ends; None where there is nothing to prepare."""
    child = Child() if prepare else None
    try:
        if child is not None:
            child.begin(prepare)
        yield child
    finally:
        if child is not None:
            child.close()


@contextmanager
def crew_here(workers: int, early: Child | None = None) -> Iterator[Crew]:
    """Up to `workers` warm children of this machine, of which one may have begun early. They are
    gone when this ends.
    """
    waiting = [] if early is None else [early]
    children: list[Child] = []

    def join_in() -> None:
        try:
            _HELD.child = waiting.pop()
        except IndexError:
            _HELD.child = Child()
        children.append(_HELD.child)

    executor = ThreadPoolExecutor(workers, thread_name_prefix="brief", initializer=join_in)
    try:
        # One in hand and one waiting each: nobody stands idle while an answer is looked at.
        yield Crew(executor=executor, at_once=2 * workers)
    finally:
        for child in children:
            child.close()
        executor.shutdown(cancel_futures=True)


@contextmanager
def crew_of(scheduler: str) -> Iterator[Crew]:
    """The workers of a running Dask cluster; those it loses are replaced by it.

    They need this program in the same version, Pango, and nothing of the firm's. Raises
    PublishError where the cluster cannot be reached or Dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise PublishError(
            f"--scheduler {scheduler}: needs Dask here; install it with: "
            f"{Path(sys.executable).name} -m pip install distributed"
        ) from error
    try:
        made: Any = Client
        client = made(scheduler, timeout=REACHED_WITHIN, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise PublishError(
            f"--scheduler {scheduler}: no cluster answers there ({error}); start one, or leave "
            "the option out to print on this machine"
        ) from error
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise PublishError(f"--scheduler {scheduler}: this cluster has no workers; start some")
        yield Crew(executor=client.get_executor(pure=False), at_once=2 * threads)
    finally:
        client.close()
