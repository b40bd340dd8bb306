"""Keeping answers and opened waves: whole or not at all, and damage is never emptiness."""

import threading
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from app.core.survey import Perspective
from app.errors import StoreDamaged, StoreError
from app.store.answers import AnswerStore
from app.store.keys import kept_key
from app.store.waves import keep_opened, link_index, opened_ids, read_opened
from tests.builders import a_response, a_wave, everywhere, their_answers


def test_what_was_saved_is_there_for_another_reader(tmp_path: Path) -> None:
    response = a_response("c1", {"A1": 4, "A2": None, "O1": "Zoë ✓\n=1+1"})
    AnswerStore(tmp_path).save(response)
    assert AnswerStore(tmp_path).responses("2026") == (response,)
    assert AnswerStore(tmp_path).find("2026", response.key) == response


def test_the_last_version_counts(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    for score in (3, 9, 5):
        store.save(a_response("c1", everywhere(score)))
    (latest,) = store.responses("2026")
    assert latest.value("A1") == 5


def test_a_wave_without_answers_is_empty(tmp_path: Path) -> None:
    assert AnswerStore(tmp_path).responses("2026") == ()
    assert AnswerStore(tmp_path).find("2026", ("a", Perspective.SELF, "b")) is None


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"schema_version": 1', b"\x00" * 50])
def test_a_damaged_file_is_never_an_empty_wave(tmp_path: Path, damage: bytes) -> None:
    store = AnswerStore(tmp_path)
    store.save(a_response("c1", everywhere(5)))
    (tmp_path / "answers/2026.json").write_bytes(damage)
    with pytest.raises(StoreDamaged, match=r"2026\.json"):
        store.responses("2026")
    with pytest.raises(StoreDamaged):
        store.save(a_response("c2", everywhere(5)))


def test_a_changed_answer_is_noticed(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    store.save(a_response("c1", {"A1": 4}))
    path = tmp_path / "answers/2026.json"
    path.write_text(path.read_text("utf-8").replace('"value": 4', '"value": 9'), encoding="utf-8")
    with pytest.raises(StoreDamaged, match="changed outside"):
        store.responses("2026")


def test_a_newer_schema_is_refused_in_words(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    store.save(a_response("c1", {"A1": 4}))
    path = tmp_path / "answers/2026.json"
    text = path.read_text("utf-8").replace('"schema_version": 1', '"schema_version": 9')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreDamaged, match="has schema 9, this program reads 1"):
        store.responses("2026")


def test_a_failing_disk_leaves_the_old_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = AnswerStore(tmp_path)
    store.save(a_response("c1", {"A1": 4}))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.store.disk.os.fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        store.save(a_response("c2", {"A1": 4}))
    monkeypatch.undo()
    assert len(store.responses("2026")) == 1
    assert not list((tmp_path / "answers").glob("*.new"))


def test_a_disk_that_fails_after_the_replacement_is_not_said_to_have_changed_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("app.store.disk._sync_folder", broken)
    with pytest.raises(StoreError, match="a power cut may undo it"):
        AnswerStore(tmp_path).save(a_response("c1", {"A1": 4}))


@pytest.mark.parametrize("failing", ["Path.mkdir", "FileLock"])
def test_a_folder_or_lock_that_cannot_be_had_is_a_store_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(f"app.store.disk.{failing}", refused)
    with pytest.raises(StoreError, match="Permission denied"):
        AnswerStore(tmp_path).save(a_response("c1", {"A1": 4}))


def test_a_lock_held_elsewhere_is_waited_for_and_then_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.disk.PATIENCE", 0.05)
    store = AnswerStore(tmp_path)
    store.save(a_response("c1", {"A1": 4}))
    with (
        FileLock(tmp_path / "answers/.2026.json.lock"),
        pytest.raises(StoreError, match="another process holds it"),
    ):
        store.save(a_response("c2", {"A1": 4}))
    store.save(a_response("c2", {"A1": 4}))
    assert len(store.responses("2026")) == 2


def test_save_all_keeps_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = AnswerStore(tmp_path)

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("app.store.disk.os.replace", broken)
    with pytest.raises(StoreError):
        store.save_all("2026", their_answers(1, 2, 3))
    monkeypatch.undo()
    assert store.responses("2026") == ()


def test_many_threads_lose_nothing(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)

    def save(n: int) -> None:
        for score in range(5):
            store.save(a_response(f"c{n}", everywhere(score)))

    threads = [threading.Thread(target=save, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store._versions("2026")) == 30
    assert all(response.value("A1") == 4 for response in store.responses("2026"))


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    AnswerStore(tmp_path).save(a_response("c1", {"A1": 4}))
    kept_key(tmp_path, "links", lambda: b"k" * 32)
    assert (tmp_path / "answers").stat().st_mode & 0o777 == 0o700
    for path in (tmp_path / "answers/2026.json", tmp_path / "keys/links.key"):
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_key_is_made_once(tmp_path: Path) -> None:
    assert kept_key(tmp_path, "links", lambda: b"a" * 32) == b"a" * 32
    assert kept_key(tmp_path, "links", lambda: b"b" * 32) == b"a" * 32
    (tmp_path / "keys/links.key").write_bytes(b"short")
    with pytest.raises(StoreDamaged):
        kept_key(tmp_path, "links", lambda: b"b" * 32)


def test_an_opened_wave_comes_back_as_it_was_frozen(tmp_path: Path) -> None:
    opened = a_wave()
    keep_opened(tmp_path, opened, {"ab": opened.invitations[0].key})
    assert read_opened(tmp_path, "2026") == opened
    assert opened_ids(tmp_path) == ("2026",)
    assert link_index(tmp_path, "2026") == {"ab": opened.invitations[0].key}


def test_an_opened_wave_is_never_written_over(tmp_path: Path) -> None:
    keep_opened(tmp_path, a_wave(), {})
    with pytest.raises(StoreError, match="open already"):
        keep_opened(tmp_path, a_wave(), {})


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("store")
    response = a_response("c1", {"O1": text})
    AnswerStore(folder).save(response)
    assert AnswerStore(folder).responses("2026") == (response,)
