"""Runs tests again and again, each time in a fresh child of one process that is already warm.

Started inside a copy of the tree. Reads one line a run, `{"tests": […], "seconds": 30}`, and
answers with one word: passed, failed or too long. Where processes cannot be forked (Windows) each
run is a new one.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import hypothesis  # noqa: F401 - what makes it warm
import pytest

PYTEST = (
    *("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--durations=0"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
MEMORY = 3 * 1024**3
"""Bytes for one run: a change may ask for more and more."""

if sys.platform == "win32":

    def outcome(tests: list[str], seconds: int) -> str:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *PYTEST, *tests],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "too long"
        return "passed" if done.returncode == 0 else "failed"

else:
    import resource

    def outcome(tests: list[str], seconds: int) -> str:
        child = os.fork()
        if child == 0:
            _run_and_leave(tests, seconds)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return "too long" if os.WTERMSIG(status) == signal.SIGALRM else "failed"
        return "passed" if os.WEXITSTATUS(status) == 0 else "failed"

    def _run_and_leave(tests: list[str], seconds: int) -> None:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(seconds)
        code = 1
        try:
            code = int(pytest.main([*PYTEST, *tests]))
        finally:
            os._exit(code)


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        print(outcome(asked["tests"], asked["seconds"]), flush=True)


if __name__ == "__main__":
    assert not any(name == "app" or name.startswith("app.") for name in sys.modules)
    assert Path("app").is_dir()
    main()
