"""Many briefs: in this process, or in a few warm ones. Never in threads, which corrupt Pango.

WeasyPrint is imported in the workers only. A brief that fails is named and the others are made; a
worker that dies or hangs costs the briefs it held, not the build.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from app.core.review import Review
from app.errors import PublishError

WORTH_A_POOL = 6
"""Below this many briefs, starting workers takes longer than it saves."""
DEADLINE = 120.0
"""Seconds without any brief coming back after which the workers are given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefJob:
    name: str
    target: Path
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFailure:
    name: str
    reason: str


def print_one(job: BriefJob) -> BriefFailure | None:
    """Prints one brief to its target; a failure is returned, because it must cross processes."""
    from app.brief.render import brief_pdf

    try:
        pdf = brief_pdf(job.review)
    except PublishError as error:
        return BriefFailure(name=job.name, reason=str(error))
    except (RecursionError, MemoryError, ArithmeticError, ValueError) as error:
        # What WeasyPrint raises over pages that were made to break it.
        return BriefFailure(name=job.name, reason=f"{type(error).__name__}: {error}")
    job.target.parent.mkdir(parents=True, exist_ok=True)
    job.target.write_bytes(pdf)
    return None


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
    return _in_pool(listed, workers, printed)


def _in_pool(
    jobs: list[BriefJob], workers: int, printed: Callable[[str], None]
) -> tuple[BriefFailure, ...]:
    # spawn everywhere: no thread or lock of this process is carried over, and it is what Windows
    # and macOS have anyway.
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    pending: dict[Future[BriefFailure | None], BriefJob] = {
        pool.submit(print_one, job): job for job in jobs
    }
    failed: list[BriefFailure] = []
    try:
        while pending:
            done, _ = wait(pending, timeout=DEADLINE, return_when="FIRST_COMPLETED")
            if not done:
                raise TimeoutError
            for future in done:
                job = pending.pop(future)
                failure = future.result()
                if failure is not None:
                    failed.append(failure)
                printed(job.name)
    except (BrokenProcessPool, TimeoutError) as error:
        why = "took too long" if isinstance(error, TimeoutError) else "broke its process"
        for job in (*pending.values(),):
            if not job.target.exists():
                failed.append(BriefFailure(name=job.name, reason=f"it or one beside it {why}"))
        for process in list(getattr(pool, "_processes", {}).values()):
            process.kill()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return tuple(sorted(failed, key=lambda failure: failure.name))
