"""The seam to the disk: every file call of the store goes through here.

Files replaced as a whole, files appended to, durable folders. Knows bytes and folders; knows
nothing of what is in them. Faults are tried by putting another `os` in this module.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from app.errors import StoreError

UNFINISHED = ".new"
"""How the name of a file ends that was being written when the process was killed."""
BLOCK = 1 << 20
"""Bytes read at once when a file is gone through."""
NEW_FILE = (
    os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
"""Opens a file that was not there: never one that somebody put in its place, nor through a link."""
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def private_folder(path: Path) -> Path:
    """Makes a folder for its owner alone (0700), durable, and tightens one that is looser.

    Raises StoreError when it cannot.
    """
    try:
        _make_folder(path, 0o700)
        tighten(path, 0o700)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made or kept private ({error.strerror})") from error
    return path


def tighten(path: Path, mode: int) -> bool:
    """Takes away what others may do with a file or folder; True when something was taken."""
    if os.name != "posix" or not os.stat(path).st_mode & 0o777 & ~mode:
        return False
    os.chmod(path, mode)
    return True


def read(path: Path) -> bytes:
    """The bytes of a file. Raises FileNotFoundError, and StoreError when it cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | _BINARY)
        try:
            return b"".join(blocks(handle, 0))
        finally:
            os.close(handle)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replaces a file as a whole, for its owner alone (0600); durable when it returns.

    Raises StoreError and leaves the old file when anything fails up to the replacement. When only
    the folder could not be made durable afterwards, the new file is there and the error says so.
    """
    temporary = unfinished(path)
    replaced = False
    try:
        _make_folder(path.parent, 0o777)
        handle = os.open(temporary, os.O_WRONLY | NEW_FILE, 0o600)
        try:
            offset = 0
            for part in (data,) if isinstance(data, bytes) else data:
                write(handle, offset, part)
                offset += len(part)
            sync(handle)
        finally:
            os.close(handle)
        os.replace(temporary, path)
        replaced = True
        _sync_folder(path.parent)
    except OSError as error:
        outcome = "written, but a power cut may undo it" if replaced else "nothing was changed"
        if isinstance(error, PermissionError):
            # Windows says the same of a file that a spreadsheet or a sync client holds.
            outcome += "; close it where it is open, or check who may write there"
        if not replaced:
            with suppress(OSError):
                os.unlink(temporary)
        raise StoreError(f"{path}: not written safely ({error.strerror}); {outcome}") from error


def unfinished(path: Path) -> Path:
    """Where a file is written until it is whole: a name beside it that nobody knows before."""
    return path.with_name(f".{path.name}.{token_hex(8)}{UNFINISHED}")


def free(folder: Path) -> int:
    """Bytes that may still be written on the disk where it is or will be. Raises OSError."""
    there = next(one for one in (folder, *folder.parents) if os.path.isdir(one))
    return shutil.disk_usage(there).free


def remove(path: Path) -> None:
    """Takes a file away, durably; one that is not there is no error. Raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(path)
        _sync_folder(path.parent)


def remove_tree(folder: Path) -> None:
    """Takes a folder away with all that is in it; a link is taken away and not followed."""
    for name in names(folder):
        if is_folder(folder / name) and not is_link(folder / name):
            remove_tree(folder / name)
        else:
            os.unlink(folder / name)
    os.rmdir(folder)


def rename(path: Path, to: Path) -> None:
    """Gives a file or folder another name beside the old one, durably. Raises OSError."""
    os.replace(path, to)
    _sync_folder(to.parent)


def names(folder: Path) -> tuple[str, ...]:
    """What is in a folder, sorted; nothing when it is not there. Raises OSError."""
    try:
        return tuple(sorted(os.listdir(folder)))
    except FileNotFoundError:
        return ()


def states(folder: Path, endings: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """Name, identity and moment of change of the files with these endings. Raises OSError."""
    try:
        with os.scandir(folder) as found:
            return tuple(
                sorted(
                    (entry.name, os.stat(entry.path).st_ino, os.stat(entry.path).st_mtime_ns)
                    for entry in found
                    if entry.name.endswith(endings)
                )
            )
    except FileNotFoundError:
        return ()


def is_folder(path: Path) -> bool:
    return os.path.isdir(path)


def is_file(path: Path) -> bool:
    """Whether it is a plain file: no folder, no pipe, no link."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False


def is_link(path: Path) -> bool:
    return os.path.islink(path)


def open_file(path: Path, *, write: bool = False) -> int:
    """A handle on a file that is there. Raises OSError."""
    return os.open(path, (os.O_RDWR if write else os.O_RDONLY) | _BINARY)


def close(handle: int) -> None:
    os.close(handle)


def size(handle: int) -> int:
    """Bytes of an open file."""
    return os.fstat(handle).st_size


def identity(handle: int) -> tuple[int, int]:
    """What tells an open file from every other one of this machine."""
    status = os.fstat(handle)
    return status.st_ino, status.st_dev


def found_at(path: str) -> tuple[tuple[int, int], int] | None:
    """Identity and bytes of the file that is at `path` now; None when there is none."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return (status.st_ino, status.st_dev), status.st_size


def blocks(handle: int, start: int, end: int | None = None) -> Iterator[bytes]:
    """The bytes of an open file from `start` to `end`, block by block."""
    os.lseek(handle, start, os.SEEK_SET)
    left = end - start if end is not None else sys.maxsize
    while left > 0 and (block := os.read(handle, min(BLOCK, left))):
        left -= len(block)
        yield block


def read_at(handle: int, offset: int, length: int) -> bytes:
    """`length` bytes at `offset`; fewer where the file ends. Raises OSError."""
    os.lseek(handle, offset, os.SEEK_SET)
    return os.read(handle, length)


def write(handle: int, offset: int, data: bytes) -> None:
    """Writes all of `data` at `offset`. Raises OSError; what was written by then stays."""
    while data:
        written = _write_some(handle, offset, data)
        if written == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        data = data[written:]
        offset += written


def _write_some(handle: int, offset: int, data: bytes) -> int:
    if hasattr(os, "pwrite"):
        return os.pwrite(handle, data, offset)
    os.lseek(handle, offset, os.SEEK_SET)
    return os.write(handle, data)


def cut(handle: int, length: int) -> None:
    """Shortens an open file. Raises OSError."""
    os.ftruncate(handle, length)


def sync(handle: int) -> None:
    """Returns when the file is on the disk itself. Raises OSError."""
    if sys.platform == "darwin":
        import fcntl

        # macOS's fsync leaves data in the drive's own cache; some file systems know only fsync.
        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def _make_folder(path: Path, mode: int) -> None:
    missing = [folder for folder in (path, *path.parents) if not os.path.isdir(folder)]
    for folder in reversed(missing):
        with suppress(FileExistsError):
            os.mkdir(folder, mode)
        # Without it a power cut forgets the folder, and with it all that was kept in it.
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Without it a power cut can forget a new name. Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
