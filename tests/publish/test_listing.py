"""Every file below a folder by its place; links named, not followed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.publish.listing import files_below, is_plain


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


def test_a_plain_file_is_no_link_no_folder_and_nothing_that_is_waited_for(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("x")
    assert is_plain(plain)
    assert not is_plain(tmp_path)
    assert not is_plain(tmp_path / "gone")
    if sys.platform != "win32":
        (tmp_path / "link").symlink_to(plain)
        os.mkfifo(tmp_path / "pipe")
        assert not is_plain(tmp_path / "link")
        assert not is_plain(tmp_path / "pipe")
