"""Replacing a built folder: the new one is made beside it and moved in by rename.

Only a folder that an earlier build made, or an empty one, is ever replaced; whatever else stands
there is the organiser's and stays. Knows folders and the marker; knows nothing of pages.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from app.errors import PublishError
from app.settings import VERSION

MARKER = ".made-by-build.json"
"""Stands in every folder that a build made and may replace."""


@contextmanager
def one_build_at_a_time(folder: Path) -> Iterator[None]:
    """Holds the right to build into `folder`; a second build is refused, not queued."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".build.lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout as busy:
        raise PublishError(
            f"{folder}: another build is running here; wait for it, then run build again"
        ) from busy


def beside(target: Path) -> Path:
    """An empty folder next to `target` to build into; remains of a broken build are cleared."""
    fresh = target.with_name(f".{target.name}-new")
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    return fresh


def refuse_foreign(target: Path) -> None:
    """Raises PublishError when `target` holds something that no build made."""
    if not target.exists() or (target / MARKER).is_file():
        return
    if target.is_dir() and not target.is_symlink() and not any(target.iterdir()):
        return
    raise PublishError(
        f"{target}: this folder was not made by a build, so it is left alone; "
        "move it away, then run build again"
    )


def heal(target: Path) -> None:
    """Puts the previous build back when a crash came between the two renames."""
    previous = target.with_name(f".{target.name}-previous")
    if previous.is_dir() and not target.exists():
        previous.rename(target)


def swap_in(fresh: Path, target: Path, as_of: date) -> None:
    """Moves a finished folder to `target`; the one it replaces is removed afterwards."""
    files = sorted(
        path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()
    )
    marker = {"version": VERSION, "as_of": as_of.isoformat(), "files": files}
    (fresh / MARKER).write_text(json.dumps(marker, indent=1) + "\n", encoding="utf-8")
    refuse_foreign(target)
    previous = target.with_name(f".{target.name}-previous")
    if previous.exists():
        shutil.rmtree(previous)
    if target.exists():
        target.rename(previous)
    fresh.rename(target)
    if previous.exists():
        shutil.rmtree(previous)
