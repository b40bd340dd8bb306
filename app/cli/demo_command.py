"""`demo`: builds the sample firm in demo/, with answers made from a fixed seed."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import a_path

if TYPE_CHECKING:
    from app.brief.crew import Child
    from app.brief.engine import Engine
    from app.files.site import SiteFiles
    from app.settings import Site

HELP = "build the sample firm in demo/ and say what to open"
AS_OF = date(2026, 11, 16)
"""The sample's today, ten days after its newest wave closed: the same demo every year."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--into", type=a_path, metavar="DIR", help="where to build it (default: demo/ here)"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")


def run(arguments: Namespace) -> int:
    from app.brief.crew import early_child
    from app.brief.engine import engine_here

    engine = engine_here()
    with early_child(engine, prints=True) as early:
        return _demo(arguments, engine, early)


def _demo(arguments: Namespace, engine: Engine, early: Child | None) -> int:
    from app.cli.progress import on_terminal
    from app.cli.report import not_whole, printed_by, to_print
    from app.cli.site import absolute, called
    from app.files.site import read_site
    from app.publish.build import build_site
    from app.publish.built import Options
    from app.publish.calendars import write_calendars
    from app.settings import PROGRAM, Site

    folder = absolute(arguments.into or Path("demo"), "--into")
    made = fresh_demo(folder)
    site = Site(PROGRAM, made_in=made)
    files = read_site(site)
    answer_sample(site, files)
    built = build_site(
        site,
        files,
        AS_OF,
        Options(workers=os.cpu_count() or 1),
        progress=on_terminal(arguments.quiet),
        engine=engine,
        early=early,
    )
    write_calendars(site, files, AS_OF)
    for line in not_whole(built, site):
        print(line, file=sys.stderr)
    if not arguments.quiet:
        print(
            f"{built.pages} pages and {built.briefs} briefs of an invented firm"
            f"{printed_by(built)}, in {built.seconds:.1f} s\n"
            f"Open    {site.open_pages / 'index.html'}\n"
            f"Print   {to_print(built, site, '2026/northlight-foods-firm.pdf')}\n"
            f"Next: start your own with: {called()} init DIR"
        )
    return 0 if built.is_whole else 3


def fresh_demo(folder: Path) -> Path:
    """An empty demo folder. Only one that an earlier demo made is replaced."""
    from app.cli import wrong_argument
    from app.publish.held import move, remove

    marker = folder / ".made-by-demo"
    if folder.exists() and not marker.is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise wrong_argument(
            "demo",
            f"{folder} holds something that no demo made",
            "move it away, or name another folder with --into",
        )
    if folder.exists():
        # Aside first: where a viewer holds one file of it, all of it stays.
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            move(folder, aside / "old")
        finally:
            remove(aside)
    folder.mkdir(parents=True)
    marker.write_text("Made by demo, which replaces this folder as a whole.\n", encoding="utf-8")
    return folder


def answer_sample(site: Site, files: SiteFiles) -> None:
    """Opens every wave of the sample on its first day and keeps everyone's answers."""
    from app.cli.opening import keep_wave, wave_to_open
    from app.cli.sample.answers import sample_responses
    from app.cli.sample.record import record_earlier_builds
    from app.cli.sample.stories import as_it_stood
    from app.store.answers import AnswerStore

    store = AnswerStore(site.instance)
    for wave in sorted(files.waves, key=lambda wave: wave.opens):
        opened = wave_to_open(as_it_stood(files, wave.id), wave.id, wave.opens)
        keep_wave(site, opened)
        store.save_all(wave.id, sample_responses(opened))
    record_earlier_builds(site, files)
