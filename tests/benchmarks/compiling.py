"""Seconds from responses to reviews at 200 and 2,000 relationships of six answers each.

Run with `python -m tests.benchmarks.compiling`; prints a table with the growth at ten times.
"""

from __future__ import annotations

import time

from app.core.compile import compile_review
from app.core.context import firm_context
from tests.builders import AFTER, a_response, a_wave, everywhere, our_answers


def seconds(relationships: int) -> tuple[float, float]:
    """(firm_context, all of compile_review) in seconds."""
    slugs = [f"r{n}" for n in range(relationships)]
    opened = a_wave(relationships=dict.fromkeys(slugs, (4, 2)))
    responses = [
        a_response(f"c{n}", everywhere(n + 3) | {"O1": "Well."}, relationship=slug)
        for slug in slugs
        for n in range(1, 5)
    ]
    responses += [r for slug in slugs for r in our_answers(7, 8, relationship=slug)]
    started = time.perf_counter()
    context = firm_context(opened, responses, [], AFTER)
    grouped = time.perf_counter()
    for slug in slugs:
        compile_review(slug, context)
    return grouped - started, time.perf_counter() - grouped


def main() -> None:
    seconds(50)
    small, large = seconds(200), seconds(2000)
    print(f"{'step':<16}{'200':>8}{'2,000':>8}{'growth':>9}")
    for name, one, ten in zip(("firm_context", "compile_review"), small, large, strict=True):
        print(f"{name:<16}{one:>8.2f}{ten:>8.2f}{ten / one:>8.1f}×")


if __name__ == "__main__":
    main()
