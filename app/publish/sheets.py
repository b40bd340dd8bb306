"""Which sheets are printed: a brief a review, and for the next meeting what goes with it.

A meeting is about the newest wave that was compiled, so the copy for the table and the lead's sheet
are made for it alone. Nothing is made for the table of a relationship in dispute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.review import Review
from app.core.shared import shared_review
from app.core.unnamed import Unnamed
from app.pages.portfolio_sheet import has_sheet
from app.pages.sheets import Sheet, Subject, sheet_name
from app.publish.load import Compiled, names_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSheet:
    sheet: Sheet
    review: Subject
    """The one that this sheet may hold: for the table it was made for the table."""

    @property
    def name(self) -> str:
        return sheet_name(self.review, self.sheet)


def planned_sheets(compiled: Compiled) -> tuple[PlannedSheet, ...]:
    """Everything to print of a build, by wave and relationship."""
    newest = _newest(compiled)
    return (
        *(
            PlannedSheet(sheet=Sheet.PORTFOLIO, review=portfolio)
            for portfolio in compiled.portfolios
            if has_sheet(portfolio)
        ),
        *(
            sheet
            for review in compiled.reviews
            if review.compiled
            for sheet in sheets_of(review, compiled, newest.get(review.relationship) is review)
        ),
    )


def for_the_table(planned: tuple[PlannedSheet, ...]) -> tuple[Review, ...]:
    """The reviews that were made for the table."""
    return tuple(
        sheet.review
        for sheet in planned
        if sheet.sheet is Sheet.SHARED and isinstance(sheet.review, Review)
    )


def sheets_of(review: Review, compiled: Compiled, to_meet: bool = True) -> Iterator[PlannedSheet]:
    """Our brief, and what goes with it where this review is the one to meet about."""
    yield PlannedSheet(sheet=Sheet.FIRM, review=review)
    if not to_meet:
        return
    if not review.dispute:
        for_table = shared_review(review, unnamed(review.relationship, compiled))
        yield PlannedSheet(sheet=Sheet.SHARED, review=for_table)
    yield PlannedSheet(sheet=Sheet.PREPARE, review=review)


def in_dispute(compiled: Compiled) -> tuple[str, ...]:
    """Names of the relationships that no copy for the table is made of."""
    return tuple(
        review.name for review in _newest(compiled).values() if review.dispute and review.compiled
    )


def unnamed(slug: str, compiled: Compiled) -> Unnamed:
    """Whom the copy for the table of `slug` may not mention: everybody, and every other one."""
    files = compiled.files
    this = next((r for r in files.relationships if r.slug == slug), None)
    contacts = [contact.name for contact in this.contacts] if this is not None else []
    leads = compiled.leads.get(slug, ())
    return Unnamed(
        people=tuple(sorted({*contacts, *leads, *(person.name for person in files.people)})),
        others=compiled.names,
        mine=names_of(this) if this is not None else (),
        currency=files.firm.currency,
    )


def _newest(compiled: Compiled) -> dict[str, Review]:
    # Reviews stand oldest wave first.
    return {review.relationship: review for review in compiled.reviews if review.compiled}
