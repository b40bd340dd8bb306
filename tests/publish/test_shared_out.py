"""Work shared out among processes: the same answers as here, each once, and errors by name."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from app.brief.guard import FORKS
from app.errors import PublishError
from app.publish.shared_out import WORTH_SHARING, shared_out

THINGS = [f"thing {number}" for number in range(100)]
forking = pytest.mark.skipif(not FORKS, reason="this system does not fork")


def with_process(thing: str) -> tuple[str, int]:
    return thing.upper(), os.getpid()


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_every_thing_is_done_once_and_answered_by_its_place(processes: int) -> None:
    found = list(shared_out(str.upper, THINGS, processes))
    assert sorted(found) == sorted((p, thing.upper()) for p, thing in enumerate(THINGS))


@forking
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
def test_an_error_that_cannot_travel_comes_as_words() -> None:
    def work(thing: str) -> str:
        raise Stubborn("two", "parts")

    with pytest.raises(PublishError, match="Stubborn: two parts"):
        list(shared_out(work, THINGS, 2))


@forking
def test_a_process_that_dies_is_an_error_and_leaves_no_other_behind() -> None:
    def work(thing: str) -> str:
        if thing == "thing 9":
            os._exit(7)
        return thing

    with pytest.raises(PublishError, match="a process of this build died"):
        list(shared_out(work, THINGS, 2))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@forking
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


@forking
def test_orphans_write_nothing_more(tmp_path: Path) -> None:
    def work(thing: str) -> str:
        (tmp_path / thing).write_text("x")
        time.sleep(0.05)
        return thing

    builder = os.fork()
    if not builder:
        try:
            next(shared_out(work, THINGS, 2))
            os.kill(os.getpid(), 9)
        finally:
            os._exit(1)
    os.waitpid(builder, 0)
    time.sleep(0.3)
    written = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == written < len(THINGS)
