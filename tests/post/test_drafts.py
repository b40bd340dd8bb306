"""Drafts are for their owner alone, and none of an earlier run is left to be sent by mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import StoreError
from app.post.drafts import take_away_others, write_drafts


def test_each_is_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "send/2027-invitations"
    assert write_drafts(folder, ".eml", [("ann", b"one"), ("bo", b"two")]) == 2
    assert (folder / "ann.eml").read_bytes() == b"one"
    assert (folder / "ann.eml").stat().st_mode & 0o777 == 0o600


def test_those_of_others_go_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    write_drafts(tmp_path, ".eml", [("ann", b"1"), ("bo", b"2")])
    write_drafts(tmp_path, ".txt", [("ann", b"1"), ("bo", b"2")])
    (tmp_path / "notes.md").write_text("mine")
    take_away_others(tmp_path, {"ann.eml"})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ann.eml", "notes.md"]
    take_away_others(tmp_path / "not-there", set())


def test_what_cannot_be_written_is_said_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="run the same command again"):
        write_drafts(tmp_path / "file", ".eml", [("ann", b"1")])
