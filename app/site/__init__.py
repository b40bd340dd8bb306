"""The Flask app that exists to be frozen: GET only, given finished reviews, no store, no links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, abort
from markupsafe import Markup

from app.core.firm import Firm, Logo
from app.core.overview import Portfolio
from app.core.review import Review
from app.pages.empty_page import EmptyPage
from app.pages.environment import STATIC, Page, render
from app.pages.guide_page import GuidePage
from app.pages.logo import logo_address
from app.pages.portfolio_page import portfolio_page
from app.pages.relationship_list import list_page, orders_of
from app.pages.review_page import review_page
from app.pages.shared_page import shared_name, shared_page

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
    logo: Logo | None = None
    sheets: frozenset[str] = frozenset()
    """Waves with a printed sheet for the principal."""
    shared: tuple[Review, ...] = ()
    """Reviews that were made for the table."""


def create_site(content: SiteContent) -> Flask:
    """The whole app, assembled here: six kinds of page and the static files."""
    app = Flask("app.site", static_folder=str(STATIC))
    reviews = {(review.wave, review.relationship): review for review in content.reviews}
    portfolios = {portfolio.wave: portfolio for portfolio in content.portfolios}
    shared = {(review.wave, shared_name(review.relationship)): review for review in content.shared}
    titles = tuple((slug, title) for slug, title, _ in content.guide)

    logo = logo_address(content.logo)

    def url_for(endpoint: str, **values: str) -> str:
        # The freezer puts a function there whose addresses are relative to the page.
        relative: Any = app.jinja_env.globals["url_for"]
        return str(relative(endpoint, **values))

    def shown(page: Page) -> str:
        return render(page, url_for=url_for, logo=logo)

    def sheet_of(wave: str, up: str) -> str:
        # build/open/... → build/print/portfolio-<wave>.pdf
        return f"{up}print/portfolio-{wave}.pdf" if wave in content.sheets else ""

    @app.get("/")
    def home() -> str:
        if not content.portfolios:
            return shown(EmptyPage(firm=content.firm.name))
        newest = content.portfolios[0]
        return shown(portfolio_page(newest, titles, sheet=sheet_of(newest.wave, "../")))

    @app.get("/<wave>/")
    def portfolio(wave: str) -> str:
        found = portfolios.get(wave) or abort(404)
        return shown(portfolio_page(found, titles, sheet=sheet_of(wave, "../../")))

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
        name = shared_name(relationship)
        table = url_for("for_the_table", wave=wave, name=name) if (wave, name) in shared else ""
        return shown(review_page(found, brief=brief, table=table, guide=titles))

    @app.get("/for-the-table/<wave>/<name>")
    def for_the_table(wave: str, name: str) -> str:
        # A folder and a file name of their own: handed over, nobody takes them for a page of ours.
        page = shared_page(shared.get((wave, name)) or abort(404))
        return render(page, page.language, logo=logo)

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
    for review in content.shared:
        name = shared_name(review.relationship)
        yield "for_the_table", {"wave": review.wave, "name": name}
    for slug, _, _ in content.guide:
        yield "guide", {"slug": slug}
    for name in FILES:
        yield "static", {"filename": name}
