"""The firms of the benchmarks are whole, the same every time, and timed where the program works."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.response import Response
from app.files.site import read_site
from app.settings import PROGRAM, Site
from app.store.answers import AnswerStore
from tests.benchmarks.firms import AS_OF, a_firm, change_an_answer, name_of, slug_of
from tests.benchmarks.stopwatch.sitecustomize import PARTS


def answers(site: Site, wave: str = "2025") -> tuple[Response, ...]:
    return AnswerStore(site.instance).responses(wave)


def files(site: Site) -> dict[str, bytes]:
    return {
        path.relative_to(site.root).as_posix(): path.read_bytes()
        for path in site.content.rglob("*.md")
    }


def test_the_same_firm_comes_out_twice(tmp_path: Path) -> None:
    one, other = (a_firm(tmp_path / name, 3, waves=2) for name in ("one", "other"))
    assert files(one) == files(other)
    assert [answers(one, wave) for wave in ("2024", "2025")] == [
        answers(other, wave) for wave in ("2024", "2025")
    ]


def test_a_larger_firm_changes_nobodys_answers(tmp_path: Path) -> None:
    small, large = a_firm(tmp_path / "small", 2), a_firm(tmp_path / "large", 4)
    few = {slug_of(0), slug_of(1)}
    assert answers(small) == tuple(r for r in answers(large) if r.relationship in few)


def test_everyone_asked_has_answered(tmp_path: Path) -> None:
    site = a_firm(tmp_path / "firm", 3, theirs=5, ours=3)
    assert len(read_site(site).relationships) == 3
    assert len(answers(site)) == 3 * 8


def test_no_two_counterparts_begin_alike() -> None:
    assert len({name_of(number).split()[0] for number in range(4000)}) == 4000


def test_one_changed_answer_is_one_new_version_with_one_other_score(tmp_path: Path) -> None:
    site = a_firm(tmp_path / "firm", 2)
    before = answers(site)
    change_an_answer(site, slug_of(1))
    changed = [(a, b) for a, b in zip(before, answers(site), strict=True) if a != b]
    [(old, new)] = changed
    assert old.key == new.key
    assert sum(1 for a, b in zip(old.answers, new.answers, strict=True) if a != b) == 1
    assert AnswerStore(site.instance).count("2025") == len(before) + 1


@pytest.mark.parametrize("module", PARTS)
def test_what_the_stopwatch_times_is_there(module: str) -> None:
    for name in PARTS[module]:
        found = importlib.import_module(module)
        for step in name.split("."):
            found = getattr(found, step)
        assert callable(found), f"{module}.{name}: mend stopwatch/"


def test_the_stopwatch_notes_each_part_and_the_whole(tmp_path: Path) -> None:
    site = a_firm(tmp_path / "firm", 2)
    notes = tmp_path / "notes"
    stopwatch = str(PROGRAM / "tests/benchmarks/stopwatch")
    subprocess.run(
        [
            *(sys.executable, str(PROGRAM / "build.py"), "export", "reviews"),
            *("--site", str(site.root), "--as-of", str(AS_OF), "--out", str(tmp_path / "o.json")),
        ],
        env=dict(os.environ, PYTHONPATH=stopwatch, BOTH_SIDES_STOPWATCH=str(notes)),
        check=True,
        capture_output=True,
    )
    parts = [json.loads(line)[1] for line in notes.read_text("utf-8").splitlines()]
    assert parts == ["reading", "compiling", "whole process"]


@pytest.mark.parametrize("name", ["web", "firms", "real_pairs"])
def test_what_needs_a_folder_says_so(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{name}"],
        cwd=PROGRAM,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"usage: python -m tests.benchmarks.{name} FOLDER")


def test_the_readme_names_every_figure_that_can_be_measured() -> None:
    readme = (PROGRAM / "README.md").read_text("utf-8")
    measured = {
        path.stem
        for path in (PROGRAM / "tests/benchmarks").glob("*.py")
        if '__name__ == "__main__"' in path.read_text("utf-8") and "test_" not in path.name
    }
    named = readme.partition("python -m tests.benchmarks.NAME")[2].partition("How honest")[0]
    assert {name for name in measured if f"`{name}" not in named} == set()
