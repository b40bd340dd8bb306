"""For the record: a brief by our warm worker beside Chromium's print-to-PDF and beside Typst.

    python -m tests.benchmarks.brief_others [BRIEFS]

Chromium is one headless process with a page that is filled with each of our briefs as one file and
printed. Typst sets two pages of its own (`generators/brief.typ`): the same blocks
and as many rows, a chart drawn from numbers, our fonts, tagged; one compiler for all. Typst is not
in the lock: `pip install typst` first. What is missing is named and left out. All are warm, in
ROUNDS turns of BRIEFS (30) together; medians.
"""

from __future__ import annotations

import importlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from random import Random
from typing import Any

from app import system
from app.brief.crew import Crew, crew_here
from app.brief.document import brief_file
from app.core.review import Review
from app.pages.brief_page import fitting
from app.pages.environment import STATIC
from app.settings import PROGRAM
from tests.benchmarks.brief import WARMING, gaps, in_workers, reviews
from tests.benchmarks.generator_pages import page_data

BRIEFS = 30
ROUNDS = 3
Print = Callable[[int], bytes]
TWO = 2


def chromium(made: list[Review], open_until: ExitStack) -> Print | None:
    """Prints the brief of that number; None without playwright or a browser."""
    try:
        playwright = importlib.import_module("playwright.sync_api")
    except ModuleNotFoundError:
        return None
    program = system.browser()
    if program is None:
        return None
    driver = open_until.enter_context(playwright.sync_playwright())
    flags = ["--no-sandbox"] if system.is_root() else []
    browser = driver.chromium.launch(executable_path=program, args=flags)
    open_until.callback(browser.close)
    files = [brief_file(next(fitting(review))) for review in made]
    page = browser.new_page()

    def printed(number: int) -> bytes:
        page.set_content(files[number])
        pdf: bytes = page.pdf(prefer_css_page_size=True, tagged=True)
        return pdf

    return printed


def typst() -> Print | None:
    """Sets another brief each time; None where Typst is not installed."""
    try:
        library: Any = importlib.import_module("typst")
    except ModuleNotFoundError:
        return None
    source = PROGRAM / "tests/benchmarks/generators/brief.typ"
    compiler = library.Compiler(
        str(source), font_paths=[str(STATIC / "fonts/print")], ignore_system_fonts=True
    )
    # What it has set before it remembers: no two briefs of a run are the same.
    new = count()

    def printed(_number: int) -> bytes:
        brief = json.dumps(two_pages(next(new)))
        pdf: bytes = compiler.compile(
            format="pdf", sys_inputs={"brief": brief}, pdf_standards=["ua-1"]
        )
        return pdf

    return printed


def two_pages(number: int) -> dict[str, Any]:
    """What the Typst brief of that number says."""
    data = page_data(number, Random(number))
    hour = (
        ("0–10", "A safe start", "Each side says why it is here and what it values in the other."),
        ("10–40", "Listening", "Name one case. When was it so, and when not? Say it back first."),
        ("40–50", "Common ground", "What do both want from the next year? Name it, write it down."),
        ("50–60", "Solutions", "What would each side need to see within a month? Set a day."),
    )
    return data | {
        "title": f"{data['name']}, 2025",
        "band": "Harbour & Pike · 2025 survey",
        "lead": "Ann Lead",
        "hour": [{"minutes": m, "name": name, "says": says} for m, name, says in hour],
    }


def pages_of(pdf: bytes) -> str:
    """How many pages a PDF has, where pypdf is there to count them."""
    try:
        from io import BytesIO

        from pypdf import PdfReader
    except ModuleNotFoundError:
        return "?"
    return str(len(PdfReader(BytesIO(pdf)).pages))


def turns(
    ways: dict[str, Print], made: list[Review], crew: Crew
) -> Iterator[tuple[str, list[float], str]]:
    """Each way's seconds a brief in all turns, and the pages of its last PDF."""
    seconds: dict[str, list[float]] = {name: [] for name in ("ours, in a warm worker", *ways)}
    last: dict[str, bytes] = {}
    for _ in range(ROUNDS):
        seconds["ours, in a warm worker"] += gaps(in_workers(made, crew))[WARMING:]
        for name, printed in ways.items():
            for number in range(len(made)):
                started = time.perf_counter()
                last[name] = printed(number)
                if number >= WARMING:
                    seconds[name].append(time.perf_counter() - started)
    for name, taken in seconds.items():
        yield name, taken, pages_of(last[name]) if name in last else str(TWO)


def main(number: int) -> None:
    made = reviews(number + WARMING)
    with crew_here(1) as crew, ExitStack() as open_until:
        found = {"Chromium": chromium(made, open_until), "Typst": typst()}
        for name, way in found.items():
            if way is None:
                remedy = "apt-get install chromium" if name == "Chromium" else "pip install typst"
                print(f"{name} is not here, and is left out: {remedy}")
        ways = {name: way for name, way in found.items() if way is not None}
        print(f"{ROUNDS} × {number} briefs, turn by turn")
        print(f"{'':28}{'median s':>10}{'mean s':>10}{'it : ours':>12}{'pages':>7}")
        ours = 0.0
        for name, taken, pages in turns(ways, made, crew):
            median, mean = statistics.median(taken), statistics.fmean(taken)
            ours = ours or median
            print(f"{name:28}{median:10.3f}{mean:10.3f}{median / ours:12.2f}{pages:>7}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else BRIEFS)
