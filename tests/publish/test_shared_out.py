"""Work shared out among processes: the same answers as here, each once, and errors by name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.brief.guard import FORKS
from app.errors import PublishError
from app.publish.shared_out import WORTH_SHARING, done_beside, shared_out
from app.settings import PROGRAM

THINGS = [f"thing {number}" for number in range(100)]
forking = pytest.mark.skipif(not FORKS, reason="this system does not fork")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a build: other tests leave threads behind, and beside a thread nothing is forked."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that are forked from now on: other tests leave some of their own behind."""
    fork, made = os.fork, list[int]()

    def noted() -> int:
        child = fork()
        if child:
            made.append(child)
        return child

    monkeypatch.setattr(os, "fork", noted)
    return made


def all_gone(processes: list[int]) -> bool:
    """Whether each of them has ended and was waited for."""
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
    return bool(processes)


def with_process(thing: str) -> tuple[str, int]:
    return thing.upper(), os.getpid()


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("processes", [1, 2, 3])
def test_every_thing_is_done_once_and_answered_by_its_place(processes: int) -> None:
    found = list(shared_out(str.upper, THINGS, processes))
    assert sorted(found) == sorted((p, thing.upper()) for p, thing in enumerate(THINGS))


@forking
@pytest.mark.usefixtures("alone")
def test_as_many_processes_work_as_were_asked_for_and_none_of_them_is_this_one() -> None:
    who = {pid for _, (_, pid) in shared_out(with_process, THINGS, 3)}
    assert len(who) == 3
    assert os.getpid() not in who


@pytest.mark.parametrize(
    ("things", "processes"), [(THINGS, 1), (THINGS[: WORTH_SHARING - 1], 2), ([], 2)]
)
def test_little_work_is_done_here(things: list[str], processes: int) -> None:
    who = {pid for _, (_, pid) in shared_out(with_process, things, processes)}
    assert who <= {os.getpid()}


def test_beside_another_thread_all_is_done_here() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        who = {pid for _, (_, pid) in shared_out(with_process, THINGS, 2)}
    finally:
        over.set()
        other.join()
    assert who == {os.getpid()}


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_is_raised_here_as_it_was_there(processes: int) -> None:
    def work(thing: str) -> str:
        if thing == "thing 7":
            raise PublishError("thing 7: is broken; mend it")
        return thing

    with pytest.raises(PublishError, match=r"^thing 7: is broken; mend it$"):
        list(shared_out(work, THINGS, processes))


class Stubborn(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


@forking
@pytest.mark.usefixtures("alone")
def test_an_error_that_cannot_travel_comes_as_words() -> None:
    def work(thing: str) -> str:
        raise Stubborn("two", "parts")

    with pytest.raises(PublishError, match="Stubborn: two parts"):
        list(shared_out(work, THINGS, 2))


@forking
@pytest.mark.usefixtures("alone")
def test_a_process_that_dies_is_an_error_and_leaves_no_other_behind(forked: list[int]) -> None:
    def work(thing: str) -> str:
        if thing == "thing 9":
            os._exit(7)
        return thing

    with pytest.raises(PublishError, match="a process of this build died"):
        list(shared_out(work, THINGS, 2))
    assert all_gone(forked)


@forking
@pytest.mark.usefixtures("alone")
def test_whoever_stops_listening_ends_the_work(tmp_path: Path) -> None:
    def work(thing: str) -> str:
        (tmp_path / thing).write_text("x")
        time.sleep(0.02)
        return thing

    answers = shared_out(work, THINGS, 2)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    written = len(list(tmp_path.iterdir()))
    time.sleep(0.2)
    assert len(list(tmp_path.iterdir())) == written < len(THINGS)


def builder(tmp_path: Path) -> subprocess.Popen[bytes]:
    """A process that shares out work, from a fresh Python."""
    code = (
        "import signal, sys, time\n"
        "from pathlib import Path\n"
        "from app.publish.shared_out import shared_out\n"
        # Tests that run in the background of a shell have Ctrl-C ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "folder = Path(sys.argv[1])\n"
        "def work(thing):\n"
        "    for part in range(40):\n"
        "        (folder / f'{thing}-{part}').write_text('x')\n"
        "        time.sleep(0.02)\n"
        "    return thing\n"
        "list(shared_out(work, list(range(100)), 2))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=PROGRAM,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 20
    while not list(tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    assert list(tmp_path.iterdir())
    return process


@forking
@pytest.mark.usefixtures("alone")
def test_orphans_write_nothing_more_not_even_what_they_are_at(tmp_path: Path) -> None:
    process = builder(tmp_path)
    process.kill()
    process.wait()
    time.sleep(0.1)
    written = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == written < 80


@forking
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_to_be_told_to_stop_ends_it_all(tmp_path: Path, name: str) -> None:
    process = builder(tmp_path)
    os.killpg(process.pid, getattr(signal, name))
    process.wait()
    time.sleep(0.1)  # where it dies of it, what it forked ends with it
    written = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == written < 80


@forking
@pytest.mark.usefixtures("alone")
def test_where_no_more_processes_are_to_be_had_all_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fork = os.fork
    forked: list[int] = []

    def once() -> int:
        if forked:
            raise BlockingIOError(11, "no more processes")
        forked.append(fork())
        return forked[0]

    monkeypatch.setattr(os, "fork", once)
    found = sorted(shared_out(with_process, THINGS, 2))
    assert found == [(p, (thing.upper(), os.getpid())) for p, thing in enumerate(THINGS)]
    assert all_gone(forked)
    with done_beside(os.getpid, 2) as who:
        assert who() == os.getpid()


@forking
@pytest.mark.usefixtures("alone")
def test_an_error_says_where_it_happened() -> None:
    nothing: dict[str, str] = {}

    def work(thing: str) -> str:
        return nothing[thing]

    with pytest.raises(KeyError) as raised:
        list(shared_out(work, THINGS, 2))
    assert any("in work" in note for note in raised.value.__notes__)


@forking
@pytest.mark.usefixtures("alone")
def test_what_is_done_beside_is_done_by_another_process_and_waited_for(forked: list[int]) -> None:
    with done_beside(os.getpid, 2) as who:
        assert forked
        assert who() in forked
    assert all_gone(forked)


@pytest.mark.usefixtures("alone")
def test_with_one_process_what_is_to_be_done_beside_is_done_when_it_is_waited_for() -> None:
    done: list[int] = []
    with done_beside(lambda: done.append(os.getpid()), 1) as wait:
        assert not done
        wait()
    assert done == [os.getpid()]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("processes", [1, 2])
def test_what_goes_wrong_beside_is_raised_here(processes: int) -> None:
    def wrong() -> None:
        raise PublishError("the calendars: no room; make some")

    with (
        pytest.raises(PublishError, match=r"^the calendars: no room; make some$"),
        done_beside(wrong, processes) as answer,
    ):
        answer()


@forking
@pytest.mark.usefixtures("alone")
def test_nobody_is_left_at_work_beside_what_failed(forked: list[int]) -> None:
    with (
        pytest.raises(PublishError, match="the build failed"),
        done_beside(lambda: time.sleep(60), 2),
    ):
        raise PublishError("the build failed")
    assert all_gone(forked)


@forking
@pytest.mark.usefixtures("alone")
def test_what_is_done_beside_what_fails_comes_to_its_end_if_it_is_near(tmp_path: Path) -> None:
    def write() -> None:
        (tmp_path / "half.new").write_text("half")
        time.sleep(0.3)
        (tmp_path / "half.new").rename(tmp_path / "whole")

    def fail(_: object) -> None:
        while not (tmp_path / "half.new").exists():
            time.sleep(0.01)
        raise PublishError("the build failed")

    with pytest.raises(PublishError, match="the build failed"), done_beside(write, 2) as answer:
        fail(answer)
    assert [path.name for path in tmp_path.iterdir()] == ["whole"]
