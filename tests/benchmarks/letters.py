"""What letters cost: `python -m tests.benchmarks.letters [people …]` prints a table.

Contacts of one wave in four languages, each with a relationship of their own; the letters are made,
and then written in each form. Handed over: to a server on this machine, in the same process, with
TLS and a synced record. Seconds of the processor, and by the clock, which waits for others too.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.core.letters_due import Recipient
from app.core.survey import Perspective
from app.core.wave import OpenedWave
from app.files.site import SiteFiles, read_site
from app.post.drafts import draft_name, paste_text, write_drafts
from app.post.eml import Mailbox, email_of, sent_at
from app.post.invitations import Ready, ready_letters
from app.post.links import link_of
from app.post.links_csv import write_links
from app.post.qr import code_address
from app.post.smtp import Parcel, deliver
from app.settings import PROGRAM, Site
from app.store.letters import letter_record
from tests.builders import a_wave
from tests.post.mail_server import PASSWORD, SENDER, certificate, mail_server

DAY = date(2026, 10, 5)
LANGUAGES = ("en", "de", "fr", "ar")
KEY = b"k" * 32


def wave_of(people: int) -> OpenedWave:
    opened = a_wave(relationships={f"r{n}": (1, 0) for n in range(people)})
    return replace(
        opened,
        relationships=tuple(replace(r, lead="ines-harbour") for r in opened.relationships),
        invitations=tuple(
            replace(i, language=LANGUAGES[n % 4]) for n, i in enumerate(opened.invitations)
        ),
    )


def timed(what: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor, and by the clock."""
    worked, begun = time.process_time(), time.perf_counter()
    what()
    return time.process_time() - worked, time.perf_counter() - begun


def mail(ready: Ready, files: SiteFiles) -> bytes:
    return bytes(
        email_of(
            ready.written,
            sender=Mailbox(name=ready.signed.name, address=SENDER),
            reply_to=ready.signed,
            to=Mailbox(name=ready.recipient.name, address=ready.recipient.email),
            moment=sent_at(DAY, "UTC"),
            identity=ready.identity("2026", SENDER),
            no_more=ready.link.no_more,
            privacy_contact=files.firm.privacy_contact,
            draft=True,
        )
    )


def measured(people: int, folder: Path, files: SiteFiles) -> dict[str, tuple[float, float]]:
    opened = wave_of(people)
    recipients = [
        (recipient, link_of(recipient, KEY, "2026", files.firm.answers_at, {}), "invitation")
        for recipient in (
            Recipient(key=i.key, name=i.name, email=i.email, language=i.language, about=(i,))
            for i in opened.invitations
            if i.perspective is Perspective.COUNTERPART
        )
    ]
    ready: list[Ready] = []
    mails: list[bytes] = []
    names = {r.slug: r.name for r in opened.relationships}
    costs: dict[str, tuple[float, float]] = {
        "fields filled, text and HTML": timed(
            lambda: ready.extend(
                ready_letters(
                    "invitation", recipients, opened, files.firm, files.people, files.letters
                )
            )
        ),
        "made into e-mails": timed(lambda: mails.extend(mail(one, files) for one in ready)),
    }
    drafts = [(draft_name(one), raw) for one, raw in zip(ready, mails, strict=True)]
    texts = [(draft_name(one), paste_text(one)) for one in ready]
    costs["written as .eml"] = timed(lambda: write_drafts(folder / "eml", ".eml", drafts))
    costs["written again"] = timed(lambda: write_drafts(folder / "eml", ".eml", drafts))
    costs["written as text"] = timed(lambda: write_drafts(folder / "txt", ".txt", texts))
    costs["written as a merge file"] = timed(
        lambda: write_links(folder / "l.csv", ((r, link) for r, link, _ in recipients), names)
    )
    costs["codes for paper"] = timed(lambda: [code_address(o.link.address) for o in ready])
    parcels = [
        Parcel(
            letter="invitation",
            to=one.recipient.key,
            address=one.recipient.email,
            message_id=one.identity("2026", SENDER),
            data=raw,
        )
        for one, raw in zip(ready, mails, strict=True)
    ]

    def hand_over() -> None:
        with mail_server(pem) as post, letter_record(folder / "instance", "2026") as record:
            done = deliver(parcels, record, post.server(), PASSWORD, DAY, wait=lambda _: None)
            assert len(done.handed) == len(post.letters) == people

    pem = certificate(folder)
    os.environ["SSL_CERT_FILE"] = str(pem)
    costs["handed to a server"] = timed(hand_over)
    return costs


def main(sizes: list[int]) -> None:
    files = read_site(Site(PROGRAM))
    tables = []
    for people in sizes:
        with tempfile.TemporaryDirectory() as made:
            tables.append(measured(people, Path(made), files))
    head = "".join(f"{f'{size:,} people':>22}" for size in sizes)
    print(f"{'seconds: processor, clock':<32}{head}  growth")
    for name in tables[0]:
        costs = [table[name] for table in tables]
        cells = "".join(f"{worked:>12.3f}{clock:>10.3f}" for worked, clock in costs)
        print(f"{name:<32}{cells}{costs[-1][0] / max(costs[0][0], 1e-9):>7.1f}×")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [200, 2000])
