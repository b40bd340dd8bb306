"""Opening one wave's journal: verified from first byte to last, and mended where that is safe.

    journal-1.jsonl   the truth: a header, then every version of every response, a line each
    known             how much of it was known to be there
    snapshot.jsonl    where each version stands, so that opening is quick; made again when damaged
    torn-1-4096.txt   set aside: the beginning of an answer that was never acknowledged
    damaged-…         a snapshot or mark that was not what was written, kept as it was found

Raises StoreDamaged, and changes nothing, where less is there than was known to be.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.errors import StoreDamaged, StoreError
from app.store import disk, locks, recovery
from app.store.index import Index
from app.store.mark import Mark, keep_mark, overwrite_mark, read_mark
from app.store.records import lines

SNAPSHOT_FROM = 1000
"""Versions behind the snapshot before a new one is made; a quarter of all, when that is more."""
SNAPSHOT = "snapshot.jsonl"
Notice = Callable[[str], None]
"""Told what was mended, for people."""


@dataclass(slots=True, kw_only=True)
class Opened:
    """The files of a journal that is open, and what is known of them."""

    path: Path
    generation: int
    reader: int
    writer: int | None
    """None where the folder cannot be written."""
    mark: int | None
    index: Index
    end: int
    """Where the last record known ends."""
    place: str
    identity: tuple[int, int]
    """Where the journal was opened, and which file it is: another one may take its place."""
    unfinished: bool = False
    """Whether something stands behind the end that is no whole record."""
    process: int = 0
    """A fork shares the locks of its parent's handles: a child opens its own."""

    def known(self) -> Mark:
        return Mark(generation=self.generation, bytes=self.end, versions=len(self.index))

    def close(self) -> None:
        for handle in (self.reader, self.writer, self.mark):
            if handle is not None:
                disk.close(handle)
        self.process = 0


def journal_path(folder: Path, generation: int) -> Path:
    return folder / f"journal-{generation}.jsonl"


def generations(folder: Path) -> tuple[int, ...]:
    """The generations of the journals in a folder, oldest first."""
    found = (re.fullmatch(r"journal-(\d{1,9})\.jsonl", name) for name in disk.names(folder))
    return tuple(sorted(int(match[1]) for match in found if match))


def create(folder: Path, wave: str) -> None:
    """Makes an empty journal in a private folder, unless there is one. Raises StoreError."""
    disk.private_folder(folder)
    with locks.locked(folder / "journal"):
        if has_journal(folder):
            return
        first = recovery.header(wave, 1, 1)
        # The mark first: from the moment the journal is there, somebody may write to both.
        keep_mark(folder / "known", Mark(generation=1, bytes=len(first), versions=0))
        disk.write_atomically(journal_path(folder, 1), first)


def has_journal(folder: Path) -> bool:
    """Whether there is a journal in a folder. Raises StoreDamaged when there was one."""
    if generations(folder):
        return True
    mark = read_mark(folder / "known")
    # Made and cut short before the journal, or a journal without answers: nothing is lost.
    if "known" in disk.names(folder) and (mark is None or mark.versions):
        raise _missing(folder)
    return False


def open_journal(folder: Path, notice: Notice) -> Opened:
    """The journal that counts now. Raises StoreError and OSError."""
    found = generations(folder)
    for generation in found:
        opened = _open_generation(folder, generation, notice)
        if opened is None:
            continue
        for later in found[found.index(generation) + 1 :]:
            # A compaction that was cut short before it counted.
            if opened.writer is not None:
                disk.remove(journal_path(folder, later))
        return opened
    raise _missing(folder)


def set_aside(path: Path, handle: int, end: int) -> Path:
    """Copies what stands behind `end` beside the journal, durably, and cuts it off.

    Returns where it is now. Raises OSError or StoreError; then the journal is as it was.
    """
    torn = path.with_name(f"torn-{path.stem.removeprefix('journal-')}-{end}.txt")
    disk.write_atomically(torn, disk.blocks(handle, end))
    disk.cut(handle, end)
    disk.sync(handle)
    return torn


def said_of_torn(path: Path, torn: Path) -> str:
    return (
        f"{path}: ended in an answer that was never acknowledged, cut short by a kill or a power "
        f"cut; it was set aside as {torn.name}"
    )


def _open_generation(folder: Path, generation: int, notice: Notice) -> Opened | None:
    """The journal of one generation, verified; None when another has taken its place."""
    path = journal_path(folder, generation)
    reader = disk.open_file(path)
    writer = None
    try:
        with suppress(PermissionError):
            writer = disk.open_file(path, write=True)
        if writer is not None:
            locks.take(writer, path)
        opened = _verified(folder, generation, reader, writer, notice)
        if writer is not None:
            locks.let_go(writer)
    except BaseException:
        disk.close(reader)
        if writer is not None:
            disk.close(writer)
        raise
    if opened is None:
        disk.close(reader)
        if writer is not None:
            disk.close(writer)
            # Windows removes no file that another process has open: the next opening tries again.
            with suppress(PermissionError):
                disk.remove(folder / SNAPSHOT)
                disk.remove(path)
    return opened


def _verified(
    folder: Path, generation: int, reader: int, writer: int | None, notice: Notice
) -> Opened | None:
    path = journal_path(folder, generation)
    head, start = recovery.read_header(path, reader)
    if head.get("generation") != generation:
        raise recovery.damaged_at(path, 0)
    index, covered = _from_snapshot(folder, generation, reader, notice) or (
        Index(),
        start,
    )
    before = len(index)
    found = recovery.replay(lines(disk.blocks(reader, covered)), covered, index)
    index.reserve(head["next_id"])
    if found.sound_after:
        raise recovery.damaged_at(path, found.end)
    if found.successor is not None:
        if not journal_path(folder, found.successor).exists():
            raise _missing(folder)
        return None
    mark = read_mark(folder / "known")
    recovery.check_known(path, mark, generation, found.end)
    opened = Opened(
        path=path,
        generation=generation,
        reader=reader,
        writer=writer,
        mark=None,
        index=index,
        end=found.end,
        place=str(path),
        identity=disk.identity(reader),
        process=os.getpid(),
    )
    if writer is not None:
        _mend(folder, opened, writer, mark, notice)
        if len(index) - before >= max(SNAPSHOT_FROM, len(index) // 4):
            _keep_snapshot(folder, opened, notice)
    return opened


def _mend(folder: Path, opened: Opened, writer: int, mark: Mark | None, notice: Notice) -> None:
    """Cuts off a torn end, brings the mark up to date, and has it all on the disk once."""
    if disk.size(writer) > opened.end:
        notice(said_of_torn(opened.path, set_aside(opened.path, writer, opened.end)))
    known = folder / "known"
    if mark is None:
        if len(opened.index):
            notice(f"{known}: was missing or damaged; made again from the journal")
        _keep_bad(known)
        keep_mark(known, opened.known())
    opened.mark = disk.open_file(known, write=True)
    if mark is not None and mark != opened.known():
        overwrite_mark(opened.mark, opened.generation, opened.end, len(opened.index))
    # What an earlier process wrote and could not sync is on the disk before more is added.
    disk.sync(writer)


def _from_snapshot(
    folder: Path, generation: int, reader: int, notice: Notice
) -> tuple[Index, int] | None:
    path = folder / SNAPSHOT
    try:
        return recovery.kept_index(path, generation, reader, disk.size(reader))
    except StoreDamaged as damage:
        notice(f"{damage}; the journal is whole as far as it goes, and is read instead")
        with suppress(PermissionError):
            _keep_bad(path)
    return None


def _keep_snapshot(folder: Path, opened: Opened, notice: Notice) -> None:
    made = recovery.snapshot(opened.index, opened.generation, opened.reader, opened.end)
    try:
        disk.write_atomically(folder / SNAPSHOT, made)
    except StoreError as error:
        # Only the next opening is slower for it.
        notice(str(error))


def _keep_bad(path: Path) -> None:
    """Moves a file that is not what was written aside, under a name that is free."""
    taken = disk.names(path.parent)
    if path.name not in taken:
        return
    number = 1
    while f"damaged-{number}-{path.name}" in taken:
        number += 1
    disk.rename(path, path.with_name(f"damaged-{number}-{path.name}"))


def _missing(folder: Path) -> StoreDamaged:
    return StoreDamaged(
        f"{folder}: its journal is missing, but answers were kept in it; {recovery.REMEDY}"
    )
