"""How many small wrong changes of `app/core` the core tests notice.

    python -m tests.mutation --seed 2026 --number 400        (some ten minutes on one core)
    python -m tests.mutation --module gaps --number 9999     (every change of one module)

Changes are made one at a time in a copy of the tree, never in the checkout. First those tests run
that import the changed module, then all of `tests/core`. Prints every change that went unnoticed
and a table; ends with 1 if fewer than `--at-least` per cent were noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import Mutant, drawn, mutants_of

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("app", "tests", "content", "surveys", "pyproject.toml")
SECONDS = 40
NOTICED = ("failed", "too long")

Run = Callable[[list[str]], str]


def copy_of_the_tree(target: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target / name)
    return target


def tests_of(module: str, folder: Path) -> list[str]:
    """The test files that name the module; most changes are noticed there."""
    named = re.compile(rf"app\.core\.{module}\b")
    return [
        str(path.relative_to(folder))
        for path in sorted((folder / "tests/core").glob("test_*.py"))
        if named.search(path.read_text(encoding="utf-8"))
    ]


def outcome(mutant: Mutant, folder: Path, run: Run) -> str:
    """What became of one change: failed, too long, or passed where nothing noticed it."""
    path = folder / "app/core" / f"{mutant.module}.py"
    original = path.read_bytes()
    compiled = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc"
    compiled.unlink(missing_ok=True)
    path.write_text(mutant.source, encoding="utf-8")
    try:
        near = tests_of(mutant.module, folder)
        found = run(near) if near else "passed"
        return run(["tests/core"]) if found == "passed" else found
    finally:
        path.write_bytes(original)
        compiled.unlink(missing_ok=True)


def table(outcomes: dict[Mutant, str]) -> str:
    lines = [f"{'module':<18}{'drawn':>7}{'noticed':>9}{'unnoticed':>11}{'equivalent':>12}"]
    for module in sorted({mutant.module for mutant in outcomes}):
        counted = Counter(found for m, found in outcomes.items() if m.module == module)
        lines.append(_row(module, counted))
    lines.append(_row("all", Counter(outcomes.values())))
    return "\n".join(lines)


def _row(name: str, counted: Counter[str]) -> str:
    noticed = sum(counted[word] for word in NOTICED)
    return (
        f"{name:<18}{counted.total():>7}{noticed:>9}{counted['passed']:>11}"
        f"{counted['equivalent']:>12}"
    )


def main() -> int:
    asked = arguments()
    names = asked.module or sorted(path.stem for path in (ROOT / "app/core").glob("*.py"))
    every = [m for name in names for m in mutants_of(ROOT / "app/core" / f"{name}.py")]
    chosen = drawn(every, asked.number, asked.seed)
    print(f"seed {asked.seed}: {len(chosen)} of {len(every)} possible changes", flush=True)
    outcomes: dict[Mutant, str] = {}
    with tempfile.TemporaryDirectory(prefix="mutation-") as temporary:
        folder = copy_of_the_tree(Path(temporary))
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "COLUMNS": "100"}
        warm = subprocess.Popen(
            [sys.executable, "-m", "tests.mutation.warm"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

        def run(tests: list[str]) -> str:
            assert warm.stdin is not None
            assert warm.stdout is not None
            warm.stdin.write(json.dumps({"tests": tests, "seconds": SECONDS}) + "\n")
            warm.stdin.flush()
            return warm.stdout.readline().strip()

        started = time.monotonic()
        if run(["tests/core"]) != "passed":
            print("the core tests fail before anything is changed")
            return 1
        for mutant in sorted(chosen, key=lambda m: (m.module, m.line)):
            if mutant.name in EQUIVALENT:
                outcomes[mutant] = "equivalent"
                continue
            outcomes[mutant] = outcome(mutant, folder, run)
            if outcomes[mutant] == "passed":
                print(f"unnoticed: line {mutant.line} {mutant.name}", flush=True)
        assert warm.stdin is not None
        warm.stdin.close()
        warm.wait()
    print(table(outcomes))
    noticed = sum(found in NOTICED for found in outcomes.values())
    counted = sum(found != "equivalent" for found in outcomes.values())
    share = 100 * noticed / counted if counted else 100.0
    seconds = time.monotonic() - started
    print(f"seed {asked.seed}: {noticed} of {counted} noticed, {share:.1f} % ({seconds:.0f} s)")
    return 0 if share >= asked.at_least else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--number", type=int, default=400)
    parser.add_argument("--module", action="append", help="only this module of app/core")
    parser.add_argument("--at-least", type=float, default=90.0, help="per cent")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
