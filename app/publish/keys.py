"""Of what a page or sheet is made, as a digest: equal digests print the same, byte for byte.

Two steps. What goes into a page is quick to compare and says "nothing changed here" of most. Where
that differs, the context that its template would be given is compared: it holds figures as they
are printed, so that an answer elsewhere changes a page only when its print does. Knows finished
reviews and pages; knows no files.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256

from app.core.overview import Portfolio
from app.core.review import Review
from app.pages.environment import STATIC, Page
from app.pages.printed import context_digest, value_digest
from app.pages.sheets import Sheet
from app.publish.load import Compiled
from app.publish.shared_out import shared_out
from app.site import SiteContent


class Sources:
    """Digests of the reviews and overviews of one build, each made once."""

    def __init__(self, compiled: Compiled, workers: int = 1) -> None:
        self._compiled = compiled
        portfolios, reviews = compiled.portfolios, compiled.reviews
        things: tuple[Portfolio | Review, ...] = (*portfolios, *reviews)
        made = dict(shared_out(value_digest, things, workers))
        self._of_portfolio = {one.wave: made[place] for place, one in enumerate(portfolios)}
        self.of_review: Mapping[tuple[str, str], str] = {
            (one.wave, one.relationship): made[place]
            for place, one in enumerate(reviews, len(portfolios))
        }

    @cached_property
    def _names(self) -> str:
        """Of everything that decides, beside the review, which texts may lie on the table."""
        files = self._compiled.files
        return value_digest(
            (
                [person.name for person in files.people],
                [
                    (r.slug, r.name, r.formerly, [c.name for c in r.contacts])
                    for r in files.relationships
                ],
                sorted(self._compiled.leads.items()),
                files.firm.currency,
            )
        )

    @cached_property
    def _guide(self) -> str:
        return value_digest((self._compiled.titles, self._compiled.files.firm.site_at))

    def of_sheet(self, sheet: Sheet, wave: str, relationship: str) -> str:
        """Of one sheet: a review, and for the table whom it may not name."""
        if sheet is Sheet.PORTFOLIO:
            return self._of_portfolio[wave]
        review = self.of_review[wave, relationship]
        if sheet is Sheet.PREPARE:
            return f"{review}+{self._guide}"
        return f"{review}+{self._names}" if sheet is Sheet.SHARED else review

    def of_page(self, content: SiteContent, endpoint: str, values: Mapping[str, str]) -> str:
        """Of one page: what its template is made from, and where it leads outside the site."""
        if endpoint == "static":
            return sha256((STATIC / values["filename"]).read_bytes()).hexdigest()
        if endpoint == "guide":
            return value_digest((content.firm.name, content.guide, values["slug"]))
        if endpoint == "home" and not content.portfolios:
            return value_digest(content.firm.name)
        if endpoint == "status":
            return value_digest(content.status)
        wave = values.get("wave") or content.portfolios[0].wave
        if endpoint == "review":
            relationship = values["relationship"]
            linked = (
                content.brief_of(wave, relationship),
                content.table_of(wave, relationship),
                content.titles,
            )
            return value_digest((self.of_review[wave, relationship], linked))
        if endpoint == "for_the_table":
            relationship = values["name"].removesuffix("-shared.html")
            return f"{self.of_review[wave, relationship]}+{self._names}"
        there = content.sheet_of(wave, ""), content.status is not None
        return value_digest((self._of_portfolio[wave], content.titles, there))


def page_context(page: Page) -> str:
    """Digest of what a page's template would be given."""
    return context_digest([page])
