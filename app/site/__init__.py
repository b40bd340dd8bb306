"""The Flask app that exists to be frozen: GET only, given finished reviews, no store, no links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, abort
from markupsafe import Markup

from app.core.firm import Firm
from app.core.overview import Portfolio
from app.core.review import Review
from app.pages.empty_page import EmptyPage
from app.pages.environment import STATIC, Page, render
from app.pages.guide_page import GuidePage
from app.pages.portfolio_page import portfolio_page
from app.pages.relationship_list import list_page, orders_of
from app.pages.review_page import review_page

FILES = (
    "site.css",
    "fonts/SourceSans3-Regular.woff2",
    "fonts/SourceSans3-Semibold.woff2",
    "fonts/SourceSerif4-Regular.woff2",
    "fonts/SourceSerif4-Semibold.woff2",
    "fonts/OFL.txt",
)
"""The static files that pages use, and the licence that goes with the fonts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContent:
    """All that may ever stand on a page."""

    firm: Firm
    portfolios: tuple[Portfolio, ...]
    """Newest wave first."""
    reviews: tuple[Review, ...]
    guide: tuple[tuple[str, str, Markup], ...]
    """Slug, title, clean HTML."""
    briefs: frozenset[tuple[str, str]] = frozenset()
    """Wave and relationship of every review with a printed brief."""


def create_site(content: SiteContent) -> Flask:
    """The whole app, assembled here: five kinds of page and the static files."""
    app = Flask("app.site", static_folder=str(STATIC))
    reviews = {(review.wave, review.relationship): review for review in content.reviews}
    portfolios = {portfolio.wave: portfolio for portfolio in content.portfolios}
    titles = tuple((slug, title) for slug, title, _ in content.guide)

    def shown(page: Page) -> str:
        # The freezer puts a url_for there whose addresses are relative to the page.
        return render(page, url_for=app.jinja_env.globals["url_for"])

    @app.get("/")
    def home() -> str:
        if not content.portfolios:
            return shown(EmptyPage(firm=content.firm.name))
        return shown(portfolio_page(content.portfolios[0], titles))

    @app.get("/<wave>/")
    def portfolio(wave: str) -> str:
        return shown(portfolio_page(portfolios.get(wave) or abort(404), titles))

    @app.get("/<wave>/order/<order>/")
    def ordered(wave: str, order: str) -> str:
        found = portfolios.get(wave) or abort(404)
        if order not in dict(orders_of(found)):
            abort(404)
        return shown(list_page(found, order))

    @app.get("/<wave>/<relationship>/")
    def review(wave: str, relationship: str) -> str:
        found = reviews.get((wave, relationship)) or abort(404)
        printed = (wave, relationship) in content.briefs
        # build/open/<wave>/<relationship>/index.html → build/print/<wave>/...
        brief = f"../../../print/{wave}/{relationship}-firm.pdf" if printed else ""
        return shown(review_page(found, brief=brief))

    @app.get("/guide/<slug>/")
    def guide(slug: str) -> str:
        title, body = next(((t, b) for s, t, b in content.guide if s == slug), None) or abort(404)
        others = tuple(entry for entry in titles if entry[0] != slug)
        return shown(GuidePage(firm=content.firm.name, title=title, body=body, others=others))

    return app


def urls(content: SiteContent) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address there is, named one by one: the freezer finds nothing on its own."""
    yield "home", {}
    for portfolio in content.portfolios:
        yield "portfolio", {"wave": portfolio.wave}
        for order, _ in orders_of(portfolio):
            yield "ordered", {"wave": portfolio.wave, "order": order}
    for review in content.reviews:
        yield "review", {"wave": review.wave, "relationship": review.relationship}
    for slug, _, _ in content.guide:
        yield "guide", {"slug": slug}
    for name in FILES:
        yield "static", {"filename": name}
