"""The road of data in one place: files and responses → contexts → finished reviews.

Is given the firm's files and reads the opened waves and the store; all after it works on reviews
alone. Must not know pages, folders to write to, or how anything looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.compile import compile_review
from app.core.context import firm_context
from app.core.portfolio import compile_portfolio
from app.core.review import Portfolio, Review
from app.files.site import SiteFiles
from app.settings import Site
from app.store.answers import AnswerStore
from app.store.waves import opened_ids, read_opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Everything that is to be published, finished and protected."""

    files: SiteFiles
    as_of: date
    reviews: tuple[Review, ...]
    """Oldest wave first, by relationship within a wave."""
    portfolios: tuple[Portfolio, ...]
    """Newest wave first."""


def compile_site(site: Site, files: SiteFiles, as_of: date) -> Compiled:
    """All reviews of all opened waves as they stand on `as_of`.

    Raises StoreError for the store.
    """
    store = AnswerStore(site.instance)
    ids = opened_ids(site.instance)
    known: dict[str, list[Review]] = {}
    portfolios: list[Portfolio] = []
    for wave_id in ids:
        opened = read_opened(site.instance, wave_id)
        context = firm_context(opened, store.history(wave_id), files.relationships, as_of)
        of_wave = []
        for relationship in opened.relationships:
            earlier = known.setdefault(relationship.slug, [])
            review = compile_review(relationship.slug, context, tuple(earlier))
            earlier.append(review)
            of_wave.append(review)
        others = tuple(other for other in reversed(ids) if other != wave_id)
        portfolios.append(compile_portfolio(context, tuple(of_wave), others))
    order = {wave_id: place for place, wave_id in enumerate(ids)}
    reviews = sorted(
        (review for of_slug in known.values() for review in of_slug),
        key=lambda review: (order[review.wave], review.relationship),
    )
    return Compiled(
        files=files,
        as_of=as_of,
        reviews=tuple(reviews),
        portfolios=tuple(reversed(portfolios)),
    )
