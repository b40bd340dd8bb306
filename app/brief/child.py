"""The warm child: a process that has the typesetter loaded and works off what it is handed.

Started by `crew` with pipes for input and output; ends when its input does, and so with whoever
started it, however that ended, and takes its temporary files along. Where the system forks, what
belongs together is the work of a grandchild, with limits; elsewhere this process does it, and is
ended from outside when it takes too long.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import shutil
import signal
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO

from app.brief.guard import FORKS, Ended, Limits, attempted, guarded
from app.errors import BothSidesError

LENGTH = struct.Struct(">Q")
"""Before each message: how many bytes it has."""


def send(pipe: IO[bytes], message: object) -> None:
    """One message as bytes. Raises OSError when nobody reads any more."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """One message's bytes; None at the end of the pipe."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Works off one message after another until the pipe ends."""
    prepared: set[str] = set()
    while (message := receive(asked)) is not None:
        work, pieces, limits, prepare, ready = pickle.loads(message)
        if prepare and prepare not in prepared:
            prepared.add(prepare)
            _prepare(prepare)
        begun = [attempted(ready, piece) for piece in pieces] if ready is not None else pieces
        whole = [piece for piece in begun if not isinstance(piece, Ended)]
        made = iter(_done(work, whole, limits))
        send(answers, [one if isinstance(one, Ended) else next(made) for one in begun])


def _prepare(module: str) -> None:
    # Whatever is wrong with a style sheet is told of each brief, by name.
    with suppress(BothSidesError):
        importlib.import_module(module).warm()
    # What is there now stays as it is in every fork, instead of being copied by a collection.
    gc.collect()
    gc.freeze()


def _done(
    work: Callable[[object], object], pieces: Sequence[object], limits: Limits | None
) -> list[object]:
    if FORKS and limits:
        return guarded(work, pieces, limits)
    # A browser has a session of its own and hears nothing: whoever waits for it here ends it.
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        return [attempted(work, piece) for piece in pieces]
    finally:
        signal.signal(signal.SIGTERM, before)


def main() -> None:
    """The child of `crew`: messages come by standard input and leave by what was its output. Its
    argument is the folder that it is given for temporary files.
    """
    # Ctrl-C and a terminal that closes are for whoever started it to answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if hasattr(signal, "SIGCHLD"):
        # Whoever started the build may have it ignored, and then nobody learns how work ended.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no message
    try:
        with suppress(BrokenPipeError):
            serve(sys.stdin.buffer, answers)
    finally:
        shutil.rmtree(sys.argv[1], ignore_errors=True)
