"""What is printed of one relationship, without a whole build: its sheets, or its thank-you letters.

Sheets go where a build would put them; letters go to what is to be sent. Knows the road of data.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.brief.engine import Engine, engine_here
from app.brief.pool import BriefFailure, BriefJob, print_briefs, print_letters
from app.core.review import Review
from app.core.thanks import thanks_for
from app.files.site import Letter
from app.pages.logo import logo_address
from app.pages.thanks_page import thanks_page
from app.publish.load import Compiled
from app.publish.sheets import sheets_of, unnamed
from app.publish.swap import mark, one_build_at_a_time, refuse_foreign
from app.settings import Site
from app.store.waves import mark_compiled


def print_sheets(
    site: Site, compiled: Compiled, review: Review, engine: Engine | None = None
) -> tuple[tuple[Path, ...], tuple[BriefFailure, ...]]:
    """Brief, copy for the table and the lead's sheet; returns files and what failed.

    Raises PublishError where the print folder is not a build's.
    """
    engine = engine or engine_here()
    with one_build_at_a_time(site.print.parent):
        refuse_foreign(site.print)
        mark_compiled(site.instance, review.wave, compiled.as_of)
        jobs = [
            BriefJob(
                name=planned.name,
                target=site.print / planned.name,
                review=planned.review,
                engine=engine,
                sheet=planned.sheet,
                paper=compiled.files.firm.paper,
                logo=logo_address(compiled.files.logo),
            )
            for planned in sheets_of(review, compiled)
        ]
        failed = print_briefs(jobs, workers=1, printed=lambda _: None)
        mark(site.print, compiled.as_of)
    made = [path for job in jobs for path in (job.target, job.target.with_suffix(".html"))]
    return tuple(path for path in made if path.is_file()), failed


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
    not_named = unnamed(review.relationship, compiled)
    page = thanks_page(
        review,
        letter.subject,
        letter.body,
        tuple((name, thanks_for(review, name, not_named)) for name in here),
        compiled.files.firm.paper,
        compiled.files.firm.languages[0],
    )
    target = site.send / "letters" / review.wave / f"{review.relationship}-thanks.pdf"
    logo = logo_address(compiled.files.logo)
    return print_letters(page, target, compiled.as_of, engine or engine_here(), logo)


def _left(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of
