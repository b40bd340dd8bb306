"""The brief as one file by itself holds all that a browser needs, and lets it fetch nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from app.brief.document import brief_file, brief_html
from app.core.review import Review
from app.pages.brief_page import BriefPage, fitting
from tests.brief.awkward import awkward

AWKWARD = awkward()
PAGES = 2


def first(review: Review) -> BriefPage:
    return next(fitting(review))


class Asked(HTMLParser):
    """Every address in the attributes of a page, and its policy."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.addresses += [named[name] or "" for name in ("src", "href") if name in named]
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policy = named["content"] or ""


@pytest.mark.parametrize("case", AWKWARD)
def test_it_asks_for_nothing_that_is_not_in_it(case: str) -> None:
    whole = brief_file(first(AWKWARD[case]))
    asked = Asked()
    asked.feed(whole)
    assert asked.addresses == []
    assert asked.policy.startswith("default-src 'none'; ")
    style = "".join(re.findall(r"<style>.*?</style>", whole, re.DOTALL))
    addresses = re.findall(r"url\((.{24})", style)
    assert addresses == ["data:font/woff2;base64,d"] * 7, "wOF2, in base64, of each of our fonts"


def test_its_policy_stands_before_everything_that_could_ask() -> None:
    whole = brief_file(first(AWKWARD["plain"]))
    before, _, _ = whole.partition("Content-Security-Policy")
    assert re.findall(r"<(\w+)", before) == ["html", "head", "meta", "meta"]


def test_each_page_has_its_own_foot() -> None:
    for made in (brief_html, brief_file):
        sections = made(first(AWKWARD["plain"])).split("<section")[1:]
        assert [section.count('class="running-foot"') for section in sections] == [1] * PAGES


def test_charts_are_in_the_page_with_their_words() -> None:
    whole = brief_file(first(AWKWARD["plain"]))
    assert re.search(r'<div class="drawing" style="width: \d+mm"><svg class="dumbbell"', whole)
    assert "<title>A: they 6.0, we 9.0, gap +3.0" in whole
