"""The seam to the disk: every file call of the store goes through here.

Atomic replacement under a lock: a reader finds the old file or the new one, never half of one.
Knows bytes, folders and locks; knows nothing of what is in them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from threading import RLock

from filelock import FileLock
from filelock import Timeout as LockTimeout

from app.errors import StoreError

PATIENCE = 20.0
"""Seconds to wait for another process; then the person is told, instead of waiting for ever."""
_threads = RLock()
"""filelock is re-entrant within one object only; threads of a process take their turn here."""


def private_folder(path: Path) -> Path:
    """Makes a folder for its owner alone (0700), and tightens one that is looser.

    Raises StoreError when it cannot.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o700)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made or kept private ({error.strerror})") from error
    return path


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


def read(path: Path) -> bytes:
    """The bytes of a file. Raises FileNotFoundError, and StoreError when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error


def write_atomically(path: Path, data: bytes) -> None:
    """Replaces a file as a whole, for its owner alone (0600); durable when it returns.

    Raises StoreError and leaves the old file when anything fails up to the replacement. When only
    the folder could not be made durable afterwards, the new file is there and the error says so.
    """
    temporary = ""
    replaced = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp makes the file 0600.
        handle, temporary = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # What is typed as a path above is one: replace is atomic within a folder.
        os.replace(temporary, path)  # noqa: PTH105
        temporary, replaced = "", True
        _sync_folder(path.parent)
    except OSError as error:
        outcome = "written, but a power cut may undo it" if replaced else "nothing was changed"
        raise StoreError(f"{path}: not written safely ({error.strerror}); {outcome}") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Without it a power cut can forget the rename. Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
