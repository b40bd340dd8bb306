"""A letter as an e-mail: headers, a text part, an HTML part, attachments; the same bytes each time.

Nothing in it is random and nothing asks the clock: the Message-ID, the borders between the parts
and the day are made of what is given. Knows the standard library's mail; sends nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from email.header import Header
from email.headerregistry import Address, UniqueAddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr
from hashlib import sha256
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from app.core.address import domain_of, why_no_address
from app.errors import InputError, Problem
from app.post.letters import Written


class _Policy(EmailPolicy):
    """The library's own, but for the folding of words that are not ASCII: of 3,000 odd names and
    subjects its own lost or added a space in 2 of 100; the older `Header` in none.
    """

    def fold(self, name: str, value: Any) -> str:
        if name == "Subject" and not value.isascii():
            return f"{name}: {_encoded(name, str(value))}\r\n"
        if isinstance(value, UniqueAddressHeader):
            (one,) = value.addresses
            if one.display_name.isascii():
                return f"{name}: {formataddr((one.display_name, one.addr_spec))}\r\n"
            return f"{name}: {_encoded(name, one.display_name)}\r\n <{one.addr_spec}>\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii")


def _encoded(name: str, words: str) -> str:
    return Header(words, "utf-8", header_name=name).encode(linesep="\r\n")


_POLICY = _Policy(linesep="\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A name and one address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    name: str
    """The file's name, plain letters."""
    media: str
    """Such as `text/calendar`; text is UTF-8."""
    data: bytes
    parameters: tuple[tuple[str, str], ...] = ()
    """Of the media type, such as `method`."""


def message_id(sender: str, *parts: str) -> str:
    """An id that the same letter always has: of what it is, for whom, and whose it is."""
    digest = sha256("\0".join(parts).encode("utf-8")).hexdigest()[:40]
    return f"<{digest}@{domain_of(sender)}>"


def sent_at(day: date, zone: str) -> datetime:
    """The moment that a letter of this day bears: its beginning, which is never still to come."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def email_of(
    written: Written,
    *,
    sender: Mailbox,
    to: Mailbox,
    moment: datetime,
    identity: str,
    reply_to: Mailbox | None = None,
    no_more: str = "",
    privacy_contact: str = "",
    draft: bool = False,
    attachments: Iterable[Attachment] = (),
) -> EmailMessage:
    """The e-mail; `identity` is its Message-ID, `draft` opens as one in mail programs.

    With `privacy_contact` it says how to be left alone (List-Unsubscribe): by a letter there, and
    where `no_more` is an https address, by one press (RFC 8058). Raises InputError for an address
    that is not exactly one, and for a subject or name that could be more than words.
    """
    for words in (written.subject, sender.name, to.name, *([reply_to.name] if reply_to else ())):
        _refuse_more_than_words(words, to)
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = written.subject
    message["From"] = _address(sender)
    message["To"] = _address(to)
    if reply_to is not None and reply_to != sender:
        message["Reply-To"] = _address(reply_to)
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = identity
    message["Auto-Submitted"] = "no"
    if draft:
        message["X-Unsent"] = "1"
    if privacy_contact:
        _how_to_be_left_alone(message, no_more, privacy_contact)
    message.set_content(written.text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(written.html, subtype="html", charset="utf-8", cte="quoted-printable")
    for attachment in attachments:
        main, _, sub = attachment.media.partition("/")
        message.add_attachment(
            attachment.data,
            maintype=main,
            subtype=sub,
            filename=attachment.name,
            params=dict(attachment.parameters) | ({"charset": "utf-8"} if main == "text" else {}),
        )
    # Last: giving a message its content takes earlier Content-… headers away.
    message["Content-Language"] = written.language
    border = sha256(f"{identity}\n{written.text}".encode()).hexdigest()[:32]
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"part-{number}-{border}")
    return message


def _how_to_be_left_alone(message: EmailMessage, no_more: str, privacy_contact: str) -> None:
    ways = [f"<mailto:{quote(privacy_contact, safe='@')}?subject=no%20more>"]
    if no_more.startswith("https://"):
        ways.insert(0, f"<{no_more}>")
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["List-Unsubscribe"] = ", ".join(ways)


def _refuse_more_than_words(text: str, to: Mailbox) -> None:
    # What stands between =? and ?= is decoded before it is written, line ends and headers too.
    if "=?" in text or any(unicodedata.category(c) in ("Cc", "Zl", "Zp") for c in text):
        shown = repr(text)
        raise InputError(
            Problem(
                file=f"letter to {to.address}",
                place="",
                what=f"{shown[:60]} holds what a mail program reads as more than words",
                remedy="write the name or the subject without =? and without control characters",
            )
        )


def _address(mailbox: Mailbox) -> Address:
    wrong = why_no_address(mailbox.address)
    if wrong:
        what, _, remedy = wrong.rpartition("; ")
        raise InputError(
            Problem(file=f"letter to {mailbox.name}", place="", what=what, remedy=remedy)
        )
    return Address(mailbox.name, addr_spec=mailbox.address)
