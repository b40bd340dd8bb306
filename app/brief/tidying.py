"""What is left of a child that is ended: nothing that it has begun goes on, and no folder stays.

Knows processes and folders; must not know what a child works on.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

TIDYING = 3.0
"""Seconds for a child that is stopped in the middle of work to end what it has started."""


def end(process: subprocess.Popen[bytes], *, at_work: bool) -> None:
    """Ends a child, which leads a group of its own, with whatever it has forked."""
    if at_work:
        # A browser is in no group of ours: it is for whoever waits for it to end.
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(TIDYING)
    process.kill()
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):  # gone, or on macOS only remains
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def take_away(folder: str) -> None:
    """Deletes a child's temporary files. What was killed may finish what it was just writing."""
    for pause in (0.0, 0.05, 0.2):
        time.sleep(pause)
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            return
