"""`access page …`: the links of sealed pages, the passphrase that opens them all, and its sheet."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from app.cli import add_as_of, add_site

if TYPE_CHECKING:
    from app.sealing.page_keys import PageKeys

HELP = "links of sealed pages: list, show, rotate, revoke; the passphrase and its recovery sheet"
_KINDS = {
    "list": "say which pages a link opens, without the links",
    "show": "show one page's link again",
    "rotate": "make a new link; the old one opens nothing from the next upload on",
    "revoke": "let no link open it from the next upload on, only the passphrase",
    "passphrase": "make a new passphrase; links stay as they are",
    "sheet": "write the recovery sheet, to print once and keep in a safe",
}


def add_arguments(parser: ArgumentParser) -> None:
    kinds = parser.add_subparsers(
        dest="page", metavar="list|show|rotate|revoke|sheet|passphrase", required=True
    )
    for kind, said in _KINDS.items():
        command = kinds.add_parser(kind, help=said, description=said, allow_abbrev=False)
        add_site(command)
        if kind in ("show", "rotate", "revoke"):
            command.add_argument(
                "name", metavar="NAME", help="the relationship: the name of its file"
            )
            command.add_argument(
                "--shared", action="store_true", help="the link to the copy for the table"
            )
        if kind in ("rotate", "revoke", "passphrase"):
            add_as_of(command)
            command.add_argument("--dry-run", action="store_true", help="say it and change nothing")
        if kind == "passphrase":
            command.add_argument(
                "--lost",
                action="store_true",
                help="without the old one: all keys are made anew, and every link with them",
            )
        if kind == "list":
            command.add_argument("--json", action="store_true", help="say it as JSON, for machines")
    parser.set_defaults(run_access=run)


def run(arguments: Namespace) -> int:
    runs = {"list": _list, "passphrase": _passphrase, "sheet": _sheet, "show": _show}
    return runs.get(arguments.page, _change)(arguments)


def _list(arguments: Namespace) -> int:
    import json
    from collections import Counter

    from app.cli.passphrase import unlock
    from app.cli.site import command_line, site_of

    site = site_of(arguments)
    keys = unlock(site).keys
    rows = [
        {"unit": name, "link": bool(unit.link), "since": unit.since.isoformat()}
        for name, unit in sorted(keys.units.items())
        if "/" in name
    ]
    if arguments.json:
        print(json.dumps(rows, indent=1))
        return 0
    counted = Counter(bool(row["link"]) for row in rows)
    for row in rows:
        edition, _, name = str(row["unit"]).partition("/")
        shared = "copy for the table" if edition == "shared" else "for us only"
        state = "a link since" if row["link"] else "no link since"
        print(f"{name:<32} {shared:<20} {state} {row['since']}")
    print(f"{counted[True]} with a link, {counted[False]} without; the passphrase opens all")
    print(f"Next: {command_line(site, 'access page show NAME')}")
    return 0


def _show(arguments: Namespace) -> int:
    from app.cli.passphrase import unlock
    from app.cli.site import command_line, site_of
    from app.files.site import read_site
    from app.publish.seal_site import link_of

    site = site_of(arguments)
    address = read_site(site).firm.site_at
    keys = unlock(site).keys
    unit = _unit(arguments, keys)
    link = link_of(keys, unit, address)
    if not link:
        again = command_line(site, f"access page rotate {arguments.name}")
        print(f"{arguments.name}: no link opens it; make one with: {again}")
        return 0
    print(link)
    if not address:
        print(
            "write the address of your host into site_at in content/firm.md, and the link is whole;"
            f" on this machine it goes after {site.upload / 'index.html'}, without the first /",
            file=sys.stderr,
        )
    print(
        "whoever has this link can read the page; do not send it through a group", file=sys.stderr
    )
    return 0


def _change(arguments: Namespace) -> int:
    from app.cli.passphrase import unlock
    from app.cli.site import command_line, site_of, today_of
    from app.files.site import read_site
    from app.publish.page_keys import changed
    from app.publish.seal_site import link_of
    from app.sealing.page_keys import revoked, rotated

    site = site_of(arguments)
    firm = read_site(site).firm
    day = today_of(arguments, firm)
    held = unlock(site)
    unit = _unit(arguments, held.keys)
    took = "gets a new link" if arguments.page == "rotate" else "is opened by no link"
    if arguments.dry_run:
        print(f"{unit}: {took} from the next upload on; nothing was changed (--dry-run)")
        return 0
    change = rotated if arguments.page == "rotate" else revoked
    keys = changed(site.instance, held.passphrase, lambda now: change(now, unit, day))
    print(link_of(keys, unit, firm.site_at) or f"{unit}: {took} from the next upload on")
    print("copies that somebody has kept of what is on the host now stay readable", file=sys.stderr)
    print(f"Next: {command_line(site, 'build')}, and put build/upload onto your host")
    return 0


def _passphrase(arguments: Namespace) -> int:
    from app.cli import wrong_argument
    from app.cli.passphrase import FILE, from_file, new_one, unlock
    from app.cli.site import command_line, site_of
    from app.publish.page_keys import changed, has_keys, start_keys
    from app.sealing.page_keys import with_passphrase

    site = site_of(arguments)
    if arguments.lost and not has_keys(site.instance):
        raise wrong_argument("--lost", "there is no passphrase yet", "build makes one")
    if arguments.dry_run:
        links = "every link is made anew" if arguments.lost else "links stay as they are"
        print(f"a new passphrase; {links}; nothing was changed (--dry-run)")
        return 0
    if arguments.lost:
        start_keys(site.instance, new_one())
    else:
        held = unlock(site)
        if from_file():
            raise wrong_argument(
                FILE,
                "the file holds the passphrase of now, and the new one is said at the terminal",
                f"run it without {FILE}, then write the new words into the file",
            )
        new = new_one()
        changed(site.instance, held.passphrase, lambda now: with_passphrase(now, new), new)
    print(
        "kept; what is on the host now is still opened by the old one"
        if not arguments.lost
        else "kept; the next upload has new links: show them with access page show"
    )
    print(f"Next: {command_line(site, 'build')}, and put build/upload onto your host")
    return 0


def _sheet(arguments: Namespace) -> int:
    from app.cli.passphrase import unlock
    from app.cli.site import site_of
    from app.files.site import read_site
    from app.pages.environment import render
    from app.pages.recovery_page import recovery_page
    from app.store import disk
    from app.store.kept_apart import kept_apart

    site = site_of(arguments)
    firm = read_site(site).firm
    held = unlock(site)
    target = kept_apart(site, site.send) / "recovery-sheet.html"
    page = recovery_page(firm.name, firm.site_at, held.passphrase)
    disk.write_atomically(target, render(page).encode("utf-8"))
    print(target)
    print("Next: open it, print it once, put it into a safe, and delete the file")
    return 0


def _unit(arguments: Namespace, keys: PageKeys) -> str:
    from app.cli import wrong_argument
    from app.files.problems import suggestion

    edition = "shared" if arguments.shared else "firm"
    unit = f"{edition}/{arguments.name}"
    if unit not in keys.units:
        known = [name.partition("/")[2] for name in keys.units if name.startswith(edition)]
        raise wrong_argument(
            "NAME",
            f"no pages of {arguments.name!r} have been sealed",
            suggestion(arguments.name, sorted(known)) if known else "build first",
        )
    return unit
