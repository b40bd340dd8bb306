"""Expectations are sealed before the first compile, once, and a later change is seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.errors import StoreDamaged
from app.publish.seal import sealed_expectations
from app.store.beside import seals
from tests.builders import AFTER, a_response, a_wave, everywhere, their_answers
from tests.core.test_expectations import ours

WAVE = a_wave()
THEIRS = their_answers(5)
NEXT = date(2026, 12, 1)


def test_the_first_compile_seals_and_later_ones_only_compare(tmp_path: Path) -> None:
    first = sealed_expectations(tmp_path, WAVE, [ours("s1", 6), *THEIRS], AFTER)["north"]
    assert (first.day, first.respondents) == (AFTER, ("s1",))
    again = sealed_expectations(tmp_path, WAVE, [ours("s1", 6), ours("s2", 4), *THEIRS], NEXT)
    assert again["north"].day == AFTER
    assert again["north"].digest == first.digest
    assert again["north"].respondents == ("s1",)
    changed = sealed_expectations(tmp_path, WAVE, [ours("s1", 7), *THEIRS], NEXT)
    assert changed["north"].respondents == ()


def test_a_change_of_anything_else_stays_inside(tmp_path: Path) -> None:
    mine = ours("s1", 6)
    sealed_expectations(tmp_path, WAVE, [mine, *THEIRS], AFTER)
    other = a_response(
        "s1",
        everywhere(2) | {f"E-{factor}": 6 for factor in "abcd"},
        perspective=mine.perspective,
    )
    found = sealed_expectations(tmp_path, WAVE, [other, *THEIRS], NEXT)
    assert found["north"].respondents == ("s1",)


def test_before_the_other_side_has_answered_nothing_is_sealed(tmp_path: Path) -> None:
    assert sealed_expectations(tmp_path, WAVE, [ours("s1", 6)], AFTER) == {}
    assert seals(tmp_path, "2026") == {}


def test_a_seal_says_nothing_of_what_was_expected(tmp_path: Path) -> None:
    sealed_expectations(tmp_path, WAVE, [ours("s1", 6), *THEIRS], AFTER)
    kept = (tmp_path / "waves/2026.sealed").read_text("utf-8")
    assert "E-a" not in kept
    assert "salt" in kept


def test_a_damaged_seal_is_an_error_and_not_a_new_one(tmp_path: Path) -> None:
    sealed_expectations(tmp_path, WAVE, [ours("s1", 6), *THEIRS], AFTER)
    path = tmp_path / "waves/2026.sealed"
    path.write_text(path.read_text("utf-8").replace(str(AFTER.year), "2031"), encoding="utf-8")
    with pytest.raises(StoreDamaged):
        sealed_expectations(tmp_path, WAVE, [ours("s1", 6), *THEIRS], NEXT)
