"""What the last build made, and of what: kept in `instance/`, because names stand in it.

Tells whether a file that is there is still the one that was made. Without it, or with a damaged
one, everything is made anew. Knows files and digests; must not know what they mean.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.errors import StoreDamaged
from app.settings import Site
from app.store.built import read_built, write_built


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file of a build."""

    source: str
    """Digest of what it was made from."""
    printed: str = ""
    """Digest of the context that its template was given; of a sheet, of all lengths tried."""
    tries: int = 0
    """Of a sheet: which of its lengths was printed."""
    size: int = 0
    moment: int = 0
    """Of its last change, in nanoseconds: with the size, whether it still is what was made."""
    targets: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    """Of a page: where it leads and what may be led to in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What the last line of a build says, kept for the next one that has nothing to do."""

    open_waves: tuple[tuple[str, date], ...] = ()
    """Confidential and not closed, with the day they close."""
    kept: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By wave the names of relationships whose figures stay as first published."""
    newest: tuple[str, date] | None = None
    """The newest opened wave and the day it closes."""
    planned: str = ""
    """The first wave that could be opened."""
    without_copy: tuple[str, ...] = ()
    """Names of relationships in dispute: nothing of them is made for the table."""
    paper: str = "A4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A whole build: its two folders' files by place, and of what it was made."""

    program: str = ""
    """Digest of program, engine and logo: of another nothing is known."""
    logo: str = ""
    """The firm's, as a `data:` address."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Digest of every file that it read; empty where something was left to be seen to."""
    as_of: date | None = None
    time_zone: str = ""
    pages: Mapping[str, Made] = field(default_factory=dict)
    sheets: Mapping[str, Made] = field(default_factory=dict)
    upload: Mapping[str, Made] = field(default_factory=dict)
    """Of a sealed build: what was made of both."""
    notes: Notes = Notes()


_MANIFEST = TypeAdapter(Manifest)
NOTHING = Manifest()


def read_manifest(instance: Path, kind: str) -> Manifest:
    """Of the last build of this kind; `NOTHING` where there is none that can be read."""
    try:
        return _MANIFEST.validate_json(read_built(instance, kind))
    except (FileNotFoundError, StoreDamaged, ValidationError):
        # It only saves time: whatever it said is found out by making everything anew.
        return NOTHING


def write_manifest(instance: Path, kind: str, manifest: Manifest) -> None:
    """Keeps it for the next build. Raises StoreError."""
    write_built(instance, kind, _MANIFEST.dump_json(manifest))


def is_there(folder: Path, name: str, made: Made) -> bool:
    """Whether a file still is what was made: nobody has touched it."""
    try:
        found = _stat(f"{folder}/{name}")
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (made.size, made.moment)


def as_it_is(path: Path, made: Made) -> Made:
    """The same with size and moment of the file as it lies there."""
    return _lying(f"{path}", made)


def all_of(folder: Path, names: Iterable[str]) -> dict[str, Made]:
    """Files of a folder as they lie there."""
    return {name: _lying(f"{folder}/{name}", Made(source="")) for name in names}


def _lying(path: str, made: Made) -> Made:
    found = _stat(path)
    return replace(made, size=found.st_size, moment=found.st_mtime_ns)


def known_sheets(site: Site, manifests: Iterable[Manifest], program: str) -> dict[str, Made]:
    """The printed sheets that are there, whichever kind of build made them last."""
    return {
        name: made
        for manifest in manifests
        if manifest.program == program
        for name, made in manifest.sheets.items()
        if is_there(site.print, name, made)
    }


def _stat(path: str) -> os.stat_result:
    # Of a text: a path is put together in longer than the system takes to answer.
    return os.stat(path)  # noqa: PTH116


def take_over(name: str, source: Path, target: Path) -> None:
    """Puts a file of the build before into a new one: by another name for the same bytes, or by a
    copy where the disk knows no such names. Raises OSError."""
    there, here = f"{source}/{name}", f"{target}/{name}"
    with suppress(OSError):
        try:
            os.link(there, here)
        except FileNotFoundError:
            Path(here).parent.mkdir(parents=True, exist_ok=True)
            os.link(there, here)
        return
    shutil.copy2(there, here)
