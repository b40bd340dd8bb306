"""The machine: which Python and program, what prints the briefs, fonts, free space, the clock."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.brief.engine import Way, engine_here
from app.cli.visit.finding import Finding, Mark
from app.files.site import SiteFiles
from app.pages.environment import STATIC
from app.settings import VERSION, Site
from app.store.waves import kept_state

LITTLE = 500 << 20
"""Bytes below which a build may stop in the middle."""
RELEASED = datetime(2026, 11, 1).date()  # noqa: DTZ001 - a day, in no zone
"""No clock that is right says an earlier day than this version's."""


def machine(site: Site) -> Iterator[Finding]:
    """What the program runs on."""
    yield Finding(
        group="machine",
        name="program",
        value=f"version {VERSION}, Python {'.'.join(map(str, sys.version_info[:3]))}",
        source=sys.prefix,
    )
    engine = engine_here()
    yield Finding(
        group="machine",
        name="briefs",
        value={
            Way.WEASYPRINT: "WeasyPrint prints them, with this machine's Pango",
            Way.BROWSER: f"{engine.name} prints them: there is no Pango here",
            Way.BY_HAND: "stay HTML to print by hand: there is no Pango here, and no browser",
        }[engine.way],
        source=engine.browser,
        mark=Mark.OK if engine.way is Way.WEASYPRINT else Mark.NOTE,
        remedy=""
        if engine.way is Way.WEASYPRINT
        else "add --install-system to build to install it",
    )
    fonts = sorted(path.name for path in (STATIC / "fonts").rglob("*.*") if path.suffix != ".txt")
    yield Finding(
        group="machine",
        name="fonts",
        value=f"{len(fonts)} files, shipped" if fonts else "are missing",
        mark=Mark.OK if fonts else Mark.WRONG,
        remedy="" if fonts else "fetch the program again",
        code=1,
    )
    yield space(site, free_below(site.root))


def free_below(folder: Path) -> int:
    """Bytes free on the disk of a folder. Raises OSError."""
    return shutil.disk_usage(folder).free


def space(site: Site, free: int) -> Finding:
    """Whether there is room to build and to save."""
    little = free < LITTLE
    return Finding(
        group="machine",
        name="free space",
        value=f"{free / (1 << 30):.1f} GB",
        source=str(site.root),
        mark=Mark.NOTE if little else Mark.OK,
        remedy="make room before you build or take answers" if little else "",
    )


def clock(site: Site, files: SiteFiles, now: datetime) -> Finding:
    """Whether the clock can be right: not before this version, nor before what is kept."""
    newest = max((changed for _, _, changed in kept_state(site.instance)), default=0) / 1e9
    zone = files.firm.time_zone
    if now.date() < RELEASED:
        why = f"stands before {RELEASED}, when this version was made"
    elif now.timestamp() < newest - 60:
        why = "stands before files that this program wrote"
    else:
        return Finding(
            group="machine", name="clock", value=f"{now:%Y-%m-%d %H:%M} in {zone}", source="system"
        )
    return Finding(
        group="machine",
        name="clock",
        value=f"{now:%Y-%m-%d %H:%M} {why}",
        mark=Mark.WRONG,
        remedy="set it: waves open and close by it",
        code=1,
    )
