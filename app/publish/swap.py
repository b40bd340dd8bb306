"""Replacing built folders: the new ones are made beside them and moved in by rename, all or none.

Only a folder that an earlier build made, or an empty one, is ever replaced; whatever else stands
there is the organiser's and stays. Knows folders and the marker; knows nothing of pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from app.errors import PublishError
from app.publish.held import move, remove
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
    remove(fresh)
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
    previous = _previous(target)
    if previous.is_dir() and not target.exists():
        move(previous, target)


def swap_in(pairs: Sequence[tuple[Path, Path]], as_of: date) -> tuple[Path, ...]:
    """Moves finished folders to their targets: all of them, or none.

    `pairs` are fresh folders and targets. Returns those of the folders they replace that could
    not be removed afterwards; the next build does that.
    """
    for fresh, target in pairs:
        mark(fresh, as_of)
        refuse_foreign(target)
        remove(_previous(target))
    moved: list[tuple[Path, Path]] = []
    try:
        for fresh, target in pairs:
            for source, place in ((target, _previous(target)), (fresh, target)):
                if source.exists():
                    move(source, place)
                    moved.append((source, place))
    except BaseException:
        for source, place in reversed(moved):
            move(place, source)
        raise
    return tuple(previous for _, target in pairs if not _is_gone(previous := _previous(target)))


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}-previous")


def mark(fresh: Path, as_of: date) -> None:
    """Writes into a finished folder that a build made it."""
    files = sorted(
        path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()
    )
    marker = {"version": VERSION, "as_of": as_of.isoformat(), "files": files}
    (fresh / MARKER).write_text(json.dumps(marker, indent=1) + "\n", encoding="utf-8")


def _is_gone(folder: Path) -> bool:
    try:
        remove(folder)
    except PublishError:
        return False  # the caller tells
    return True
