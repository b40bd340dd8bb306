"""The copy for the table as a page: one file, in its own look, with nothing of ours in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from app.core.firm import Incident
from app.core.shared import shared_review
from app.core.unnamed import Unnamed
from app.pages.environment import render
from app.pages.review_page import review_page
from app.pages.shared_page import shared_name, shared_page
from app.site import SiteContent, create_site, urls
from tests.brief.awkward import awkward
from tests.review_builders import a_site_of, with_words

REVIEWS = {name: shared_review(review, Unnamed()) for name, review in awkward().items()}


@pytest.fixture(params=list(REVIEWS))
def html(request: pytest.FixtureRequest) -> str:
    page = shared_page(REVIEWS[request.param])
    return render(page, page.language)


def test_it_asks_for_nothing_and_leads_nowhere(html: str) -> None:
    assert re.findall(r'(?:href|src|action)="([^"]*)"', html) == ["data:,"]
    assert "<script" not in html.lower()
    fonts = re.findall(r"url\(([^)]*)\)", html)
    assert all(font.startswith("../../static/fonts/") for font in fonts)


def test_it_says_whose_copy_it_is_and_never_that_it_is_ours(html: str) -> None:
    assert 'class="band"' in html
    assert html.count("Copy for the table") >= 2
    assert '@top-left { content: "Copy for the table"' in html
    assert "For us only" not in html
    for ours in ("meeting list", "What it is worth", "led by", "blind spot", "detractor"):
        assert ours not in html


def test_every_chart_has_a_sentence_and_the_numbers_stand_in_a_table(html: str) -> None:
    assert html.count("<svg") == html.count("<title>") - 1
    if '<svg class="dumbbell' in html:
        assert 'class="numbers scroll"' in html


def test_everything_that_fits_the_paper_stands_on_the_page() -> None:
    review = REVIEWS["20 commitments"]
    page = shared_page(review)
    assert page.second.promises_aside == ""
    assert page.second.more_words == 0
    assert len(page.second.promises) == len(review.commitments)


def _with_table() -> SiteContent:
    content = a_site_of(with_words())
    shared = {
        (review.wave, review.relationship): shared_review(review, Unnamed())
        for review in content.reviews
    }
    return SiteContent(
        firm=content.firm,
        portfolios=content.portfolios,
        reviews=content.reviews,
        guide=(),
        shared=shared,
    )


def test_our_page_leads_to_it_where_one_was_made() -> None:
    content = _with_table()
    assert ("for_the_table", {"wave": "2026", "name": "r0-shared.html"}) in tuple(urls(content))
    client = create_site(content).test_client()
    assert "/for-the-table/2026/r0-shared.html" in client.get("/2026/r0/").get_data(as_text=True)
    assert client.get("/for-the-table/2026/r0-shared.html").status_code == 200
    assert client.get("/for-the-table/2026/r0").status_code == 404
    without = create_site(a_site_of(with_words())).test_client()
    assert "for-the-table" not in without.get("/2026/r0/").get_data(as_text=True)
    assert without.get("/for-the-table/2026/r0-shared.html").status_code == 404


def test_its_file_is_never_called_like_a_page_of_ours() -> None:
    addresses = [values for endpoint, values in urls(_with_table()) if endpoint == "review"]
    assert shared_name("north") == "north-shared.html"
    assert all(not values["relationship"].endswith("-shared.html") for values in addresses)


def test_what_our_review_holds_for_us_alone_is_on_no_copy() -> None:
    """Made for the table first, as the build does it: each secret stands on ours and not there."""
    review = replace(
        with_words(),
        headline="Our own headline",
        lead_name="Lena Leader",
        talks=("Tom Talker",),
        incidents=(Incident(what="The valve was changed", on=date(2026, 5, 1)),),
    )
    ours = render(review_page(review), url_for=lambda *_, **__: "#")
    page = shared_page(shared_review(review, Unnamed()))
    theirs = render(page, page.language)
    for secret in ("Our own headline", "Lena Leader", "Tom Talker", "The valve was changed"):
        assert secret in ours
        assert secret not in theirs
