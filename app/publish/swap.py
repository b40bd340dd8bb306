"""Replacing built folders: the new ones are made beside them and moved in by rename, all or none.

Only a folder that an earlier build made, or an empty one, is ever replaced; whatever else stands
there is the organiser's and stays, and what stands in one goes on into the next (`carried`). The
build before is kept beside the new one. What is to be renamed is written down first, so that a
crash in between is finished by whoever comes next. Knows folders and the marker; knows nothing of
pages.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from app.errors import PublishError
from app.publish.carried import MARKER, carry_over, not_ours, refuse_in_the_way
from app.publish.held import move, remove
from app.publish.listing import files_below
from app.settings import VERSION
from app.store.disk import write_atomically

INTENT = ".build-swap.json"
"""Stands in the build folder while folders are renamed: which ones."""


@contextmanager
def one_build_at_a_time(folder: Path) -> Iterator[None]:
    """Holds the right to build into `folder`; a second build is refused, not queued.

    Raises PublishError, also where no such folder can be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublishError(
            f"{folder}: no folder can be made here ({error.strerror}); move away what is in its "
            "place, or see who may write there, then run build again"
        ) from error
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
    fresh = fresh_of(target)
    remove(fresh)
    fresh.mkdir(parents=True)
    return fresh


def refuse_foreign(target: Path) -> None:
    """Raises PublishError when `target`, or where a build keeps those before it, holds something
    that no build made.
    """
    for folder in (target, _previous(target), _leaving(target)):
        _refuse_foreign(folder)


def make_way(target: Path) -> None:
    """Raises PublishError, naming file and remedy, where `target` could not be replaced: better
    before a long build than after it.
    """
    refuse_foreign(target)
    _discard(_leaving(target))


def _refuse_foreign(folder: Path) -> None:
    if not folder.is_symlink():
        if not folder.exists() or (folder / MARKER).is_file():
            return
        if folder.is_dir() and not any(folder.iterdir()):
            return
    raise PublishError(
        f"{folder}: this folder was not made by a build, so it is left alone; "
        "move it away, then run build again"
    )


def heal(folder: Path, targets: Iterable[Path]) -> None:
    """Finishes a swap that a crash broke off, and deletes what one put out of the way; `folder` is
    where the build's own files are.

    Raises PublishError naming what another program holds, or what no build made.
    """
    targets = tuple(targets)
    for target in _intended(folder, targets):
        fresh = fresh_of(target)
        if (fresh / MARKER).is_file():
            if target.exists():
                _refuse_foreign(target)
                refuse_in_the_way(target, fresh)
                carry_over(_previous(target), target)
                _discard(_previous(target))
                move(target, _previous(target))
            move(fresh, target)
    for target in targets:
        if target.exists():
            # A swap was broken off before what no build made had gone on with it.
            for before in (_previous(target), _leaving(target)):
                carry_over(before, target)
        # Taken away by hand, or by a crash of which no note is left: the last one that was whole.
        if not target.exists() and (_previous(target) / MARKER).is_file():
            move(_previous(target), target)
    _forget(folder)
    for target in targets:
        clear(target)


def swap_in(folder: Path, pairs: Sequence[tuple[Path, Path]]) -> None:
    """Moves finished and marked folders to their targets: all of them, or none.

    `pairs` are fresh folders and targets; the build before stands beside them afterwards, and the
    one before that until it is cleared. Raises PublishError naming what another program holds.
    """
    for fresh, target in pairs:
        make_way(target)
        assert fresh == fresh_of(target)
        refuse_in_the_way(target, fresh)
    if hasattr(os, "sync"):
        os.sync()  # a power cut after the renames finds whole files
    names = [os.path.relpath(target, folder) for _, target in pairs]
    write_atomically(folder / INTENT, json.dumps(names).encode())
    begun: list[tuple[Path, Path]] = []
    try:
        for fresh, target in pairs:
            for source, place in (
                (_previous(target), _leaving(target)),
                (target, _previous(target)),
                (fresh, target),
            ):
                if source.exists():
                    # Noted before it is done: Ctrl-C may come in between.
                    begun.append((source, place))
                    move(source, place)
    except BaseException:
        for source, place in reversed(begun):
            if place.exists() and not source.exists():
                move(place, source)
        _forget(folder)
        raise
    _forget(folder)
    for _, target in pairs:
        carry_over(_previous(target), target)


def clear(target: Path) -> None:
    """Deletes what a swap has put out of the way: thousands of files, for which nobody has to wait.

    What another program holds is left; the next build names it.
    """
    with suppress(PublishError, OSError):
        _discard(_leaving(target))


def _discard(folder: Path) -> None:
    """Deletes a folder that a build made, its marker last: what is left where this is broken off is
    still known as a build's. Raises PublishError for any other, and naming what is held.
    """
    _refuse_foreign(folder)
    if folder.exists():
        for place in not_ours(folder):
            raise PublishError(
                f"{folder / place}: was not made by a build, so it is left alone; move it away, "
                "then run build again"
            )
        for entry in sorted(folder.iterdir()):
            if entry.name != MARKER:
                remove(entry)
        remove(folder)


def mark(fresh: Path, as_of: date, made: Iterable[str] | None = None) -> None:
    """Writes into a finished folder that a build made it, and which files it holds: all that are
    there, or those in `made`.
    """
    files = sorted(files_below(fresh) if made is None else made)
    marker = {"version": VERSION, "as_of": as_of.isoformat(), "files": files}
    (fresh / MARKER).write_text(json.dumps(marker, indent=1) + "\n", encoding="utf-8")


def _intended(folder: Path, targets: Iterable[Path]) -> list[Path]:
    """The targets that were to be replaced; what is no whole note of them means none yet was."""
    try:
        names = json.loads((folder / INTENT).read_bytes())
    except (FileNotFoundError, ValueError):
        return []
    if not isinstance(names, list):
        return []
    # Never a path of the note itself: only folders that this build replaces anyway.
    return [target for target in targets if os.path.relpath(target, folder) in names]


def _forget(folder: Path) -> None:
    (folder / INTENT).unlink(missing_ok=True)


def fresh_of(target: Path) -> Path:
    """Where what is to replace it is made."""
    return target.with_name(f".{target.name}-new")


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}-previous")


def _leaving(target: Path) -> Path:
    return target.with_name(f".{target.name}-leaving")
