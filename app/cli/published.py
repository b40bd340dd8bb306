"""`check --published DIR`: says whether a downloaded copy of the host's files is what was built."""

from __future__ import annotations

from pathlib import Path

from app.cli import wrong_argument
from app.cli.counted import counted
from app.cli.site import absolute, command_line
from app.publish.published_copy import compared
from app.settings import Site
from app.store.sealed_pages import last_upload

_MOST = 10
"""Names of one kind that are listed."""


def check_published(site: Site, given: Path, *, quiet: bool) -> int:
    """Prints what differs; 0 when nothing does, else 1."""
    copy = absolute(given, "--published")
    if not copy.is_dir():
        raise wrong_argument(
            "--published", f"{given} is no folder", "download what your host has into one"
        )
    built = last_upload(site.instance)
    if built is None:
        raise wrong_argument(
            "--published", "nothing has been sealed here yet", f"run {command_line(site, 'build')}"
        )
    found = compared(copy, built)
    if found.opening_changed:
        print(
            "index.html is NOT what was built: type no passphrase there and follow no link to it; "
            "upload build/upload again, change the password of your host, and find out who did it"
        )
    for what, places in (
        ("changed", found.changed),
        ("missing", found.missing),
        ("not ours", found.added),
    ):
        for place in places[:_MOST]:
            print(f"{what}: {place}")
        if len(places) > _MOST:
            print(f"{what}: and {len(places) - _MOST} more")
    if not quiet:
        print(f"{counted(found.same, 'file')} of {len(built.files)} as built")
        again = "nothing" if found.is_the_same else "put build/upload onto your host again"
        print(f"Next: {again}")
    return 0 if found.is_the_same else 1
