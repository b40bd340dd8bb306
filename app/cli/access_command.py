"""`access`: who can open what. Each kind of link has sub-commands of its own."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from app.cli import access_link, access_page

HELP = "links that were given out: show, renew or take back; who has one"


def add_arguments(parser: ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="access", metavar="link|list|page", required=True)

    def kind(name: str, says: str) -> ArgumentParser:
        return kinds.add_parser(name, help=says, description=says, allow_abbrev=False)

    access_link.add_arguments(kind("link", access_link.LINK), kind("list", access_link.LIST))
    access_page.add_arguments(kind("page", access_page.HELP))


def run(arguments: Namespace) -> int:
    return int(arguments.run_access(arguments))
