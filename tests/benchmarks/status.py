"""What `status` costs: the whole command, in a process of its own, with everybody's answers there.

    python -m tests.benchmarks.status [RUNS]

One wave, four of theirs and two of ours a relationship, by name and in confidence; the best of RUNS
(default 3). Prints seconds at 200 and at 2,000 relationships, and the growth.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.settings import PROGRAM
from tests.benchmarks.firms import AS_OF, a_firm

SIZES = (200, 2_000)


def seconds(root: Path, *arguments: str) -> float:
    """Wall-clock seconds of one command on the firm's folder."""
    started = time.perf_counter()
    subprocess.run(
        [
            sys.executable,
            str(PROGRAM / "build.py"),
            *arguments,
            "--site",
            str(root),
            "--as-of",
            AS_OF.isoformat(),
        ],
        check=True,
        capture_output=True,
        cwd=PROGRAM,
        timeout=600,
    )
    return time.perf_counter() - started


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"best of {runs}, whole process, seconds")
    print(f"{'wave':<14}{'command':<16}" + "".join(f"{n:>8,}" for n in SIZES) + "  growth")
    for confidential in (False, True):
        with TemporaryDirectory() as folder:
            firms = []
            for size in SIZES:
                root = Path(folder) / str(size)
                root.mkdir()
                a_firm(root, size, theirs=4, ours=2, confidential=confidential)
                firms.append(root)
            for command in (["status"], ["status", "--json"], ["status", "--all"]):
                best = [min(seconds(root, *command) for _ in range(runs)) for root in firms]
                wave = "confidential" if confidential else "named"
                print(
                    f"{wave:<14}{' '.join(command):<16}"
                    + "".join(f"{one:>8.2f}" for one in best)
                    + f"{best[1] / best[0]:>7.1f}×"
                )


if __name__ == "__main__":
    main()
