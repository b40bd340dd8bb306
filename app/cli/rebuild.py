"""`check --rebuild`: says whether what was built is what the data make today."""

from __future__ import annotations

import os
from argparse import Namespace

from app.cli import wrong_argument
from app.cli.counted import counted
from app.cli.passphrase import unlock
from app.cli.progress import on_terminal
from app.cli.report import not_whole
from app.cli.site import command_line
from app.files.site import SiteFiles
from app.publish.built import Kind, Options
from app.publish.rebuild import last_build, rebuilt
from app.settings import Site

_MOST = 10
"""Names of one kind that are listed."""


def check_rebuilt(site: Site, files: SiteFiles, arguments: Namespace) -> int:
    """Builds again what stands there and prints what differs; 0 when nothing does, else 1."""
    last = last_build(site)
    if last is None:
        raise wrong_argument(
            "--rebuild", "nothing has been built here yet", f"run {command_line(site, 'build')}"
        )
    kind, as_of = last
    found = rebuilt(
        site,
        files,
        kind,
        as_of,
        Options(workers=os.cpu_count() or 1),
        progress=on_terminal(arguments.quiet),
        unlocked=unlock(site) if kind is Kind.SEALED else None,
    )
    for line in not_whole(found.built, site):
        print(line)
    for what, places in (
        ("not what the data make", found.changed),
        ("missing", found.missing),
        ("made by no build", found.added),
    ):
        for place in places[:_MOST]:
            print(f"{place}: {what}")
        if len(places) > _MOST:
            print(f"and {len(places) - _MOST} more: {what}")
    if found.is_the_same:
        if not arguments.quiet:
            print(
                f"{counted(found.same, 'file')} of {as_of}: the same, byte for byte, "
                f"when built again"
            )
        return 0
    print(
        f"{found.same} files are the same. Answers or files have changed since {as_of}, or "
        f"somebody has changed what was built. Next: {command_line(site, 'build')}"
    )
    return 1
