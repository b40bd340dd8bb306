"""Secret keys of the instance: made once, private, never shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from app.errors import StoreDamaged
from app.store.disk import private_folder
from app.store.locks import locked
from app.store.recovery import REMEDY
from app.store.whole import read_whole, write_whole

LENGTH = 32


def kept_key(instance: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The key called `name` (32 bytes); made with `make` the first time it is asked for.

    Raises StoreDamaged rather than making another one: every link hangs on it.
    """
    path = private_folder(private_folder(instance) / "keys") / f"{name}.json"
    with locked(path):
        try:
            key = bytes.fromhex(json.loads(read_whole(path))["key"])
        except FileNotFoundError:
            key = make()
            write_key(path, key)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreDamaged(f"{path}: holds no key; {REMEDY}") from error
    if len(key) != LENGTH:
        raise StoreDamaged(f"{path}: holds no key; {REMEDY}")
    return key


def write_key(path: Path, key: bytes) -> None:
    write_whole(path, json.dumps({"key": key.hex()}).encode("ascii"))
