"""All that may stand on a page of one build: reviews, overviews, the guide, and where they lead.

The one place where what was compiled becomes the site's own content.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.pages.prose import to_html
from app.pages.sheets import Sheet, sheet_name
from app.publish.load import Compiled
from app.publish.sheets import Shared
from app.publish.status import page_of_status
from app.settings import Site
from app.site import SiteContent
from app.store.once import AnswersOnce


def content_of(
    site: Site, compiled: Compiled, shared: Shared, printed: Iterable[str], answers: AnswersOnce
) -> SiteContent:
    """All that may stand on a page of these answers; `printed` names the sheets that there are."""
    there = frozenset(printed)
    return SiteContent(
        firm=compiled.files.firm,
        portfolios=compiled.portfolios,
        reviews=compiled.reviews,
        logo=compiled.files.logo,
        guide=tuple((page.slug, page.title, to_html(page.body)) for page in compiled.files.guide),
        briefs=frozenset(
            (review.wave, review.relationship)
            for review in compiled.reviews
            if sheet_name(review, Sheet.FIRM) in there
        ),
        shared=shared,
        status=page_of_status(site, compiled, answers),
        sheets=frozenset(
            portfolio.wave
            for portfolio in compiled.portfolios
            if sheet_name(portfolio, Sheet.PORTFOLIO) in there
        ),
    )
