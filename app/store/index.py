"""Where each version of each response stands in a journal: numbers in memory, text when kept.

About 250 bytes a response instead of the response itself. Knows keys, ids and positions; knows no
files and nothing of what was answered.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator

Key = str
"""A respondent's place in a wave: relationship, perspective and respondent in one text."""
Place = tuple[int, int]
"""Offset and length of a line, in bytes."""


class Index:
    """Ids count from 1 and are never used again; each key knows its latest id."""

    def __init__(self) -> None:
        # By id; entry 0 is nobody. A length of 0 means: taken away.
        self._offsets = array("Q", [0])
        self._lengths = array("I", [0])
        self._before = array("I", [0])
        self._nth = array("I", [0])  # how many versions the key has up to this one
        self._latest: dict[Key, int] = {}
        self._count = 0

    def __len__(self) -> int:
        """How many versions there are."""
        return self._count

    @property
    def next_id(self) -> int:
        return len(self._offsets)

    def put(self, key: Key, number: int, place: Place) -> None:
        """Notes a version, or a new place for one that is there under the same key.

        Raises ValueError when the id was given to something else.
        """
        free = len(self._offsets)
        if number < free:
            if number not in self.versions(key):
                raise ValueError(f"id {number} was given before")
            self._offsets[number], self._lengths[number] = place
            return
        if number > free:
            self.reserve(number)
        before = self._latest.get(key, 0)
        self._before.append(before)
        self._nth.append(self._nth[before] + 1)
        self._lengths.append(place[1])
        self._offsets.append(place[0])
        self._latest[key] = number
        self._count += 1

    def reserve(self, next_id: int) -> None:
        """Gives no id below `next_id` any more: they were given before a compaction."""
        missing = max(0, next_id - self.next_id)
        for values in (self._offsets, self._lengths, self._before, self._nth):
            values.extend([0] * missing)

    def drop(self, key: Key, number: int) -> None:
        """Takes a version away. Raises ValueError when it is not there under this key."""
        versions = list(self.versions(key))
        versions.remove(number)
        self._lengths[number] = 0
        self._count -= 1
        before = 0
        for nth, version in enumerate(versions, 1):
            self._before[version] = before
            self._nth[version] = nth
            before = version
        if versions:
            self._latest[key] = before
        else:
            del self._latest[key]

    def place(self, number: int) -> Place | None:
        """Where a version stands; None for an id that was never given or was taken away."""
        if not 0 < number < self.next_id or not self._lengths[number]:
            return None
        return self._offsets[number], self._lengths[number]

    def latest(self, key: Key) -> int | None:
        return self._latest.get(key)

    def count(self, key: Key) -> int:
        """How many versions there are under a key."""
        return self._nth[self._latest.get(key, 0)]

    def versions(self, key: Key) -> tuple[int, ...]:
        """The ids of all versions under a key, oldest first."""
        found = []
        number = self._latest.get(key, 0)
        while number:
            found.append(number)
            number = self._before[number]
        return tuple(reversed(found))

    def known_keys(self) -> tuple[Key, ...]:
        return tuple(self._latest)

    def ids(self) -> Iterator[int]:
        """The ids of all versions, oldest first."""
        return (number for number in range(1, self.next_id) if self._lengths[number])

    def to_text(self) -> bytes:
        """The index as JSON lines: how many ids were given, then a key and its versions each."""
        out = [b"%d" % self.next_id]
        for key, latest in self._latest.items():
            versions = self.versions(key) if self._before[latest] else (latest,)
            places = [f"[{n},{self._offsets[n]},{self._lengths[n]}]" for n in versions]
            out.append(f"[{json.dumps(key)},{','.join(places)}]".encode("ascii"))
        return b"\n".join(out)

    @classmethod
    def from_text(cls, text: bytes) -> Index:
        """The index that `to_text` wrote. Raises ValueError, TypeError or IndexError."""
        first, *rest = text.split(b"\n")
        made = cls()
        made.reserve(int(first))
        for line in rest:
            key, *versions = json.loads(line)
            before = 0
            for nth, (number, offset, length) in enumerate(versions, 1):
                made._offsets[number], made._lengths[number] = offset, length
                made._before[number], made._nth[number] = before, nth
                before = number
            made._latest[key] = before
            made._count += len(versions)
        return made
