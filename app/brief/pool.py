"""Many sheets: handed out to a crew, each made apart from all others, and what failed named.

Knows sheets and how they are made; must not know folders, what was printed before, or who the crew
is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from app.brief.crew import RENDER, Child, Crew, Task, crew_here, crew_of, done_apart
from app.brief.document import brief_file, brief_html
from app.brief.engine import WEASYPRINT, Engine, Way
from app.brief.guard import FORKS, Ended, Limits
from app.core.firm import Paper
from app.errors import BriefError, PublishError
from app.pages.posted_page import PostedPage
from app.pages.printed import context_digest
from app.pages.sheets import PrintedPage, Sheet, Subject, lengths
from app.pages.thanks_page import ThanksPage

LIMITS = Limits()
"""What one sheet may take: a usual one takes a hundredth of the time and a fifth of the memory."""
MANY, TOGETHER = 200, 6
"""From so many sheets on, so many of more than one relationship share a process: to fork one costs
a twentieth of a sheet, and few sheets are better spread over all cores.
"""
WORTH_ANOTHER = 4
"""Sheets that a further child must have to do: it takes as long to start as to print them."""
MOST_WORKERS = 61
"""Windows waits for no more processes at once."""
LOST = "every worker that had it was lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How a sheet was made."""

    tries: int
    """Which of its lengths was printed, counted from 1."""
    digest: str
    """Of the contexts of all lengths up to that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefJob:
    name: str
    review: Subject
    engine: Engine = WEASYPRINT
    sheet: Sheet = Sheet.FIRM
    paper: Paper = Paper.A4
    logo: str = ""
    """The firm's, as a `data:` address; empty for none."""
    about: str = ""
    """What it is about: sheets about the same that come in a row are printed by one process, and
    where there are many, those about the next as well. Empty: it is printed alone.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What became of one sheet: made, left as a page, or failed."""

    name: str
    pdf: bytes = b""
    html: str = ""
    """A page to print by hand instead, or where a browser failed."""
    known: Known | None = None
    """How it was made; None where it failed or was left to be printed by hand."""
    failure: str = ""

    @property
    def file(self) -> tuple[str, bytes] | None:
        """Its name and bytes; None where there is nothing new."""
        if self.pdf:
            return self.name, self.pdf
        return (by_hand(self.name), self.html.encode("utf-8")) if self.html else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFailure:
    name: str
    reason: str


def by_hand(name: str) -> str:
    return f"{name.removesuffix('.pdf')}.html"


class _Tried:
    """The lengths of a sheet as they are tried, remembered."""

    def __init__(self, pages: Iterable[PrintedPage]) -> None:
        self._pages = iter(pages)
        self._seen: list[PrintedPage] = []

    def __iter__(self) -> Iterator[PrintedPage]:
        yield from tuple(self._seen)
        for page in self._pages:
            self._seen.append(page)
            yield page

    def known(self) -> Known:
        return Known(tries=len(self._seen), digest=context_digest(self._seen))


def sheet_context(subject: Subject, sheet: Sheet, paper: Paper, tries: int) -> str:
    """Digest of the contexts of a sheet's first lengths, as `Known` has it."""
    return context_digest(islice(lengths(subject, sheet, paper), tries))


@dataclass(frozen=True, slots=True)
class Begun:
    """A sheet of which only the typesetting is left: what is ours to do is done in the child,
    where it stays warm, and not in what is forked for each sheet.
    """

    job: BriefJob
    tried: _Tried
    html: str
    """Of the first length, for WeasyPrint."""


def begin_one(job: BriefJob) -> Begun:
    """The sheet's contexts, and the page that is tried first."""
    tried = _Tried(lengths(job.review, job.sheet, job.paper))
    weasyprint = job.engine.way is Way.WEASYPRINT
    return Begun(job, tried, brief_html(next(iter(tried)), job.logo) if weasyprint else "")


def print_one(begun: Begun) -> Printed:
    """Makes one sheet. Raises what its engine raises."""
    job, tried = begun.job, begun.tried
    if job.engine.way is Way.BY_HAND:
        return Printed(name=job.name, html=_page_by_hand(job))
    if job.engine.way is Way.BROWSER:
        from app.brief.browser import browser_page

        try:
            pdf = browser_page(
                tried, job.sheet.pages, job.review.as_of, job.engine.browser, job.logo
            )
        except BriefError as error:
            return Printed(name=job.name, html=_page_by_hand(job), failure=str(error))
    else:
        from app.brief.render import page_pdf

        try:
            pdf = page_pdf(tried, job.sheet.pages, job.review.as_of, job.logo, begun.html)
        except PublishError as error:
            return Printed(name=job.name, failure=str(error))
    return Printed(name=job.name, pdf=pdf, known=tried.known())


def _page_by_hand(job: BriefJob) -> str:
    # Nobody counts its pages: the first of the lengths that leave room.
    page = next(islice(lengths(job.review, job.sheet, job.paper), 1, None))
    return brief_file(page, job.logo)


def crew_for(
    jobs: int, workers: int, scheduler: str = "", early: Child | None = None
) -> AbstractContextManager[Crew]:
    """Who prints so many sheets: the cluster of a `scheduler`, or children of this machine."""
    if scheduler:
        return crew_of(scheduler)
    return crew_here(max(1, min(workers, -(-jobs // WORTH_ANOTHER), MOST_WORKERS)), early)


def print_briefs(jobs: Iterable[BriefJob], crew: Crew) -> Iterator[Printed]:
    """Prints all jobs; what became of each comes as it is done, in no order."""
    waiting = deque(_together(tuple(jobs)))
    making: dict[Future[Any], tuple[BriefJob, ...]] = {}
    try:
        while waiting or making:
            # Few are handed out before their turn: what waits is held twice in memory.
            while waiting and len(making) < crew.at_once:
                own = waiting.popleft()
                making[crew.executor.submit(done_apart, _task(own))] = own
            done, _ = wait(making, return_when=FIRST_COMPLETED)
            for future in done:
                own = making.pop(future)
                if len(own) > 1 and _was_lost(future):
                    # One of them is to blame, and the others are good.
                    waiting.extendleft((job,) for job in reversed(own))
                else:
                    yield from _became(future, own)
    finally:
        for future in making:
            future.cancel()


def _together(jobs: Sequence[BriefJob]) -> Iterator[tuple[BriefJob, ...]]:
    """The jobs that one process does after another."""
    most = TOGETHER if len(jobs) >= MANY else 1
    own: tuple[BriefJob, ...] = ()
    for about, some in groupby(jobs, key=attrgetter("about")):
        same = tuple(some)
        # Where nothing is forked a worker does them itself, and is given up for each that hangs.
        apart = not (about and FORKS)
        if own and (apart or len(own) + len(same) > most):
            yield own
            own = ()
        if apart:
            yield from ((job,) for job in same)
        else:
            own += same
    if own:
        yield own


def _task(jobs: tuple[BriefJob, ...]) -> Task:
    weasyprint = jobs[0].engine.way is Way.WEASYPRINT
    return Task(
        work=print_one,
        pieces=jobs,
        ready=begin_one,
        limits=LIMITS if weasyprint else None,
        prepare=RENDER if weasyprint else "",
    )


def _was_lost(future: Future[Any]) -> bool:
    """Whether a cluster gave it up, as it does when it has lost several workers over it."""
    return type(future.exception()).__name__ == "KilledWorker"


def _became(future: Future[Any], jobs: tuple[BriefJob, ...]) -> Iterator[Printed]:
    found = [Ended(reason=LOST)] * len(jobs) if _was_lost(future) else future.result()
    for job, one in zip(jobs, found, strict=True):
        if isinstance(one, Ended):
            yield Printed(name=job.name, failure=one.reason)
        else:
            assert isinstance(one, Printed)
            yield one


def letters_file(
    page: ThanksPage | PostedPage, name: str, day: date, engine: Engine, logo: str = ""
) -> tuple[str, bytes]:
    """Letters, a page each, or as long as they are where they go by post: the file's name and
    bytes. Raises BriefError.

    Where there is nothing to print with, they stay as HTML. Few and short, they are made here.
    """
    count = None if isinstance(page, PostedPage) else len(page.letters)
    if engine.way is Way.BY_HAND:
        return by_hand(name), brief_file(page, logo).encode("utf-8")
    if engine.way is Way.BROWSER:
        from app.brief.browser import browser_page

        return name, browser_page([page], count, day, engine.browser, logo)
    from app.brief.render import page_pdf

    return name, page_pdf([page], count, day, logo)
