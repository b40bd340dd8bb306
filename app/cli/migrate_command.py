"""`migrate`: brings files and answers of an older version up to date, with a copy of them first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import add_site

HELP = "bring what an older version kept up to date, with a copy first"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what is older, change nothing")


def run(arguments: Namespace) -> int:
    from app.cli.site import command_line, site_of
    from app.files.formats import format_of
    from app.store.migrations import migrate, outdated

    site = site_of(arguments)
    # A format that nobody knows is said before anything is touched.
    print(f"files: format {format_of(site)}, as this version reads it")
    store = outdated(site.instance)
    if not store:
        print("answers: nothing is of an older version")
    elif arguments.dry_run:
        for name in store:
            print(f"would bring over: instance/{name}")
    else:
        for said in migrate(site.instance):
            print(said)
    print(f"Next: {command_line(site, 'check')}")
    return 0
