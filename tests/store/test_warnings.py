"""The record of warnings: written once, never changed, and damage is never emptiness."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.core.warned import Warned
from app.errors import StoreDamaged
from app.store.warnings import add_warned, warned

SAID = Warned(
    wave="2026",
    relationship="north",
    day=date(2026, 11, 16),
    band="this quarter",
    points=25,
    reasons=("blind spots", "broken commitments"),
)


def test_a_warning_is_there_for_another_reader(tmp_path: Path) -> None:
    assert warned(tmp_path, "2026") == ()
    assert add_warned(tmp_path, "2026", [SAID]) == 1
    assert warned(tmp_path, "2026") == (SAID,)


def test_a_later_build_never_writes_one_twice_nor_over_it(tmp_path: Path) -> None:
    add_warned(tmp_path, "2026", [SAID])
    path = tmp_path / "waves" / "2026.warned"
    before = path.read_bytes()
    later = replace(SAID, day=date(2027, 1, 1), points=90, band="meet within 30 days")
    assert add_warned(tmp_path, "2026", [later]) == 0
    assert path.read_bytes() == before
    other = replace(later, relationship="south")
    assert add_warned(tmp_path, "2026", [later, other]) == 1
    assert warned(tmp_path, "2026") == (SAID, other)


def test_nothing_to_write_makes_no_file(tmp_path: Path) -> None:
    assert add_warned(tmp_path, "2026", []) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_record_is_named(tmp_path: Path) -> None:
    add_warned(tmp_path, "2026", [SAID])
    path = tmp_path / "waves" / "2026.warned"
    path.write_bytes(path.read_bytes().replace(b"25", b"95"))
    with pytest.raises(StoreDamaged, match=r"2026\.warned"):
        warned(tmp_path, "2026")
