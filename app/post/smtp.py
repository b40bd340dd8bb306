"""Letters handed to the firm's own mail server: encrypted, paced, and none of them twice.

Of each letter it is written down that it is about to be given away, before it is, and what the
server said, after. One about which nothing was heard is never sent again unasked. Knows mail and
the record; knows no wave.
"""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.core.asked import Key
from app.core.firm import MailServer, Tls
from app.errors import InputError, PostError, Problem
from app.store.letters import LetterRecord, LetterStep, Step, last_steps

PASSWORD = "BOTH_SIDES_SMTP_PASSWORD"
PASSWORD_FILE = "BOTH_SIDES_SMTP_PASSWORD_FILE"
PATIENCE = 60
"""Seconds to wait for a word of the server."""


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


def password_from(environment: Mapping[str, str], server: MailServer) -> str:
    """The password of the server, from the environment or a file it names. Raises InputError."""
    if not server.user:
        return ""
    named = environment.get(PASSWORD_FILE)
    if named:
        try:
            return Path(named).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                Problem(
                    file=PASSWORD_FILE,
                    place="",
                    what=f"names a file that cannot be read ({type(error).__name__})",
                    remedy="correct the name, or who may read it",
                )
            ) from error
    if environment.get(PASSWORD):
        return environment[PASSWORD]
    raise InputError(
        Problem(
            file="content/firm.md",
            place="smtp",
            what=f"{server.user} signs in with a password, and none was given",
            remedy=f"put it into the environment as {PASSWORD}, or the name of a file that holds "
            f"it as {PASSWORD_FILE}; it is stored nowhere",
        )
    )


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
                connection = _connected(server, password)
            else:
                wait(pause)
            if not run.hand_over(connection, parcel):
                break
            told(len(run.handed))
    finally:
        if connection is not None:
            _leave(connection)
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
            self.stopped = f"the server takes nothing from {self.server.sender} ({_words(error)})"
            return False
        except _BROKEN as error:
            self.stopped = f"the connection broke ({_words(error)})"
            return False
        try:
            _accepted(connection.rcpt(parcel.address))
        except _REFUSED as error:
            return self._refused(connection, step, _words(error))
        except _BROKEN as error:
            self.stopped = f"the connection broke ({_words(error)})"
            return False
        self.record.add(step)
        try:
            _accepted(connection.data(parcel.data))
        except _REFUSED as error:
            return self._refused(connection, step, _words(error))
        except _BROKEN as error:
            self.unknown.append(parcel.to)
            self.stopped = f"the connection broke in the middle of a letter ({_words(error)})"
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
            self.stopped = f"the connection broke ({_words(error)})"
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


def _connected(server: MailServer, password: str) -> smtplib.SMTP:
    """A connection that is encrypted to the server named, and signed in. Raises PostError."""
    where = f"{server.host}:{server.port}"
    trusted = ssl.create_default_context()
    connection: smtplib.SMTP
    try:
        if server.tls is Tls.IMPLICIT:
            connection = smtplib.SMTP_SSL(
                server.host, server.port, timeout=PATIENCE, context=trusted
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    except (OSError, smtplib.SMTPException) as error:
        raise PostError(f"{where}: cannot be reached safely ({_words(error)})") from error
    try:
        connection.ehlo()
        if server.tls is Tls.STARTTLS:
            connection.starttls(context=trusted)
            connection.ehlo()
        if server.user:
            connection.login(server.user, password)
    except smtplib.SMTPAuthenticationError as error:
        _leave(connection)
        raise PostError(
            f"{where}: does not let {server.user} in ({_words(error)}); nothing was sent"
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        _leave(connection)
        raise PostError(
            f"{where}: no encrypted connection to it could be made ({_words(error)}); "
            "nothing was sent"
        ) from error
    return connection


def _leave(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()  # what matters is written down by now; a goodbye is a courtesy


def _words(error: Exception) -> str:
    """What was said, in one line, without anything that a server might have made up to harm."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return _one_line(f"{error.smtp_code} {text}")
    return _one_line(str(error) or type(error).__name__)


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))[:200]
