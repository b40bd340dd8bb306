"""The app that exists to be frozen: each page renders, says who it is for, and loads nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import url_for

from app.core.firm import Logo
from app.core.review import Review
from app.core.shared import shared_review
from app.core.unnamed import Unnamed
from app.site import SiteContent, create_site, urls
from tests.review_builders import HOSTILE, a_site_of, states, with_words


def _page(review: Review) -> str:
    client = create_site(a_site_of(review)).test_client()
    answer = client.get("/2026/r0/")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("state", states())
def test_every_state_has_a_page_that_keeps_the_rules(state: str) -> None:
    html = _page(states()[state])
    assert html.startswith("<!doctype html>")
    assert '<html lang="en">' in html
    assert '<meta name="robots" content="noindex' in html
    assert "For us only" in html
    assert html.count("<h1>") == 1
    assert 'class="skip" href="#content"' in html
    assert "<script" not in html
    assert "Both Sides" not in html
    assert not re.search(r'(href|src)="(https?:)?//', html)


def test_respondents_words_are_text_whatever_they_hold() -> None:
    html = _page(with_words())
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **not bold**\nsecond line" in html
    assert HOSTILE not in html
    assert "They will raise something themselves." in html


def test_every_named_address_opens_and_every_chart_has_a_sentence() -> None:
    content = a_site_of(*states().values())
    app = create_site(content)
    client = app.test_client()
    for endpoint, values in urls(content):
        with app.test_request_context():
            address = url_for(endpoint, **values)
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            if endpoint == "review":
                html = answer.get_data(as_text=True)
                assert html.count("<svg") == html.count("<title>") - 1


def test_the_brief_is_linked_only_where_one_was_printed() -> None:
    content = a_site_of(with_words())
    assert "firm.pdf" not in _page(with_words())
    printed = SiteContent(
        firm=content.firm,
        portfolios=content.portfolios,
        reviews=content.reviews,
        guide=(),
        briefs=frozenset({("2026", "r0")}),
    )
    html = create_site(printed).test_client().get("/2026/r0/").get_data(as_text=True)
    assert 'href="../../../print/2026/r0-firm.pdf"' in html


def test_a_site_without_a_wave_says_so() -> None:
    content = a_site_of()
    empty = SiteContent(firm=content.firm, portfolios=(), reviews=(), guide=())
    html = create_site(empty).test_client().get("/").get_data(as_text=True)
    assert "No survey has been opened yet." in html


def test_nothing_but_get_and_nothing_unknown() -> None:
    client = create_site(a_site_of(with_words())).test_client()
    assert client.post("/").status_code == 405
    assert client.get("/2031/").status_code == 404
    assert client.get("/2026/nobody/").status_code == 404
    assert client.get("/guide/none/").status_code == 404


def test_the_logo_stands_in_the_page_itself_and_only_where_there_is_one() -> None:
    content = _with_logo()
    client = create_site(content).test_client()
    for address in ("/", "/2026/", "/2026/r0/", "/for-the-table/2026/r0-shared.html"):
        html = client.get(address).get_data(as_text=True)
        assert html.count('src="data:image/svg+xml;base64,') == 1
        assert not re.search(r'src="(?!data:)', html)
    assert "<img" not in _page(with_words())


def _with_logo() -> SiteContent:
    content = a_site_of(with_words())
    return replace(
        content,
        logo=Logo(media="image/svg+xml", data=b"<svg/>"),
        shared={
            (review.wave, review.relationship): shared_review(review, Unnamed())
            for review in content.reviews
        },
    )
