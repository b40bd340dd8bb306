"""TinyDB's storage as one JSON file that is replaced as a whole.

An absent file is a new database. A file that is there and does not hold what was written is
damage, and never an empty database.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from app.errors import StoreDamaged
from app.store.disk import read, write_atomically

SCHEMA_VERSION = 1


class AtomicStorage(Storage):  # type: ignore[misc, unused-ignore]
    """Whole-file storage; the caller holds the lock over reading and writing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        try:
            raw = read(self.path)
        except FileNotFoundError:
            return None
        try:
            whole = json.loads(raw)
            version, tables = whole["schema_version"], whole["tables"]
        except (ValueError, KeyError, TypeError) as error:
            raise StoreDamaged(
                f"{self.path}: does not hold what was written; put a backup in its place"
            ) from error
        if version != SCHEMA_VERSION:
            raise StoreDamaged(
                f"{self.path}: has schema {version}, this program reads {SCHEMA_VERSION}; "
                "use the program that wrote it"
            )
        if whole.get("sha256") != _checksum(tables):
            raise StoreDamaged(
                f"{self.path}: was changed outside the program; put a backup in its place"
            )
        return dict(tables)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        # TinyDB hands over its own integer ids as keys; JSON makes them text either way.
        tables = json.loads(json.dumps(data))
        whole = {"schema_version": SCHEMA_VERSION, "sha256": _checksum(tables), "tables": tables}
        write_atomically(self.path, json.dumps(whole, indent=1, ensure_ascii=False).encode("utf-8"))

    def close(self) -> None:
        """Nothing is held open between calls."""


def _checksum(tables: Any) -> str:
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode("utf-8")).hexdigest()
