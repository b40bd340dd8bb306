"""Secret keys of the instance: made once, private, never shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.errors import StoreDamaged
from app.store.disk import private_folder, read, write_atomically
from app.store.locks import locked

LENGTH = 32


def kept_key(instance: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The key called `name` (32 bytes); made with `make` the first time it is asked for."""
    path = private_folder(private_folder(instance) / "keys") / f"{name}.key"
    with locked(path):
        try:
            key = read(path)
        except FileNotFoundError:
            key = make()
            write_atomically(path, key)
    if len(key) != LENGTH:
        raise StoreDamaged(f"{path}: is no key; put a backup in its place")
    return key
