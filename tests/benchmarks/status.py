"""What `status` costs: the whole command, in a process of its own, with everybody's answers there.

    python -m tests.benchmarks.status [RUNS]

One wave, four of theirs and two of ours a relationship, by name and in confidence; the best of RUNS
(default 3). Prints seconds on the wall's clock and of the processor at 200 and at 2,000
relationships, and the growth; beside them `calendar`, which writes every lead's file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.settings import PROGRAM
from tests.benchmarks.firms import AS_OF, a_firm

SIZES = (200, 2_000)
COMMANDS = (["status"], ["status", "--all"], ["status", "--json"], ["calendar", "-q"])


def seconds(root: Path, *arguments: str) -> tuple[float, float]:
    """Wall-clock and processor seconds of one command on the firm's folder."""
    dated = ["--site", str(root), "--as-of", AS_OF.isoformat()]
    before, started = os.times(), time.perf_counter()
    subprocess.run(
        [sys.executable, str(PROGRAM / "build.py"), *arguments, *dated],
        check=True,
        capture_output=True,
        cwd=PROGRAM,
        timeout=600,
    )
    wall, after = time.perf_counter() - started, os.times()
    processor = after.children_user + after.children_system
    return wall, processor - before.children_user - before.children_system


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    heads = "".join(f"{f'{n:,}: s':>10}{'cpu s':>8}" for n in SIZES)
    print(f"best of {runs}, whole process\n{'wave':<14}{'command':<15}{heads}  growth (cpu)")
    for confidential in (False, True):
        with TemporaryDirectory() as folder:
            roots = [Path(folder) / str(size) for size in SIZES]
            for root, size in zip(roots, SIZES, strict=True):
                root.mkdir()
                a_firm(root, size, theirs=4, ours=2, confidential=confidential)
            for command in COMMANDS:
                best = []
                for root in roots:
                    made = [seconds(root, *command) for _ in range(runs)]
                    best.append((min(wall for wall, _ in made), min(cpu for _, cpu in made)))
                wave = "confidential" if confidential else "named"
                told = "".join(f"{wall:>10.2f}{cpu:>8.2f}" for wall, cpu in best)
                print(f"{wave:<14}{' '.join(command):<15}{told}{best[1][1] / best[0][1]:>7.1f}×")


if __name__ == "__main__":
    main()
