"""What a Dask cluster costs beside this machine's own workers, and from how many sheets it pays.

    python -m tests.benchmarks.cluster [SHEETS …]

Both have two workers, on the same cores and cold, and are given three sheets at a time as a build
does: the seconds are from the first thing a build does for it (reaching the cluster, starting
children) to the last sheet. What the cluster needs beyond that, a second machine as quick as this
one has to win back: it halves what is left. For SHEETS (12 and 120), ROUNDS turns; the cluster is
started anew for each, because its workers keep their children.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from app.brief.crew import Crew, crew_here, crew_of
from app.settings import PROGRAM
from tests.benchmarks.brief import in_workers, reviews

SIZES = (12, 120)
ROUNDS = 3
TOGETHER = 3
"""Sheets of a relationship."""


@contextmanager
def a_cluster() -> Iterator[str]:
    """The address of one with two workers, each a process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.brief.cluster"],
        cwd=PROGRAM,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield str(json.loads(process.stdout.readline())["address"])
    finally:
        process.stdin.close()
        process.wait(60)


def seconds(sheets: int, scheduler: str = "") -> float:
    """From nothing to the last of so many sheets."""
    made = reviews(sheets)
    started = time.perf_counter()

    def work(crew: Crew) -> None:
        in_workers(made, crew, together=TOGETHER)

    with crew_of(scheduler) if scheduler else crew_here(2) as crew:
        work(crew)
        return time.perf_counter() - started


def main(sizes: tuple[int, ...]) -> None:
    found: dict[int, tuple[float, float]] = {}
    for sheets in sizes:
        here, there = [], []
        for _ in range(ROUNDS):
            here.append(seconds(sheets))
            with a_cluster() as address:
                there.append(seconds(sheets, address))
        found[sheets] = median(here), median(there)
        own, other = found[sheets]
        print(
            f"{sheets:>6} sheets: here {own:.2f} s, on the cluster {other:.2f}: {other / own:.2f}"
        )
    few, many = min(sizes), max(sizes)
    if few == many:
        return
    own_each = (found[many][0] - found[few][0]) / (many - few)
    there_each = (found[many][1] - found[few][1]) / (many - few)
    more = max(0.0, found[few][1] - found[few][0] + few * (own_each - there_each))
    print(f"a sheet {own_each:.3f} s here, {there_each:.3f} on the cluster; to begin {more:+.1f} s")
    # With a second machine of the same kind a sheet takes half of its time there.
    saved = own_each - there_each / 2
    if saved > 0:
        print(f"a second machine like this pays from {more / saved:.0f} sheets on,", end=" ")
        print(f"and saves a minute at {(60 + more) / saved:.0f}")


if __name__ == "__main__":
    main(tuple(int(given) for given in sys.argv[1:]) or SIZES)
