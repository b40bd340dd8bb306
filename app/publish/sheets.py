"""Which sheets are printed: a brief a review, and for the next meeting what goes with it.

A meeting is about the newest wave that was compiled, so the copy for the table and the lead's sheet
are made for it alone. Nothing is made for the table of a relationship in dispute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.overview import Portfolio
from app.core.review import Review
from app.core.shared import shared_review
from app.core.unnamed import Unnamed
from app.pages.portfolio_sheet import has_sheet
from app.pages.prepare_parts import Preparation
from app.pages.sheets import Sheet, Subject, sheet_name
from app.publish.load import Compiled, names_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSheet:
    sheet: Sheet
    about: Review | Portfolio
    """The firm's own review or overview; what the sheet may hold, `Shared` makes of it."""

    @property
    def name(self) -> str:
        return sheet_name(self.about, self.sheet)

    @property
    def relationship(self) -> str:
        """Empty for a sheet about all of them."""
        return "" if isinstance(self.about, Portfolio) else self.about.relationship


class Shared(Mapping[tuple[str, str], Review]):
    """By wave and relationship the reviews for the table, each made when it is first looked at."""

    def __init__(self, reviews: Mapping[tuple[str, str], Review], compiled: Compiled) -> None:
        self._reviews = reviews
        self._unnamed = Unnaming(compiled)
        self._made: dict[tuple[str, str], Review] = {}

    def __getitem__(self, key: tuple[str, str]) -> Review:
        if key not in self._made:
            review = self._reviews[key]
            self._made[key] = shared_review(review, self._unnamed.of(review.relationship))
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._reviews  # without making it, as a mapping's own would

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._reviews)

    def __len__(self) -> int:
        return len(self._reviews)


def planned_sheets(compiled: Compiled) -> tuple[PlannedSheet, ...]:
    """Everything to print of a build, by wave and relationship."""
    newest = _newest(compiled)
    return (
        *(
            PlannedSheet(sheet=Sheet.PORTFOLIO, about=portfolio)
            for portfolio in compiled.portfolios
            if has_sheet(portfolio)
        ),
        *(
            sheet
            for review in compiled.reviews
            if review.compiled
            for sheet in sheets_of(review, newest.get(review.relationship) is review)
        ),
    )


def sheets_of(review: Review, to_meet: bool = True) -> Iterator[PlannedSheet]:
    """Our brief, and what goes with it where this review is the one to meet about."""
    yield PlannedSheet(sheet=Sheet.FIRM, about=review)
    if not to_meet:
        return
    if not review.dispute:
        yield PlannedSheet(sheet=Sheet.SHARED, about=review)
    yield PlannedSheet(sheet=Sheet.PREPARE, about=review)


def for_the_table(planned: tuple[PlannedSheet, ...], compiled: Compiled) -> Shared:
    """The reviews of the planned copies for the table."""
    reviews = {
        (one.about.wave, one.relationship): one.about
        for one in planned
        if one.sheet is Sheet.SHARED and isinstance(one.about, Review)
    }
    return Shared(reviews, compiled)


def subject_of(planned: PlannedSheet, shared: Shared, compiled: Compiled) -> Subject:
    """What a sheet is made of: for the table the review that was made for it."""
    about = planned.about
    if planned.sheet is Sheet.SHARED:
        return shared[about.wave, planned.relationship]
    if planned.sheet is Sheet.PREPARE and isinstance(about, Review):
        site_at = compiled.files.firm.site_at
        return Preparation(review=about, guide=compiled.titles, site_at=site_at)
    return about


def in_dispute(compiled: Compiled) -> tuple[str, ...]:
    """Names of the relationships that no copy for the table is made of."""
    return tuple(
        review.name for review in _newest(compiled).values() if review.dispute and review.compiled
    )


class Unnaming:
    """Whom the copy for the table of each relationship may not mention: everybody, and every other
    one.
    """

    def __init__(self, compiled: Compiled) -> None:
        files = compiled.files
        self._compiled = compiled
        self._relationships = {one.slug: one for one in files.relationships}
        self._ours = [person.name for person in files.people]

    def of(self, slug: str) -> Unnamed:
        """Of one, also where its file has gone."""
        this = self._relationships.get(slug)
        contacts = [contact.name for contact in this.contacts] if this is not None else []
        ours = {*self._compiled.leads.get(slug, ()), *self._ours}
        return Unnamed(
            people=tuple(sorted({*contacts, *ours})),
            ours=tuple(sorted(ours)),
            theirs=tuple(contacts),
            others=self._compiled.names,
            mine=names_of(this) if this is not None else (),
            currency=self._compiled.files.firm.currency,
        )


def _newest(compiled: Compiled) -> dict[str, Review]:
    # Reviews stand oldest wave first.
    return {review.relationship: review for review in compiled.reviews if review.compiled}
