"""One build: compile, print briefs, freeze pages, seal, inspect, swap in. All or nothing.

What has not changed since the build before is taken over from it. A brief that cannot be printed is
named and the others are made; the caller then exits with 3. The order of things stands here, what
each of them is in `underway`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path

from app.brief.crew import Child
from app.brief.engine import Engine, engine_here
from app.errors import BothSidesError
from app.files.site import SiteFiles
from app.pages.logo import logo_address
from app.publish.attention import keep_warnings
from app.publish.built import Built, Kind, Options, Progress, built_of
from app.publish.carried import refuse_unsealed
from app.publish.inputs import inputs_of, program_of, settled
from app.publish.load import Compiled, compile_to_print
from app.publish.manifest import Manifest, all_of, read_manifest, write_manifest
from app.publish.notes import notes_of
from app.publish.plan import plan_of
from app.publish.shared_out import done_beside
from app.publish.swap import clear, heal, make_way, mark, one_build_at_a_time, swap_in
from app.publish.underway import Underway
from app.publish.upload import Unlocked
from app.settings import Site
from app.store.once import AnswersOnce
from app.store.sealed_pages import keep_upload
from app.store.waves import mark_compiled


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
    before_making: Callable[[], object] = lambda: None,
) -> Built:
    """Builds `build/print/`, and `build/upload/` where there are keys, else `build/open/`.

    Raises StoreError or PublishError. Without an `engine` this machine's own prints; `early` is a
    child of it that has begun already. `inputs` are what `inputs_of` gave before `files` were read;
    `before_making` is called when all is compiled and nothing was made yet.
    """
    started = time.monotonic()
    engine = engine or engine_here()
    kind = Kind.OPEN if unlocked is None else Kind.SEALED
    with one_build_at_a_time(site.build):
        heal(site.build, site.swapped)
        for target in (site.print, kind.pages(site), site.upload):
            make_way(target)
        refuse_unsealed(site.upload)
        inputs = inputs_of(site) if inputs is None else inputs
        logo = logo_address(files.logo)
        build = Underway(
            site=site,
            kind=kind,
            options=options,
            engine=engine,
            logo=logo,
            program=program_of(engine, logo),
            last=read_manifest(site.instance, kind),
            answers=AnswersOnce(site.instance),
            unlocked=unlocked,
        )
        compiled = compile_to_print(site, files, as_of, build.answers)
        before_making()
        plan = plan_of(compiled, options.workers)
        build.make_room(plan)
        same = build.still_there(plan)
        sheets = build.print(plan, same, progress.of("briefs"), early)
        pages = build.write(plan, sheets, progress.of("pages"))
        upload = build.finish(plan, sheets, same, pages)
        _note_what_goes_out(site, compiled)
        pairs = build.made(upload)
        for fresh, _ in pairs:
            mark(fresh, as_of)
        swap_in(site.build, pairs)
        with _clearing([target for _, target in pairs], options.workers):
            if upload is not None:
                keep_upload(site.instance, upload.record)
            is_whole = not (sheets.failed or sheets.by_hand or options.pages_only)
            manifest = Manifest(
                program=build.program,
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


def _note_what_goes_out(site: Site, compiled: Compiled) -> None:
    """Before the swap: whatever happens next, nobody adds an answer to what may be out."""
    for portfolio in compiled.portfolios:
        if any(row.compiled for row in portfolio.rows):
            mark_compiled(site.instance, portfolio.wave, compiled.as_of)
    keep_warnings(site.instance, compiled.portfolios, compiled.as_of)


@contextmanager
def _clearing(targets: Iterable[Path], processes: int) -> Iterator[None]:
    """Deletes beside what goes on inside what the swap has put out of the way."""
    with ExitStack() as beside_it:
        cleared = [
            beside_it.enter_context(done_beside(partial(clear, target), processes))
            for target in targets
        ]
        yield
        for wait in cleared:
            # All is there and noted: what is left of it is for the next build to delete.
            with suppress(BothSidesError, OSError):
                wait()
