"""Letters on their way for `invite` and `remind`: in every form chosen, each kept count of.

Knows folders, the record and how to say what happened; `by_server` hands over to the firm's mail
server. Whom a letter goes to is decided in core.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.cli import wrong_argument
from app.cli.batch import Batch, mail_of
from app.cli.by_server import by_server, server_of
from app.cli.counted import counted
from app.core.asked import Key
from app.core.firm import SendAs
from app.core.letters_due import Now, Recipient
from app.core.wave import OpenedWave
from app.files.problems import suggestion
from app.files.site import SiteFiles
from app.post.drafts import draft_name, paste_text, take_away_others, write_drafts
from app.post.invitations import INVITATION, Ready, ready_letters
from app.post.links import Link, link_of
from app.post.links_csv import write_links
from app.post.smtp_server import password_from
from app.sealing.links import new_key
from app.settings import Site
from app.store.beside import changed_links
from app.store.kept_apart import kept_apart
from app.store.keys import kept_key
from app.store.letters import LetterRecord, LetterStep, Step, last_steps, letter_record
from app.store.no_more import no_more

_ENDINGS = {SendAs.EML: ".eml", SendAs.TEXT: ".txt"}
"""Of the forms that are a file a letter."""
LINKS_ALONE = (SendAs.CSV,)
"""A list of links needs no letter: its owner writes one around it."""


def forms_of(arguments: Namespace, files: SiteFiles, kind: str) -> tuple[SendAs, ...]:
    """How letters leave, the road to the server tried as far as files and environment go.

    A firm that has written no letter of this kind, and asked for none, gets the list of links.
    Raises InputError.
    """
    if not arguments.send_as and not any(letter.slug == kind for letter in files.letters):
        alone = "is not there, so the list of links alone is written"
        print(f"content/letters/{kind}.md {alone}", file=sys.stderr)
        return LINKS_ALONE
    chosen = tuple(SendAs(form) for form in arguments.send_as or ()) or files.firm.send_as
    if arguments.per_minute is not None and arguments.per_minute < 1:
        raise wrong_argument("--per-minute", "is less than one", "give a number from 1")
    if SendAs.SMTP in chosen:
        server = server_of(files)
        if not arguments.dry_run:
            password_from(os.environ, server)
    return tuple(dict.fromkeys(chosen))


def now_of(site: Site, opened: OpenedWave, files: SiteFiles, today: date) -> Now:
    """What files and store say today about those whom a wave asks."""
    return Now(
        today=today,
        relationships=files.relationships,
        people=files.people,
        no_more=no_more(site.instance),
        revoked={link.key for link in changed_links(site.instance, opened.id) if not link.hashed},
    )


def again_of(arguments: Namespace, due: Iterable[Recipient]) -> tuple[Key, ...]:
    """The recipients that `--again` names. Raises InputError for a name that is nobody's."""
    names: dict[str, list[Key]] = {}
    for recipient in due:
        names.setdefault(recipient.key[2], []).append(recipient.key)
    for who in arguments.again:
        if who not in names:
            known = suggestion(who, sorted(names))
            raise wrong_argument("--again", f"{who} gets no letter here", known)
    return tuple(key for who in arguments.again for key in names[who])


def send(
    site: Site,
    files: SiteFiles,
    opened: OpenedWave,
    batch: Batch,
    forms: tuple[SendAs, ...],
    again: tuple[Key, ...],
    per_minute: int | None,
) -> int:
    """Writes or hands over the letters in every form chosen, and says so; returns the exit code.

    Everything is made before anything is written. Raises InputError, StoreError, PostError.
    """
    key = kept_key(site.instance, "links", new_key)
    generations = {
        link.key: link.generation for link in changed_links(site.instance, opened.id) if link.hashed
    }
    with_links = [
        (recipient, link_of(recipient, key, opened.id, files.firm.answers_at, generations), name)
        for recipient, name in batch.recipients
    ]
    ready = (
        list(ready_letters(batch.kind, with_links, opened, files.firm, files.people, files.letters))
        if forms != LINKS_ALONE
        else []
    )
    if not with_links:
        _take_away_others(site, opened, batch, (), ready)
        print("nobody is to be written to today")
        return 0
    _take_away_others(site, opened, batch, forms, ready)
    names = {frozen.slug: frozen.name for frozen in opened.relationships}
    kept_apart(site, site.send)
    code = 0
    with letter_record(site.instance, opened.id) as record:
        for form in forms:
            if form is SendAs.SMTP:
                code = max(code, by_server(files, opened, batch, ready, record, again, per_minute))
                continue
            print(_as_files(site, files, opened, batch, ready, with_links, names, form))
            _note_drafts(record, [(name, one.key) for one, _, name in with_links], batch.day)
    return code


def _as_files(
    site: Site,
    files: SiteFiles,
    opened: OpenedWave,
    batch: Batch,
    ready: list[Ready],
    with_links: list[tuple[Recipient, Link, str]],
    names: dict[str, str],
    form: SendAs,
) -> str:
    """Writes one form of the letters below `build/send`; returns what to say of it."""
    folder, paper, table = _places(site, opened, batch)
    if form is SendAs.CSV:
        write_links(table, ((recipient, link) for recipient, link, _ in with_links), names)
        return f"{counted(len(with_links), 'link')} in {table}: whoever has one can answer with it"
    if form is SendAs.TEXT:
        made = write_drafts(folder, ".txt", ((draft_name(one), paste_text(one)) for one in ready))
        return f"{counted(made, 'text')} to paste in {folder}"
    if form is SendAs.PRINT:
        from app.publish.posted import print_posted

        made_at = print_posted(paper, opened.id, ready, files, names, batch.day)
        for other in {*_papers(paper)} - {made_at}:
            other.unlink(missing_ok=True)
        return f"{counted(len(ready), 'letter')} on paper in {made_at}"
    made = write_drafts(
        folder,
        ".eml",
        ((draft_name(one), mail_of(one, files, opened, batch.day, draft=True)) for one in ready),
    )
    return f"{counted(made, 'draft')} in {folder}: open each, look at it, send it"


def _places(site: Site, opened: OpenedWave, batch: Batch) -> tuple[Path, Path, Path]:
    """Where the letters of a kind lie: the folder of drafts, the paper, the list of links."""
    stem = f"{opened.id}-{batch.kind}s"
    listed = f"{opened.id}-links" if batch.kind == INVITATION else stem
    return site.send / stem, site.send / f"{stem}.pdf", site.send / f"{listed}.csv"


def _papers(paper: Path) -> tuple[Path, Path]:
    """Printed, or as a page to print by hand where nothing was there to print with."""
    return paper, paper.with_suffix(".html")


def _take_away_others(
    site: Site, opened: OpenedWave, batch: Batch, forms: tuple[SendAs, ...], ready: list[Ready]
) -> None:
    """Takes away what an earlier run made and this one does not, personal links and all: whom it
    was for may not be written to any more, or gets their letter in another form.
    """
    folder, paper, table = _places(site, opened, batch)
    endings = [ending for form, ending in _ENDINGS.items() if form in forms]
    take_away_others(folder, {f"{draft_name(one)}{ending}" for one in ready for ending in endings})
    gone = [] if SendAs.PRINT in forms else [*_papers(paper)]
    for path in gone if SendAs.CSV in forms else [*gone, table]:
        path.unlink(missing_ok=True)


def _note_drafts(record: LetterRecord, made: list[tuple[str, Key]], day: date) -> None:
    last = last_steps(record.steps)
    record.add(
        *(
            LetterStep(letter=letter, to=to, step=Step.DRAFTED, day=day)
            for letter, to in made
            if (letter, to) not in last
        )
    )
