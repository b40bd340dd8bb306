"""Prints how honest the ranges and the classes of gaps are, with as many draws as there is time.

    python -m tests.simulation --waves 400 --firms 60000 --seed 2026

`--waves` of 48 relationships for each population, `--firms` counts relationships for each kind of
firm. The models stand in `tests/simulation/firms.py` and `flags.py`.
"""

from __future__ import annotations

import argparse
import time

from app.core.wave import Privacy
from tests.simulation import coverage, flags
from tests.simulation.firms import POPULATIONS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--waves", type=int, default=100)
    parser.add_argument("--firms", type=int, default=12000, help="relationships a kind of firm")
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    started = time.monotonic()
    pairs = len(coverage.PAIRS) * coverage.TWICE
    print(f"seed {asked.seed}, {asked.waves} waves of {pairs} relationships a row")
    results = coverage.every_population(POPULATIONS, asked.waves, asked.seed)
    quiet = POPULATIONS[2]
    results.append(
        (
            f"{quiet.name}, confidential",
            coverage.coverage(quiet, asked.waves, asked.seed, privacy=Privacy.CONFIDENTIAL),
        )
    )
    print(coverage.table(results), flush=True)
    print()
    found = [
        (firm, flags.flags(firm, max(1, asked.firms // firm.relationships), asked.seed))
        for firm in flags.FIRMS
    ]
    print(flags.table(found))
    print(f"({time.monotonic() - started:.0f} s)")


if __name__ == "__main__":
    main()
