"""Pages without PDFs, whole process, beside Pelican, MkDocs, Eleventy and Hugo on as many pages.

    python -m tests.benchmarks.pages [SIZE …] [--tools FOLDER]

For firms of 30, 300 and 2,000 relationships (or SIZE …): our pages from files and answers, which
we read, compile, protect, inspect and swap in besides, unsealed (`--open`); theirs from Markdown
files and numbers that are there already, by the same markup, lists and charts (`generators/`). A
relationship has two pages (the review and the copy for the table) on either side, and there are
nine lists of all of them and the guide. ROUNDS builds of each after a small one of each to warm
up, turn by turn, every one into an empty folder; medians. Prints how many pages and of what size
came out, so that it shows whether they compare.

The others are installed with pip and npm into FOLDER, if it is given and they are not there yet,
or else into a temporary one; the one that cannot be installed is named and left out. They may use
all cores, and so may we.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from app.settings import PROGRAM, Site
from tests.benchmarks import generators
from tests.benchmarks.firms import AS_OF, a_firm
from tests.benchmarks.generator_pages import given_pages

SIZES = (30, 300, 2000)
WARMING = 10
ROUNDS = 3
LONGEST = 1800.0
"""Seconds after which one of our builds is given up."""


def command(site: Site) -> list[str]:
    """How our pages are built without their PDFs, all of them anew, as a whole process."""
    build = [sys.executable, str(PROGRAM / "build.py"), "build", "--pages", "--open", "--force"]
    return [*build, "-q", "--site", str(site.root), "--as-of", str(AS_OF)]


@dataclass(slots=True, kw_only=True)
class Contender:
    """One way to make a site, in a folder of its own."""

    name: str
    build: Callable[[], None]
    out: Path
    """What is emptied before each round."""
    seconds: list[float] = field(default_factory=list)
    pages: int = 0
    size: float = 0.0
    """The mean of a page, in kB."""

    def turn(self) -> None:
        """Builds once into an empty folder, timed, and looks at what came out."""
        shutil.rmtree(self.out, ignore_errors=True)
        started = time.perf_counter()
        self.build()
        self.seconds.append(time.perf_counter() - started)
        sizes = [path.stat().st_size for path in self.out.rglob("*.html")]
        assert sizes, f"{self.name} made no page"
        self.pages, self.size = len(sizes), sum(sizes) / len(sizes) / 1000


def contenders(size: int, folder: Path, tools: Path) -> Iterator[Contender]:
    """Ours first, then whoever is there."""
    site = a_firm(folder / "ours", size)

    def ours() -> None:
        settings = dict(os.environ, BOTH_SIDES_VNU="off")  # nobody else checks their HTML
        subprocess.run(command(site), check=True, timeout=LONGEST, env=settings)

    yield Contender(name="ours", build=ours, out=site.open_pages.parent)
    pages, rows = given_pages(size)
    for generator in generators.ALL:
        if (tools / generator.program).exists():
            place = folder / generator.name
            place.mkdir()
            generator.write(place, pages, rows)

            def theirs(generator: generators.Generator = generator, place: Path = place) -> None:
                generators.run(generator, tools, place)

            yield Contender(name=generator.name, build=theirs, out=place / "out")


def measured(size: int, tools: Path, rounds: int = ROUNDS) -> dict[str, Contender]:
    """All of them, turn by turn, on one size."""
    with TemporaryDirectory(prefix="both-sides-") as folder:
        made = list(contenders(size, Path(folder), tools))
        for _ in range(rounds):
            for one in made:
                one.turn()
    return {one.name: one for one in made}


def table(size: int, made: dict[str, Contender], before: dict[str, float]) -> Iterator[str]:
    """One size: medians, and how the time grew since the size before, as its power."""
    yield (
        f"\n{f'{size:,} relationships':<20}{'seconds':>9}{'lowest':>8}{'highest':>8}{'pages':>7}"
        f"{'kB each':>9}{'pages/s':>9}{'it : ours':>11}{'power':>7}"
    )
    ours = median(made["ours"].seconds)
    for name, one in made.items():
        took = median(one.seconds)
        power = ""
        if name in before:
            power = f"{math.log(took / before[name]) / math.log(size / before['size']):.2f}"
        yield (
            f"{name:<20}{took:>9.2f}{min(one.seconds):>8.2f}{max(one.seconds):>8.2f}"
            f"{one.pages:>7,}{one.size:>9.1f}{one.pages / took:>9.0f}{took / ours:>11.2f}{power:>7}"
        )


def main(sizes: tuple[int, ...], tools: Path) -> None:
    for wrong in generators.install(tools):
        print(f"not installed: {wrong}")
    measured(WARMING, tools, 1)
    before: dict[str, float] = {}
    for size in sizes:
        made = measured(size, tools)
        for line in table(size, made, before):
            print(line, flush=True)
        before = {name: median(one.seconds) for name, one in made.items()} | {"size": size}


if __name__ == "__main__":
    given = sys.argv[1:]
    if "--tools" in given:
        place = given.index("--tools")
        named = Path(given[place + 1]).resolve()
        main(tuple(int(size) for size in given[:place] + given[place + 2 :]) or SIZES, named)
    else:
        with TemporaryDirectory(prefix="both-sides-tools-") as temporary:
            main(tuple(int(size) for size in given) or SIZES, Path(temporary))
