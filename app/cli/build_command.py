"""`build`: briefs into build/print, sealed pages into build/upload, calendars into build/send."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli import add_as_of, add_site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.brief.crew import Child
    from app.brief.engine import Engine
    from app.publish.built import Built, Kind
    from app.settings import Site

MOST_WORKERS = 60
"""Windows waits for no more processes than these at a time."""
HELP = "print the briefs and build the sealed site (the default)"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processes that print briefs (default: cores)"
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        default="",
        help="let the workers of this Dask cluster print, such as tcp://host:8786",
    )
    parser.add_argument(
        "--open",
        action="store_true",
        help="unsealed pages into build/open instead, to look at on this machine",
    )
    parser.add_argument("--force", action="store_true", help="make everything anew, changed or not")
    parser.add_argument(
        "--pages", action="store_true", help="only the pages; the briefs stay as they are"
    )


def run(arguments: Namespace) -> int:
    from app.brief.crew import early_child
    from app.brief.engine import engine_here

    engine = engine_here()
    prints = not (arguments.pages or arguments.scheduler)
    with early_child(engine, prints=prints) as early:
        return _build(arguments, engine, early)


def _build(arguments: Namespace, engine: Engine, early: Child | None) -> int:
    from datetime import UTC, datetime

    from app.cli import wrong_argument
    from app.cli.report import build_report, not_whole
    from app.cli.site import site_of
    from app.publish.built import Kind, nothing_to_do
    from app.publish.inputs import inputs_of

    if arguments.workers is not None and not 1 <= arguments.workers <= MOST_WORKERS:
        what = f"{arguments.workers} is no number of processes"
        raise wrong_argument("--workers", what, f"leave it out, or give 1 to {MOST_WORKERS}")
    site = site_of(arguments)
    kind = Kind.OPEN if arguments.open else Kind.SEALED
    # Before anything is read: what comes later is another build's to find.
    inputs = inputs_of(site)
    built = None
    if not (arguments.force or arguments.pages):
        now = datetime.now(UTC)
        built = nothing_to_do(site, kind, arguments.as_of, now, engine, inputs=inputs)
    if built is None:
        built = _made(arguments, site, kind, inputs, engine, early)
    for line in not_whole(built, site):
        print(line, file=sys.stderr)
    if not arguments.quiet:
        print(build_report(built, site))
    return 0 if built.is_whole else 3


def _made(
    arguments: Namespace,
    site: Site,
    kind: Kind,
    inputs: Mapping[str, str],
    engine: Engine,
    early: Child | None,
) -> Built:
    from app.core.collecting import without_collecting

    with without_collecting():  # all that is loaded stays
        from app.cli.progress import on_terminal
        from app.cli.site import refuse_peeking, today_of
        from app.files.site import read_site
        from app.publish.build import build_site
        from app.publish.built import Kind, Options
        from app.publish.shared_out import done_beside

    files = read_site(site)
    as_of = today_of(arguments, files.firm)
    refuse_peeking(site, as_of, files.firm)
    options = Options(
        workers=arguments.workers or min(os.cpu_count() or 1, MOST_WORKERS),
        scheduler=arguments.scheduler,
        force=arguments.force,
        pages_only=arguments.pages,
    )
    # First of all: where there is no passphrase, nothing is made.
    unlocked = None
    if kind is Kind.SEALED:
        from app.cli.passphrase import unlock_or_start

        unlocked = unlock_or_start(site)

    def calendars() -> None:
        # What only they need is loaded beside, too; and no answer of theirs here.
        from app.publish.calendars import write_calendars

        write_calendars(site, files, as_of)

    # Their notes are no input of the build, and neither waits for the other.
    with done_beside(calendars, options.workers) as calendars_written:
        return build_site(
            site,
            files,
            as_of,
            options,
            progress=on_terminal(arguments.quiet),
            engine=engine,
            unlocked=unlocked,
            early=early,
            inputs=inputs,
            before_making=calendars_written,
        )
