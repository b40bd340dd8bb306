"""Many briefs: in this process, or in a few warm ones. Never in threads, which corrupt Pango.

WeasyPrint is imported only where it prints, and in the workers. A brief that fails is named and
the others are made; a worker that dies or hangs costs the brief it was making and no other.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from app.brief.document import brief_file
from app.brief.engine import WEASYPRINT, Engine, Way
from app.core.firm import Paper
from app.errors import PublishError
from app.pages.sheets import Sheet, Subject, lengths
from app.pages.thanks_page import ThanksPage

WORTH_A_POOL = 6
"""Below this many briefs, starting workers takes longer than it saves."""
DEADLINE = 120.0
"""Seconds without any brief coming back after which the workers are given up."""
MOST_WORKERS = 61
"""Windows waits for no more processes at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefJob:
    name: str
    target: Path
    review: Subject
    engine: Engine = WEASYPRINT
    sheet: Sheet = Sheet.FIRM
    paper: Paper = Paper.A4
    logo: str = ""
    """The firm's, as a `data:` address; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFailure:
    name: str
    reason: str


def print_one(job: BriefJob) -> BriefFailure | None:
    """Prints one brief to its target; a failure is returned, because it must cross processes.

    Where there is nothing to print with, or a browser fails, it stays as HTML where the PDF would
    be, to be printed by hand.
    """
    job.target.parent.mkdir(parents=True, exist_ok=True)
    if job.engine.way is Way.BY_HAND:
        _leave_html(job)
        return None
    try:
        job.target.write_bytes(_pdf(job))
    except PublishError as error:
        if job.engine.way is Way.BROWSER:
            _leave_html(job)
        return BriefFailure(name=job.name, reason=str(error))
    except (RecursionError, MemoryError, ArithmeticError, ValueError) as error:
        # What WeasyPrint raises over pages that were made to break it.
        return BriefFailure(name=job.name, reason=f"{type(error).__name__}: {error}")
    return None


def _pdf(job: BriefJob) -> bytes:
    if job.engine.way is Way.BROWSER:
        from app.brief.browser import browser_pdf

        return browser_pdf(job.review, job.engine.browser, job.sheet, job.paper, job.logo)
    from app.brief.render import brief_pdf

    return brief_pdf(job.review, job.sheet, job.paper, job.logo)


def print_letters(
    page: ThanksPage, target: Path, day: date, engine: Engine, logo: str = ""
) -> Path:
    """Letters, a page each, to `target`; returns the file. Raises BriefError.

    Where there is nothing to print with, they stay as HTML beside it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if engine.way is Way.BY_HAND:
        html = target.with_suffix(".html")
        html.write_text(brief_file(page, logo), encoding="utf-8")
        return html
    if engine.way is Way.BROWSER:
        from app.brief.browser import browser_page

        pdf = browser_page([page], len(page.letters), day, engine.browser, logo)
        target.write_bytes(pdf)
        return target
    from app.brief.render import page_pdf

    target.write_bytes(page_pdf([page], len(page.letters), day, logo))
    return target


def _leave_html(job: BriefJob) -> None:
    # Nobody counts its pages: the first of the lengths that leave room.
    page = next(islice(lengths(job.review, job.sheet, job.paper), 1, None))
    job.target.with_suffix(".html").write_text(brief_file(page, job.logo), encoding="utf-8")


def print_briefs(
    jobs: Iterable[BriefJob], *, workers: int, printed: Callable[[str], None]
) -> tuple[BriefFailure, ...]:
    """Prints all jobs; `printed` is called with each name. Returns what failed, sorted by name."""
    listed = list(jobs)
    if workers == 1 or len(listed) < WORTH_A_POOL:
        failed = []
        for job in listed:
            failure = print_one(job)
            if failure is not None:
                failed.append(failure)
            printed(job.name)
        return tuple(sorted(failed, key=lambda failure: failure.name))
    return _in_pool(listed, min(workers, len(listed), MOST_WORKERS), printed)


def _in_pool(
    jobs: list[BriefJob], workers: int, printed: Callable[[str], None]
) -> tuple[BriefFailure, ...]:
    waiting = deque(jobs)
    failed: list[BriefFailure] = []
    while waiting:
        # A worker that died or hung takes the pool with it. What was in the making is tried again,
        # each alone, so that only the brief that is to blame goes missing.
        for suspect in _until_it_breaks(waiting, workers, failed, printed):
            if _until_it_breaks(deque([suspect]), 1, failed, printed):
                reason = f"its process died or took more than {DEADLINE:.0f} s"
                failed.append(BriefFailure(name=suspect.name, reason=reason))
                printed(suspect.name)
    return tuple(sorted(failed, key=lambda failure: failure.name))


def _until_it_breaks(
    waiting: deque[BriefJob],
    workers: int,
    failed: list[BriefFailure],
    printed: Callable[[str], None],
) -> list[BriefJob]:
    """Works `waiting` off; returns the jobs that were in the making when the pool broke, if so."""
    pool = ProcessPoolExecutor(
        workers, mp_context=_processes(waiting[0].engine), initializer=_leave_interrupts
    )
    making: dict[Future[BriefFailure | None], BriefJob] = {}
    try:
        while waiting or making:
            # No more in the pool than it can make at once: those are the suspects if it breaks.
            while waiting and len(making) < workers:
                making[pool.submit(print_one, waiting[0])] = waiting[0]
                waiting.popleft()
            done, _ = wait(making, timeout=DEADLINE, return_when=FIRST_COMPLETED)
            if not done:
                break
            for future in done:
                failure = future.result()
                job = making.pop(future)
                if failure is not None:
                    failed.append(failure)
                printed(job.name)
    except BrokenProcessPool:
        # Told by what is left in `making`, and by a job that could not be handed in.
        pass
    except KeyboardInterrupt:
        _end_server()
        raise
    finally:
        if making:
            for process in list((getattr(pool, "_processes", None) or {}).values()):
                process.kill()
        pool.shutdown(wait=not making, cancel_futures=True)
    return list(making.values())


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end_server() -> None:
    """Without it, a server that is still starting makes the workers that nobody waits for."""
    server = sys.modules.get("multiprocessing.forkserver")
    pid = getattr(getattr(server, "_forkserver", None), "_forkserver_pid", None)
    if pid is not None:
        os.kill(pid, signal.SIGKILL)


def _processes(engine: Engine) -> BaseContext:
    """Workers that start with nothing of this process's threads and locks.

    Where there is a fork server it imports WeasyPrint once for all of them, if that prints. Ctrl-C
    reaches every process of a terminal; it is this one's to answer, and the workers end with it.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(
        ["app.brief.render" if engine.way is Way.WEASYPRINT else "app.brief.browser"]
    )
    from multiprocessing import forkserver  # not for Windows

    # What is ignored here stays ignored in the server and in all its children.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, before)
    return context
