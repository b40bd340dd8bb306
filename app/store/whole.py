"""A file that is written and checked as a whole: JSON under the same checksum as a journal's line.

Knows bytes; what they mean, its callers do.
"""

from __future__ import annotations

from pathlib import Path

from app.errors import StoreDamaged
from app.store import disk
from app.store.records import framed, unframed
from app.store.recovery import REMEDY


def read_whole(path: Path) -> bytes:
    """The JSON of a file. Raises FileNotFoundError, and StoreDamaged when it is not as written."""
    body = unframed(disk.read(path))
    if body is None:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}")
    return body


def write_whole(path: Path, body: bytes) -> None:
    """Replaces a file, durably. Raises StoreError."""
    disk.write_atomically(path, framed(body))
