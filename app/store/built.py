"""What the last build made, kept beside the answers: it names relationships, and is nobody's else.

Knows files and their checksum; what stands in them, `publish` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.store.disk import names, private_folder, remove
from app.store.whole import read_whole, write_whole


def read_built(instance: Path, kind: str) -> bytes:
    """What was kept of the last build. Raises FileNotFoundError and StoreDamaged."""
    return read_whole(_path(instance, kind))


def newest_built(instance: Path, kinds: Iterable[str]) -> str | None:
    """Which of these was kept last; None where none was."""
    there = {kind: _path(instance, kind) for kind in kinds}
    when = {kind: path.stat().st_mtime_ns for kind, path in there.items() if path.is_file()}
    return max(when, key=lambda kind: when[kind], default=None)


def write_built(instance: Path, kind: str, body: bytes) -> None:
    """Replaces it, durably. Raises StoreError."""
    private_folder(instance / FOLDER)
    write_whole(_path(instance, kind), body)


def forget_built(instance: Path) -> None:
    """Forgets what builds made: the next one makes everything anew. Raises OSError."""
    for name in names(instance / FOLDER):
        if name.endswith(".json"):
            remove(instance / FOLDER / name)


FOLDER = "built"
"""Below `instance/`; a build may lose it at any time."""


def _path(instance: Path, kind: str) -> Path:
    return instance / FOLDER / f"{kind}.json"
