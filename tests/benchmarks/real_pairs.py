"""Seconds and peak memory of building the 282 real pairs with briefs, each step a whole process.

Run with `python -m tests.benchmarks.real_pairs FOLDER`, where FOLDER is new; needs the data of the
main job beside the project. Prints a table.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import time
from pathlib import Path

from app.settings import PROGRAM
from tests.main_job.test_real_pairs import DATA, long_form, write_site


def main(folder: Path) -> None:
    rows = list(csv.DictReader(DATA.read_text(encoding="utf-8").splitlines()))
    pairs = sorted({row["relationship"] for row in rows}, key=int)
    write_site(folder / "site", pairs)
    long_form(rows, folder / "answers.csv")
    site = ["--site", str(folder / "site")]
    steps = (
        ["invite", "2026", *site, "--yes", "--as-of", "2026-01-01"],
        ["import", str(folder / "answers.csv"), *site, "--wave", "2026"],
        ["build", "--open", *site, "--as-of", "2026-02-01", "-q", "--workers", "1"],
        ["build", "--open", *site, "--as-of", "2026-02-01", "-q"],
        ["export", "reviews", *site, "--as-of", "2026-02-01", "--out", str(folder / "out.json")],
    )
    print(f"{'step':<28}{'seconds':>9}{'largest process so far, MB':>29}")
    for step in steps:
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, str(PROGRAM / "build.py"), *step],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - started
        # Kilobytes on Linux; the largest of all children that have ended.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        name = step[0] + (" --workers 1" if "--workers" in step else "")
        print(f"{name:<28}{seconds:>9.1f}{peak:>29.0f}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m tests.benchmarks.real_pairs FOLDER")
    main(Path(sys.argv[1]))
