"""A firm's content, surveys and instance as one zip archive, each file with its checksum.

Made while answers go on being saved: a wave's journal is held for the moment of its copying. Knows
files, checksums and how many versions each wave has; knows nothing of sealing, which is put around
the stream.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.errors import StoreDamaged, StoreError
from app.store import disk
from app.store.archive_names import PARTS, is_of_a_site
from app.store.built import FOLDER
from app.store.journal import Journal
from app.store.opening import has_journal
from app.store.recovery import SCHEMA_VERSION
from app.store.registry import registered

ARCHIVE_FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 64 << 20
_DAMAGE = (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive says it holds."""

    made: str
    """ISO moment with a zone."""
    program: str
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Path in the archive → bytes and SHA-256."""
    versions: Mapping[str, int] = field(default_factory=dict)
    """Wave → how many versions of responses."""


def write_archive(
    stream: BinaryIO, parts: Mapping[str, Path], *, made: str, program: str
) -> Manifest:
    """Writes the archive of a site; `parts` gives the folder of each of PARTS.

    Raises StoreError when a file cannot be read, a journal is damaged, or something lies there
    that no archive can hold: it has everything, or is not made.
    """
    _refuse_what_it_cannot_hold(parts)
    files: dict[str, tuple[int, str]] = {}
    versions: dict[str, int] = {}
    registered(parts["instance"])
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for part in PARTS:
            for folder in _folders(parts[part]):
                wave = _wave_of(parts["instance"], folder)
                journal = Journal(folder) if wave and has_journal(folder) else None
                with journal.exclusive() if journal is not None else nullcontext() as index:
                    if index is not None and wave:
                        versions[wave] = len(index)
                    for name in _files(folder):
                        inside = PurePosixPath(
                            part, folder.relative_to(parts[part]).as_posix(), name
                        )
                        data = disk.read(folder / name)
                        archive.writestr(_entry(str(inside), made), data)
                        files[str(inside)] = (len(data), sha256(data).hexdigest())
                if journal is not None:
                    journal.close()
        manifest = Manifest(made=made, program=program, files=files, versions=versions)
        text = json.dumps(
            {
                "both_sides": "backup",
                "archive_format": ARCHIVE_FORMAT,
                "schema_version": SCHEMA_VERSION,
                **asdict(manifest),
            },
            indent=1,
        )
        archive.writestr(_entry(MANIFEST, made), text)
    return manifest


def read_archive(stream: BinaryIO) -> tuple[zipfile.ZipFile, Manifest]:
    """An archive with its manifest, every byte verified. Raises StoreDamaged and StoreError."""
    try:
        archive = zipfile.ZipFile(stream)
        manifest = _manifest(archive)
        if {entry.filename for entry in archive.infolist()} != {*manifest.files, MANIFEST}:
            raise ValueError("other files than the manifest names")
        for name, (length, digest) in manifest.files.items():
            if archive.getinfo(name).file_size != length or _digest(archive, name) != digest:
                raise ValueError(f"{name} is not what was written")
    except (*_DAMAGE, OSError) as error:
        raise StoreDamaged(f"the backup is damaged ({error}); use another one") from error
    except (RuntimeError, NotImplementedError) as error:
        raise StoreDamaged("the backup is no archive of this program; use another one") from error
    return archive, manifest


def content(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of one file of an archive, in blocks."""
    with archive.open(name) as source:
        while block := source.read(disk.BLOCK):
            yield block


def files_of(root: Path) -> Iterator[Path]:
    """The files of one of PARTS that a backup holds."""
    return (folder / name for folder in _folders(root) for name in _files(folder))


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise ValueError("the manifest is too large")
    found = json.loads(archive.read(MANIFEST))
    if found.get("both_sides") != "backup":
        raise ValueError("no backup of this program")
    newest = (found["archive_format"], found["schema_version"])
    if newest > (ARCHIVE_FORMAT, SCHEMA_VERSION) or found["schema_version"] > SCHEMA_VERSION:
        raise StoreError(
            "the backup was made by a newer version of this program; use that one to restore it"
        )
    files = {}
    for name, (length, digest) in found["files"].items():
        if not is_of_a_site(name):
            raise ValueError(f"{name!r} is no file of a site")
        files[name] = (int(length), str(digest))
    return Manifest(
        made=datetime.fromisoformat(found["made"]).isoformat(),  # folders are called after it
        program=str(found["program"]),
        files=files,
        versions={str(wave): int(number) for wave, number in found["versions"].items()},
    )


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    whole = sha256()
    for block in content(archive, name):
        whole.update(block)
    return whole.hexdigest()


def _folders(root: Path) -> Iterator[Path]:
    """A folder and all below it, without links."""
    if not disk.is_folder(root):
        return
    yield root
    for name in disk.names(root):
        if root.name == "instance" and name == FOLDER:
            continue  # what builds made is made again
        if disk.is_folder(root / name) and not disk.is_link(root / name):
            yield from _folders(root / name)


def _files(folder: Path) -> Iterator[str]:
    """The files of a folder that are worth keeping: no locks, and nothing that was cut short."""
    for name in disk.names(folder):
        passing = name.startswith(".") and name.endswith((".lock", disk.UNFINISHED))
        if not passing and disk.is_file(folder / name):
            yield name


def others_of(root: Path) -> Iterator[Path]:
    """What is neither a file nor a folder of its own: a link, a pipe, a device.

    Without what begins with a point: nothing of ours does, and editors lock files by such links.
    """
    for folder in _folders(root):
        for name in disk.names(folder):
            path = folder / name
            passing = name.startswith(".") or (folder.name == "instance" and name == FOLDER)
            if not passing and not disk.is_file(path) and _is_other(path):
                yield path


def _is_other(path: Path) -> bool:
    gone = disk.found_at(str(path)) is None  # since its name was read
    return disk.is_link(path) or not (gone or disk.is_folder(path))


def what_it_is(path: Path) -> str:
    """Of one of these, for a message."""
    return "is a link" if disk.is_link(path) else "is no plain file"


def _refuse_what_it_cannot_hold(parts: Mapping[str, Path]) -> None:
    said = [f"{path} {what_it_is(path)}" for part in PARTS for path in others_of(parts[part])]
    if said:
        raise StoreError(
            "nothing was written, because a backup can hold files and folders alone, and\n  "
            + "\n  ".join(said)
            + "\nPut the file or folder itself there, or take it out; then run the command again."
        )


def _wave_of(instance: Path, folder: Path) -> str:
    return folder.name if folder.parent == instance / "answers" else ""


def _entry(name: str, made: str) -> zipfile.ZipInfo:
    year, month, day = (int(part) for part in made[:10].split("-"))
    entry = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
    entry.external_attr = 0o600 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
