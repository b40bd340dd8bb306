"""The Flask app that exists to be frozen: GET only, given finished reviews, no store, no links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import Flask, abort, request
from markupsafe import Markup

from app.core.firm import Firm, Logo
from app.core.overview import Portfolio
from app.core.review import Review
from app.core.standing import FirmStands
from app.pages.empty_page import EmptyPage
from app.pages.environment import STATIC, Page, render
from app.pages.guide_page import GuidePage
from app.pages.logo import logo_address
from app.pages.portfolio_page import portfolio_page
from app.pages.relationship_list import list_page, orders_of
from app.pages.review_page import review_page
from app.pages.shared_page import SharedPage, shared_name, shared_page
from app.pages.status_page import status_page

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
    shared: Mapping[tuple[str, str], Review] = field(default_factory=dict)
    """By wave and relationship the reviews that were made for the table."""
    status: FirmStands | None = None
    """Where the surveys stand; None before the first was opened."""

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Slug and title of each page of the guide."""
        return tuple((slug, title) for slug, title, _ in self.guide)

    def brief_of(self, wave: str, relationship: str) -> str:
        """Where the brief lies, counted from the review's page; empty for none."""
        # build/open/<wave>/<relationship>/index.html → build/print/<wave>/...
        printed = (wave, relationship) in self.briefs
        return f"../../../print/{wave}/{relationship}-firm.pdf" if printed else ""

    def table_of(self, wave: str, relationship: str) -> str:
        """Where the copy for the table lies, counted from the review's page; empty for none."""
        there = (wave, relationship) in self.shared
        return f"../../for-the-table/{wave}/{shared_name(relationship)}" if there else ""

    def sheet_of(self, wave: str, up: str) -> str:
        """Where the principal's sheet lies; empty for none."""
        return f"{up}print/portfolio-{wave}.pdf" if wave in self.sheets else ""


Finder = Callable[[str, Mapping[str, str]], Page | None]
"""From an endpoint and its values to the page there; None where there is none."""


def pages_of(content: SiteContent) -> Finder:
    """Every page there is, made when it is asked for; those of whole waves are made once."""
    reviews = {(review.wave, review.relationship): review for review in content.reviews}
    portfolios = {portfolio.wave: portfolio for portfolio in content.portfolios}
    shared = {
        (wave, shared_name(relationship)): (wave, relationship)
        for wave, relationship in content.shared
    }
    titles = content.titles

    @cache
    def overview(wave: str, up: str) -> Page | None:
        found = portfolios.get(wave)
        if found is None:
            return None
        return portfolio_page(
            found,
            titles,
            sheet=content.sheet_of(found.wave, up),
            has_status=content.status is not None,
        )

    def home(_: Mapping[str, str]) -> Page | None:
        if not content.portfolios:
            return EmptyPage(firm=content.firm.name)
        return overview(content.portfolios[0].wave, "../")

    @cache
    def ordered(wave: str, order: str) -> Page | None:
        found = portfolios.get(wave)
        if found is None or order not in dict(orders_of(found)):
            return None
        return list_page(found, order)

    def review(values: Mapping[str, str]) -> Page | None:
        key = (values["wave"], values["relationship"])
        found = reviews.get(key)
        if found is None:
            return None
        return review_page(
            found, brief=content.brief_of(*key), table=content.table_of(*key), guide=titles
        )

    def for_the_table(values: Mapping[str, str]) -> Page | None:
        key = shared.get((values["wave"], values["name"]))
        return None if key is None else shared_page(content.shared[key])

    def guide(values: Mapping[str, str]) -> Page | None:
        slug = values["slug"]
        title, body = next(((t, b) for s, t, b in content.guide if s == slug), (None, None))
        if title is None or body is None:
            return None
        others = tuple(entry for entry in titles if entry[0] != slug)
        return GuidePage(firm=content.firm.name, title=title, body=body, others=others)

    def status(_: Mapping[str, str]) -> Page | None:
        return None if content.status is None else status_page(content.status)

    finders: dict[str, Callable[[Mapping[str, str]], Page | None]] = {
        "home": home,
        "status": status,
        "portfolio": lambda values: overview(values["wave"], "../../"),
        "ordered": lambda values: ordered(values["wave"], values["order"]),
        "review": review,
        "for_the_table": for_the_table,
        "guide": guide,
    }
    return lambda endpoint, values: finders[endpoint](values)


RULES = (
    ("/", "home"),
    ("/status/", "status"),
    ("/<wave>/", "portfolio"),
    ("/<wave>/order/<order>/", "ordered"),
    ("/<wave>/<relationship>/", "review"),
    # A folder and a file name of their own: handed over, nobody takes them for a page of ours.
    ("/for-the-table/<wave>/<name>", "for_the_table"),
    ("/guide/<slug>/", "guide"),
)


def create_site(
    content: SiteContent,
    shown: Callable[[str, Page], None] = lambda _path, _page: None,
    find: Finder | None = None,
) -> Flask:
    """The whole app, assembled here: seven kinds of page and the static files.

    `shown` is told of each page that is rendered, with its path. `find` is `pages_of(content)`
    where that was made already.
    """
    app = Flask("app.site", static_folder=str(STATIC))
    find, logo = find or pages_of(content), logo_address(content.logo)

    def url_for(endpoint: str, **values: str) -> str:
        # The freezer puts a function there whose addresses are relative to the page.
        relative: Any = app.jinja_env.globals["url_for"]
        return str(relative(endpoint, **values))

    def view(**values: str) -> str:
        page = find(str(request.endpoint), values) or abort(404)
        shown(request.path, page)
        if isinstance(page, SharedPage):
            # It is handed over: it leads to nothing of ours, and speaks their language.
            return render(page, page.language, logo=logo)
        return render(page, url_for=url_for, logo=logo)

    for rule, endpoint in RULES:
        app.add_url_rule(rule, endpoint, view, methods=["GET"])
    return app


def urls(content: SiteContent) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address there is, named one by one: the freezer finds nothing on its own."""
    yield "home", {}
    if content.status is not None:
        yield "status", {}
    for portfolio in content.portfolios:
        yield "portfolio", {"wave": portfolio.wave}
        for order, _ in orders_of(portfolio):
            yield "ordered", {"wave": portfolio.wave, "order": order}
    for review in content.reviews:
        yield "review", {"wave": review.wave, "relationship": review.relationship}
    for wave, relationship in content.shared:
        yield "for_the_table", {"wave": wave, "name": shared_name(relationship)}
    for slug, _, _ in content.guide:
        yield "guide", {"slug": slug}
    for name in FILES:
        yield "static", {"filename": name}
