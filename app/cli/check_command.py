"""`check`: reads every file a firm writes and says all that is wrong; builds nothing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import add_site

HELP = "read all files and say everything that is wrong; build nothing"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)


def run(arguments: Namespace) -> int:
    from app.cli.site import command_line, site_of
    from app.files.site import read_site

    site = site_of(arguments)
    files = read_site(site)
    print(
        f"{files.firm.name}: {len(files.relationships)} relationships, {len(files.people)} people, "
        f"{len(files.waves)} waves, {len(files.surveys)} surveys: nothing wrong"
    )
    print(f"Next: {command_line(site, 'build')}")
    return 0
