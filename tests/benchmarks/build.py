"""A whole build of a large firm: seconds by part, and again with one answer or nothing changed.

    python -m tests.benchmarks.build [SIZE …] [-- FURTHER ARGUMENTS OF BUILD]

Each build is `build.py build --as-of …` as a whole process on a firm of SIZE relationships (200 by
default, a minute or two; 2,000 by hand), with all of this machine's cores, and sealed.
`-- --open` (unsealed), `-- --workers 1` and the like go to every build.

- Parts are timed by `stopwatch/`, which runs inside that process and its workers. WeasyPrint's
  seconds are the processor's in all workers, divided by their number: what it alone would take.
  Whatever the build takes beyond that is not WeasyPrint's.
- One answer changed, and nothing changed: medians of ROUNDS, each answer of another relationship
  and kept through the store. One round where that is no quicker than a fifth of the whole. Beside
  them how many published files are other than before.
- Memory is the most that the build's own process, not its workers, had held when a part ended.

The first build of a tiny firm warms disk and fonts and is not shown.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from app.settings import PROGRAM, Site
from tests.benchmarks.firms import AS_OF, a_firm, change_an_answer, slug_of

SIZES = (200,)
ROUNDS = 5
LONGEST = 7200.0
"""Seconds after which a build is given up."""
OWN = (
    *("looking", "reading", "unlocking", "digests", "compiling", "planning", "printing", "pages"),
    *("inspecting", "sealing", "swapping", "manifest", "calendars"),
)
"""Parts of the build's own process, as stopwatch/ names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build as a whole process; times in seconds, memory in MB."""

    seconds: float
    parts: dict[str, float]
    """The wall's in the build's own process; the processor's elsewhere, divided by the workers."""
    calls: dict[str, int]
    memory: dict[str, float]
    """Part → the most its process had held when it ended; the build's own process alone."""
    changed: int
    """Published files that are new, gone or other than before."""


def built(site: Site, further: list[str]) -> Run:
    """Builds and looks at what came of it. Raises CalledProcessError when it did not succeed."""
    workers = workers_of(further)
    notes = site.root.parent / f"{site.root.name}-stopwatch"
    notes.unlink(missing_ok=True)
    before = published(site)
    command = [sys.executable, str(PROGRAM / "build.py"), "build", "--site", str(site.root)]
    stopwatch = str(Path(__file__).parent / "stopwatch")
    settings = dict(
        os.environ,
        PYTHONPATH=stopwatch,
        BOTH_SIDES_STOPWATCH=str(notes),
        BOTH_SIDES_VNU="off",  # a firm's machine has seldom a checker of HTML
        BOTH_SIDES_PASSPHRASE_FILE=str(site.root.parent / f"{site.root.name}-passphrase"),
    )
    started = time.perf_counter()
    process = subprocess.Popen([*command, "--as-of", str(AS_OF), "-q", *further], env=settings)
    try:
        code = process.wait(LONGEST)
    finally:
        process.kill()  # without effect on one that has ended
        process.wait()
    seconds = time.perf_counter() - started
    if code:
        raise subprocess.CalledProcessError(code, command)
    lines = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]
    parts: dict[str, float] = {}
    calls: dict[str, int] = {}
    memory: dict[str, float] = {}
    for pid, part, start, end, processor, peak in lines:
        own = pid == process.pid
        took = end - start if own else processor / workers
        parts[part] = parts.get(part, 0.0) + took
        calls[part] = calls.get(part, 0) + 1
        if own:
            memory[part] = peak
    after = published(site)
    changed = sum(1 for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return Run(seconds=seconds, parts=parts, calls=calls, memory=memory, changed=changed)


def workers_of(further: list[str]) -> int:
    """How many processes print at a time."""
    if "--workers" in further:
        return int(further[further.index("--workers") + 1])
    return os.cpu_count() or 1


def published(site: Site) -> dict[Path, bytes]:
    """A digest of every page and sheet there is; what a build keeps for itself is hidden."""
    found = {path: path.relative_to(site.build) for path in site.build.rglob("*")}
    return {
        place: hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
        for path, place in found.items()
        if not any(part.startswith(".") for part in place.parts) and path.is_file()
    }


def again(site: Site, whole: Run, change: Callable[[int], None], further: list[str]) -> list[Run]:
    """Builds after `change`, which is given the number of the round."""
    runs = []
    for number in range(ROUNDS):
        change(number)
        runs.append(built(site, further))
        if runs[0].seconds > whole.seconds / 5:
            break
    return runs


def measured(size: int, further: list[str]) -> Run:
    """Prints what one size costs; returns the whole build."""
    with TemporaryDirectory(prefix="both-sides-") as folder:
        site = a_firm(Path(folder, "firm"), size)
        whole = built(site, further)
        for line in table(size, whole):
            print(line)
        rows = {
            "nothing changed": again(site, whole, lambda _: None, further),
            "one answer changed": again(
                site, whole, lambda number: change_an_answer(site, slug_of(number)), further
            ),
        }
        for name, runs in rows.items():
            seconds = median(run.seconds for run in runs)
            row = f"{seconds:>9.2f}{seconds / whole.seconds:>9.2%}{len(runs):>4} ×"
            others = ", ".join(str(run.changed) for run in runs)
            print(f"{name:<34}{row}   files that are other: {others}")
            inner = {part: median(run.parts.get(part, 0.0) for run in runs) for part in OWN}
            said = [f"{part} {took:.2f}" for part, took in inner.items() if took >= 0.005]
            print("   of it " + ", ".join(said))
    return whole


def table(size: int, run: Run) -> Iterator[str]:
    """One whole build by part."""
    yield f"\n{f'{size:,} relationships':<34}{'seconds':>9}{'share':>9}{'calls':>8}{'MB then':>9}"
    for part in OWN:
        took = run.parts.get(part, 0.0)
        then = f"{run.memory[part]:>9.0f}" if part in run.memory else ""
        calls = run.calls.get(part, 0)
        yield f"{part:<34}{took:>9.2f}{took / run.seconds:>9.1%}{calls:>8}{then}"
    rest = run.seconds - sum(run.parts.get(part, 0.0) for part in OWN)
    yield f"{'rest':<34}{rest:>9.2f}{rest / run.seconds:>9.1%}"
    held = run.memory.get("whole process", 0.0)
    yield f"{'whole build':<34}{run.seconds:>9.2f}{1:>9.1%}{'':>8}{held:>9.0f}"
    setting = run.parts.get("WeasyPrint", 0.0)
    calls = run.calls.get("WeasyPrint", 0)
    yield f"{'WeasyPrint ÷ workers':<34}{setting:>9.2f}{setting / run.seconds:>9.1%}{calls:>8}"
    other = run.seconds - setting
    yield f"{'not WeasyPrint':<34}{other:>9.2f}{other / run.seconds:>9.1%}"
    yield from (f"{part}; mend stopwatch/" for part in run.calls if part.startswith("gone: "))


def growth(small: int, large: int, runs: dict[int, Run]) -> Iterator[str]:
    """How seconds and memory grow, as the power of the size: 1 is linear."""
    times = math.log(large / small)
    yield f"\n{f'{small:,} → {large:,}':<34}{'small':>9}{'large':>9}{'growth':>9}{'power':>8}"
    one, other = runs[small], runs[large]
    rows = {"seconds": (one.seconds, other.seconds)}
    rows |= {f"{p}, s": (one.parts[p], other.parts[p]) for p in OWN if one.parts.get(p)}
    memory = one.memory["whole process"], other.memory["whole process"]
    rows |= {"memory of the build's process, MB": memory}
    for name, (few, many) in rows.items():
        by = many / few
        yield f"{name:<34}{few:>9.2f}{many:>9.2f}{by:>8.1f}×{math.log(by) / times:>8.2f}"


def main(given: list[str]) -> None:
    own, _, further = " ".join(given).partition("--")
    sizes = tuple(int(size) for size in own.split()) or SIZES
    with TemporaryDirectory(prefix="both-sides-") as folder:
        built(a_firm(Path(folder, "firm"), 3), further.split())
    print(f"{os.cpu_count()} cores, build {further}".rstrip())
    runs = {size: measured(size, further.split()) for size in sizes}
    for small, large in pairwise(sizes):
        for line in growth(small, large, runs):
            print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
