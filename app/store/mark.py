"""How much of a journal was known to be there, so that an emptied or cut one is never "no answers".

Written over in place after every answer that is safe, and not waited for: it may lag behind the
journal after a power cut and can never be ahead of it. Knows one short line and its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.store import disk
from app.store.records import framed, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A generation of a journal, and how many bytes and versions it held at least."""

    generation: int
    bytes: int
    versions: int


def as_bytes(generation: int, length: int, versions: int) -> bytes:
    """Always of one width, so that writing it over never leaves a rest of the line before."""
    return framed(
        b'{"generation":%9d,"bytes":%15d,"versions":%12d}' % (generation, length, versions)
    )


def read_mark(path: Path) -> Mark | None:
    """The mark, or None when it is missing or not what was written. Raises StoreError."""
    try:
        raw = disk.read(path)
    except FileNotFoundError:
        return None
    found = record(raw)
    if found is None or set(found) != {"generation", "bytes", "versions"}:
        return None
    return Mark(
        generation=int(found["generation"]),
        bytes=int(found["bytes"]),
        versions=int(found["versions"]),
    )


def keep_mark(path: Path, mark: Mark) -> None:
    """Puts a whole new mark in place. Raises StoreError."""
    disk.write_atomically(path, as_bytes(mark.generation, mark.bytes, mark.versions))


def overwrite_mark(handle: int, generation: int, length: int, versions: int) -> None:
    """Writes over an open mark; the caller needs no promise that it is on the disk."""
    disk.write(handle, 0, as_bytes(generation, length, versions))
