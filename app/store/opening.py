"""Opening one wave's journal: verified from first byte to last; reads, and changes nothing.

    journal-1.jsonl   the truth: a header, then every version of every response, a line each
    known             how much of it was known to be there
    snapshot.jsonl    where each version stands, so that opening is quick; made again when damaged
    torn-1-4096.txt   set aside: the beginning of an answer that was never acknowledged
    damaged-…         a snapshot or mark that was not what was written, kept as it was found

Raises StoreDamaged where less is there than was known to be. What an interruption left behind is
`mending`'s matter, when somebody writes next.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from app.errors import StoreDamaged
from app.store import disk, locks, recovery
from app.store.index import Index
from app.store.mark import Mark, keep_mark, read_mark
from app.store.records import lines

SNAPSHOT, KNOWN = "snapshot.jsonl", "known"
ATTEMPTS = 5
"""Times that a journal may be compacted away while it is being opened."""


@dataclass(slots=True, kw_only=True)
class Opened:
    """The files of a journal that is open, and what is known of them."""

    path: Path
    generation: int
    reader: int
    writer: int | None = None
    """Opened when somebody writes."""
    mark: int | None = None
    """Opened when what an interruption left behind has been mended."""
    index: Index
    end: int
    """Where the last record known ends."""
    place: str
    identity: tuple[int, int]
    """Where the journal was opened, and which file it is: another one may take its place."""
    unfinished: bool = False
    """Whether something stands behind the end that is no whole record."""
    behind_snapshot: int = 0
    """Versions that the snapshot does not know."""
    damage: str = ""
    """What is wrong with the snapshot, for people."""
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
        keep_mark(folder / KNOWN, Mark(generation=1, bytes=len(first), versions=0))
        disk.write_atomically(journal_path(folder, 1), first)


def has_journal(folder: Path) -> bool:
    """Whether there is a journal in a folder. Raises StoreDamaged when there was one."""
    if generations(folder):
        return True
    mark = read_mark(folder / KNOWN)
    # Made and cut short before the journal, or a journal without answers: nothing is lost.
    if KNOWN in disk.names(folder) and (mark is None or mark.versions):
        raise _missing(folder)
    return False


def open_journal(folder: Path) -> Opened:
    """The journal that counts now. Raises StoreError and OSError."""
    for _ in range(ATTEMPTS):
        # The mark first: it may lag behind the journal, and must not be ahead of what is read here.
        mark = read_mark(folder / KNOWN)
        for generation in generations(folder):
            try:
                opened = _open_generation(folder, generation, mark)
            except FileNotFoundError:
                break  # another process has compacted and taken it away meanwhile
            if opened is not None:
                return opened
    raise _missing(folder)


def _open_generation(folder: Path, generation: int, mark: Mark | None) -> Opened | None:
    """The journal of one generation, verified; None when another has taken its place."""
    reader = disk.open_file(journal_path(folder, generation))
    try:
        opened = _verified(folder, generation, reader, mark)
    except BaseException:
        disk.close(reader)
        raise
    if opened is None:
        disk.close(reader)
    return opened


def _verified(folder: Path, generation: int, reader: int, mark: Mark | None) -> Opened | None:
    path = journal_path(folder, generation)
    head, start = recovery.read_header(path, reader)
    if head.get("generation") != generation:
        raise recovery.damaged_at(path, 0)
    length = disk.size(reader)
    index, covered, damage = _from_snapshot(folder, generation, reader, length)
    if index is None:
        index, covered = Index(), start
    before = len(index)
    found = recovery.replay(lines(disk.blocks(reader, covered, length)), covered, index)
    index.reserve(head["next_id"])
    if found.sound_after:
        raise recovery.damaged_at(path, found.end)
    if found.successor is not None:
        if not disk.is_file(journal_path(folder, found.successor)):
            raise _missing(folder)
        return None
    recovery.check_known(path, mark, generation, found.end)
    return Opened(
        path=path,
        generation=generation,
        reader=reader,
        index=index,
        end=found.end,
        unfinished=found.end < length,
        behind_snapshot=len(index) - before,
        damage=damage,
        place=str(path),
        identity=disk.identity(reader),
        process=os.getpid(),
    )


def _from_snapshot(
    folder: Path, generation: int, reader: int, length: int
) -> tuple[Index | None, int, str]:
    """The index of the snapshot, what it covers, and what is wrong with it."""
    try:
        index, covered = recovery.kept_index(folder / SNAPSHOT, generation, reader, length)
        return index, covered, ""
    except StoreDamaged as damage:
        return None, 0, f"{damage}; the journal itself is read instead"


def _missing(folder: Path) -> StoreDamaged:
    return StoreDamaged(
        f"{folder}: its journal is missing, but answers were kept in it; {recovery.REMEDY}"
    )
