"""Letters handed to the firm's mail server for `invite` and `remind`, and what is said of it.

Knows the firm's settings and how to say what happened; the road itself is `post/smtp`.
"""

from __future__ import annotations

import os
import sys

from app.cli import wrong_argument
from app.cli.batch import Batch, mail_of
from app.cli.counted import counted
from app.core.asked import Key
from app.core.firm import MailServer
from app.core.wave import OpenedWave
from app.files.site import SiteFiles
from app.post.invitations import Ready
from app.post.smtp import Delivered, Parcel, deliver
from app.post.smtp_server import password_from
from app.store.letters import LetterRecord


def server_of(files: SiteFiles) -> MailServer:
    """The firm's mail server. Raises InputError where it names none."""
    if files.firm.smtp is None:
        raise wrong_argument(
            "--as smtp",
            "content/firm.md names no mail server",
            'write [smtp] with host and sender there, such as host = "mail.example.com"',
        )
    return files.firm.smtp


def by_server(
    files: SiteFiles,
    opened: OpenedWave,
    batch: Batch,
    ready: list[Ready],
    record: LetterRecord,
    again: tuple[Key, ...],
    per_minute: int | None,
) -> int:
    """Hands over the letters; returns the exit code. Raises InputError and PostError."""
    server = server_of(files)
    who = {one.recipient.key: one.recipient.name for one in ready}
    parcels = (
        Parcel(
            letter=one.letter,
            to=one.recipient.key,
            address=one.recipient.email,
            message_id=one.identity(opened.id, server.sender),
            data=mail_of(one, files, opened, batch.day, draft=False),
        )
        for one in ready
    )
    done = deliver(
        parcels,
        record,
        server,
        password_from(os.environ, server),
        batch.day,
        again=again,
        per_minute=per_minute,
    )
    return _said_of_delivery(done, server, who)


def _said_of_delivery(done: Delivered, server: MailServer, who: dict[Key, str]) -> int:
    before = f"; {len(done.before)} had been handed over before" if done.before else ""
    print(f"{counted(len(done.handed), 'letter')} handed to the server {server.host}{before}")
    for key, words in done.refused:
        print(f"refused by the server: {who[key]}: {words}", file=sys.stderr)
    for key in done.unknown:
        print(
            f"nobody knows whether the server has the letter to {who[key]}; it is not sent again "
            f"unless you look and add --again {key[2]}",
            file=sys.stderr,
        )
    if done.stopped:
        print(f"stopped: {done.stopped}; run the same command again", file=sys.stderr)
        return 1
    return 3 if done.refused or done.unknown else 0
