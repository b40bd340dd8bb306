"""Invitations and reminders on paper: one file, a page a letter, each with its code to scan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.brief.engine import Engine, engine_here
from app.brief.pool import letters_file
from app.core.survey import Perspective
from app.files.site import SiteFiles
from app.pages.locale import day_in_words, right_to_left
from app.pages.logo import logo_address
from app.pages.posted_page import PostedLetter, PostedPage
from app.post.invitations import Ready
from app.post.qr import code_address
from app.store.disk import write_atomically


def print_posted(
    target: Path,
    wave: str,
    ready: Iterable[Ready],
    files: SiteFiles,
    relationships: dict[str, str],
    day: date,
    engine: Engine | None = None,
) -> Path:
    """Prints the letters to `target`; returns the file. `relationships` is slug → name.

    Raises BriefError, also where one letter does not fit on its page.
    """
    language = files.firm.languages[0]
    page = PostedPage(
        title=f"{files.firm.name}: {wave}",
        firm=files.firm.name,
        language=language,
        direction="rtl" if right_to_left(language) else "ltr",
        paper=files.firm.paper,
        wave=wave,
        relationship=target.stem,
        letters=tuple(_letter(one, relationships, day) for one in ready),
        made_on=day.isoformat(),
    )
    name, body = letters_file(
        page, target.name, day, engine or engine_here(), logo_address(files.logo)
    )
    written = target.with_name(name)
    write_atomically(written, body)
    return written


def _letter(ready: Ready, relationships: dict[str, str], day: date) -> PostedLetter:
    written, recipient = ready.written, ready.recipient
    theirs = recipient.perspective is Perspective.COUNTERPART
    return PostedLetter(
        name=recipient.name,
        at="; ".join(relationships[one.relationship] for one in recipient.about) if theirs else "",
        subject=written.subject,
        body=written.body,
        day=day_in_words(day, written.language),
        language=written.language,
        direction="rtl" if right_to_left(written.language) else "ltr",
        code=code_address(ready.link.address),
        address=ready.link.address,
        foot=written.foot,
    )
