"""One build: compile, print briefs, freeze pages, inspect, swap in. All or nothing for the folders.

What has not changed since the build before is taken over from it, and where nothing at all has,
nothing is done. A brief that cannot be printed is named and the others are made; the caller then
exits with 3.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.brief.engine import Engine, engine_here
from app.brief.pool import BriefFailure, crew_for
from app.errors import PublishError
from app.files.site import SiteFiles
from app.pages.logo import logo_address
from app.pages.prose import to_html
from app.pages.sheets import Sheet, sheet_name
from app.publish.attention import keep_warnings
from app.publish.held import remove
from app.publish.inputs import inputs_of, program_of, settled
from app.publish.keys import Sources
from app.publish.load import Compiled, compile_site
from app.publish.manifest import (
    NOTHING,
    Manifest,
    Notes,
    is_there,
    read_manifest,
    write_manifest,
)
from app.publish.notes import notes_of
from app.publish.pages import inspect_site, write_pages
from app.publish.print import left_alone, print_sheets
from app.publish.sheets import Shared, for_the_table, planned_sheets
from app.publish.status import page_of_status
from app.publish.swap import (
    beside,
    heal,
    mark,
    one_build_at_a_time,
    refuse_foreign,
    swap_in,
)
from app.settings import Site
from app.site import SiteContent
from app.store.waves import mark_compiled

KIND = "open"
"""Of the manifest of this kind of build."""
_A_SHEET, _A_PAGE, _ROOM = 100_000, 120_000, 50_000_000
"""Bytes: more than most take, and what is to stay free besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a build is made; none of it changes a byte of what is made."""

    workers: int = 1
    scheduler: str = ""
    """Address of a Dask cluster that prints; empty to print here."""
    force: bool = False
    """Make everything anew."""
    pages_only: bool = False
    """Leave the briefs as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made."""

    pages: int
    briefs: int
    """Printed ones, for us only."""
    copies: int
    """Copies for the table."""
    new: int
    """Files that were made."""
    taken: int
    """Files that are those of the build before."""
    engine: Engine
    failed: tuple[BriefFailure, ...]
    by_hand: int
    """Briefs that stand as HTML pages, to be printed by hand."""
    seconds: float
    as_of: date
    notes: Notes

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left for a person to see to."""
        return not (self.failed or self.by_hand)


@dataclass(frozen=True, slots=True)
class Progress:
    """Called as work goes on: how many of how many briefs, then pages, are there."""

    say: Callable[[str, int, int], None]

    def of(self, what: str) -> Callable[[int, int], None]:
        return lambda done, of_all: self.say(what, done, of_all)


def nothing_to_do(
    site: Site, as_of: date | None, now: datetime, engine: Engine | None = None
) -> Built | None:
    """What stands there, if nothing that it is made of has changed; None if there is work.

    `as_of` is the day that was asked for, or None for today. Reads no file of the firm for its
    meaning, so that it answers at once.
    """
    started = time.monotonic()
    manifest = read_manifest(site.instance, KIND)
    if not manifest.inputs or manifest.as_of is None:
        return None
    engine = engine or engine_here()
    if manifest.as_of != (as_of or now.astimezone(ZoneInfo(manifest.time_zone)).date()):
        return None
    if manifest.program != program_of(engine, manifest.logo) or not _is_whole(site, manifest):
        return None
    if inputs_of(site) != manifest.inputs:
        return None
    return _built(manifest, engine, new=0, started=started)


def _is_whole(site: Site, manifest: Manifest) -> bool:
    return all(
        is_there(folder, name, made)
        for folder, files in ((site.open_pages, manifest.pages), (site.print, manifest.sheets))
        for name, made in files.items()
    )


def build_site(
    site: Site,
    files: SiteFiles,
    as_of: date,
    options: Options,
    *,
    progress: Progress,
    engine: Engine | None = None,
) -> Built:
    """Builds `build/open/` and `build/print/`. Raises StoreError or PublishError.

    Without an `engine` this machine's own prints.
    """
    started = time.monotonic()
    engine = engine or engine_here()
    with one_build_at_a_time(site.build):
        heal(site.build, (site.print, site.open_pages))
        for target in (site.print, site.open_pages):
            refuse_foreign(target)
        inputs = inputs_of(site)
        logo = logo_address(files.logo)
        program = program_of(engine, logo)
        last = read_manifest(site.instance, KIND)
        before = NOTHING if options.force or last.program != program else last
        compiled = compile_site(site, files, as_of)
        planned = planned_sheets(compiled)
        shared = for_the_table(planned, compiled)
        sources = Sources(compiled)
        _refuse_full_disk(site, len(planned), len(compiled.reviews) + len(shared), before)
        fresh_print, fresh_pages = beside(site.print), beside(site.open_pages)
        with crew_for(len(planned), options.workers, options.scheduler) as crew:
            if options.pages_only:
                sheets = left_alone(last.sheets, site.print)
            else:
                sheets = print_sheets(
                    planned,
                    compiled,
                    shared,
                    sources,
                    before.sheets,
                    crew=crew,
                    engine=engine,
                    logo=logo,
                    current=site.print,
                    fresh=fresh_print,
                    progress=progress.of("briefs"),
                )
            pages = write_pages(
                content_of(site, compiled, shared, sheets.made),
                sources,
                before.pages,
                crew=crew,
                current=site.open_pages,
                fresh=fresh_pages,
                progress=progress.of("pages"),
            )
        inspect_site(pages.made, sheets.made, "../print/")
        _note_what_goes_out(site, compiled)
        pairs = [(fresh_pages, site.open_pages)]
        if options.pages_only:
            remove(fresh_print)
        else:
            pairs.insert(0, (fresh_print, site.print))
        for fresh, _ in pairs:
            mark(fresh, as_of)
        swap_in(site.build, pairs)
        is_whole = not (sheets.failed or sheets.by_hand or options.pages_only)
        manifest = Manifest(
            program=program,
            logo=logo,
            inputs=settled(inputs, inputs_of(site)) if is_whole else {},
            as_of=as_of,
            time_zone=files.firm.time_zone,
            pages=pages.made,
            sheets=sheets.made,
            notes=notes_of(compiled),
        )
        write_manifest(site.instance, KIND, manifest)
    return _built(
        manifest,
        engine,
        new=sheets.new + pages.new,
        started=started,
        failed=sheets.failed,
        by_hand=sheets.by_hand,
    )


def _note_what_goes_out(site: Site, compiled: Compiled) -> None:
    """Before the swap: whatever happens next, nobody adds an answer to what may be out."""
    for portfolio in compiled.portfolios:
        if any(row.compiled for row in portfolio.rows):
            mark_compiled(site.instance, portfolio.wave, compiled.as_of)
    keep_warnings(site.instance, compiled.portfolios, compiled.as_of)


def _built(
    manifest: Manifest,
    engine: Engine,
    *,
    new: int,
    started: float,
    failed: tuple[BriefFailure, ...] = (),
    by_hand: int = 0,
) -> Built:
    assert manifest.as_of is not None
    return Built(
        pages=sum(name.endswith(".html") for name in manifest.pages),
        briefs=sum(name.endswith("-firm.pdf") for name in manifest.sheets),
        copies=sum(name.endswith("-shared.pdf") for name in manifest.sheets),
        new=new,
        taken=len(manifest.pages) + len(manifest.sheets) - new,
        engine=engine,
        failed=failed,
        by_hand=by_hand,
        seconds=time.monotonic() - started,
        as_of=manifest.as_of,
        notes=manifest.notes,
    )


def content_of(
    site: Site, compiled: Compiled, shared: Shared, printed: Iterable[str]
) -> SiteContent:
    """All that may stand on a page; `printed` are the names of the sheets that there are."""
    there = frozenset(printed)
    return SiteContent(
        firm=compiled.files.firm,
        portfolios=compiled.portfolios,
        reviews=compiled.reviews,
        logo=compiled.files.logo,
        guide=tuple((page.slug, page.title, to_html(page.body)) for page in compiled.files.guide),
        briefs=frozenset(
            (review.wave, review.relationship)
            for review in compiled.reviews
            if sheet_name(review, Sheet.FIRM) in there
        ),
        shared=shared,
        status=page_of_status(site, compiled),
        sheets=frozenset(
            portfolio.wave
            for portfolio in compiled.portfolios
            if sheet_name(portfolio, Sheet.PORTFOLIO) in there
        ),
    )


def _refuse_full_disk(site: Site, sheets: int, pages: int, before: Manifest) -> None:
    """Raises PublishError where what may be made would not fit beside what is there."""
    most = sheets * _A_SHEET + pages * _A_PAGE + _ROOM
    known = sum(made.size for made in (*before.sheets.values(), *before.pages.values()))
    needed = min(most, 2 * known + _ROOM) if known else most
    free = shutil.disk_usage(site.build).free
    if free < needed:
        raise PublishError(
            f"{site.build}: {free >> 20} MB are free on this disk and a build may take "
            f"{needed >> 20} MB; make room, then run build again"
        )
