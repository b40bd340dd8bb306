"""What a build made, and whether there is anything to do for another one.

Knows the note that the last build left. Reads no file of the firm for its meaning, so that "nothing
has changed" is answered at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.brief.engine import Engine, engine_here
from app.publish.carried import MARKER, OF_HOSTS
from app.publish.inputs import inputs_of, program_of
from app.publish.listing import files_below
from app.publish.manifest import Made, Manifest, Notes, is_there, read_manifest
from app.settings import Site

if TYPE_CHECKING:
    from app.brief.pool import BriefFailure


class Kind(StrEnum):
    """What is done with the pages."""

    SEALED = "sealed"
    """For any host: `build/upload`. In clear they stay in `instance/`."""
    OPEN = "open"
    """For this machine alone: `build/open`."""

    def pages(self, site: Site) -> Path:
        """Where the pages are in clear."""
        return site.open_pages if self is Kind.OPEN else site.staged


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a build is made; none of it changes a byte of what is made."""

    workers: int = 1
    scheduler: str = ""
    """Address of a Dask cluster that prints; empty to print here."""
    force: bool = False
    """Make everything anew."""
    pages_only: bool = False
    """Leave the briefs as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made."""

    kind: Kind
    pages: int
    briefs: int
    """Printed ones, for us only."""
    copies: int
    """Copies for the table."""
    new: int
    """Files that were made."""
    sealed: int
    """Files that were sealed anew, also where what they hold is what it was."""
    taken: int
    """Files that are those of the build before."""
    engine: Engine
    failed: tuple[BriefFailure, ...]
    by_hand: int
    """Briefs that stand as HTML pages, to be printed by hand."""
    outdated: int
    """Sheets that were not printed again and stand on no page, because something has changed."""
    seconds: float
    as_of: date
    notes: Notes

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left for a person to see to."""
        return not (self.failed or self.by_hand)


@dataclass(frozen=True, slots=True)
class Progress:
    """Called as work goes on: how many of how many briefs, then pages, are there."""

    say: Callable[[str, int, int], None]

    def of(self, what: str) -> Callable[[int, int], None]:
        return lambda done, of_all: self.say(what, done, of_all)


def nothing_to_do(
    site: Site,
    kind: Kind,
    as_of: date | None,
    now: datetime,
    engine: Engine | None = None,
    *,
    inputs: Mapping[str, str] | None = None,
) -> Built | None:
    """What stands there, if nothing that it is made of has changed; None if there is work.

    `as_of` is the day that was asked for, or None for today; `inputs` what there is now, where
    that is known.
    """
    started = time.monotonic()
    manifest = read_manifest(site.instance, kind)
    if not manifest.inputs or manifest.as_of is None:
        return None
    engine = engine or engine_here()
    if manifest.as_of != (as_of or now.astimezone(ZoneInfo(manifest.time_zone)).date()):
        return None
    if manifest.program != program_of(engine, manifest.logo):
        return None
    if (inputs_of(site) if inputs is None else inputs) != manifest.inputs:
        return None
    if not _is_whole(site, kind, manifest):
        return None
    return built_of(manifest, kind, engine, new=0, started=started)


def _is_whole(site: Site, kind: Kind, manifest: Manifest) -> bool:
    folders = (
        (kind.pages(site), manifest.pages),
        (site.print, manifest.sheets),
        (site.upload, manifest.upload),
    )
    if kind is Kind.SEALED and _strangers(site.upload, manifest.upload):
        return False
    return all(
        is_there(folder, name, made) for folder, files in folders for name, made in files.items()
    )


def _strangers(upload: Path, made: Mapping[str, Made]) -> bool:
    """Whether something lies in what is to be uploaded that no build made, and no host needs."""
    strangers = (p for p in files_below(upload) if p not in made and p != MARKER)
    return any(place.partition("/")[0] not in OF_HOSTS for place in strangers)


def built_of(
    manifest: Manifest,
    kind: Kind,
    engine: Engine,
    *,
    new: int,
    sealed: int = 0,
    started: float,
    failed: tuple[BriefFailure, ...] = (),
    by_hand: int = 0,
    outdated: int = 0,
) -> Built:
    """What stands there now by its note; `started` is of the monotonic clock."""
    assert manifest.as_of is not None
    return Built(
        kind=kind,
        pages=sum(name.endswith(".html") for name in manifest.pages),
        briefs=sum(name.endswith("-firm.pdf") for name in manifest.sheets),
        copies=sum(name.endswith("-shared.pdf") for name in manifest.sheets),
        new=new,
        sealed=sealed,
        taken=len(manifest.pages) + len(manifest.sheets) - new,
        engine=engine,
        failed=failed,
        by_hand=by_hand,
        outdated=outdated,
        seconds=time.monotonic() - started,
        as_of=manifest.as_of,
        notes=manifest.notes,
    )
