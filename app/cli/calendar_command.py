"""`calendar`: the year as calendar files, one a lead; written again, they update what is there."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import add_as_of, add_site

HELP = "write the year as calendar files, one a lead"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    add_as_of(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")


def run(arguments: Namespace) -> int:
    from app.cli.counted import counted
    from app.cli.site import site_of, today_of
    from app.files.site import read_site
    from app.publish.calendars import write_calendars

    site = site_of(arguments)
    files = read_site(site)
    written = write_calendars(site, files, today_of(arguments, files.firm))
    if arguments.quiet:
        return 0
    for one in written:
        said = [
            f"{number} {what}"
            for number, what in (
                (one.new, "new"),
                (one.changed, "changed"),
                (one.cancelled, "cancelled"),
            )
            if number
        ]
        print(f"{one.path}: {counted(one.events, 'date')}, {', '.join(said) or 'nothing new'}")
    if not written:
        print("nobody leads a relationship yet, so that there is no calendar to write")
        return 0
    print("Next: give each lead their file; opened again in a calendar it brings what is there up")
    print("      to date, and `build` writes it anew")
    return 0
