"""TinyDB over a journal: its documents and its queries, and only what changed goes to the disk.

TinyDB reads and writes whole databases; this hands it documents one by one as it asks for them, and
takes from it the documents it touched. Ids are the journal's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from app.store.journal import Journal
from app.store.recovery import key_of

TABLE = "responses"


class JournalStorage(Storage):  # type: ignore[misc, unused-ignore]
    """TinyDB's storage: one table, read from the journal document by document."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def read(self) -> dict[str, Any]:
        return {TABLE: Documents(self.journal)}

    def write(self, _data: dict[str, dict[str, Any]]) -> NoReturn:
        raise TypeError("a journal is never written as a whole; use the table's own methods")

    def close(self) -> None:
        self.journal.close()


class Documents(Mapping[str, dict[str, Any]]):
    """The table as TinyDB reads it: ids as text, each document read when it is looked at."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._index = journal.index()

    def __getitem__(self, number: str) -> dict[str, Any]:
        return self._journal.read(int(number))

    def __iter__(self) -> Iterator[str]:
        return (str(number) for number in self._index.ids())

    def __len__(self) -> int:
        return len(self._index)


class JournalTable(Table):  # type: ignore[misc, unused-ignore]
    """TinyDB's table; a change appends what it touched, all of it or nothing."""

    def __init__(self, storage: JournalStorage, name: str) -> None:
        # No cache of queries: another process may have answered them anew.
        super().__init__(storage, name, cache_size=0)
        self._journal = storage.journal

    def insert(self, document: Mapping[str, Any]) -> int:
        return self.insert_multiple((document,))[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Keeps all of the documents or none; returns their ids. Raises StoreError."""
        with self._journal.exclusive() as index:
            records = [
                {"id": number, **document}
                for number, document in enumerate(documents, index.next_id)
            ]
            self._journal.append(records)
            return [record["id"] for record in records]

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._journal.exclusive():
            changes = Changes(self._journal)
            updater(changes)
            self._journal.append(changes.records())


class Changes(MutableMapping[int, dict[str, Any]]):
    """The table while TinyDB changes it: remembers what was set, changed in place and deleted."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._index = journal.index()
        self._seen: dict[int, dict[str, Any]] = {}
        self._gone: dict[int, dict[str, Any]] = {}

    def __getitem__(self, number: int) -> dict[str, Any]:
        if number in self._gone:
            raise KeyError(number)
        if number not in self._seen:
            self._seen[number] = self._journal.read(number)
        return self._seen[number]

    def __setitem__(self, number: int, document: dict[str, Any]) -> None:
        self._seen[number] = {"id": number, **document}
        self._gone.pop(number, None)

    def __delitem__(self, number: int) -> None:
        self._gone[number] = self[number]
        del self._seen[number]

    def __contains__(self, number: object) -> bool:
        # Mapping's own would read and check the document to tell whether it is there.
        return (
            isinstance(number, int)
            and number not in self._gone
            and (number in self._seen or self._index.place(number) is not None)
        )

    def __iter__(self) -> Iterator[int]:
        new = [number for number in self._seen if self._index.place(number) is None]
        return iter([n for n in self._index.ids() if n not in self._gone] + new)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def records(self) -> list[dict[str, Any]]:
        """What goes to the journal: documents that are new or other than before, then removals."""
        kept = [
            document
            for number, document in self._seen.items()
            if self._index.place(number) is None or self._journal.read(number) != document
        ]
        removed = [
            [key_of(document), number]
            for number, document in self._gone.items()
            if self._index.place(number) is not None
        ]
        return [*kept, {"removed": removed}] if removed else kept


class WaveDatabase(TinyDB):  # type: ignore[misc, unused-ignore]
    """One wave's answers as a TinyDB database with one table."""

    table_class = JournalTable  # type: ignore[assignment]

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, storage=JournalStorage)

    @property
    def responses(self) -> JournalTable:
        table = self.table(TABLE)
        assert isinstance(table, JournalTable)
        return table
