"""Letters handed to the firm's own mail server: encrypted, paced, and none of them twice.

Of each letter it is written down that it is about to be given away, before it is, and what the
server said, after. One about which nothing was heard is never sent again unasked. Knows mail and
the record; knows no wave, and of the server what `smtp_server` says of it.
"""

from __future__ import annotations

import smtplib
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.core.asked import Key
from app.core.firm import MailServer
from app.post.smtp_server import connected, leave, word_of
from app.store.letters import LetterRecord, LetterStep, Step, last_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A letter with its envelope."""

    letter: str
    to: Key
    address: str
    message_id: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of a run."""

    handed: tuple[Key, ...] = ()
    before: tuple[Key, ...] = ()
    """Handed over in an earlier run."""
    refused: tuple[tuple[Key, str], ...] = ()
    """With the server's words."""
    unknown: tuple[Key, ...] = ()
    """Given away without an answer, now or earlier: nobody knows here."""
    stopped: str = ""
    """Why the run ended before its end; empty when it did not."""


def deliver(
    parcels: Iterable[Parcel],
    record: LetterRecord,
    server: MailServer,
    password: str,
    day: date,
    *,
    again: Collection[Key] = (),
    per_minute: int | None = None,
    wait: Callable[[float], None] = time.sleep,
    told: Callable[[int], None] = lambda _number: None,
) -> Delivered:
    """Hands over every letter that was not, in the order given.

    `again` are recipients whose letter may be sent although nobody knows what became of it;
    `told` is called with the number handed over so far. Raises PostError when the server cannot be
    reached or trusted at all; a break in the middle is said in the result.
    """
    last = last_steps(record.steps)
    run = _Run(record, server, day)
    pause = 60 / (per_minute or server.per_minute)
    connection: smtplib.SMTP | None = None
    try:
        for parcel in parcels:
            step = last.get((parcel.letter, parcel.to))
            if step is not None and step.step is Step.HANDED:
                run.before.append(parcel.to)
                continue
            if step is not None and step.step is Step.INTENDED and parcel.to not in again:
                run.unknown.append(parcel.to)
                continue
            if connection is None:
                connection = connected(server, password)
            else:
                wait(pause)
            if not run.hand_over(connection, parcel):
                break
            told(len(run.handed))
    finally:
        if connection is not None:
            leave(connection)
    return run.result()


class _Run:
    """One run over one connection."""

    def __init__(self, record: LetterRecord, server: MailServer, day: date) -> None:
        self.record, self.server, self.day = record, server, day
        self.handed: list[Key] = []
        self.before: list[Key] = []
        self.refused: list[tuple[Key, str]] = []
        self.unknown: list[Key] = []
        self.stopped = ""

    def hand_over(self, connection: smtplib.SMTP, parcel: Parcel) -> bool:
        """Whether the next one may follow."""
        step = LetterStep(
            letter=parcel.letter,
            to=parcel.to,
            step=Step.INTENDED,
            day=self.day,
            message_id=parcel.message_id,
        )
        # Up to here the server cannot have the letter, whatever happens.
        try:
            _accepted(connection.mail(self.server.sender))
        except _REFUSED as error:
            self.stopped = f"the server takes nothing from {self.server.sender} ({word_of(error)})"
            return False
        except _BROKEN as error:
            self.stopped = f"the connection broke ({word_of(error)})"
            return False
        try:
            _accepted(connection.rcpt(parcel.address))
        except _REFUSED as error:
            return self._refused(connection, step, word_of(error))
        except _BROKEN as error:
            self.stopped = f"the connection broke ({word_of(error)})"
            return False
        self.record.add(step)
        try:
            _accepted(connection.data(parcel.data))
        except _REFUSED as error:
            return self._refused(connection, step, word_of(error))
        except _BROKEN as error:
            self.unknown.append(parcel.to)
            self.stopped = f"the connection broke in the middle of a letter ({word_of(error)})"
            return False
        self.record.add(replace(step, step=Step.HANDED))
        self.handed.append(parcel.to)
        return True

    def _refused(self, connection: smtplib.SMTP, step: LetterStep, words: str) -> bool:
        self.record.add(replace(step, step=Step.REFUSED, said=words))
        self.refused.append((step.to, words))
        try:
            connection.rset()
        except _BROKEN as error:
            self.stopped = f"the connection broke ({word_of(error)})"
            return False
        return True

    def result(self) -> Delivered:
        return Delivered(
            handed=tuple(self.handed),
            before=tuple(self.before),
            refused=tuple(self.refused),
            unknown=tuple(self.unknown),
            stopped=self.stopped,
        )


_REFUSED = (smtplib.SMTPResponseException,)
_BROKEN = (OSError, smtplib.SMTPServerDisconnected)


def _accepted(answer: tuple[int, bytes]) -> None:
    code, words = answer
    if code == 421:  # the server takes its leave
        raise smtplib.SMTPServerDisconnected(words.decode("utf-8", "replace"))
    if not 200 <= code < 300:
        raise smtplib.SMTPResponseException(code, words)
