"""Putting right what an interruption left in a wave's folder, when somebody writes to it next.

A torn end is set aside, the mark brought up to date, a compaction that was cut short finished or
forgotten, the snapshot made anew. To be called under the journal's lock. What stands in the journal
as a whole record is never touched.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.errors import StoreError
from app.store import disk, recovery
from app.store.mark import keep_mark, overwrite_mark, read_mark
from app.store.opening import KNOWN, SNAPSHOT, Opened, generations, journal_path

SNAPSHOT_FROM = 1000
"""Versions behind the snapshot before a new one is made; a quarter of all, when that is more."""
Notice = Callable[[str], None]
"""Told what was mended, for people."""


def mend(folder: Path, opened: Opened, writer: int, notice: Notice) -> None:
    """Makes a folder as it would be without any interruption. Raises StoreError and OSError."""
    for generation in generations(folder):
        if generation < opened.generation:
            _forget(folder, generation)
        elif generation > opened.generation:
            # A compaction that was cut short before it counted.
            disk.remove(journal_path(folder, generation))
    if opened.unfinished:
        set_aside(opened, writer, notice)
    _bring_mark_up_to_date(folder, opened, notice)
    # What an earlier process wrote and could not sync is on the disk before more is added.
    disk.sync(writer)
    if opened.damage:
        notice(opened.damage)
        _keep_bad(folder / SNAPSHOT)
        opened.damage = ""
    if opened.behind_snapshot >= max(SNAPSHOT_FROM, len(opened.index) // 4):
        _keep_snapshot(folder, opened, notice)


def set_aside(opened: Opened, writer: int, notice: Notice) -> None:
    """Copies what stands behind the last whole record beside the journal, and cuts it off.

    Raises OSError or StoreError; then the journal is as it was.
    """
    torn = opened.path.with_name(f"torn-{opened.generation}-{opened.end}.txt")
    disk.write_atomically(torn, disk.blocks(writer, opened.end))
    disk.cut(writer, opened.end)
    disk.sync(writer)
    opened.unfinished = False
    notice(
        f"{opened.path}: ended in an answer that was never acknowledged, cut short by a kill or a "
        f"power cut; it was set aside as {torn.name}"
    )


def _bring_mark_up_to_date(folder: Path, opened: Opened, notice: Notice) -> None:
    known = folder / KNOWN
    mark = read_mark(known)
    if mark is None:
        if len(opened.index):
            notice(f"{known}: was missing or damaged; made again from the journal")
        _keep_bad(known)
        keep_mark(known, opened.known())
    opened.mark = disk.open_file(known, write=True)
    if mark is not None and mark != opened.known():
        overwrite_mark(opened.mark, opened.generation, opened.end, len(opened.index))


def _forget(folder: Path, generation: int) -> None:
    """Takes a journal away whose place another has taken, and the snapshot that was made of it."""
    # Windows removes no file that another process has open: the next one to write tries again.
    with suppress(PermissionError):
        disk.remove(folder / SNAPSHOT)
        disk.remove(journal_path(folder, generation))


def _keep_snapshot(folder: Path, opened: Opened, notice: Notice) -> None:
    made = recovery.snapshot(opened.index, opened.generation, opened.reader, opened.end)
    try:
        disk.write_atomically(folder / SNAPSHOT, made)
    except StoreError as error:
        # Only the next opening is slower for it.
        notice(str(error))
    opened.behind_snapshot = 0


def _keep_bad(path: Path) -> None:
    """Moves a file that is not what was written aside, under a name that is free."""
    taken = disk.names(path.parent)
    if path.name not in taken:
        return
    number = 1
    while f"damaged-{number}-{path.name}" in taken:
        number += 1
    disk.rename(path, path.with_name(f"damaged-{number}-{path.name}"))
