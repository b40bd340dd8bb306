"""An `os` to put into the store's seam: it counts the calls that touch the disk and breaks one.

Every other name of `os` is handed through, so that the store runs as it always does.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from typing import Any

TOUCHING = (
    "open", "pwrite", "write", "fsync", "replace", "unlink", "mkdir", "rmdir", "ftruncate",
    "chmod", "read", "lseek", "listdir", "stat", "lstat", "fstat",
)  # fmt: skip
CHANGING = ("open", "pwrite", "fsync", "replace", "unlink", "mkdir", "rmdir", "ftruncate", "chmod")
FAULTS = ("ENOSPC", "EIO", "short", "kill")


class FaultyOs:
    """Breaks the call number `at` (from 1) of those in `counted`."""

    def __init__(self, fault: str, at: int, counted: tuple[str, ...] = CHANGING) -> None:
        self.fault = fault
        self.at = at
        self.counted = counted
        self.calls = 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._counting(name, real) if name in self.counted else real

    def _counting(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls != self.at:
                return real(*arguments, **named)
            if self.fault == "kill":
                if name == "pwrite":  # some of it may have got there
                    handle, data, offset = arguments
                    real(handle, data[: len(data) // 2], offset)
                os.kill(os.getpid(), signal.SIGKILL)
            if self.fault == "short" and name == "pwrite":
                handle, data, offset = arguments
                self.at = self.calls + 1  # the rest of it fails
                return real(handle, data[: len(data) // 2], offset)
            code = errno.EIO if self.fault == "EIO" else errno.ENOSPC
            raise OSError(code, os.strerror(code))

        return call
