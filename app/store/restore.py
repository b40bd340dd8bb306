"""Putting a verified archive in the place of a site: whole or not at all, and what was there kept.

Everything is written beside first. Then a note says that the exchange has begun, and the folders
change places one by one; one that was cut short there is finished by `finish`, and until then
nothing else reads the store.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.errors import StoreError
from app.store import disk
from app.store.archive import Manifest, content
from app.store.archive_names import PARTS, place_in
from app.store.journal import Journal
from app.store.registry import RESTORING
from app.store.taken_back import lost_by

NEW, OLD, NOTE = "new", "old", "exchange.json"


def put_in_place(
    archive: zipfile.ZipFile,
    manifest: Manifest,
    parts: Mapping[str, Path],
    aside: Path,
    *,
    agreed: bool,
) -> bool:
    """Replaces a site by an archive that was verified; what was there goes to `aside`.

    Returns whether anything was there. Raises StoreError where something would be lost that is not
    in the archive, unless that was `agreed`, and when it cannot be done: then nothing was changed,
    or the exchange has begun and `finish` completes it.
    """
    room = room_of(parts)
    if disk.names(aside):
        raise StoreError(f"{aside}: is there already; move it away first")
    if disk.is_file(room / NOTE):
        raise StoreError(f"{room}: a restore was cut short; run: build.py restore --finish")
    try:
        clear(room)
        _refuse_full_disk(room, manifest)
        _unpack(archive, manifest, room / NEW)
        with _held(parts["instance"]) as versions:
            lost = () if agreed else lost_by(parts, versions, manifest)
            if lost:
                raise StoreError(
                    "the backup does not have, and restoring it would take away:\n  "
                    + "\n  ".join(lost)
                    + "\nAdd --yes to restore it all the same; what is here now is kept beside."
                )
            note = {part: str(parts[part]) for part in PARTS} | {"aside": str(aside)}
            # From here on the archive counts.
            disk.write_atomically(room / NOTE, json.dumps(note).encode("utf-8"))
            finish(room)
    except BaseException as error:
        # What was unpacked is in clear, and may be what fills the disk.
        left = "" if disk.is_file(room / NOTE) else _left_after_clearing(room)
        if isinstance(error, OSError | zipfile.BadZipFile | zlib.error | EOFError):
            why = error.strerror if isinstance(error, OSError) else error
            raise StoreError(
                f"{room}: cannot be written ({why}); nothing was changed{left}"
            ) from error
        if left and isinstance(error, StoreError):
            raise StoreError(f"{error}{left}") from error
        raise
    return bool(disk.names(aside))


def _refuse_full_disk(room: Path, manifest: Manifest) -> None:
    """Raises StoreError where the files of an archive would not fit beside what is there."""
    needed, free = sum(length for length, _ in manifest.files.values()), disk.free(room.parent)
    if free < needed:
        raise StoreError(
            f"{room.parent}: {free >> 20} MB are free on this disk and the backup takes "
            f"{(needed >> 20) + 1} MB; make room, then restore again; nothing was changed"
        )


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    for name in manifest.files:
        place = place_in(folder, name)
        disk.private_folder(place.parent)
        disk.write_atomically(place, content(archive, name))
    for part in PARTS:
        disk.private_folder(folder / part)


def _left_after_clearing(room: Path) -> str:
    """What is to be said of a room that cannot be cleared; nothing where it was."""
    try:
        clear(room)
    except OSError as error:
        return f"; {room} holds the backup's files in clear ({error.strerror}): delete it"
    return ""


@contextmanager
def _held(instance: Path) -> Iterator[dict[str, int | None]]:
    """Nobody saves an answer meanwhile; wave → versions there now, None where it cannot be read."""
    found: dict[str, int | None] = {}
    with ExitStack() as held:
        for wave in disk.names(instance / "answers"):
            folder = instance / "answers" / wave
            if not disk.is_folder(folder):
                continue
            try:
                journal = Journal(folder)
                found[wave] = len(held.enter_context(journal.exclusive()))
                if os.name != "posix":
                    # Windows moves no folder with open files in it: a moment is left to luck.
                    held.pop_all().close()
                    journal.close()
            except (StoreError, OSError):
                found[wave] = None
        yield found


def finish(room: Path) -> Path:
    """Completes an exchange that has begun, from wherever it stopped; returns the folder aside.

    Raises StoreError when a folder cannot be moved: then it can be tried again.
    """
    try:
        noted = json.loads(disk.read(room / NOTE))
        places = {part: Path(noted[part]) for part in PARTS}
        aside = Path(noted["aside"])
    except FileNotFoundError as error:
        raise StoreError(f"{room.parent}: no restore was cut short here") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{room / NOTE}: says nothing of a restore; restore again") from error
    try:
        for part in PARTS:
            if not disk.is_folder(room / NEW / part):
                continue  # it is in its place already
            if disk.is_folder(places[part]):
                disk.private_folder(room / OLD)
                disk.rename(places[part], room / OLD / part)
            disk.rename(room / NEW / part, places[part])
        if disk.is_folder(room / OLD):
            disk.rename(room / OLD, aside)
        disk.remove(room / NOTE)
        clear(room)
    except OSError as error:
        raise StoreError(
            f"{error.filename}: cannot be moved ({error.strerror}); close what has it open, stop "
            "serve, and run: build.py restore --finish"
        ) from error
    return aside


def room_of(parts: Mapping[str, Path]) -> Path:
    """The folder beside `instance/` in which a restore is prepared."""
    return parts["instance"].parent / RESTORING


def clear(room: Path) -> None:
    """Takes away what a restore that never began left. Raises OSError."""
    if disk.is_link(room):
        disk.remove(room)  # nothing of ours, and what it leads to is somebody's
    elif disk.is_folder(room):
        disk.remove_tree(room)
