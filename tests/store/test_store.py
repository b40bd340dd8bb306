"""Keeping answers and opened waves: whole or not at all, and damage is never emptiness."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import where

from app.core.response import Answer
from app.core.survey import Perspective
from app.errors import StoreDamaged, StoreError
from app.store.answers import AnswerStore
from app.store.disk import names, write_atomically
from app.store.documents import document
from app.store.journal import Journal
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


def test_every_version_is_kept_until_the_wave_is_settled(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    first, second = a_response("c1", everywhere(3)), a_response("c1", everywhere(5))
    other = a_response("c2", everywhere(7))
    for response in (first, other, second):
        store.save(response)
    assert store.versions("2026", first.key) == (first, second)
    assert tuple(store.history("2026")) == (first, other, second)
    assert store.settle("2026", lambda versions: versions[-1]) == 1
    for reader in (store, AnswerStore(tmp_path)):
        assert tuple(reader.history("2026")) == (other, second)
    store.save(a_response("c3", everywhere(1)))
    assert len(tuple(AnswerStore(tmp_path).history("2026"))) == 3


def test_queries_of_tinydb_find_documents(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    store.save_all("2026", their_answers(1, 2, 3))
    table = store.database("2026").responses
    assert [found["respondent"] for found in table.search(where("answers")["A1"] >= 2)] == [
        "c2",
        "c3",
    ]
    assert len(table) == 3
    found = table.get(doc_id=2)
    assert found is not None
    assert found["respondent"] == "c2"
    assert table.get(doc_id=9) is None
    assert table.contains(where("respondent") == "c3")


def test_changes_through_tinydb_reach_the_disk_all_or_none(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    store.save_all("2026", their_answers(1, 2, 3))
    table = store.database("2026").responses
    assert table.update({"language": "de"}, where("respondent") == "c1") == [1]
    assert table.remove(where("respondent") == "c2") == [2]
    again = AnswerStore(tmp_path)
    assert [(r.respondent, r.language) for r in again.responses("2026")] == [
        ("c1", "de"),
        ("c3", "en"),
    ]
    # An id that was taken away is not given again.
    assert again.database("2026").responses.insert(document(a_response("c4", {}))) == 4
    assert again.database("2026").responses.remove(doc_ids=[1, 3, 77]) == [1, 3]
    assert [r.respondent for r in AnswerStore(tmp_path).responses("2026")] == ["c4"]


def test_an_answer_from_another_process_is_seen(tmp_path: Path) -> None:
    one, two = AnswerStore(tmp_path), AnswerStore(tmp_path)
    for n in range(1, 6):
        saver, reader = (one, two) if n % 2 else (two, one)
        response = a_response(f"c{n}", everywhere(n))
        saver.save(response)
        assert reader.find("2026", response.key) == response
        assert len(reader.responses("2026")) == n


def test_another_process_follows_to_the_next_generation(tmp_path: Path) -> None:
    one, two = AnswerStore(tmp_path), AnswerStore(tmp_path)
    one.save_all("2026", their_answers(1, 2))
    assert len(two.responses("2026")) == 2
    one.save(a_response("c1", everywhere(9)))
    one.settle("2026", lambda versions: versions[-1])
    two.save(a_response("c3", everywhere(3)))
    assert [r.value("A1") for r in one.responses("2026")] == [9, 2, 3]
    assert set(names(tmp_path / "answers/2026")) == {".journal.lock", "journal-2.jsonl", "known"}


def test_an_item_cannot_be_answered_twice(tmp_path: Path) -> None:
    twice = replace(a_response("c1", {"A1": 1}), answers=(Answer(item="A1", value=1),) * 2)
    with pytest.raises(ValueError, match="twice"):
        AnswerStore(tmp_path).save(twice)


@pytest.mark.parametrize("failing", ["disk.os.mkdir", "locks.FileLock"])
def test_a_folder_or_lock_that_cannot_be_had_is_a_store_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(f"app.store.{failing}", refused)
    with pytest.raises(StoreError, match="Permission denied"):
        AnswerStore(tmp_path).save(a_response("c1", {"A1": 4}))


def test_a_journal_held_elsewhere_is_waited_for_and_then_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = AnswerStore(tmp_path)
    store.save(a_response("c1", {"A1": 4}))
    monkeypatch.setattr("app.store.locks.PATIENCE", 0.05)
    with (
        Journal(tmp_path / "answers/2026").exclusive(),
        pytest.raises(StoreError, match="another process holds it"),
    ):
        store.save(a_response("c2", {"A1": 4}))
    store.save(a_response("c2", {"A1": 4}))
    assert len(store.responses("2026")) == 2


def test_a_lock_left_by_a_dead_process_stops_nobody(tmp_path: Path) -> None:
    AnswerStore(tmp_path).save(a_response("c1", {"A1": 4}))
    (tmp_path / "answers/2026/.journal.lock").write_text("4711", encoding="ascii")
    AnswerStore(tmp_path).save(a_response("c2", {"A1": 4}))
    assert len(AnswerStore(tmp_path).responses("2026")) == 2


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
    assert len(tuple(store.history("2026"))) == 30
    assert all(response.value("A1") == 4 for response in store.responses("2026"))


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    keep_opened(tmp_path / "instance", a_wave(), {})
    AnswerStore(tmp_path / "instance").save(a_response("c1", {"A1": 4}))
    kept_key(tmp_path / "instance", "links", lambda: b"k" * 32)
    for path in (tmp_path / "instance").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_key_is_made_once(tmp_path: Path) -> None:
    assert kept_key(tmp_path, "links", lambda: b"a" * 32) == b"a" * 32
    assert kept_key(tmp_path, "links", lambda: b"b" * 32) == b"a" * 32
    path = tmp_path / "keys/links.json"
    for harm in (b"short", path.read_bytes().replace(b"61", b"62", 1)):
        path.write_bytes(harm)
        with pytest.raises(StoreDamaged, match="keys/links"):
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


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("store")
    response = a_response("c1", {"O1": text})
    AnswerStore(folder).save(response)
    assert AnswerStore(folder).responses("2026") == (response,)


def test_pages_are_read_while_the_disk_is_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = AnswerStore(tmp_path)
    first = a_response("c1", everywhere(3))
    store.save(first)
    syncing, go_on = threading.Event(), threading.Event()

    def slow(_handle: int) -> None:
        syncing.set()
        assert go_on.wait(10)

    monkeypatch.setattr("app.store.disk.sync", slow)
    saver = threading.Thread(target=store.save, args=(a_response("c2", everywhere(4)),))
    saver.start()
    assert syncing.wait(10)
    # The other answer is not on the disk yet: it is not there for anyone, and nobody waits for it.
    assert store.find("2026", first.key) == first
    assert store.responses("2026") == (first,)
    go_on.set()
    saver.join()
    assert len(store.responses("2026")) == 2


def test_a_file_that_another_program_holds_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("app.store.disk.os.replace", held)
    with pytest.raises(StoreError, match=r"list\.csv: .*nothing was changed; close it where it"):
        write_atomically(tmp_path / "list.csv", b"name")
    assert not list(tmp_path.iterdir())


def test_a_wave_that_is_closed_while_it_is_read_is_not_taken_for_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = AnswerStore(tmp_path), AnswerStore(tmp_path)
    first = a_response("c1", everywhere(3))
    store.save_all("2026", [first, a_response("c2", everywhere(1))])
    store.save(a_response("c1", {}))
    read = Journal.read

    def closed_meanwhile(journal: Journal, number: int) -> dict[str, object]:
        monkeypatch.setattr(Journal, "read", read)
        other.settle("2026", lambda versions: versions[0])  # the first one counts
        journal.index()
        return journal.read(number)

    for reading in (lambda: store.find("2026", first.key), lambda: store.responses("2026")[0]):
        monkeypatch.setattr(Journal, "read", closed_meanwhile)
        assert reading() == first
