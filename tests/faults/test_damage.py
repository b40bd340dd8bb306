"""Damage on the disk is said, and never read as other answers or as fewer of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.response import Response
from app.core.survey import Perspective
from app.errors import StoreDamaged, StoreError
from app.store import mending
from app.store.answers import AnswerStore
from app.store.keys import kept_key
from app.store.registry import register
from app.store.waves import keep_opened, link_index, opened_ids, read_opened
from app.store.whole import read_whole, write_whole
from tests.builders import a_response, a_wave, everywhere, their_answers


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small store of every kind of file: two answers, a batch, a snapshot."""
    monkeypatch.setattr(mending, "SNAPSHOT_FROM", 2)
    folder = tmp_path / "small"
    keep_opened(folder, a_wave(), {"ab": ("north", Perspective.COUNTERPART, "c1")})
    kept_key(folder, "links", lambda: b"k" * 32)
    store = AnswerStore(folder)
    store.save(a_response("c1", {"A1": 3, "O1": "Words."}))
    store.save_all("2026", [a_response("c2", {"A1": 7}), a_response("c1", {"A1": 4})])
    store.database("2026").close()
    assert store.notices("2026") == ()  # opens it as a writer does, who makes the snapshot
    store.database("2026").close()
    assert {"snapshot.jsonl", "known", "journal-1.jsonl"} <= set(
        os.listdir(folder / "answers/2026")
    )
    return folder


def everything(folder: Path) -> tuple[object, ...]:
    """All that a store holds, as its readers get it."""
    ids = opened_ids(folder)
    waves = tuple((read_opened(folder, wave), link_index(folder, wave)) for wave in ids)
    return ids, waves, kept_key(folder, "links", lambda: b"n" * 32), history(folder)


def history(folder: Path) -> tuple[Response, ...]:
    store = AnswerStore(folder)
    found = tuple(store.history("2026"))
    store.database("2026").close()
    return found


def each_file(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")


def test_every_byte_flipped(small: Path, tmp_path: Path) -> None:
    """Each byte of each file (each 29th of the long ones): an error, or the very same contents."""
    sound = everything(small)
    tried = said = 0
    for path in each_file(small):
        whole = path.read_bytes()
        for place in range(0, len(whole), 1 if len(whole) < 2000 else 29):
            for bits in (1, 0xFF):
                flipped = bytearray(whole)
                flipped[place] ^= bits
                path.write_bytes(flipped)
                tried += 1
                try:
                    assert everything(small) == sound, (path.name, place, bits)
                except StoreError:
                    said += 1
                    assert path.read_bytes() == flipped, "damage is left as it was found"
        path.write_bytes(whole)
        for mended in (small / "answers/2026").glob("damaged-*"):
            mended.unlink()
    assert everything(small) == sound
    assert said > 500
    assert tried > said


def test_cut_at_every_64th_byte(tmp_path: Path) -> None:
    """A journal that is shorter than was known is an error at every length, never fewer answers."""
    store = AnswerStore(tmp_path / "i")
    store.save_all("2026", their_answers(*range(9)))
    for n in range(9):
        store.save(a_response(f"d{n}", everywhere(n)))
    store.database("2026").close()
    journal = tmp_path / "i/answers/2026/journal-1.jsonl"
    whole = journal.read_bytes()
    for length in range(0, len(whole), 64):
        journal.write_bytes(whole[:length])
        with pytest.raises(StoreDamaged, match=r"journal-1\.jsonl"):
            history(tmp_path / "i")
        with pytest.raises(StoreDamaged):
            AnswerStore(tmp_path / "i").save(a_response("new", {}))
    journal.write_bytes(whole)
    assert len(history(tmp_path / "i")) == 18


def test_a_torn_end_is_set_aside_and_reported(tmp_path: Path) -> None:
    """Every length of an answer that was being written when the power went."""
    store = AnswerStore(tmp_path / "i")
    store.save(a_response("c1", {"A1": 3}))
    store.database("2026").close()
    shutil.copytree(tmp_path / "i", tmp_path / "start")
    store.save_all("2026", [a_response("c2", {"A1": 7}), a_response("c3", {"A1": 8})])
    store.database("2026").close()
    journal = tmp_path / "i/answers/2026/journal-1.jsonl"
    known = tmp_path / "i/answers/2026/known"
    whole = journal.read_bytes()
    before = (tmp_path / "start/answers/2026/journal-1.jsonl").read_bytes()
    for length in range(len(before) + 1, len(whole)):
        journal.write_bytes(whole[:length])
        known.write_bytes((tmp_path / "start/answers/2026/known").read_bytes())
        again = AnswerStore(tmp_path / "i")
        assert [r.respondent for r in again.history("2026")] == ["c1"]
        (notice,) = again.notices("2026")
        assert "never acknowledged" in notice
        (torn,) = (tmp_path / "i/answers/2026").glob("torn-*")
        assert torn.read_bytes() == whole[len(before) : length]
        assert journal.read_bytes() == before
        torn.unlink()
        again.database("2026").close()


@pytest.mark.parametrize("name", ["answers/2026", "answers/2026/journal-1.jsonl"])
def test_what_is_missing_is_never_an_empty_wave(tmp_path: Path, name: str) -> None:
    keep_opened(tmp_path, a_wave(), {})
    AnswerStore(tmp_path).save(a_response("c1", {"A1": 3}))
    path = tmp_path / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(StoreDamaged, match=r"missing.*restore FILE"):
        AnswerStore(tmp_path).responses("2026")
    with pytest.raises(StoreDamaged):
        AnswerStore(tmp_path).save(a_response("c2", {"A1": 3}))


def test_a_wave_whose_own_file_has_gone_is_missed(tmp_path: Path) -> None:
    keep_opened(tmp_path, a_wave(), {})
    register(tmp_path, "2027")
    AnswerStore(tmp_path).save(a_response("c1", {"A1": 3}))
    assert opened_ids(tmp_path) == ("2026",)
    (tmp_path / "waves/2026.json").unlink()
    with pytest.raises(StoreDamaged, match=r"2026\.json: is missing"):
        opened_ids(tmp_path)


def test_a_file_that_vanishes_under_a_running_store_is_noticed(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    store.save(a_response("c1", {"A1": 3}))
    journal = tmp_path / "answers/2026/journal-1.jsonl"
    whole = journal.read_bytes()
    for harm in (b"", whole[:-10], whole.replace(b'"A1":3', b'"A1":9')):
        journal.unlink()
        journal.write_bytes(harm)
        with pytest.raises(StoreDamaged):
            store.save(a_response("c2", {"A1": 3}))
    journal.unlink()
    journal.write_bytes(whole)
    store.save(a_response("c2", {"A1": 3}))
    assert len(store.responses("2026")) == 2


def test_a_damaged_snapshot_is_made_again_and_the_bad_one_kept(small: Path) -> None:
    sound = history(small)
    snapshot = small / "answers/2026/snapshot.jsonl"
    for number, harm in enumerate((b"", b"nonsense", snapshot.read_bytes()[:-1]), 1):
        snapshot.write_bytes(harm)
        store = AnswerStore(small)
        assert tuple(store.history("2026")) == sound
        assert "snapshot.jsonl" in store.notices("2026")[0]
        assert (small / f"answers/2026/damaged-{number}-snapshot.jsonl").read_bytes() == harm
        store.database("2026").close()
    assert history(small) == sound


def test_a_newer_schema_is_refused_in_words(small: Path) -> None:
    registry = small / "store.json"
    keep_opened(small, a_wave(wave_id="2027"), {})
    write_whole(registry, read_whole(registry).replace(b": 2", b": 9"))
    with pytest.raises(StoreError, match="has schema 9, this program reads 2; use the newer"):
        AnswerStore(small).responses("2026")
    with pytest.raises(StoreError, match="has schema 9"):
        opened_ids(small)


def test_one_person_can_be_taken_away_and_the_rest_still_verifies(small: Path) -> None:
    from tinydb import where

    store = AnswerStore(small)
    store.database("2026").responses.remove(where("respondent") == "c1")
    store.settle("2026", lambda versions: versions[-1])
    store.compact("2026")
    assert [response.respondent for response in history(small)] == ["c2"]
    for path in each_file(small / "answers"):
        assert b"Words." not in path.read_bytes(), path
        assert b"c1" not in path.read_bytes(), path


def test_reading_changes_nothing_on_the_disk(small: Path) -> None:
    """Not even what an interruption left behind: that is for whoever writes next."""
    journal = small / "answers/2026/journal-1.jsonl"
    journal.write_bytes(journal.read_bytes() + b'["half a rec')
    (small / "answers/2026/journal-2.jsonl").write_bytes(b"a compaction that was cut short")
    (small / "answers/2026/snapshot.jsonl").unlink()
    (small / "answers/2026/known").unlink()
    before = {path: path.read_bytes() for path in each_file(small)}
    assert len(history(small)) == 3
    assert len(AnswerStore(small).responses("2026")) == 2
    assert {path: path.read_bytes() for path in each_file(small)} == before
    AnswerStore(small).save(a_response("c9", {"A1": 1}))
    assert len(history(small)) == 4
    left = {path.name for path in each_file(small / "answers/2026")}
    assert "journal-2.jsonl" not in left
    assert {"snapshot.jsonl", "known"} < left
    assert any(name.startswith("torn-1-") for name in left)
