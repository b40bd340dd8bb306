"""Who may write now: one thread of one process of this machine.

A lock file for what is done once (opening, keys, registry), the system's lock on the open file for
each answer, because it costs nothing. A process that dies lets go of both.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from filelock import FileLock
from filelock import Timeout as LockTimeout

from app.errors import StoreError
from app.store.disk import private_folder

PATIENCE = 20.0
"""Seconds to wait for another process; then the person is told, instead of waiting for ever."""
_threads = RLock()
"""filelock is re-entrant within one object only; threads of a process take their turn here."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds `path` for this thread of this process alone.

    Raises StoreError when the lock cannot be had; what the caller raises inside goes on as it is.
    """
    private_folder(path.parent)
    with _threads:
        try:
            lock = FileLock(path.with_name(f".{path.name}.lock"), mode=0o600, timeout=PATIENCE)
            lock.acquire()
        except LockTimeout as error:
            raise StoreError(f"{path}: another process holds it; nothing was changed") from error
        except OSError as error:
            raise StoreError(f"{path}: cannot be locked ({error.strerror})") from error
        try:
            yield
        finally:
            lock.release()


def take(handle: int, path: Path) -> None:
    """Takes an open file from other processes until `let_go`; a process that dies lets go.

    Raises StoreError when another one keeps it longer than PATIENCE.
    """
    patience, pause = time.monotonic() + PATIENCE, 0.0002
    while not _try(handle, path):
        if time.monotonic() > patience:
            raise StoreError(f"{path}: another process holds it; nothing was changed")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.01)


def _try(handle: int, path: Path) -> bool:
    try:
        return _taken(handle)
    except OSError as error:
        raise StoreError(f"{path}: cannot be locked ({error.strerror})") from error


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """Windows keeps others from reading what is locked: a byte far behind every end is locked."""

    def _taken(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def let_go(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def let_go(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
