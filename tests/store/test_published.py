"""The ledger of published figures on disk: added to, never lost in silence, emptied when told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.core.published import PublishedSide
from app.core.survey import Perspective
from app.errors import StoreDamaged, StoreError
from app.store.published import forget_published, keep_published, published_sides
from app.store.waves import mark_compiled

NORTH = ("north", Perspective.COUNTERPART)
POOL = ("", Perspective.COUNTERPART)
FIRST = PublishedSide(
    day=date(2026, 11, 16),
    cells={"T1": (4.0, 5.0, 6.0), "T2": None},
    people={"a1": {"T1": "f0"}, "b2": {"T1": "f1"}, "c3": {"T1": "f2"}},
)
SECOND = PublishedSide(day=date(2026, 12, 1), cells={"T1": None}, people={})


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    keep_published(tmp_path, "2026", {}, {NORTH: FIRST, POOL: SECOND})
    assert published_sides(tmp_path, "2026") == {NORTH: (FIRST,), POOL: (SECOND,)}


def test_states_are_added_and_none_is_replaced(tmp_path: Path) -> None:
    keep_published(tmp_path, "2026", {}, {NORTH: FIRST})
    keep_published(tmp_path, "2026", published_sides(tmp_path, "2026"), {NORTH: SECOND})
    assert published_sides(tmp_path, "2026")[NORTH] == (FIRST, SECOND)


def test_a_build_that_did_not_see_what_another_published_keeps_nothing(tmp_path: Path) -> None:
    keep_published(tmp_path, "2026", {}, {NORTH: FIRST})
    with pytest.raises(StoreError, match="another build published"):
        keep_published(tmp_path, "2026", {}, {NORTH: SECOND})
    assert published_sides(tmp_path, "2026")[NORTH] == (FIRST,)


def test_a_ledger_that_has_gone_after_publishing_is_an_error(tmp_path: Path) -> None:
    keep_published(tmp_path, "2026", {}, {NORTH: FIRST})
    mark_compiled(tmp_path, "2026", FIRST.day)
    (tmp_path / "waves/2026.published").unlink()
    with pytest.raises(StoreDamaged, match="is missing, but figures of 2026 were published"):
        published_sides(tmp_path, "2026")


def test_a_changed_ledger_is_an_error(tmp_path: Path) -> None:
    keep_published(tmp_path, "2026", {}, {NORTH: FIRST})
    path = tmp_path / "waves/2026.published"
    path.write_bytes(path.read_bytes().replace(b"4.0", b"9.0"))
    with pytest.raises(StoreDamaged):
        published_sides(tmp_path, "2026")


def test_deleting_a_waves_answers_takes_its_figures_off_the_ledger(tmp_path: Path) -> None:
    keep_published(tmp_path, "2026", {}, {NORTH: FIRST})
    mark_compiled(tmp_path, "2026", FIRST.day)
    forget_published(tmp_path, "2026")
    assert published_sides(tmp_path, "2026") == {}
    assert b"4.0" not in (tmp_path / "waves/2026.published").read_bytes()
