"""`invite WAVE`: opens a wave the first time, and writes everyone's personal link."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from app.cli import add_as_of, add_site

HELP = "open a wave and write the personal links"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("wave", metavar="WAVE", help="the wave's id, such as 2027")
    parser.add_argument("--yes", action="store_true", help="do not ask before opening")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would happen, write nothing"
    )


def run(arguments: Namespace) -> int:
    from app.cli.counted import counted
    from app.cli.opening import keep_wave, said_before_opening, wave_to_open
    from app.cli.site import command_line, site_of, today_of
    from app.errors import InputError, Problem
    from app.files.site import read_site
    from app.post.links_csv import write_links
    from app.sealing.links import new_key
    from app.store.beside import changed_links
    from app.store.keys import kept_key
    from app.store.waves import opened_ids, read_opened

    site = site_of(arguments)
    files = read_site(site)
    if files.firm.sample:
        raise InputError(
            Problem(
                file="content/firm.md",
                place="sample",
                what="this is a sample firm, and its people are invented",
                remedy="start your own folder with: build.py init DIR",
            )
        )
    if arguments.wave in opened_ids(site.instance):
        opened = read_opened(site.instance, arguments.wave)
        print(f"{arguments.wave} is open since {opened.opened}; its links are written again")
    else:
        opened = wave_to_open(files, arguments.wave, today_of(arguments, files.firm))
        print(said_before_opening(opened, files))
        if not arguments.dry_run and not arguments.yes and not _agreed():
            print("nothing was opened")
            return 1
        if not arguments.dry_run:
            keep_wave(site, opened)
    target = site.send / f"{opened.id}-links.csv"
    if arguments.dry_run:
        print(
            f"would write the links of {counted(len(opened.invitations), 'invitation')} to {target}"
        )
        return 0
    key = kept_key(site.instance, "links", new_key)
    generations = {
        link.key: link.generation if link.hashed else 0
        for link in changed_links(site.instance, opened.id)
    }
    links = write_links(target, opened, key, files.firm.answers_at, generations)
    print(f"{counted(links, 'personal link')} in {target}: whoever has one can answer with it")
    print(f"Next: send each person their link, and run {command_line(site, 'serve')}")
    return 0


def _agreed() -> bool:
    """Asks on the terminal; without one, only --yes opens a wave."""
    if not sys.stdin.isatty():
        print("opening freezes the wave: add --yes to open it without being asked", file=sys.stderr)
        return False
    return input("Open it now? From then on its words and people are fixed. [y/N] ").lower() in (
        "y",
        "yes",
    )
