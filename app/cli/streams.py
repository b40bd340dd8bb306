"""The process's own streams: they may be closed, full, or unable to write a name like Kovač.

Knows standard input, output and error. Knows nothing of what is said.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TextIO


def prepare() -> None:
    """Makes the three streams usable, whatever the process was started with.

    A closed one is opened on nothing, so that no file of ours is given its number and filled with
    what others print. A letter that a terminal does not have is written as its escape.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(number)
        sys.stdin = sys.stdin or open(0, encoding="utf-8")  # noqa: SIM115 - open while we run
        sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")  # noqa: SIM115
        sys.stderr = sys.stderr or open(2, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """A message on standard error."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        # Nobody can be told that nobody can be told; the exit code says it.
        _let_go(sys.stderr)


def write_data(text: str) -> None:
    """What is meant for another program: UTF-8, and line ends as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def flushed() -> bool:
    """Whether everything that was printed arrived. Says so once where it did not."""
    try:
        sys.stdout.flush()
    except OSError as error:
        # Python would try again at exit, and complain in its own way.
        _let_go(sys.stdout)
        if error.errno != errno.EPIPE:  # a reader who went away knows
            say(f"build.py: the output could not be written ({error.strerror})")
        return False
    return True


def _let_go(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
