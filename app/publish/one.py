"""What is printed of one relationship, without a whole build: its sheets, or its thank-you letters.

Sheets go where a build would put them; letters go to what is to be sent. Knows the road of data.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.brief.engine import Engine, engine_here
from app.brief.pool import BriefFailure, BriefJob, by_hand, crew_for, letters_file, print_briefs
from app.core.review import Review
from app.core.thanks import thanks_for
from app.files.site import Letter
from app.pages.logo import logo_address
from app.pages.thanks_page import thanks_page
from app.publish.carried import listed
from app.publish.load import Compiled
from app.publish.sheets import Unnaming, for_the_table, sheets_of, subject_of
from app.publish.swap import heal, mark, one_build_at_a_time, refuse_foreign
from app.settings import Site
from app.store.disk import write_atomically
from app.store.kept_apart import kept_apart
from app.store.waves import mark_compiled


def print_sheets(
    site: Site, compiled: Compiled, review: Review, engine: Engine | None = None
) -> tuple[tuple[Path, ...], tuple[BriefFailure, ...]]:
    """Brief, copy for the table and the lead's sheet; returns files and what failed.

    Raises PublishError where the print folder, or one kept beside it, is not a build's.
    """
    engine = engine or engine_here()
    planned = tuple(sheets_of(review))
    shared = for_the_table(planned, compiled)
    with one_build_at_a_time(site.build):
        heal(site.build, site.swapped)
        refuse_foreign(site.print)
        kept_apart(site, site.print)
        # Whatever breaks this off, the folder and what may be in it by then are known as ours.
        ours = listed(site.print).union(*((one.name, by_hand(one.name)) for one in planned))
        mark(site.print, compiled.as_of, ours)
        mark_compiled(site.instance, review.wave, compiled.as_of)
        jobs = [
            BriefJob(
                name=one.name,
                review=subject_of(one, shared, compiled),
                engine=engine,
                sheet=one.sheet,
                paper=compiled.files.firm.paper,
                logo=logo_address(compiled.files.logo),
            )
            for one in planned
        ]
        made, failed = [], []
        with crew_for(len(jobs), 1) as crew:
            for printed in print_briefs(jobs, crew):
                if printed.file is not None:
                    made.append(_written(site.print, *printed.file))
                if printed.failure:
                    failed.append(BriefFailure(name=printed.name, reason=printed.failure))
        mark(site.print, compiled.as_of, (name for name in ours if (site.print / name).is_file()))
    return tuple(sorted(made)), tuple(failed)


def _written(folder: Path, name: str, body: bytes) -> Path:
    """A file in place of the one that is there, which may be one with that of an earlier build."""
    path = folder / name
    write_atomically(path, body)
    return path


def print_thanks(
    site: Site, compiled: Compiled, review: Review, letter: Letter, engine: Engine | None = None
) -> Path | None:
    """A letter to everyone who was asked there and is there still; None where nobody is.

    To everyone, because a letter to those who answered alone would say who did.
    """
    relationship = next(
        (r for r in compiled.files.relationships if r.slug == review.relationship), None
    )
    here = [
        contact.name
        for contact in (relationship.contacts if relationship is not None else ())
        if contact.ask and not _left(contact.left, compiled.as_of)
    ]
    if not here:
        return None
    not_named = Unnaming(compiled).of(review.relationship)
    there = {
        contact.name for contact in (relationship.contacts if relationship is not None else ())
    }
    page = thanks_page(
        review,
        letter.subject,
        letter.body,
        tuple((name, thanks_for(review, name, not_named, there)) for name in here),
        compiled.files.firm.paper,
        compiled.files.firm.languages[0],
    )
    name = f"letters/{review.wave}/{review.relationship}-thanks.pdf"
    logo = logo_address(compiled.files.logo)
    made = letters_file(page, name, compiled.as_of, engine or engine_here(), logo)
    return _written(kept_apart(site, site.send), *made)


def _left(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of
