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
from collections.abc import Callable
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


def inserts(folder: Path, size: int) -> dict[str, list[float]]:
    """Seconds of each insert by kind; the three take turns."""
    store = AnswerStore(folder)
    store.count("2026")
    journal = next((folder / "answers/2026").glob("journal-*"))
    with journal.open("rb") as stream:
        stream.seek(-2000, os.SEEK_END)
        written = line(json.loads(stream.read().splitlines()[-1])[2])
    bare = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    base = sqlite3.connect(folder / "sqlite.db", isolation_level=None)
    base.execute("pragma journal_mode = wal")
    base.execute("pragma synchronous = full")
    base.execute("create table responses (id integer primary key, key text, document text)")
    base.execute("create index by_key on responses (key)")
    text = written.decode()
    base.execute("begin")
    base.executemany(
        "insert into responses (key, document) values (?, ?)", ((str(n), text) for n in range(size))
    )
    base.execute("commit")
    number = size
    coming = {size + n: response(size + n) for n in range(1, 3 * INSERTS + 1)}

    def ours() -> None:
        store.save(coming[number])

    def append() -> None:
        os.write(bare, written)
        os.fsync(bare)

    def sqlite() -> None:
        base.execute("insert into responses (key, document) values (?, ?)", (str(number), text))

    kinds: dict[str, Callable[[], None]] = {"ours": ours, "append": append, "sqlite": sqlite}
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(ROUNDS):
        for kind, insert in kinds.items():
            for _ in range(INSERTS // ROUNDS):
                number += 1
                started = time.perf_counter()
                insert()
                taken[kind].append(time.perf_counter() - started)
    os.close(bare)
    base.close()
    return taken


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
    count = AnswerStore(folder).count("2026")
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
    print(f"insert, ms (n = {INSERTS} each)          opening, s                        MB")
    print(
        f"{'stored':>9}{'p50':>7}{'p99':>7}{'append':>8}{'sqlite':>8}{'÷append':>8}{'÷sqlite':>8}"
        f"{'÷first':>8}{'first':>8}{'again':>8}{'parse':>8}{'÷parse':>8}{'MB':>7}"
    )
    smallest = 0.0
    for size in sizes:
        with TemporaryDirectory(dir=where) as name:
            folder = Path(name)
            fill(folder, size)
            (folder / "answers/2026/snapshot.jsonl").unlink(missing_ok=True)
            first, _ = opening(folder, "open")  # gone through from end to end; makes the snapshot
            again, megabytes = opening(folder, "open")
            parse, _ = opening(folder, "parse")
            taken = inserts(folder, size)
        ours, append, sqlite = (at(taken[kind], 0.5) for kind in ("ours", "append", "sqlite"))
        smallest = smallest or ours
        print(
            f"{size:>9}{ours:>7.3f}{at(taken['ours'], 0.99):>7.3f}{append:>8.3f}{sqlite:>8.3f}"
            f"{ours / append:>8.2f}{ours / sqlite:>8.2f}{ours / smallest:>8.2f}"
            f"{first:>8.3f}{again:>8.3f}{parse:>8.3f}{first / parse:>8.2f}{megabytes:>7.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
