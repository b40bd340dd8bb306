"""What a disk may hold after a power cut: a log of the store's calls, and the states it allows.

A file's bytes are sure up to its last fsync; of the writes after it any may be there or not. A
folder's names are sure up to the folder's last fsync; of the changes after it the first few may be
there. Stricter than most file systems: as the weakest that people use would be.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

Event = tuple[Any, ...]


class RecordingOs:
    """An `os` for the seam that does everything and notes what touches the disk below a root."""

    def __init__(self, root: Path, *, forget: str = "") -> None:
        self.root = str(root)
        self.log: list[Event] = []
        self.forget = forget
        """Leaves the fsync of every "file" or "folder" out of the log: a planted mistake."""
        self._open: dict[int, str] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        name = os.fspath(path)
        new = bool(flags & os.O_CREAT) and not os.path.exists(name)
        handle = os.open(name, flags, mode)
        if name.startswith(self.root):
            self._open[handle] = name
            if new:
                self.log.append(("create", name))
            elif flags & os.O_TRUNC:
                self.log.append(("cut", name, 0))
        return handle

    def pwrite(self, handle: int, data: bytes, offset: int) -> int:
        self._note(handle, "write", offset, bytes(data))
        return os.pwrite(handle, data, offset)

    def ftruncate(self, handle: int, length: int) -> None:
        self._note(handle, "cut", length)
        os.ftruncate(handle, length)

    def fsync(self, handle: int) -> None:
        name = self._open.get(handle, "")
        kind = "folder" if os.path.isdir(name) else "file"
        if name and kind != self.forget:
            self.log.append((f"sync {kind}", name))

    def replace(self, old: Any, new: Any) -> None:
        os.replace(old, new)
        self._name("rename", os.fspath(old), os.fspath(new))

    def unlink(self, path: Any) -> None:
        os.unlink(path)
        self._name("unlink", os.fspath(path))

    def mkdir(self, path: Any, mode: int = 0o777) -> None:
        os.mkdir(path, mode)
        self._name("mkdir", os.fspath(path))

    def acknowledged(self, what: object) -> None:
        """Notes that the program has told somebody so."""
        self.log.append(("acknowledged", what))

    def _note(self, handle: int, kind: str, *rest: Any) -> None:
        if name := self._open.get(handle):
            self.log.append((kind, name, *rest))

    def _name(self, kind: str, *names: str) -> None:
        if names[0].startswith(self.root):
            self.log.append((kind, *names))
        if kind == "rename":  # open handles follow their file
            self._open = {h: names[1] if n == names[0] else n for h, n in self._open.items()}


@dataclass
class _File:
    sure: bytes = b""
    pending: list[Callable[[bytearray], None]] = field(default_factory=list)


@dataclass
class _Folder:
    sure: dict[str, object] = field(default_factory=dict)
    pending: list[Callable[[dict[str, object]], None]] = field(default_factory=list)


class Disk:
    """A disk as the log left it at one moment, from which a power cut takes what is not sure."""

    def __init__(self, root: Path) -> None:
        self.root = _Folder()
        self._now: dict[str, object] = {str(root): self.root}

    def apply(self, event: Event) -> None:
        kind, name, *rest = event
        if kind in ("create", "mkdir"):
            made = _File() if kind == "create" else _Folder()
            self._now[name] = made
            self._entry(name, lambda names, leaf: names.__setitem__(leaf, made))
        elif kind == "write":
            offset, data = rest
            self._file(name).pending.append(lambda held: _put(held, offset, data))
        elif kind == "cut":
            self._file(name).pending.append(lambda held: held.__delitem__(slice(rest[0], None)))
        elif kind == "sync file":
            found = self._file(name)
            found.sure = bytes(_all(found))
            found.pending.clear()
        elif kind == "sync folder":
            folder = self._now[name]
            assert isinstance(folder, _Folder)
            for change in folder.pending:
                change(folder.sure)
            folder.pending.clear()
        elif kind == "unlink":
            self._now.pop(name)
            self._entry(name, lambda names, leaf: names.pop(leaf, None))
        elif kind == "rename":
            moved = self._now.pop(name)
            self._now[rest[0]] = moved
            old = os.path.basename(name)

            # Both names are in one folder: the change of both is one entry of its journal.
            def renamed(names: dict[str, object], leaf: str) -> None:
                names.pop(old, None)
                names[leaf] = moved

            self._entry(rest[0], renamed)

    def cut(self, chance: Random, share: float) -> Iterator[tuple[str, bytes | None]]:
        """Paths below the root and what a cut leaves there; None for a folder."""
        yield from _left("", self.root, chance, share)

    def _file(self, name: str) -> _File:
        found = self._now[name]
        assert isinstance(found, _File)
        return found

    def _entry(self, name: str, change: Callable[[dict[str, object], str], object]) -> None:
        folder = self._now[os.path.dirname(name)]
        assert isinstance(folder, _Folder)
        leaf = os.path.basename(name)
        folder.pending.append(lambda names: (change(names, leaf), None)[1])


def _left(
    path: str, folder: _Folder, chance: Random, share: float
) -> Iterator[tuple[str, bytes | None]]:
    names = dict(folder.sure)
    for change in folder.pending[
        : round(share * len(folder.pending))
        if share in (0, 1)
        else chance.randint(0, len(folder.pending))
    ]:
        change(names)
    for leaf, what in names.items():
        if isinstance(what, _Folder):
            yield path + leaf, None
            yield from _left(f"{path}{leaf}/", what, chance, share)
        elif isinstance(what, _File):
            held = bytearray(what.sure)
            for write in what.pending:
                if chance.random() < share:
                    write(held)
            yield path + leaf, bytes(held)


def _all(found: _File) -> bytearray:
    held = bytearray(found.sure)
    for write in found.pending:
        write(held)
    return held


def _put(held: bytearray, offset: int, data: bytes) -> None:
    if len(held) < offset:  # a hole: the write before this one is not there
        held.extend(bytes(offset - len(held)))
    held[offset : offset + len(data)] = data
