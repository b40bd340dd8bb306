"""What is kept for the sealed pages: their wrapped keys, and what the last upload was made of.

The keys come and go as bytes under a passphrase that nobody here knows. Each is one file under a
checksum, replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.errors import StoreDamaged
from app.store.disk import private_folder
from app.store.recovery import REMEDY
from app.store.whole import read_whole, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A built upload folder: what each of its files was, and what it was sealed with."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Path in the folder → SHA-256 of what was written there."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Name of a unit → what addresses called it: another key is another address."""


_UPLOAD = TypeAdapter(Upload)


def wrapped_keys(instance: Path) -> bytes | None:
    """The wrapped keys of the pages; None where nothing was sealed yet. Raises StoreDamaged."""
    try:
        return read_whole(_keys(instance))
    except FileNotFoundError:
        return None


def keep_wrapped_keys(instance: Path, wrapped: bytes) -> None:
    """Replaces them, durably. Raises StoreError."""
    private_folder(private_folder(instance) / "keys")
    write_whole(_keys(instance), wrapped)


def last_upload(instance: Path) -> Upload | None:
    """The upload folder as it was last built; None before the first. Raises StoreDamaged."""
    path = _upload(instance)
    try:
        return _UPLOAD.validate_json(read_whole(path))
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error


def keep_upload(instance: Path, upload: Upload) -> None:
    """Replaces the record of the last upload. Raises StoreError."""
    private_folder(instance)
    write_whole(_upload(instance), _UPLOAD.dump_json(upload, indent=0))


def keys_file(instance: Path) -> Path:
    """Where the wrapped keys are, for messages."""
    return _keys(instance)


def _keys(instance: Path) -> Path:
    return instance / "keys" / "pages.json"


def _upload(instance: Path) -> Path:
    return instance / "upload.json"
