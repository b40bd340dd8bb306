"""What one more answer costs, and opening, at 100 to 1,000,000 stored responses.

Beside a bare append and fsync of the same bytes and SQLite (WAL, synchronous FULL), turn by turn in
one run on one disk. Opening is set against parsing the same bytes as JSON.

    python -m tests.benchmarks.store [FOLDER [SIZES…]]
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.core.response import Response
from app.store.answers import AnswerStore
from app.store.records import line
from tests.builders import a_response, everywhere

SIZES = (100, 10_000, 100_000, 1_000_000)
INSERTS = 400
ROUNDS = 5
WORDS = "They keep their dates, and when one slips we hear it from them first."


def response(number: int) -> Response:
    """An annual form as most come in: 12 scores, a text."""
    values = everywhere(number % 11) | {"O1": WORDS}
    return a_response(f"person-{number}", values, relationship=f"relationship-{number // 6}")


def fill(folder: Path, size: int) -> None:
    store = AnswerStore(folder)
    for first in range(0, size, 10_000):
        store.save_all("2026", (response(n) for n in range(first, min(size, first + 10_000))))


class Stored:
    """One size: our store, a bare file and an SQLite database that hold as much."""

    def __init__(self, folder: Path, size: int) -> None:
        self.store = AnswerStore(folder)
        self.store.count("2026")
        journal = next((folder / "answers/2026").glob("journal-*"))
        with journal.open("rb") as stream:
            stream.seek(-2000, os.SEEK_END)
            self.written = line(json.loads(stream.read().splitlines()[-1])[2])
        self.bare = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for _ in range(0, size, 1000):
            os.write(self.bare, self.written * 1000)
        self.base = sqlite3.connect(folder / "sqlite.db", isolation_level=None)
        self.base.execute("pragma journal_mode = wal")
        self.base.execute("pragma synchronous = full")
        self.base.execute(
            "create table responses (id integer primary key, key text, document text)"
        )
        self.base.execute("create index by_key on responses (key)")
        self.text = self.written.decode()
        rows = ((str(n), self.text) for n in range(size))
        self.base.execute("begin")
        self.base.executemany("insert into responses (key, document) values (?, ?)", rows)
        self.base.execute("commit")
        self.number = size
        self.coming = {size + n: response(size + n) for n in range(1, 3 * INSERTS + 1)}
        self.taken: dict[str, list[float]] = {"ours": [], "append": [], "sqlite": []}

    def ours(self) -> None:
        self.store.save(self.coming[self.number])

    def append(self) -> None:
        os.write(self.bare, self.written)
        os.fsync(self.bare)

    def sqlite(self) -> None:
        row = (str(self.number), self.text)
        self.base.execute("insert into responses (key, document) values (?, ?)", row)

    def turn(self) -> None:
        """Some inserts of each kind, one after the other."""
        for kind, insert in (("ours", self.ours), ("append", self.append), ("sqlite", self.sqlite)):
            for _ in range(INSERTS // ROUNDS):
                self.number += 1
                started = time.perf_counter()
                insert()
                self.taken[kind].append(time.perf_counter() - started)


OPENING = """
import json, sys, time
from pathlib import Path
from app.store.answers import AnswerStore
def resident():
    lines = open("/proc/self/status")
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
folder = Path(sys.argv[1])
if sys.argv[2] == "parse":
    started = time.perf_counter()
    with next((folder / "answers/2026").glob("journal-*")).open("rb") as stream:
        for one in stream:
            json.loads(one)
    print(time.perf_counter() - started, 0)
else:
    before = resident()
    started = time.perf_counter()
    store = AnswerStore(folder)
    store.count("2026") if sys.argv[2] == "open" else store.notices("2026")
    print(time.perf_counter() - started, resident() - before)
"""


def opening(folder: Path, how: str) -> tuple[float, float]:
    """Seconds and MB of opening ("open") or of parsing the same bytes ("parse")."""
    done = subprocess.run(
        [sys.executable, "-c", OPENING, str(folder), how],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def at(values: list[float], share: float) -> float:
    """A quantile, in milliseconds."""
    return sorted(values)[int(share * (len(values) - 1))] * 1000


def main() -> None:
    where = sys.argv[1] if len(sys.argv) > 1 else None
    sizes = tuple(int(size) for size in sys.argv[2:]) or SIZES
    openings: dict[int, tuple[float, float, float, float]] = {}
    stores: dict[int, Stored] = {}
    with TemporaryDirectory(dir=where) as name:
        for size in sizes:
            folder = Path(name, str(size))
            fill(folder, size)
            (folder / "answers/2026/snapshot.jsonl").unlink(missing_ok=True)
            first, _ = opening(folder, "open")  # gone through from end to end
            opening(folder, "write")  # makes the snapshot
            again, megabytes = opening(folder, "open")
            openings[size] = first, again, opening(folder, "parse")[0], megabytes
            stores[size] = Stored(folder, size)
        os.sync()
        for _ in range(ROUNDS):
            for stored in stores.values():
                stored.turn()
        _print(stores, openings)


def _print(
    stores: dict[int, Stored], openings: dict[int, tuple[float, float, float, float]]
) -> None:
    print(f"one more answer, ms (n = {INSERTS} each, turn by turn)")
    print(f"{'stored':>9}{'p50':>8}{'p99':>8}{'append':>8}{'sqlite':>8}", end="")
    print(f"{'÷append':>9}{'÷sqlite':>9}{'÷smallest':>11}")
    smallest = 0.0
    for size, stored in stores.items():
        ours, append, sqlite = (at(taken, 0.5) for taken in stored.taken.values())
        smallest = smallest or ours
        print(
            f"{size:>9}{ours:>8.3f}{at(stored.taken['ours'], 0.99):>8.3f}{append:>8.3f}"
            f"{sqlite:>8.3f}{ours / append:>9.2f}{ours / sqlite:>9.2f}{ours / smallest:>11.2f}"
        )
    print(
        "opening, s: from end to end, with the snapshot a writer makes, and parsing the same bytes"
    )
    print(f"{'stored':>9}{'first':>8}{'again':>8}{'parse':>8}{'÷parse':>9}{'again':>9}{'MB':>11}")
    for size, (first, again, parse, megabytes) in openings.items():
        print(
            f"{size:>9}{first:>8.3f}{again:>8.3f}{parse:>8.3f}{first / parse:>9.2f}"
            f"{again / parse:>9.2f}{megabytes:>11.0f}"
        )


if __name__ == "__main__":
    main()
