"""Many processes, full disks, folders that cannot be written, clocks set back: nothing is lost."""

from __future__ import annotations

import errno
import multiprocessing
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import StoreError
from app.settings import PROGRAM
from app.store import disk
from app.store.answers import AnswerStore
from app.store.guard import risky_place, tighten_all
from app.store.waves import keep_opened
from tests.builders import a_response, a_wave, everywhere

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def save_many(folder: Path, process: int, saves: int) -> None:
    store = AnswerStore(folder)
    for n in range(saves):
        store.save(a_response(f"p{process}", {"A1": n % 11, "O1": f"{process}/{n}"}))


@pytest.mark.parametrize("saves", [50, pytest.param(1000, marks=pytest.mark.deep)])
def test_eight_processes_lose_nothing(tmp_path: Path, saves: int) -> None:
    keep_opened(tmp_path, a_wave(), {})
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=save_many, args=(tmp_path, n, saves)) for n in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    found = [str(response.value("O1")) for response in AnswerStore(tmp_path).history("2026")]
    assert sorted(found) == sorted(f"{p}/{n}" for p in range(8) for n in range(saves))
    for process in range(8):  # each one's own in their order
        own = [text for text in found if text.startswith(f"{process}/")]
        assert own == [f"{process}/{n}" for n in range(saves)]


def test_two_servers_see_each_others_answers(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from app.core.survey import Perspective
    from app.web import create_app
    from tests.site_builder import link_of, with_open_wave

    site, opened = with_open_wave(tmp_path)
    person = opened.invited("northlight-foods", Perspective.COUNTERPART)[0]
    page = f"{link_of(site, opened, person)}/7"
    servers = [
        create_app(site, now=lambda: datetime(2026, 10, 20, 12, tzinfo=UTC)).test_client()
        for _ in range(2)
    ]
    for n in range(6):
        fields = {"O1": f"version {n}", ":base": str(n), ":end": "1"}
        sent = servers[n % 2].post(page, data=fields)
        assert sent.status_code == 303
        assert f"version {n}</textarea>" in servers[(n + 1) % 2].get(page).text
    assert len(AnswerStore(site.instance).versions("2026", person.key)) == 6


def limited(folder: Path, limit: str, body: str) -> str:
    """What a process of its own prints that saves under a limit of the system."""
    script = f"""
        import resource, sys
        from pathlib import Path
        from app.errors import StoreError
        from app.store.answers import AnswerStore
        from tests.builders import a_response, everywhere
        store = AnswerStore(Path(sys.argv[1]))
        store.save(a_response("c1", everywhere(1)))
        {limit}
        {body}
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(folder)],
        cwd=PROGRAM,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@posix
def test_a_file_that_may_not_grow_refuses_in_words_and_goes_on_after(tmp_path: Path) -> None:
    said = limited(
        tmp_path,
        "journal = Path(sys.argv[1]) / 'answers/2026/journal-1.jsonl'\n"
        "        grown = journal.stat().st_size + 100\n"
        "        resource.setrlimit(resource.RLIMIT_FSIZE, (grown, resource.RLIM_INFINITY))",
        """
        for n in range(3):
            try:
                store.save(a_response(f"d{n}", everywhere(2)))
            except StoreError as error:
                print("refused", str(error).rpartition("(")[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        store.save(a_response("c2", everywhere(3)))
        print(len(store.responses("2026")))
        """,
    )
    assert said.splitlines() == ["refused File too large)"] * 3 + ["2"]
    assert [r.respondent for r in AnswerStore(tmp_path).responses("2026")] == ["c1", "c2"]


@posix
def test_too_many_open_files_are_said(tmp_path: Path) -> None:
    said = limited(
        tmp_path,
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))",
        """
        import os
        held = []
        try:
            while True:
                held.append(os.open(os.devnull, os.O_RDONLY))
        except OSError:
            pass
        store.save(a_response("c2", everywhere(3)))  # open already
        try:
            AnswerStore(Path(sys.argv[1])).responses("2026")
        except StoreError as error:
            print("refused", "Too many open files" in str(error))
        for handle in held:
            os.close(handle)
        print(len(AnswerStore(Path(sys.argv[1])).responses("2026")))
        """,
    )
    assert said.splitlines() == ["refused True", "2"]


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB, where the system lets us make one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode != 0:
        pytest.skip(
            "no right to mount a small disk here; the limit on a file's size is tried above"
        )
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@posix
def test_a_full_disk_refuses_in_words_and_keeps_what_it_had(tiny_disk: Path) -> None:
    store = AnswerStore(tiny_disk / "i")
    saved = 0
    with pytest.raises(StoreError, match="No space left"):
        for n in range(10_000):
            store.save(a_response(f"c{n}", everywhere(n % 11) | {"O1": "x" * 3000}))
            saved += 1
    assert saved > 10
    for reader in (store, AnswerStore(tiny_disk / "i")):
        assert len(reader.responses("2026")) == saved
    with pytest.raises(StoreError, match="No space left"):
        store.save_all("2026", [a_response(f"d{n}", {"O1": "y" * 9000}) for n in range(30)])
    assert len(AnswerStore(tiny_disk / "i").responses("2026")) == saved


class FailingOs:
    """An `os` whose calls of one name fail."""

    def __init__(self, name: str, code: int) -> None:
        self.name, self.code = name, code

    def __getattr__(self, name: str) -> Any:
        if name != self.name:
            return getattr(os, name)

        def fail(*_: object) -> None:
            raise OSError(self.code, os.strerror(self.code))

        return fail


def test_after_a_failed_fsync_the_store_is_read_only_until_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = AnswerStore(tmp_path)
    store.save(a_response("c1", everywhere(1)))
    with monkeypatch.context() as patched:
        patched.setattr(disk, "os", FailingOs("fsync", errno.EIO))
        with pytest.raises(StoreError, match="read-only until started again"):
            store.save(a_response("c2", everywhere(2)))
    with pytest.raises(StoreError, match="read-only until started again"):
        store.save(a_response("c2", everywhere(2)))
    assert len(store.responses("2026")) == 1
    again = AnswerStore(tmp_path)
    again.save(a_response("c2", everywhere(2)))
    assert len(again.responses("2026")) == 2


@posix
def test_a_folder_that_cannot_be_written_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    AnswerStore(tmp_path).save(a_response("c1", everywhere(1)))

    class ReadOnly(FailingOs):
        def __getattr__(self, name: str) -> Any:
            if name == "open":
                return self.opened
            return super().__getattr__(name)

        def opened(self, path: Any, flags: int, mode: int = 0o777) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR):
                raise OSError(errno.EACCES, "Permission denied")
            return os.open(path, flags, mode)

    monkeypatch.setattr(disk, "os", ReadOnly("pwrite", errno.EROFS))
    store = AnswerStore(tmp_path)
    assert len(store.responses("2026")) == 1
    with pytest.raises(StoreError, match="cannot be written"):
        store.save(a_response("c2", everywhere(2)))


def test_a_clock_set_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = AnswerStore(tmp_path)
    for n, now in enumerate((2e9, 1e9, 1.5e9)):
        monkeypatch.setattr("time.time", lambda now=now: now)
        store.save(a_response("c1", everywhere(n)))
        journal = tmp_path / "answers/2026/journal-1.jsonl"
        os.utime(journal, (now, now))
    assert [r.value("A1") for r in store.history("2026")] == [0, 1, 2]
    assert [r.value("A1") for r in AnswerStore(tmp_path).history("2026")] == [0, 1, 2]


@posix
def test_what_others_could_read_is_tightened_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    AnswerStore(folder).save(a_response("c1", everywhere(1)))
    journal = folder / "answers/2026/journal-1.jsonl"
    journal.chmod(0o644)
    folder.chmod(0o755)
    assert set(tighten_all(folder)) == {folder, journal}
    assert tighten_all(folder) == ()
    assert journal.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", ["Dropbox", "OneDrive - Harbour", "Mobile Documents"])
def test_a_synced_folder_is_warned_of(place: str) -> None:
    assert place in risky_place(Path("/home/ann") / place / "firm/instance")


def test_a_plain_folder_is_not_warned_of(tmp_path: Path) -> None:
    assert risky_place(tmp_path / "instance") == ""


@posix
def test_a_network_drive_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = b"/dev/sda / ext4 rw 0 0\nserver:/x /mnt/our\\040files nfs4 rw 0 0\n"
    monkeypatch.setattr(disk, "read", lambda _: mounts)
    assert "nfs4" in risky_place(Path("/mnt/our files/firm/instance"))
    assert risky_place(Path("/mnt/other/instance")) == ""
