"""Which site a command works on, and which day it is there.

Knows folders, the clock and the firm's zone. It is the only place of the program that asks what
day it is; everything below is told.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from argparse import Namespace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.cli import wrong_argument
from app.core.closing import is_closed
from app.core.firm import Firm
from app.errors import InputError, Problem
from app.settings import PROGRAM, Site
from app.store.guard import risky_place, tighten_all
from app.store.waves import opened_ids, read_opened


def site_of(arguments: Namespace) -> Site:
    """The site named by `--site`, or the folder one stands in, or the program's sample firm."""
    if arguments.site is not None:
        root = absolute(arguments.site, "--site")
        if not root.is_dir():
            what = "is a file, not a folder" if root.exists() else "is not there"
        elif not (root / "content").is_dir():
            what = "has no content/ folder"
            if (root / "content").exists():
                what += ", but a file of that name"
        else:
            return guarded(Site(root))
        raise wrong_argument(
            "--site",
            f"{arguments.site} {what}",
            "name the firm's folder, or make one with: build.py init DIR",
        )
    here = Path.cwd()
    return guarded(Site(here if (here / "content").is_dir() else PROGRAM))


def guarded(site: Site) -> Site:
    """The same site, after its private folder was made private and its place looked at.

    Raises InputError where a file is in the place of a folder of ours.
    """
    for folder in (site.instance, site.build):
        if folder.exists() and not folder.is_dir():
            raise InputError(
                Problem(
                    file=str(folder),
                    place="",
                    what="is a file, not a folder",
                    remedy="move it away; the program makes a folder of that name when it needs it",
                )
            )
    for path in tighten_all(site.instance):
        print(f"{path}: others could read it; now it is private", file=sys.stderr)
    if site.instance.is_dir() and (risk := risky_place(site.instance)):
        print(risk, file=sys.stderr)
    return site


def absolute(path: Path, place: str) -> Path:
    """The whole path of an argument. Raises InputError for one that the system cannot look up."""
    try:
        whole = path.resolve()
        whole.exists()
    except (OSError, RuntimeError) as error:  # too long, not ours to see, a link to itself
        why = error.strerror if isinstance(error, OSError) else "a link that leads to itself"
        raise wrong_argument(
            place, f"{path} cannot be used ({why})", "name another, or check who may read it"
        ) from error
    return whole


def today_of(arguments: Namespace, firm: Firm) -> date:
    """The day to take as today: `--as-of`, or today where the firm is."""
    given: date | None = arguments.as_of
    return given or datetime.now(ZoneInfo(firm.time_zone)).date()


def refuse_peeking(site: Site, as_of: date, firm: Firm) -> None:
    """A confidential wave is compiled after it has really closed, whatever `--as-of` says."""
    today = datetime.now(ZoneInfo(firm.time_zone)).date()
    for wave_id in opened_ids(site.instance):
        opened = read_opened(site.instance, wave_id)
        if opened.wave.confidential and is_closed(opened, as_of) and not is_closed(opened, today):
            raise wrong_argument(
                "--as-of",
                f"{as_of} lies after the closing of {wave_id}: confidential and open still",
                f"give a day up to {today}, or wait until it has closed",
            )


def command_line(site: Site, command: str) -> str:
    """How to call a command on this site, for the `Next:` line: to be pasted as it stands."""
    here = Path.cwd()
    by_itself = here if (here / "content").is_dir() else PROGRAM
    elsewhere = "" if site.root in (here, by_itself) else f" --site {_quoted(str(site.root))}"
    return f"{called()} {command}{elsewhere}"


def called() -> str:
    """How the program is called from the folder one stands in: `python3 build.py` in its own."""
    whole = str(PROGRAM / "build.py")
    try:
        near = os.path.relpath(whole)
    except ValueError:  # on another drive
        near = whole
    return f"{'py' if os.name == 'nt' else 'python3'} {_quoted(min(near, whole, key=len))}"


def _quoted(path: str) -> str:
    """For the shell of this system."""
    return subprocess.list2cmdline([path]) if os.name == "nt" else shlex.quote(path)
