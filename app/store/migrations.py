"""Bringing a store of an older schema up to date: a copy of it first, then whole or not at all.

    1   answers/<wave>.json, one file a wave with a checksum over all of it, replaced as a whole;
        waves and keys without checksums
    2   answers/<wave>/, a journal a wave with a checksum a version; waves and keys under checksums;
        store.json names the waves

The new store counts from the moment its registry is there. A step that was cut short is made again:
it takes what it needs from the copy, which is whole before anything is changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.errors import StoreDamaged, StoreError
from app.store import disk, locks
from app.store.keys import write_key
from app.store.mark import Mark, keep_mark
from app.store.opening import journal_path
from app.store.records import line
from app.store.recovery import REMEDY, header
from app.store.registry import NAME, schema_of_old, write_registry
from app.store.whole import write_whole

KEPT = "before-schema-2"
"""The folder in `instance/` that the old files are copied to first."""


def outdated(instance: Path) -> tuple[str, ...]:
    """What of the store is of an older schema, as paths below `instance/`; nothing when current."""
    if NAME in disk.names(instance) or schema_of_old(instance) is None:
        # A migration that was cut short after it counted leaves old files to take away.
        return _left_over(instance)
    return (*_left_over(instance), *_below(instance, "waves", (".json", ".links")))


def migrate(instance: Path) -> tuple[str, ...]:
    """Brings the store up to date; returns what it changed, for people. Raises StoreError."""
    if not outdated(instance):
        return ()
    try:
        with locks.locked(instance / NAME):
            old = _left_over(instance)
            said = () if NAME in disk.names(instance) else _from_first(instance)
            for name in old:
                disk.remove(instance / name)
    except OSError as error:
        raise StoreError(
            f"{instance}: not brought up to date ({error.strerror}); run migrate again"
        ) from error
    return said or tuple(f"{name}: taken away, it was brought over before" for name in old)


def _from_first(instance: Path) -> tuple[str, ...]:
    copy = instance / KEPT
    said = [f"{KEPT}/: {_copied(instance)} files of the old store copied there first"]
    tables = {Path(name).stem: read_first(copy / name) for name in _below(copy, "answers")}
    waves = [Path(name).stem for name in _below(copy, "waves")]
    for wave in dict.fromkeys((*waves, *tables)):
        documents = list(_second(tables.get(wave, {})))
        _write_journal(instance / "answers" / wave, wave, documents)
        said.append(f"answers/{wave}/: {len(documents)} versions brought over")
    for name in _below(copy, "waves", (".json", ".links")):
        write_whole(instance / name, disk.read(copy / name))
        said.append(f"{name}: under a checksum")
    for name in _below(copy, "keys", (".key",)):
        write_key((instance / name).with_suffix(".json"), disk.read(copy / name))
        said.append(f"{name}: under a checksum")
    write_registry(instance, tuple(waves))
    return tuple(said)


def read_first(path: Path) -> dict[str, Any]:
    """The documents of a file of schema 1, by TinyDB's ids. Raises StoreDamaged."""
    try:
        whole = json.loads(disk.read(path))
        tables = whole["tables"]
        text = json.dumps(tables, sort_keys=True).encode("utf-8")
        sound = whole["sha256"] == hashlib.sha256(text).hexdigest()
        if whole["schema_version"] == 1 and sound:
            return dict(tables.get("responses", {}))
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error
    raise StoreDamaged(f"{path}: was changed outside the program; {REMEDY}")


def _second(documents: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Documents of schema 1 as those of schema 2, in the order they were saved."""
    for number, key in enumerate(sorted(documents, key=int), 1):
        old = documents[key]
        yield {
            "id": number,
            "relationship": old["relationship"],
            "perspective": old["perspective"],
            "respondent": old["respondent"],
            "state": old["state"],
            "language": old["language"],
            "answers": {answer["item"]: answer["value"] for answer in old["answers"]},
            "consent": {a["item"]: a["consent"] for a in old["answers"] if a["consent"]},
        }


def _write_journal(folder: Path, wave: str, documents: list[dict[str, Any]]) -> None:
    """A journal as a whole; an earlier attempt that was cut short is written over."""
    disk.private_folder(folder)
    data = header(wave, 1, 1) + b"".join(line(document) for document in documents)
    disk.write_atomically(journal_path(folder, 1), data)
    keep_mark(folder / "known", Mark(generation=1, bytes=len(data), versions=len(documents)))


def _copied(instance: Path) -> int:
    """Copies every file of the old store aside, once; a copy that is there is not written over."""
    count = 0
    for part in ("answers", "waves", "keys"):
        for name in _below(instance, part, ("",)):
            disk.private_folder((instance / KEPT / name).parent)
            if not disk.is_file(instance / KEPT / name):
                disk.write_atomically(instance / KEPT / name, disk.read(instance / name))
            count += 1
    return count


def _left_over(instance: Path) -> tuple[str, ...]:
    """Files that schema 2 has under other names."""
    return (*_below(instance, "answers"), *_below(instance, "keys", (".key",)))


def _below(root: Path, part: str, endings: tuple[str, ...] = (".json",)) -> tuple[str, ...]:
    """The plain files of a folder with these endings, as paths below `root`."""
    return tuple(
        f"{part}/{name}"
        for name in disk.names(root / part)
        if name.endswith(endings) and not name.startswith(".") and disk.is_file(root / part / name)
    )
