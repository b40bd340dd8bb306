"""One build: compile, freeze pages, print briefs, inspect, swap in. All or nothing for the pages.

A brief that cannot be printed is named and the others are made; the caller then exits with 3.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.brief.engine import Engine, engine_here
from app.brief.pool import BriefFailure, BriefJob, print_briefs
from app.core.review import Review
from app.files.site import SiteFiles
from app.pages.logo import logo_address
from app.pages.prose import to_html
from app.pages.sheets import Sheet, sheet_name
from app.publish.attention import keep_warnings
from app.publish.freeze import freeze
from app.publish.inspect import inspect_pages
from app.publish.load import Compiled, compile_site
from app.publish.sheets import PlannedSheet, for_the_table, in_dispute, planned_sheets
from app.publish.swap import beside, heal, one_build_at_a_time, refuse_foreign, swap_in
from app.settings import Site
from app.site import SiteContent, create_site, urls
from app.store.waves import mark_compiled


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made."""

    pages: int
    briefs: int
    """Printed ones, for us only."""
    copies: int
    """Copies for the table."""
    without_copy: tuple[str, ...]
    """Names of relationships in dispute: nothing of them is made for the table."""
    engine: Engine
    failed: tuple[BriefFailure, ...]
    left: tuple[Path, ...]
    """Folders of the build before that another program keeps from being removed."""
    by_hand: int
    """Briefs that stand as HTML pages, to be printed by hand."""
    seconds: float
    compiled: Compiled

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left for a person to see to."""
        return not (self.failed or self.left or self.by_hand)


@dataclass(frozen=True, slots=True)
class Progress:
    """Called as work goes on: how many of how many pages, then briefs, are there."""

    say: Callable[[str, int, int], None]


def brief_name(review: Review) -> str:
    """Where a review's brief stands below the print folder."""
    return sheet_name(review, Sheet.FIRM)


def build_site(
    site: Site,
    files: SiteFiles,
    as_of: date,
    *,
    workers: int,
    progress: Progress,
    engine: Engine | None = None,
) -> Built:
    """Builds `build/open/` and `build/print/`. Raises StoreError or PublishError.

    Without an `engine` this machine's own prints.
    """
    started = time.monotonic()
    engine = engine or engine_here()
    compiled = compile_site(site, files, as_of)
    with one_build_at_a_time(site.open_pages.parent):
        for target in (site.open_pages, site.print):
            heal(target)
            refuse_foreign(target)
        planned = planned_sheets(compiled)
        failed, printed = _print(planned, compiled, site, engine, workers, progress)
        pages, folder = _freeze(planned, compiled, site, printed, progress)
        inspect_pages(folder, root=site.open_pages.parent, planned=_planned(site, printed))
        # Before the swap: whatever happens next, nobody adds an answer to what may be out.
        for portfolio in compiled.portfolios:
            if any(row.compiled for row in portfolio.rows):
                mark_compiled(site.instance, portfolio.wave, as_of)
        keep_warnings(site.instance, compiled.portfolios, as_of)
        briefs = sum(1 for _ in printed.rglob("*-firm.pdf"))
        copies = sum(1 for _ in printed.rglob("*-shared.pdf"))
        by_hand = sum(1 for _ in printed.rglob("*.html"))
        left = swap_in(((printed, site.print), (folder, site.open_pages)), as_of)
    return Built(
        pages=pages,
        briefs=briefs,
        copies=copies,
        without_copy=in_dispute(compiled),
        engine=engine,
        failed=failed,
        left=left,
        by_hand=by_hand,
        seconds=time.monotonic() - started,
        compiled=compiled,
    )


def _print(
    planned: tuple[PlannedSheet, ...],
    compiled: Compiled,
    site: Site,
    engine: Engine,
    workers: int,
    progress: Progress,
) -> tuple[tuple[BriefFailure, ...], Path]:
    folder = beside(site.print)
    done = 0

    def printed(_name: str) -> None:
        nonlocal done
        done += 1
        progress.say("briefs", done, len(planned))

    logo = logo_address(compiled.files.logo)
    jobs = [
        BriefJob(
            name=sheet.name,
            target=folder / sheet.name,
            review=sheet.review,
            engine=engine,
            sheet=sheet.sheet,
            paper=compiled.files.firm.paper,
            logo=logo,
        )
        for sheet in planned
    ]
    failed = print_briefs(jobs, workers=workers, printed=printed)
    return failed, folder


def _freeze(
    planned: tuple[PlannedSheet, ...],
    compiled: Compiled,
    site: Site,
    printed: Path,
    progress: Progress,
) -> tuple[int, Path]:
    content = SiteContent(
        firm=compiled.files.firm,
        portfolios=compiled.portfolios,
        reviews=compiled.reviews,
        logo=compiled.files.logo,
        guide=tuple((page.slug, page.title, to_html(page.body)) for page in compiled.files.guide),
        briefs=frozenset(
            (review.wave, review.relationship)
            for review in compiled.reviews
            if (printed / brief_name(review)).is_file()
        ),
        shared=for_the_table(planned),
        sheets=frozenset(
            portfolio.wave
            for portfolio in compiled.portfolios
            if (printed / sheet_name(portfolio, Sheet.PORTFOLIO)).is_file()
        ),
    )
    folder = beside(site.open_pages)
    addresses = tuple(urls(content))
    done = 0

    def page_written() -> None:
        nonlocal done
        done += 1
        progress.say("pages", done, len(addresses))

    freeze(create_site(content), addresses, folder, page_written)
    return sum(1 for _ in folder.rglob("*.html")), folder


def _planned(site: Site, printed: Path) -> list[Path]:
    """What pages link to, as it will be called once the print folder is swapped in."""
    linked = (*printed.rglob("*-firm.pdf"), *printed.glob("portfolio-*.pdf"))
    return [site.print / path.relative_to(printed) for path in linked]
