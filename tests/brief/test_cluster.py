"""A real Dask scheduler with two workers prints the same bytes, and a lost worker's briefs too."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app.brief.crew import crew_here, crew_of
from app.brief.pool import print_briefs
from app.errors import PublishError
from app.settings import PROGRAM
from tests.brief.test_pool import jobs

NAMES = tuple(f"r{number}.pdf" for number in range(5))


@dataclass(frozen=True, slots=True)
class Cluster:
    address: str
    pids: tuple[int, ...]


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.brief.cluster"],
        cwd=PROGRAM,
        env=os.environ | {"PYTHONPATH": str(PROGRAM)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    told = json.loads(process.stdout.readline())
    yield Cluster(told["address"], tuple(told["pids"]))
    process.communicate(timeout=60)


def printed_here() -> dict[str, bytes]:
    with crew_here(1) as crew:
        return {printed.name: printed.pdf for printed in print_briefs(jobs(*NAMES), crew)}


# Dask's own pieces warn of each other; ours are looked at everywhere else.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_cluster_prints_the_same_bytes_and_what_a_lost_worker_had_is_made_again(
    cluster: Cluster,
) -> None:
    found: dict[str, bytes] = {}
    with crew_of(cluster.address) as crew:
        assert crew.at_once == 4
        for printed in print_briefs(jobs(*NAMES), crew):
            if not found:
                os.kill(cluster.pids[0], signal.SIGKILL)
            assert not printed.failure
            found[printed.name] = printed.pdf
    assert found == printed_here()


def test_a_cluster_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.brief.crew.REACHED_WITHIN", 1)
    with (
        pytest.raises(PublishError, match=r"--scheduler tcp://127\.0\.0\.1:9: no cluster answers"),
        crew_of("tcp://127.0.0.1:9"),
    ):
        pass


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(PublishError, match="needs Dask here; install it with"),
        crew_of("tcp://x:1"),
    ):
        pass
