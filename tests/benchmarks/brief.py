"""Seconds for one brief: ours against the same HTML given to bare WeasyPrint.

Both warm, in one process, with the same fonts, taking turns. Run with
`python -m tests.benchmarks.brief [PAIRS]`; prints a table. Bare WeasyPrint gets the style inside
the HTML and the fonts as files; its first two rows keep one FontConfiguration over all briefs.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from app.brief.document import brief_html
from app.brief.render import brief_pdf
from app.core.review import Review
from app.pages.brief_page import fitting
from app.pages.environment import STATIC
from tests.brief.awkward import awkward


def reviews(number: int) -> list[Review]:
    """Ordinary and full briefs in turn, each with a name of its own."""
    made = awkward()
    kinds = ("plain", "close", "eight factors, five years", "many long comments", "20 commitments")
    return [
        replace(made[kinds[place % len(kinds)]], name=f"Counterpart {place}")
        for place in range(number)
    ]


def bare_html(review: Review) -> str:
    """The same page, with its style written into it and the fonts as files."""
    fonts = (STATIC / "fonts" / "print").as_uri()
    style = (STATIC / "brief.css").read_text(encoding="utf-8").replace("font:S", f"{fonts}/S")
    return brief_html(next(fitting(review))).replace("<head>", f"<head><style>{style}</style>", 1)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main(pairs: int) -> None:
    """Prints seconds a brief, median and mean, and the ratio to bare WeasyPrint."""
    kept = FontConfiguration()
    made = reviews(pairs)
    ways: dict[str, Callable[[Review, str], object]] = {
        "ours": lambda review, _: brief_pdf(review),
        "bare, tagged, fonts kept": lambda _, html: HTML(string=html).write_pdf(
            font_config=kept, pdf_variant="pdf/ua-1", pdf_tags=True
        ),
        "bare, fonts kept": lambda _, html: HTML(string=html).write_pdf(font_config=kept),
        "bare": lambda _, html: HTML(string=html).write_pdf(),
    }
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    pages = [bare_html(review) for review in made]
    for warming in (True, False):
        chosen = list(zip(made, pages, strict=True))[: 3 if warming else pairs]
        for review, html in chosen:
            for way, work in ways.items():
                took = timed(partial(work, review, html))
                if not warming:
                    seconds[way].append(took)
    print(f"{pairs} briefs, taking turns")
    print(f"{'':28}{'median s':>10}{'mean s':>10}{'ours : it':>12}")
    ours = statistics.fmean(seconds["ours"])
    for way, taken in seconds.items():
        mean = statistics.fmean(taken)
        print(f"{way:28}{statistics.median(taken):10.3f}{mean:10.3f}{ours / mean:12.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
