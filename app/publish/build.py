"""One build: compile, print briefs, freeze pages, seal, inspect, swap in. All or nothing.

What has not changed since the build before is taken over from it. A brief that cannot be printed is
named and the others are made; the caller then exits with 3.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from datetime import date
from functools import partial
from pathlib import Path

from app.brief.crew import Child
from app.brief.engine import Engine, engine_here
from app.brief.pool import crew_for
from app.errors import BothSidesError, PublishError
from app.files.site import SiteFiles
from app.pages.logo import logo_address
from app.publish.attention import keep_warnings
from app.publish.built import Built, Kind, Options, Progress, built_of
from app.publish.content import content_of
from app.publish.held import remove
from app.publish.inputs import inputs_of, program_of, settled
from app.publish.inspect_open import inspect_open
from app.publish.load import Compiled, compile_to_print
from app.publish.manifest import (
    NOTHING,
    Manifest,
    all_of,
    known_sheets,
    read_manifest,
    write_manifest,
)
from app.publish.notes import notes_of
from app.publish.pages import Pages, inspect_site, write_pages
from app.publish.plan import plan_of, still_the_same
from app.publish.print import Sheets, left_alone, print_sheets
from app.publish.private_words import everyones_answers, private_words
from app.publish.shared_out import done_beside
from app.publish.swap import (
    beside,
    clear,
    heal,
    make_way,
    mark,
    one_build_at_a_time,
    swap_in,
)
from app.publish.upload import MadeUpload, Unlocked, make_upload
from app.publish.valid import refusing_invalid, some_of_each
from app.settings import Site
from app.store.disk import private_folder
from app.store.kept_apart import kept_apart
from app.store.once import AnswersOnce
from app.store.sealed_pages import keep_upload
from app.store.waves import mark_compiled

_A_SHEET, _A_PAGE, _ROOM = 100_000, 120_000, 50_000_000
"""Bytes: more than most take, and what is to stay free besides."""


def build_site(
    site: Site,
    files: SiteFiles,
    as_of: date,
    options: Options,
    *,
    progress: Progress,
    engine: Engine | None = None,
    unlocked: Unlocked | None = None,
    early: Child | None = None,
    inputs: Mapping[str, str] | None = None,
    before_swap: Callable[[], object] = lambda: None,
) -> Built:
    """Builds `build/print/`, and `build/upload/` where there are keys, else `build/open/`.

    Raises StoreError or PublishError. Without an `engine` this machine's own prints; `early` is a
    child of it that has begun already. `inputs` are what `inputs_of` gave before `files` were read;
    `before_swap` is called when all is made and nothing was replaced yet.
    """
    started = time.monotonic()
    engine = engine or engine_here()
    kind = Kind.OPEN if unlocked is None else Kind.SEALED
    pages_folder = kind.pages(site)
    with one_build_at_a_time(site.build):
        heal(site.build, site.swapped)
        for target in (site.print, pages_folder, site.upload):
            make_way(target)
        inputs = inputs_of(site) if inputs is None else inputs
        logo = logo_address(files.logo)
        program = program_of(engine, logo)
        last = read_manifest(site.instance, kind)
        before = NOTHING if options.force or last.program != program else last
        answers = AnswersOnce(site.instance)
        compiled = compile_to_print(site, files, as_of, answers)
        plan = plan_of(compiled, options.workers)
        pages_at_most = len(compiled.reviews) + len(plan.shared)
        _refuse_full_disk(site, len(plan.sheets), pages_at_most, before)
        if kind is Kind.SEALED:
            private_folder(site.staged.parent)
        fresh_print, fresh_pages = beside(site.print), beside(pages_folder)
        for fresh in (fresh_print, fresh_pages):
            kept_apart(site, fresh)
        there = known_sheets(site, (last, read_manifest(site.instance, _other(kind))), program)
        known = {} if options.force and not options.pages_only else there
        same = still_the_same(plan, known, site.print, options.workers)
        if options.pages_only:
            sheets = left_alone(plan, same)
        else:
            to_print = len(plan.sheets) - len(same)
            with crew_for(to_print, options.workers, options.scheduler, early) as crew:
                sheets = print_sheets(
                    plan,
                    same,
                    crew=crew,
                    engine=engine,
                    logo=logo,
                    current=site.print,
                    fresh=fresh_print,
                    progress=progress.of("briefs"),
                )
        pages = write_pages(
            content_of(site, compiled, plan.shared, sheets.made, answers),
            plan.sources,
            before.pages,
            workers=options.workers,
            current=pages_folder,
            fresh=fresh_pages,
            progress=progress.of("pages"),
        )
        inspect_site(pages.made, sheets.made, "../print/")
        pairs = [(fresh_pages, pages_folder)]
        if options.pages_only:
            remove(fresh_print)
        else:
            pairs.insert(0, (fresh_print, site.print))
        upload = None
        shown = some_of_each(pages.new, all_kinds=before is NOTHING)
        with refusing_invalid(fresh_pages, shown):
            if unlocked is None:
                inspect_open(
                    fresh_pages,
                    compiled.portfolios,
                    compiled.reviews,
                    plan.shared,
                    everyones_answers(site, answers),
                    (name for name in pages.new if name.endswith(".html")),
                    options.workers,
                )
            else:
                upload = _sealed(
                    site,
                    compiled,
                    answers,
                    unlocked,
                    before,
                    pages,
                    sheets,
                    frozenset(same),
                    fresh_pages,
                    site.print if options.pages_only else fresh_print,
                    only=frozenset(sheets.made) if options.pages_only else None,
                    workers=options.workers,
                )
                pairs.append((upload.folder, site.upload))
        before_swap()
        _note_what_goes_out(site, compiled)
        for fresh, _ in pairs:
            mark(fresh, as_of)
        swap_in(site.build, pairs)
        with ExitStack() as beside_it:
            cleared = [
                beside_it.enter_context(done_beside(partial(clear, target), options.workers))
                for _, target in pairs
            ]
            if upload is not None:
                keep_upload(site.instance, upload.record)
            is_whole = not (sheets.failed or sheets.by_hand or options.pages_only)
            manifest = Manifest(
                program=program,
                logo=logo,
                inputs=settled(inputs, inputs_of(site)) if is_whole else {},
                as_of=as_of,
                time_zone=files.firm.time_zone,
                pages=pages.made,
                sheets=sheets.made,
                upload=all_of(site.upload, upload.record.files) if upload is not None else {},
                notes=notes_of(compiled),
            )
            write_manifest(site.instance, kind, manifest)
            for wait in cleared:
                # All is there and noted: what is left of it is for the next build to delete.
                with suppress(BothSidesError, OSError):
                    wait()
    return built_of(
        manifest,
        kind,
        engine,
        new=sheets.new + len(pages.new),
        sealed=upload.sealed if upload is not None else 0,
        started=started,
        failed=sheets.failed,
        by_hand=sheets.by_hand,
        outdated=sheets.outdated,
    )


def _other(kind: Kind) -> Kind:
    return Kind.SEALED if kind is Kind.OPEN else Kind.OPEN


def _sealed(
    site: Site,
    compiled: Compiled,
    answers: AnswersOnce,
    unlocked: Unlocked,
    before: Manifest,
    pages: Pages,
    sheets: Sheets,
    same: frozenset[str],
    fresh_pages: Path,
    printed: Path,
    only: frozenset[str] | None,
    workers: int,
) -> MadeUpload:
    """The upload folder of what is about to be swapped in; the same file is sealed once. `same` are
    the sheets that were not printed now.
    """
    then = {f"open/{name}": made for name, made in before.pages.items()}
    then |= {f"print/{name}": made for name, made in before.sheets.items()}
    now = {f"open/{name}": made for name, made in pages.made.items()}
    now |= {f"print/{name}": made for name, made in sheets.made.items()}

    made = {f"open/{name}" for name in pages.new}
    made |= {f"print/{name}" for name in sheets.made.keys() - same}

    def unchanged(path: str) -> bool:
        if path in made:  # some disks know moments by the second only
            return False
        old, new = then.get(path), now.get(path)
        return (
            old is not None and new is not None and (old.size, old.moment) == (new.size, new.moment)
        )

    return make_upload(
        site,
        compiled.files,
        compiled.portfolios,
        unlocked,
        private_words(site, compiled.files, answers),
        compiled.as_of,
        pages=fresh_pages,
        printed=printed,
        only=only,
        unchanged=unchanged,
        workers=workers,
    )


def _note_what_goes_out(site: Site, compiled: Compiled) -> None:
    """Before the swap: whatever happens next, nobody adds an answer to what may be out."""
    for portfolio in compiled.portfolios:
        if any(row.compiled for row in portfolio.rows):
            mark_compiled(site.instance, portfolio.wave, compiled.as_of)
    keep_warnings(site.instance, compiled.portfolios, compiled.as_of)


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
