"""When the last backup was made: a note in `instance/`, written by whoever makes one."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from app.store import disk

_NOTE = "last-backup.json"


def note_backup(instance: Path, made: str, file: str) -> None:
    """Notes that a backup was made at this moment (ISO 8601) as a file of this name."""
    note = json.dumps({"made": made, "file": file}).encode("utf-8")
    disk.write_atomically(instance / _NOTE, note)


def last_backup(instance: Path) -> datetime | None:
    """When the last backup was made, as far as this folder knows."""
    try:
        return datetime.fromisoformat(json.loads(disk.read(instance / _NOTE))["made"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
