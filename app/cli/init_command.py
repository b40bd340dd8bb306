"""`init DIR`: starts a firm's own folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import a_path

HELP = "start a firm's own folder"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=a_path, metavar="DIR", help="an empty or new folder")


def run(arguments: Namespace) -> int:
    from datetime import UTC, datetime

    from app.cli.site import absolute, command_line
    from app.files.schemas import write_schemas
    from app.files.starter import start_site
    from app.settings import Site

    target = absolute(arguments.folder, "DIR")
    # Only the year of the first wave is taken from it: the firm has no zone yet.
    written = start_site(target, today=datetime.now(UTC).date()) + write_schemas(target)
    print(f"{len(written)} files in {target}")
    print(
        f"Next: write your firm's name into {target / 'content' / 'firm.md'}, then "
        f"{command_line(Site(target), 'check')}"
    )
    return 0
