"""Responses as documents: kept in a journal a wave, every version until the wave is closed.

`save` returns when the answer is on the disk, and not before. Ids and keys are found through an
index; TinyDB's queries stay for whoever wants to look. Knows documents; knows no scores, no forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeVar

from app.core.response import Response, State
from app.core.survey import Perspective
from app.errors import StoreDamaged, StoreError
from app.store import disk, opening
from app.store.documents import document, response_of
from app.store.journal import Journal
from app.store.recovery import REMEDY, key_of
from app.store.registry import require_current
from app.store.storage import JournalTable, WaveDatabase

Key = tuple[str, Perspective, str]
"""Relationship, perspective, respondent."""
ATTEMPTS = 3
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is kept of one respondent when they send something."""

    latest: Response | None
    base: Response | None
    """What they had before them when they began."""


class AnswerStore:
    """The answers of all waves below one `instance/` folder; each wave is opened by itself."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance
        self.folder = instance / "answers"
        self._journals: dict[str, Journal] = {}
        self._tables: dict[str, JournalTable] = {}
        self._opening = Lock()

    def save(self, response: Response) -> None:
        """Keeps one response; on disk when this returns. Raises StoreError otherwise."""
        self.save_all(response.wave, (response,))

    def save_all(self, wave: str, responses: Iterable[Response]) -> None:
        """Keeps all of them or none."""
        self._table(wave).insert_multiple([document(one) for one in responses])

    def _table(self, wave: str) -> JournalTable:
        """The wave's table, made where there was none."""
        if self._journal(wave) is None:
            opening.create(self.folder / wave, wave)
        table = self._tables.get(wave)
        if table is None:
            table = self._tables.setdefault(wave, self.database(wave).responses)
        return table

    def responses(self, wave: str) -> tuple[Response, ...]:
        """The latest version of everyone's response, sorted by key."""
        return self._read(wave, self._latest, ())

    def _latest(self, wave: str, journal: Journal) -> tuple[Response, ...]:
        index = journal.index()
        latest = sorted(index.latest(key) or 0 for key in index.known_keys())
        found = [self._response(wave, journal, number) for number in latest]
        return tuple(sorted(found, key=lambda response: response.key))

    def versions(self, wave: str, key: Key) -> tuple[Response, ...]:
        """All versions of one respondent's response that are kept, oldest first."""

        def all_of_them(wave: str, journal: Journal) -> tuple[Response, ...]:
            numbers = journal.index().versions(_key(key))
            return tuple(self._response(wave, journal, number) for number in numbers)

        return self._read(wave, all_of_them, ())

    def last(self, wave: str, key: Key) -> tuple[int, Response | None]:
        """How many versions there are of one respondent's response, and the latest."""

        nobody: tuple[int, Response | None] = (0, None)

        def counted(wave: str, journal: Journal) -> tuple[int, Response | None]:
            index = journal.index()
            number = index.latest(_key(key))
            if number is None:
                return nobody
            return index.count(_key(key)), self._response(wave, journal, number)

        return self._read(wave, counted, nobody)

    def revise(
        self, wave: str, key: Key, base: int, change: Callable[[Known], Response | None]
    ) -> int:
        """Keeps what `change` makes of what is known, with nobody else writing meanwhile.

        `base` is the number of versions there were when the respondent last looked. Nothing is
        kept when `change` gives None. Returns how many versions there are then. Raises StoreError,
        and what `change` raises.
        """
        table = self._table(wave)
        journal = self._journals[wave]
        with journal.exclusive() as index:
            count, number = index.count(_key(key)), index.latest(_key(key))
            latest = None if number is None else self._response(wave, journal, number)
            looked_at = latest
            if base != count:
                numbers = index.versions(_key(key)) if 0 < base < count else ()
                looked_at = self._response(wave, journal, numbers[base - 1]) if numbers else None
            made = change(Known(latest=latest, base=looked_at))
            if made is None:
                return count
            table.insert(document(made))
            return count + 1

    def first(self, wave: str, keys: Iterable[Key], state: State) -> int | None:
        """The id of the first version in this state by any of these respondents."""

        def earliest(wave: str, journal: Journal) -> int | None:
            index = journal.index()
            found = [
                next((n for n in numbers if self._response(wave, journal, n).state is state), None)
                for numbers in (index.versions(_key(key)) for key in keys)
            ]
            return min((number for number in found if number is not None), default=None)

        return self._read(wave, earliest, None)

    def count(self, wave: str) -> int:
        """How many versions of responses are kept."""
        journal = self._journal(wave)
        return len(journal.index()) if journal is not None else 0

    def find(self, wave: str, key: Key) -> Response | None:
        """The latest version of one respondent's response."""

        def last(wave: str, journal: Journal) -> Response | None:
            number = journal.index().latest(_key(key))
            return None if number is None else self._response(wave, journal, number)

        return self._read(wave, last, None)

    def history(self, wave: str) -> Iterator[Response]:
        """Every version of everyone's response that is kept, in the order they came."""
        journal = self._journal(wave)
        if journal is not None:
            for number in journal.index().ids():
                with suppress(KeyError):  # taken away since, by `close`
                    yield self._response(wave, journal, number)

    def settle(self, wave: str, choose: Callable[[tuple[Response, ...]], Response]) -> int:
        """Leaves one version of each respondent's, the one chosen; returns how many it took away.

        Whole or not at all. Raises StoreError.
        """
        journal = self._journal(wave)
        if journal is None:
            return 0
        with journal.exclusive() as index:
            keep = set()
            for key in index.known_keys():
                numbers = index.versions(key)
                found = tuple(self._response(wave, journal, number) for number in numbers)
                keep.add(numbers[found.index(choose(found))])
            gone = len(index) - len(keep)
            if gone:
                journal.compact(keep)
        return gone

    def erase(self, wave: str) -> None:
        """Takes every version of every response of a wave off the disk. Whole or not at all.

        Then what mending put aside of them, and what a kill left half written.
        """
        journal = self._journal(wave)
        if journal is None:
            return
        journal.compact(set())
        folder = self.folder / wave
        with journal.exclusive():  # nobody mends or writes meanwhile
            for name in disk.names(folder):
                unfinished = name.startswith(".") and name.endswith(disk.UNFINISHED)
                if unfinished or _is_set_aside(name):
                    disk.remove(folder / name)

    def compact(self, wave: str) -> None:
        """Takes what was removed or superseded off the disk too. Whole or not at all."""
        journal = self._journal(wave)
        if journal is not None:
            with journal.exclusive() as index:
                journal.compact(set(index.ids()))

    def database(self, wave: str) -> WaveDatabase:
        """The wave as a TinyDB database, for its queries. Raises StoreError."""
        journal = self._journal(wave)
        if journal is None:
            raise StoreDamaged(f"{self.folder / wave}: no answers are kept for {wave}")
        return WaveDatabase(journal)

    def notices(self, wave: str) -> tuple[str, ...]:
        """What is found to be mended, and is mended. Raises StoreError when it cannot be."""
        journal = self._journal(wave)
        if journal is None:
            return ()
        with journal.exclusive():
            return tuple(journal.notices)

    def set_aside(self, wave: str) -> tuple[str, ...]:
        """The names of files that mending put aside, in this process or an earlier one."""
        found = disk.names(self.folder / wave)
        return tuple(name for name in found if _is_set_aside(name))

    def close(self) -> None:
        """Lets go of all files; the next call opens them again."""
        for journal in self._journals.values():
            journal.close()

    def _journal(self, wave: str) -> Journal | None:
        """The wave's journal; None for a wave that never had one.

        Raises StoreError when it had, and when the store is of another schema.
        """
        found = self._journals.get(wave)
        if found is not None:
            return found
        with self._opening:
            require_current(self.instance)
            folder = self.folder / wave
            if not folder.is_dir():
                if (self.instance / "waves" / f"{wave}.json").exists():
                    raise StoreDamaged(
                        f"{folder}: is missing, but {wave} has been opened; {REMEDY}"
                    )
                return None
            if not opening.has_journal(folder):
                return None
            return self._journals.setdefault(wave, Journal(folder))

    def _read(self, wave: str, read: Callable[[str, Journal], Read], nothing: Read) -> Read:
        """What is read from a wave's journal; once more when `close` takes versions away."""
        journal = self._journal(wave)
        if journal is None:
            return nothing
        for _ in range(ATTEMPTS):
            with suppress(KeyError):
                return read(wave, journal)
        raise StoreError(f"{journal.folder}: changes all the time; try again in a moment")

    def _response(self, wave: str, journal: Journal, number: int) -> Response:
        """Raises KeyError for a version that is not there (any more), and StoreDamaged."""
        kept = journal.read(number)
        try:
            return response_of(wave, kept)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            # Not the error's own words: they may hold what somebody answered.
            raise StoreDamaged(
                f"{journal.folder}: holds a response that cannot be read; {REMEDY}"
            ) from error


def _is_set_aside(name: str) -> bool:
    return name.startswith(("torn-", "damaged-"))


def _key(key: Key) -> str:
    return key_of({"relationship": key[0], "perspective": key[1].value, "respondent": key[2]})
