"""The firm's mail server: how it is reached over TLS and signed in to, and its words in one line.

Knows a connection and the password's two places; must not know what is sent.
"""

from __future__ import annotations

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from app.core.firm import MailServer, Tls
from app.errors import InputError, PostError, Problem

PASSWORD = "BOTH_SIDES_SMTP_PASSWORD"
PASSWORD_FILE = "BOTH_SIDES_SMTP_PASSWORD_FILE"
PATIENCE = 60
"""Seconds to wait for a word of the server."""


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


def connected(server: MailServer, password: str) -> smtplib.SMTP:
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
        raise PostError(f"{where}: cannot be reached safely ({word_of(error)})") from error
    try:
        connection.ehlo()
        if server.tls is Tls.STARTTLS:
            connection.starttls(context=trusted)
            connection.ehlo()
        if server.user:
            _sign_in(connection, server, password)
    except smtplib.SMTPAuthenticationError as error:
        leave(connection)
        raise PostError(
            f"{where}: does not let {server.user} in ({word_of(error)}); nothing was sent"
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        leave(connection)
        raise PostError(
            f"{where}: no encrypted connection to it could be made ({word_of(error)}); "
            "nothing was sent"
        ) from error
    return connection


def _sign_in(connection: smtplib.SMTP, server: MailServer, password: str) -> None:
    """Python's own way knows ASCII alone; PLAIN is UTF-8 (RFC 4616). Raises SMTPException, and
    PostError for a server that has no such way.
    """
    if (server.user + password).isascii():
        connection.login(server.user, password)
        return
    if "PLAIN" not in connection.esmtp_features.get("auth", "").upper().split():
        leave(connection)
        raise PostError(
            f"{server.host}:{server.port}: takes names and passwords of ASCII letters, digits and "
            f"signs alone; set such a password there and in {PASSWORD}; nothing was sent"
        )
    # A variable that is no UTF-8 is handed on as the bytes that it is.
    both = f"\0{server.user}\0{password}".encode("utf-8", "surrogateescape")
    code, said = connection.docmd("AUTH", f"PLAIN {b64encode(both).decode('ascii')}")
    if code not in (235, 503):  # 503: signed in already
        raise smtplib.SMTPAuthenticationError(code, said)


def leave(connection: smtplib.SMTP) -> None:
    """Takes leave of the server, however the connection is."""
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()  # what matters is written down by now; a goodbye is a courtesy


def word_of(error: Exception) -> str:
    """What was said, in one line, without anything that a server might have made up to harm."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return _one_line(f"{error.smtp_code} {text}")
    return _one_line(str(error) or type(error).__name__)


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))[:200]
