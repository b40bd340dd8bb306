"""The letters of one run of `invite` or `remind`, and one of them as an e-mail.

Knows what a letter is made of; must not know how it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.letters_due import Recipient
from app.core.survey import Perspective
from app.core.wave import OpenedWave
from app.files.site import SiteFiles
from app.post.eml import Mailbox, email_of, sent_at
from app.post.invitations import Ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The letters of one run."""

    kind: str
    """`invitation` or `reminder`."""
    recipients: tuple[tuple[Recipient, str], ...]
    """With the name under which each letter is kept."""
    day: date


def mail_of(ready: Ready, files: SiteFiles, opened: OpenedWave, day: date, *, draft: bool) -> bytes:
    firm = files.firm
    sender = ready.signed
    if not draft and firm.smtp is not None:
        sender = Mailbox(name=f"{ready.signed.name}, {firm.name}", address=firm.smtp.sender)
    theirs = ready.recipient.perspective is Perspective.COUNTERPART
    return bytes(
        email_of(
            ready.written,
            sender=sender,
            reply_to=ready.signed,
            to=Mailbox(name=ready.recipient.name, address=ready.recipient.email),
            moment=sent_at(day, firm.time_zone),
            identity=ready.identity(opened.id, sender.address),
            no_more=ready.link.no_more,
            privacy_contact=firm.privacy_contact if theirs else "",
            draft=draft,
        )
    )
