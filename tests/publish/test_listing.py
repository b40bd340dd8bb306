"""Every file below a folder by its place; links named, not followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.publish.listing import files_below


def test_files_of_all_depths_are_listed_by_place_and_folders_are_not(tmp_path: Path) -> None:
    for place in ("a.txt", "one/b.txt", "one/two/.c", "one/with space/d"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("x")
    (tmp_path / "empty").mkdir()
    assert sorted(files_below(tmp_path)) == ["a.txt", "one/b.txt", "one/two/.c", "one/with space/d"]


def test_a_link_is_named_wherever_it_leads(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "secret").write_text("x")
    try:
        (folder / "to-a-folder").symlink_to(outside)
        (folder / "to-nothing").symlink_to(tmp_path / "gone")
    except OSError:
        pytest.skip("this system makes no links")
    assert sorted(files_below(folder)) == ["to-a-folder", "to-nothing"]


def test_nothing_lies_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert list(files_below(tmp_path / "gone")) == []
