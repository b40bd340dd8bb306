"""A real Dask scheduler with two workers prints the same bytes, and a lost worker's briefs too."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.brief.crew import crew_here, crew_of
from app.brief.pool import print_briefs
from app.errors import PublishError
from app.settings import PROGRAM
from tests.brief.test_pool import jobs

NAMES = tuple(f"r{number}.pdf" for number in range(5))


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """One of the two sides; ended when its input does."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.brief.cluster", *arguments],
        cwd=PROGRAM,
        env=os.environ | {"PYTHONPATH": str(PROGRAM)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            assert process.stdin is not None
            process.stdin.close()


def said(process: subprocess.Popen[str]) -> Iterator[object]:
    assert process.stdout is not None
    return (json.loads(line) for line in process.stdout)


def printed_here() -> dict[str, str]:
    with crew_here(1) as crew:
        return {
            printed.name: hashlib.sha256(printed.pdf).hexdigest()
            for printed in print_briefs(jobs(*NAMES), crew)
        }


def test_a_cluster_prints_the_same_bytes_and_what_a_lost_worker_had_is_made_again() -> None:
    found: dict[str, str] = {}
    with running() as cluster:
        told = next(said(cluster))
        assert isinstance(told, dict)
        with running(told["address"], *NAMES) as printing:
            lines = said(printing)
            assert next(lines) == 4, "two for each thread of two workers"
            for line in lines:
                assert isinstance(line, list)
                if not found:
                    os.kill(told["pids"][0], signal.SIGKILL)
                name, failure, digest = line
                assert not failure
                found[name] = digest
    assert found == printed_here()


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(PublishError, match="needs Dask here; install it with"),
        crew_of("tcp://x:1"),
    ):
        pass


def test_a_cluster_that_does_not_answer_is_named() -> None:
    script = (
        "from app.brief import crew; crew.REACHED_WITHIN = 1\n"
        "with crew.crew_of('tcp://127.0.0.1:9'): pass"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROGRAM,
        env=os.environ | {"PYTHONPATH": str(PROGRAM)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "PublishError: --scheduler tcp://127.0.0.1:9: no cluster answers there" in done.stderr
