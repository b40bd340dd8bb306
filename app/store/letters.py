"""What became of each letter of a wave: `instance/waves/<wave>.letters`, only appended to.

A line under a checksum for each step: drafted, intended, handed to the server, refused by it. A
step is on the disk before the next thing happens, so that no letter goes out twice. Knows no mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.core.asked import Key
from app.errors import StoreDamaged, StoreError
from app.store import disk
from app.store.locks import locked
from app.store.records import framed, lines, unframed
from app.store.recovery import REMEDY


class Step(StrEnum):
    DRAFTED = "drafted"
    """Written to a file, for somebody to send."""
    INTENDED = "intended"
    """The server was about to be given it; alone, nobody knows whether it was."""
    HANDED = "handed"
    """The server said that it has it."""
    REFUSED = "refused"
    """The server said no, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStep:
    letter: str
    """`invitation`, `reminder-1` and so on."""
    to: Key
    """Of the recipient's link."""
    step: Step
    day: date
    message_id: str = ""
    said: str = ""
    """The server's words, where it refused."""


_LINE = TypeAdapter(LetterStep)


def letter_steps(instance: Path, wave_id: str) -> tuple[LetterStep, ...]:
    """Every step in the order they were taken. Raises StoreDamaged.

    An end that was cut off in the writing was never acted upon, and is passed over.
    """
    return _read(_path(instance, wave_id))[0]


class LetterRecord:
    """The record of one wave, held by this process alone."""

    def __init__(self, path: Path, handle: int, steps: Iterable[LetterStep]) -> None:
        self._path = path
        self._handle = handle
        self.steps = list(steps)

    def add(self, *steps: LetterStep) -> None:
        """Returns when they are on the disk. Raises StoreError; then nothing more may be sent."""
        if not steps:
            return
        try:
            raw = b"".join(framed(_LINE.dump_json(step)) for step in steps)
            disk.write(self._handle, disk.size(self._handle), raw)
            disk.sync(self._handle)
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be written ({error.strerror})") from error
        self.steps.extend(steps)


@contextmanager
def letter_record(instance: Path, wave_id: str) -> Iterator[LetterRecord]:
    """Opens the record for writing. Raises StoreError where another process has it."""
    path = _path(instance, wave_id)
    with locked(path):
        if not disk.is_file(path):
            disk.write_atomically(path, b"")
        steps, whole = _read(path)
        try:
            handle = disk.open_file(path, write=True)
        except OSError as error:
            raise StoreError(f"{path}: cannot be opened ({error.strerror})") from error
        try:
            if disk.size(handle) > whole:
                disk.cut(handle, whole)
                disk.sync(handle)
            yield LetterRecord(path, handle, steps)
        finally:
            disk.close(handle)


def _read(path: Path) -> tuple[tuple[LetterStep, ...], int]:
    """The steps, and how many bytes of the file are whole lines."""
    try:
        raw = disk.read(path)
    except FileNotFoundError:
        return (), 0
    steps, whole = [], 0
    for line in lines((raw,)):
        body = unframed(line)
        if body is None:
            if whole + len(line) == len(raw) and not line.endswith(b"]\n"):
                break
            raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}")
        try:
            steps.append(_LINE.validate_json(body))
        except ValidationError as error:
            raise StoreDamaged(f"{path}: does not hold what was written; {REMEDY}") from error
        whole += len(line)
    return tuple(steps), whole


def last_steps(steps: Iterable[LetterStep]) -> dict[tuple[str, Key], LetterStep]:
    """By letter and recipient the step that counts: handed over once is handed over."""
    last: dict[tuple[str, Key], LetterStep] = {}
    for step in steps:
        before = last.get((step.letter, step.to))
        if before is None or before.step is not Step.HANDED:
            last[step.letter, step.to] = step
    return last


def _path(instance: Path, wave_id: str) -> Path:
    return instance / "waves" / f"{wave_id}.letters"
