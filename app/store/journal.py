"""One wave's answers on disk: appended, checksummed and safe before anyone is told so.

`append` returns when every byte is on the disk. All processes and threads of a machine may use one
journal at once. Knows records with ids and keys; knows nothing of answers.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import RLock

from app.errors import StoreError
from app.store import disk, locks, recovery
from app.store.index import Index
from app.store.mark import overwrite_mark
from app.store.mending import mend, set_aside
from app.store.opening import Opened, journal_path, open_journal
from app.store.records import Record, line, lines, record

_LOG = logging.getLogger("store")


class _Holding(AbstractContextManager[Index]):
    """Entering and leaving `exclusive`: a class, because each answer goes through it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __enter__(self) -> Index:
        return self._journal._enter()

    def __exit__(self, *_: object) -> None:
        self._journal._leave()


class Journal:
    """The journal in one folder, opened when it is first asked for anything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notices: list[str] = []
        """What was mended on opening, for people."""
        self._failed = ""
        self._state: Opened | None = None
        self._depth = 0
        self._appending = False
        self._superseded = False
        # `_writing` is held through the wait for the disk, `_guard` for moments only, so that
        # pages are read meanwhile. Whoever needs both takes `_writing` first.
        self._writing = RLock()
        self._guard = RLock()

    def __del__(self) -> None:
        self._drop()

    # --- reading

    def index(self) -> Index:
        """Where everything stands, with what other processes have appended by now."""
        with self._guard:
            state = self._mine()
            if state is not None and (self._depth or self._caught_up(state)):
                return state.index
        with self._writing:
            if self._depth:
                return self._ready().index
            self._drop()
            return self._ready().index

    def read(self, number: int) -> Record:
        """A version's record. Raises KeyError for an id that is not there, and StoreDamaged."""
        while True:
            state = self._mine() or self._ready()
            with self._guard:
                if state is not self._state:
                    continue  # closed since, by a thread that found it replaced
                place = state.index.place(number)
                if place is None:
                    raise KeyError(number)
                found = record(disk.read_at(state.reader, *place))
            if found is None or found.get("id") != number:
                raise recovery.damaged_at(state.path, place[0])
            return found

    def close(self) -> None:
        """Lets go of the files; the next call opens them again."""
        with self._writing:
            self._drop()

    # --- writing

    def exclusive(self) -> AbstractContextManager[Index]:
        """Holds the journal against everyone else, up to date; may be entered again inside.

        Entering raises StoreError when it cannot be written, now or since an earlier failure.
        """
        return _Holding(self)

    def _enter(self) -> Index:
        self._writing.acquire()
        try:
            state = self._ready() if self._depth else self._take()
        except BaseException:
            self._writing.release()
            raise
        self._depth += 1
        return state.index

    def _leave(self) -> None:
        compacted = False
        try:
            self._depth -= 1
            state = self._state
            if not self._depth and state is not None and state.writer is not None:
                locks.let_go(state.writer)
                if self._superseded:
                    compacted = True
                    self._drop()
        finally:
            self._writing.release()
        if compacted:
            # What was taken out is to be gone when this returns: mending takes the old file away.
            with self.exclusive():
                pass

    def append(self, records: Sequence[Record]) -> None:
        """Keeps all of the records or none; they are on the disk when this returns.

        To be called within `exclusive`. Raises StoreError otherwise: then none is there.
        """
        if not records:
            return
        assert self._depth
        state = self._ready()
        written = [line(one) for one in records]
        head = line({"batch": len(written)}) if len(written) > 1 else b""
        at = state.end + len(head)
        places = []
        for raw in written:
            places.append((at, len(raw)))
            at += len(raw)
        self._write(state, head + b"".join(written))
        with self._guard:
            for one, place in zip(records, places, strict=True):
                recovery.apply(one, place, state.index)
            state.end = at
            self._appending = False
        if state.mark is not None:
            # The answer is safe already; a mark that lags is what an opening expects.
            with suppress(OSError):
                overwrite_mark(state.mark, state.generation, at, len(state.index))

    def compact(self, keep: set[int]) -> None:
        """Leaves only these versions, each line as it was written; ids are not used again.

        Whole or not at all, also through a kill. Raises StoreError.
        """
        with self.exclusive() as index:
            state = self._ready()
            generation = state.generation + 1
            wave = recovery.read_header(state.path, state.reader)[0]["wave"]
            places = [index.place(number) for number in index.ids() if number in keep]

            def kept() -> Iterator[bytes]:
                yield recovery.header(wave, generation, index.next_id)
                for place in places:
                    if place is not None:
                        yield disk.read_at(state.reader, *place)

            disk.write_atomically(journal_path(self.folder, generation), kept())
            # From this line on the new generation counts, for every process.
            self._write(state, line({"superseded_by": generation}))
            self._superseded, self._appending = True, False

    def _write(self, state: Opened, data: bytes) -> None:
        """Data behind the end, on the disk when this returns; otherwise taken back."""
        assert state.writer is not None
        with self._guard:
            self._appending = True
        try:
            disk.write(state.writer, state.end, data)
        except OSError as error:
            self._take_back(state, state.writer)
            raise StoreError(f"{state.path}: not saved ({error.strerror})") from error
        try:
            disk.sync(state.writer)
        except OSError as error:
            # What a failed fsync left on the disk is unknown, and a second one would call it well.
            self._failed = f"the disk failed to keep an answer ({error.strerror})"
            self._take_back(state, state.writer)
            raise StoreError(
                f"{state.path}: not saved ({error.strerror}); read-only until started again"
            ) from error

    def _take_back(self, state: Opened, writer: int) -> None:
        try:
            disk.cut(writer, state.end)
        except OSError as error:
            self._failed = f"an unfinished answer could not be taken back ({error.strerror})"
        with self._guard:
            self._appending = False

    # --- keeping up with other processes

    def _mine(self) -> Opened | None:
        """The open files, if this very process opened them."""
        state = self._state
        return state if state is not None and state.process == os.getpid() else None

    def _caught_up(self, state: Opened) -> bool:
        """Takes in what others appended. False when only opening anew can tell what happened."""
        if self._appending:
            return True  # it was up to date when a thread of ours began to append
        there = disk.found_at(state.place)
        if there is None or there[0] != state.identity or there[1] < state.end:
            return False
        length = there[1]
        if length == state.end:
            return True
        tail = lines(disk.blocks(state.reader, state.end, length))
        found = recovery.replay(tail, state.end, state.index)
        state.end = found.end
        state.unfinished = found.end < length
        # An unfinished end may just be in writing: whoever writes next sees to it.
        return not found.sound_after and found.successor is None

    def _take(self) -> Opened:
        """The files under the system's lock, up to date, and mended if that was needed."""
        while True:
            state = self._ready()
            if self._failed:
                raise StoreError(f"{self.folder}: {self._failed}; read-only until started again")
            writer = self._writer(state)
            locks.take(writer, state.path)
            try:
                with self._guard:
                    if self._caught_up(state):
                        if state.mark is None:
                            mend(self.folder, state, writer, self._notice)
                        elif state.unfinished:
                            set_aside(state, writer, self._notice)
                        return state
            except BaseException as error:
                locks.let_go(writer)
                if isinstance(error, OSError):
                    raise StoreError(
                        f"{self.folder}: cannot be mended ({error.strerror}); nothing was changed"
                    ) from error
                raise
            locks.let_go(writer)
            self._drop()

    def _writer(self, state: Opened) -> int:
        if state.writer is None:
            try:
                state.writer = disk.open_file(state.path, write=True)
            except FileNotFoundError:
                self._drop()
                return self._writer(self._ready())
            except OSError as error:
                raise StoreError(
                    f"{state.path}: cannot be written ({error.strerror}); nothing was saved"
                ) from error
        return state.writer

    def _ready(self) -> Opened:
        with self._writing:
            if (state := self._mine()) is not None:
                return state
            try:
                opened = open_journal(self.folder)
            except OSError as error:
                raise StoreError(f"{self.folder}: cannot be opened ({error.strerror})") from error
            with self._guard:
                self._state = opened
            return opened

    def _drop(self) -> None:
        with self._guard:
            if self._state is not None and self._state.process:
                self._state.close()
            self._state, self._superseded = None, False

    def _notice(self, what: str) -> None:
        self.notices.append(what)
        _LOG.info("%s", what)
