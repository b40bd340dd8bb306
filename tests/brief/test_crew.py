"""Work in processes of its own: what hangs, dies or swells costs itself alone, and is named."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.brief import crew as crews
from app.brief.crew import Crew, Task, begun_early, crew_here, done_apart
from app.brief.guard import FORKS, Ended, Limits
from tests.brief.hostile import PATIENT, misbehave

SHORT = Limits(seconds=2.0)


def asked(crew: Crew, how: str, limits: Limits | None = SHORT) -> object:
    return all_asked(crew, how, limits=limits)[0]


def all_asked(crew: Crew, *hows: str, limits: Limits | None = SHORT) -> list[object]:
    """What came of pieces that belong together."""
    task = Task(work=misbehave, pieces=hows, limits=limits)
    return crew.executor.submit(done_apart, task).result()


def process_id(_: object) -> int:
    return os.getpid()


def temporary_folder(_: object) -> str:
    return tempfile.gettempdir()


def test_work_is_done_in_another_process_and_its_child_stays_warm() -> None:
    with crew_here(1) as crew:
        task = Task(work=process_id, pieces=(None,), limits=None)
        first, second = (crew.executor.submit(done_apart, task).result()[0] for _ in range(2))
    assert first == second != os.getpid()


@pytest.mark.skipif(not FORKS, reason="no process is forked for each piece of work here")
def test_each_guarded_piece_of_work_has_a_process_of_its_own() -> None:
    with crew_here(1) as crew:
        task = Task(work=process_id, pieces=(None,), limits=SHORT)
        assert len({crew.executor.submit(done_apart, task).result()[0] for _ in range(3)}) == 3


@pytest.mark.skipif(not FORKS, reason="no process is forked for each piece of work here")
def test_pieces_that_belong_together_have_one_process() -> None:
    with crew_here(1) as crew:
        task = Task(work=process_id, pieces=(None,) * 3, limits=SHORT)
        first, second = (crew.executor.submit(done_apart, task).result() for _ in range(2))
    assert len(set(first)) == len(set(second)) == 1
    assert first != second


@pytest.mark.parametrize("how", ["dies", "aborts", "hangs", "spins", "swells", "raises"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_bad_piece_among_good_ones_costs_itself_alone_and_its_own_time(
    how: str, place: int
) -> None:
    pieces = ["well", "well", "well"]
    pieces[place] = how
    with crew_here(1) as crew:
        assert asked(crew, "well") == "well"
        started = time.monotonic()
        found = all_asked(crew, *pieces)
        took = time.monotonic() - started
    assert [isinstance(one, Ended) for one in found] == [one == how for one in pieces]
    assert [one for one in found if not isinstance(one, Ended)] == ["well", "well"]
    assert took < SHORT.seconds + 8  # what hangs does so for a minute


@pytest.mark.skipif(not FORKS, reason="no process is forked for each piece of work here")
def test_what_others_left_in_a_process_fails_nothing_that_works_alone() -> None:
    with crew_here(1) as crew:
        found = all_asked(crew, "keeps half", "keeps half", "keeps half", "well", limits=PATIENT)
    assert found == ["keeps half", "keeps half", "keeps half", "well"]


@pytest.mark.skipif(not FORKS, reason="no process is forked for each piece of work here")
def test_why_a_piece_failed_is_said_also_where_it_has_no_time_to_be_tried_again() -> None:
    with crew_here(1) as crew:
        found = all_asked(crew, "well", "raises late", "well", limits=PATIENT)
    assert found == ["well", Ended(reason="KeyError: 'the real reason'"), "well"]


@pytest.mark.skipif(not FORKS, reason="no process is forked for each piece of work here")
def test_nobody_waits_for_work_whose_child_was_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "STARTING", 3.0)
    started = time.monotonic()
    with crew_here(1) as crew:
        found = asked(crew, "kills its parent", Limits(seconds=20.0))
    assert found == Ended(reason="its process died")
    assert time.monotonic() - started < 15


def test_each_piece_is_asked_by_itself_where_a_child_was_lost_over_several() -> None:
    with crew_here(1) as crew:
        found = all_asked(crew, "well", "aborts", "well", limits=None)
    assert [isinstance(one, Ended) for one in found] == [False, True, False]


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("dies", "its process died"),
        ("aborts", "its process died (SIGABRT)"),
        ("hangs", "took more than 2 s"),
        ("spins", "took more than 2 s"),
        ("swells", "took more memory than a brief may"),
        ("raises", "KeyError: 'nobody expected this'"),
    ],
)
def test_what_goes_wrong_is_told_and_the_next_is_made(how: str, reason: str) -> None:
    started = time.monotonic()
    with crew_here(1) as crew:
        found = asked(crew, how)
        assert isinstance(found, Ended)
        assert found.reason == reason
        assert asked(crew, "well") == "well"
    assert time.monotonic() - started < 25


def test_what_a_library_prints_is_no_answer() -> None:
    with crew_here(1) as crew:
        assert asked(crew, "prints", None) == "prints"
        assert asked(crew, "well") == "well"


@pytest.mark.parametrize("how", ["dies", "aborts"])
def test_a_child_that_is_lost_is_started_again(how: str) -> None:
    with crew_here(1) as crew:
        # Without limits the child does it itself, as where nothing is forked.
        found = asked(crew, how, None)
        assert isinstance(found, Ended)
        assert found.reason == "its process died"
        assert asked(crew, "well") == "well"


def test_a_child_that_hangs_is_ended_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_patience", lambda task: 5.0)
    with crew_here(1) as crew:
        assert asked(crew, "well") == "well"
        found = asked(crew, "hangs", None)
        assert isinstance(found, Ended)
        assert found.reason == "took more than 5 s"


def test_a_child_that_began_early_does_the_first_work_and_is_gone_with_its_crew() -> None:
    task = Task(work=process_id, pieces=(None,), limits=None)
    with begun_early("tests.brief.warming") as early:
        with crew_here(2, early) as crew:
            found = {crew.executor.submit(done_apart, task).result()[0] for _ in range(4)}
            assert asked(crew, "well") == "well"
        assert early is not None
        assert early._process is None
    for child in found:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_an_early_child_that_breaks_while_it_warms_itself_is_started_again() -> None:
    with begun_early("tests.brief.no_such_module") as early, crew_here(1, early) as crew:
        assert asked(crew, "well", None) == "well"


def test_an_early_child_that_nobody_needs_is_gone_too() -> None:
    with begun_early("tests.brief.warming") as early:
        assert early is not None
        process = early._process
    assert process is not None
    assert process.poll() is not None
    with begun_early("") as none:
        assert none is None


def test_nothing_temporary_is_left_of_a_child_that_was_ended_in_the_middle_of_work() -> None:
    with crew_here(1) as crew:
        task = Task(work=temporary_folder, pieces=(None,), limits=None)
        folder = Path(crew.executor.submit(done_apart, task).result()[0])
        assert folder.is_dir()
        crew.executor.submit(done_apart, Task(work=misbehave, pieces=("hangs",), limits=None))
        time.sleep(0.2)
    assert not folder.exists()


def test_where_ended_children_are_ignored_work_is_done_all_the_same() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with crew_here(1) as crew:
            assert asked(crew, "well") == "well"
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_a_child_killed_between_two_pieces_of_work_is_noticed() -> None:
    with crew_here(1) as crew:
        task = Task(work=process_id, pieces=(None,), limits=None)
        first = crew.executor.submit(done_apart, task).result()[0]
        os.kill(first, signal.SIGKILL)
        second = crew.executor.submit(done_apart, task).result()[0]
        assert isinstance(second, int)
        assert second != first


def test_no_child_outlives_its_crew_even_in_the_middle_of_work() -> None:
    with crew_here(2) as crew:
        task = Task(work=process_id, pieces=(None,), limits=None)
        children = {crew.executor.submit(done_apart, task).result()[0] for _ in range(6)}
        crew.executor.submit(done_apart, Task(work=misbehave, pieces=("hangs",), limits=None))
        time.sleep(0.2)
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def beats(place: str) -> None:
    for number in range(1000):
        (Path(place) / str(number)).touch()
        time.sleep(0.02)


@pytest.mark.skipif(not FORKS, reason="no process is forked for each piece of work here")
def test_what_a_child_has_forked_ends_with_it(tmp_path: Path) -> None:
    with crew_here(1) as crew:
        task = Task(work=beats, pieces=(str(tmp_path),), limits=Limits(seconds=30.0))
        crew.executor.submit(done_apart, task)
        until = time.monotonic() + 20
        while not any(tmp_path.iterdir()):
            assert time.monotonic() < until
            time.sleep(0.02)
    time.sleep(0.1)
    made = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == made


def test_any_executors_threads_have_children_of_their_own() -> None:
    task = Task(work=process_id, pieces=(None,), limits=None)
    with ThreadPoolExecutor(1) as executor:
        child = executor.submit(done_apart, task).result()[0]
        assert child == executor.submit(done_apart, task).result()[0]
        # Of no crew: it ends with the thread's process, and here at once.
        executor.submit(lambda: crews._HELD.child.close()).result()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
