"""Going through a journal: every checksum verified, a torn end told from damage.

A torn end is what a kill or a power cut leaves of an answer that nobody was told was saved.
Anything else that is not what was written, or less than was known to be there, is damage: an
error, and never fewer answers. Reads; changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

from app.errors import StoreDamaged, StoreError
from app.store import disk
from app.store.index import Index, Key
from app.store.mark import Mark
from app.store.records import Record, line, lines, record

SCHEMA_VERSION = 2
REMEDY = "bring back the last backup with: build.py restore FILE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What going through a journal from one place on found."""

    end: int
    """Where the last whole record ends."""
    successor: int | None = None
    """The generation that took this one's place."""
    sound_after: bool = False
    """Whether a whole record stands behind one that is not."""


def key_of(found: Record) -> Key:
    """The key of a response's document. Raises KeyError."""
    return f"{found['relationship']}/{found['perspective']}/{found['respondent']}"


def header(wave: str, generation: int, next_id: int) -> bytes:
    """The first line of a journal."""
    return line(
        {
            "both_sides": "answers",
            "schema_version": SCHEMA_VERSION,
            "wave": wave,
            "generation": generation,
            "next_id": next_id,
        }
    )


def read_header(path: Path, handle: int) -> tuple[Record, int]:
    """The first record and where it ends. Raises StoreDamaged; StoreError for another schema."""
    first = next(lines(disk.blocks(handle, 0, 4096)), b"")
    found = record(first)
    if found is None or found.get("both_sides") != "answers":
        what = "is empty, but answers were kept in it" if not first else "has no readable beginning"
        raise StoreDamaged(f"{path}: {what}; {REMEDY}")
    if found.get("schema_version") != SCHEMA_VERSION:
        raise StoreError(
            f"{path}: has schema {found.get('schema_version')}, this program reads "
            f"{SCHEMA_VERSION}; use the newer program that wrote it"
        )
    return found, len(first)


def replay(raw: Iterable[bytes], start: int, index: Index) -> Replayed:
    """Puts the records of some lines into an index; a batch counts when all of it is there."""
    end = at = start
    successor = None
    batch: list[tuple[Record, tuple[int, int]]] = []
    missing = 0
    rest = iter(raw)
    for one in rest:
        found = record(one)
        place = (at, len(one))
        at += len(one)
        if found is None or successor is not None or (missing and "batch" in found):
            sound = (record(other) is not None for other in chain([one], rest))
            return Replayed(end=end, successor=successor, sound_after=any(sound))
        if "batch" in found:
            missing = int(found["batch"])
            continue
        if missing:
            batch.append((found, place))
            missing -= 1
            if missing:
                continue
        try:
            for response, its_place in batch or ((found, place),):
                apply(response, its_place, index)
        except (KeyError, ValueError, TypeError, OverflowError):
            return Replayed(end=end, sound_after=True)
        successor = found.get("superseded_by")
        end = at
        if batch:
            batch = []
    return Replayed(end=end, successor=successor)


def apply(found: Record, place: tuple[int, int], index: Index) -> None:
    """One record's effect on the index. Raises KeyError, ValueError or TypeError."""
    if "removed" in found:
        for key, number in found["removed"]:
            index.drop(key, number)
    elif "superseded_by" not in found:
        index.put(key_of(found), found["id"], place)


def check_known(path: Path, mark: Mark | None, generation: int, end: int) -> None:
    """Raises StoreDamaged when more was known to be in the journal than there is."""
    if mark is None or mark.generation < generation:
        return
    if mark.generation > generation:
        newer = path.with_name(f"journal-{mark.generation}.jsonl")
        raise StoreDamaged(f"{newer}: is missing, but answers were kept in it; {REMEDY}")
    if mark.bytes > end:
        raise StoreDamaged(
            f"{path}: is damaged or cut off at byte {end}: {mark.bytes} bytes with "
            f"{mark.versions} saved versions were known to be in it; {REMEDY}"
        )


def damaged_at(path: Path, end: int) -> StoreDamaged:
    return StoreDamaged(
        f"{path}: does not hold what was written, from byte {end} on; nothing was changed; {REMEDY}"
    )


def kept_index(path: Path, generation: int, handle: int, length: int) -> tuple[Index | None, int]:
    """The index of a snapshot and the bytes it covers, if the journal still begins with these.

    No index when there is none for this generation, or when the journal is no longer what it was
    made from: then the journal itself is gone through, record by record. Raises StoreDamaged when
    the snapshot itself is not what was written.
    """
    try:
        raw = disk.read(path)
    except FileNotFoundError:
        return None, 0
    first, _, text = raw.partition(b"\n")
    head = record(first + b"\n")
    if head is None or head.get("index") != sha256(text).hexdigest():
        raise StoreDamaged(f"{path}: does not hold what was written")
    if head["generation"] != generation or head["bytes"] > length:
        return None, 0
    if prefix_hash(handle, head["bytes"]) != head["journal"]:
        return None, 0
    try:
        return Index.from_text(text), head["bytes"]
    except (ValueError, TypeError, IndexError, json.JSONDecodeError) as error:
        raise StoreDamaged(f"{path}: does not hold what was written") from error


def snapshot(index: Index, generation: int, handle: int, end: int) -> Iterator[bytes]:
    """The bytes of a snapshot: what it covers and its checksums, then the index."""
    text = index.to_text()
    yield line(
        {
            "generation": generation,
            "bytes": end,
            "journal": prefix_hash(handle, end),
            "index": sha256(text).hexdigest(),
        }
    )
    yield text


def prefix_hash(handle: int, length: int) -> str:
    whole = sha256()
    for block in disk.blocks(handle, 0, length):
        whole.update(block)
    return whole.hexdigest()
