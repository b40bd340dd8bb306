"""A brief in a warm worker against bare WeasyPrint; two workers against one; memory after many.

    python -m tests.benchmarks.brief [BRIEFS [MANY]]

- Seconds for one brief, ours against `HTML(string=…).write_pdf()` of the same pages with the style
  and the charts written into the HTML and the same TrueType fonts, all warm, in ROUNDS turns of
  BRIEFS briefs together. Ours goes through `print_briefs` as a build does, from one brief to the
  next, templates and measuring included; what is bare is given finished HTML that fits. Further
  rows keep fonts, add tags, or print ours without a worker.
- Two workers against one: seconds a brief once all of them are at work, ROUNDS turns.
- Memory of this benchmark's processes together while one worker prints MANY briefs (200): resident,
  shared pages counted once (Linux). In a process of its own.

Chromium and Typst beside it: `python -m tests.benchmarks.brief_others`.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from markupsafe import Markup
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from app.brief.crew import Crew, crew_here
from app.brief.pool import BriefJob, print_briefs
from app.brief.render import brief_pdf
from app.core.review import Review
from app.pages.brief_page import BriefPage, fitting
from app.pages.environment import STATIC, render
from app.settings import PROGRAM
from tests.brief.awkward import awkward

BRIEFS, MANY = 30, 200
ROUNDS = 3
WARMING = 3
"""Briefs at the beginning of a turn that are not counted."""
EARLY = 20
"""After so many briefs memory is first looked at."""
Seconds = list[float]


def reviews(number: int) -> list[Review]:
    """Ordinary and full briefs in turn, each with a name of its own."""
    made = awkward()
    kinds = ("plain", "close", "eight factors, five years", "many long comments", "20 commitments")
    return [
        replace(made[kinds[place % len(kinds)]], name=f"Counterpart {place}")
        for place in range(number)
    ]


def drawn(svg: Markup, _sentence: str, width: float, _name: str) -> Markup:
    """A chart in the page itself, as wide as ours."""
    wide, high = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()  # type: ignore[union-attr]
    style = f"display: block; width: {width:g}mm; height: {width * float(high) / float(wide):.2f}mm"
    return Markup(str(svg).strip().replace("<svg ", f'<svg style="{style}" ', 1))


def bare_html(page: BriefPage) -> str:
    """The same page, with its style and charts written into it and the fonts as files."""
    fonts = (STATIC / "fonts" / "print").as_uri()
    style = (STATIC / "brief.css").read_text(encoding="utf-8").replace("(font:", f"({fonts}/")
    whole = render(page, picture=drawn, logo="")
    return whole.replace("<head>", f"<head><style>{style}</style>", 1)


def fitted(review: Review, kept: FontConfiguration) -> str:
    """The HTML of the length that bare WeasyPrint gets on two pages."""
    for page in fitting(review):
        html = bare_html(page)
        if len(HTML(string=html).render(font_config=kept).pages) == 2:
            return html
    raise AssertionError(f"{review.name} does not fit")


def in_workers(
    made: list[Review], crew: Crew, done: Callable[[], None] = lambda: None, together: int = 1
) -> Seconds:
    """The moments at which briefs were finished. Raises when one could not be printed.

    So many are handed out `together`, as a build does with the sheets of a relationship.
    """
    moments: Seconds = []
    jobs = [
        BriefJob(name=f"{place}.pdf", review=review, about=f"{place // together}")
        for place, review in enumerate(made)
    ]
    for printed in print_briefs(jobs, crew):
        assert printed.pdf, printed.failure
        moments.append(time.perf_counter())
        done()
    return moments


def one_by_one(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def against_bare(number: int, crew: Crew) -> None:
    """Prints seconds a brief, median and mean, and the ratio of the means."""
    kept = FontConfiguration()
    made = reviews(number + WARMING)
    pages = [fitted(review, kept) for review in made]
    tagged = {"font_config": kept, "pdf_variant": "pdf/ua-1", "pdf_tags": True}

    def bare(**settings: object) -> Callable[[], Seconds]:
        return lambda: [
            one_by_one(lambda html=html: HTML(string=html).write_pdf(**settings))  # type: ignore[misc]
            for html in pages
        ]

    ways: dict[str, Callable[[], Seconds]] = {
        "ours, in a warm worker": lambda: gaps(in_workers(made, crew)),
        "bare": bare(),
        "bare, fonts kept": bare(font_config=kept),
        "bare, fonts kept, tagged": bare(**tagged),
        "ours, no worker": lambda: [
            one_by_one(lambda review=review: brief_pdf(review))  # type: ignore[misc]
            for review in made
        ],
    }
    seconds: dict[str, Seconds] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, work in ways.items():
            seconds[way] += work()[WARMING:]
    print(f"{ROUNDS} × {number} briefs, turn by turn")
    print(f"{'':28}{'median s':>10}{'mean s':>10}{'ours : it':>12}")
    ours = statistics.fmean(seconds["ours, in a warm worker"])
    for way, taken in seconds.items():
        mean = statistics.fmean(taken)
        print(f"{way:28}{statistics.median(taken):10.3f}{mean:10.3f}{ours / mean:12.2f}")


def gaps(moments: Seconds) -> Seconds:
    """From one brief to the next; the first, with the start of a worker in it, as nothing."""
    return [0.0, *(later - earlier for earlier, later in pairwise(moments))]


def two_against_one(number: int) -> None:
    """Prints seconds a brief with one and with two workers, once they are at work."""
    made = reviews(2 * number + 2 * WARMING)
    taken: dict[int, Seconds] = {1: [], 2: []}
    with crew_here(1) as one_worker, crew_here(2) as two_workers:
        crews = {1: one_worker, 2: two_workers}
        for _ in range(ROUNDS):
            for workers, seconds in taken.items():
                moments = in_workers(made, crews[workers])[2 * WARMING - 1 :]
                seconds.append((moments[-1] - moments[0]) / (len(moments) - 1))
    one, two = (statistics.median(seconds) for seconds in taken.values())
    print(f"\none worker {one:.3f} s a brief, two {two:.3f}: {two / one:.2f}", end="")
    print(f" ({ROUNDS} × {2 * number} briefs, {os.cpu_count()} cores)")


def resident() -> float:
    """MB that this process and all that it started hold, each shared page counted once."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has just ended
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    kilobytes = 0
    for pid in ours:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        kilobytes += sum(int(x.split()[1]) for x in rollup.splitlines() if x.startswith("Pss:"))
    return kilobytes / 1024


def memory(many: int) -> Iterator[float]:
    """MB after EARLY and after `many` briefs, medians of the five before."""
    held: list[float] = []
    with crew_here(1) as crew:
        in_workers(reviews(many), crew, lambda: held.append(resident()))
    for after in (EARLY, many):
        yield statistics.median(held[after - 5 : after])


def main(number: int, many: int) -> None:
    with crew_here(1) as crew:
        against_bare(number, crew)
    two_against_one(number)
    if not Path("/proc/self/smaps_rollup").exists():
        print("memory: this system does not say what is shared; see it on Linux")
        return
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.brief", "--memory", str(many)],
        check=True,
        capture_output=True,
        text=True,
        cwd=PROGRAM,
    )
    early, late = json.loads(done.stdout)
    print(f"memory after {EARLY} briefs {early:.0f} MB, after {many} {late:.0f}", end="")
    print(f": {late - early:+.1f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        print(json.dumps([*memory(int(sys.argv[2]))]))
    else:
        given = [int(number) for number in sys.argv[1:]]
        main(*(*given, *(BRIEFS, MANY)[len(given) :]))
