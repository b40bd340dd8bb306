"""Small wrong changes of formulas are noticed by the core tests.

Twelve of them with a fixed seed; `python -m tests.mutation` draws as many as there is time for.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import PROGRAM
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import Mutant, drawn, mutants_of

STEADY = ("agreement", "gaps", "kendall", "proportions", "reliability", "retention", "segments")
"""Modules of formulas, which seldom change."""


def of(text: str, folder: Path) -> list[Mutant]:
    path = folder / "sums.py"
    path.write_text(text, encoding="utf-8")
    return mutants_of(path)


def test_twelve_wrong_changes_of_formulas_are_noticed() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.mutation", "--seed", "5", "--number", "12"),
            *("--at-least", "100"),
            *(word for module in STEADY for word in ("--module", module)),
        ],
        cwd=PROGRAM,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 of " in done.stdout


def test_comparisons_numbers_and_conditions_are_changed_one_at_a_time(tmp_path: Path) -> None:
    found = of("def f(a):\n    if a < 3 and not b:\n        return min(a, 1.0)\n", tmp_path)
    changes = {(m.before, m.after) for m in found}
    assert {
        ("a < 3", "a <= 3"),
        ("a < 3", "a >= 3"),
        ("3", "4"),
        ("3", "2"),
        ("not b", "b"),
        ("a < 3 and (not b)", "a < 3 or not b"),
        ("if a < 3 and (not b): …", "if not (a < 3 and (not b)): …"),
        ("min(a, 1.0)", "max(a, 1.0)"),
        ("return min(a, 1.0)", "return None"),
    } <= changes
    assert {m.function for m in found} == {"f"}
    for mutant in found:
        ast.parse(mutant.source)
    assert len({m.source for m in found}) == len(found)


def test_words_annotations_decorators_and_members_stay_as_they_are(tmp_path: Path) -> None:
    text = (
        '"""Words."""\nfrom enum import StrEnum\nKind = dict[str, int]\n@cached(3)\n'
        'class A(StrEnum):\n    B = "b"\ndef f(a: Literal[1]) -> Literal[2]:\n    "More words."\n'
    )
    assert of(text, tmp_path) == []


def test_a_draw_depends_on_its_seed_and_hardly_on_code_that_is_added(tmp_path: Path) -> None:
    text = "".join(f"def f{n}(a):\n    return a + {n}\n" for n in range(60))
    some = drawn(of(text, tmp_path), 20, 1)
    names = {mutant.name for mutant in some}
    assert names == {m.name for m in drawn(of(text, tmp_path), 20, 1)}
    assert names != {m.name for m in drawn(of(text, tmp_path), 20, 2)}
    longer = text + "def g(a):\n    return a < 1\n"
    assert len(names & {m.name for m in drawn(of(longer, tmp_path), 20, 1)}) >= 15


def test_every_change_that_is_called_none_says_why() -> None:
    assert all(": " in name and len(reason) > 10 for name, reason in EQUIVALENT.items())


@pytest.mark.parametrize("module", STEADY)
def test_the_modules_of_formulas_are_where_they_were(module: str) -> None:
    assert mutants_of(PROGRAM / "app/core" / f"{module}.py")
