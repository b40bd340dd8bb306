"""What a store is: its schema and the waves that were opened in it, in `instance/store.json`.

So that a store of another schema is refused in words, and a wave whose file has gone is missed.
"""

from __future__ import annotations

import json
from pathlib import Path

from app.errors import RestoreUnfinished, StoreDamaged, StoreError, StoreOutdated
from app.store import disk, locks
from app.store.recovery import REMEDY, SCHEMA_VERSION
from app.store.whole import read_whole, write_whole

NAME = "store.json"
RESTORING = ".restoring"
"""The folder beside `instance/` in which a restore is prepared."""


def registered(instance: Path) -> tuple[str, ...]:
    """The ids of the waves that were opened here, in that order; none for a new store.

    Raises StoreError for a store of an older or newer schema, and StoreDamaged.
    """
    if disk.is_file(instance.parent / RESTORING / "exchange.json"):
        raise RestoreUnfinished(
            f"{instance}: a restore was cut short; finish it with: build.py restore --finish"
        )
    path = instance / NAME
    try:
        found = json.loads(read_whole(path))
        version, waves = found["schema_version"], tuple(str(wave) for wave in found["waves"])
    except FileNotFoundError:
        if schema_of_old(instance) is None:
            return ()
        raise StoreOutdated(
            f"{instance}: was kept by an older version of this program; "
            "bring it up to date with: build.py migrate"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"{path}: has schema {version}, this program reads {SCHEMA_VERSION}; "
            "use the newer program that wrote it"
        )
    return waves


require_current = registered
"""Raises StoreError unless the store is of this program's schema, or new."""


def register(instance: Path, wave: str) -> None:
    """Notes that a wave was opened. Raises StoreError."""
    path = disk.private_folder(instance) / NAME
    with locks.locked(path):
        waves = registered(instance)
        if wave not in waves or not path.exists():
            write_registry(instance, (*waves, wave))


def write_registry(instance: Path, waves: tuple[str, ...]) -> None:
    whole = {"schema_version": SCHEMA_VERSION, "waves": list(dict.fromkeys(waves))}
    write_whole(instance / NAME, json.dumps(whole, indent=1).encode("utf-8"))


def schema_of_old(instance: Path) -> int | None:
    """1 for a store from before there was a registry; None where there is nothing yet."""
    waves = [name for name in disk.names(instance / "waves") if name.endswith(".json")]
    answers = [name for name in disk.names(instance / "answers") if name.endswith(".json")]
    return 1 if waves or answers else None
