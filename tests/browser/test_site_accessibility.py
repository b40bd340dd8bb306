"""axe finds no violation of WCAG 2.2 AA on the frozen pages, and none is wider than a phone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from markupsafe import Markup
from playwright.sync_api import Browser

from app.core.shared import shared_review
from app.core.unnamed import Unnamed
from app.publish.freeze import freeze
from app.site import create_site, urls
from tests.attention_builders import a_long_list
from tests.browser.test_accessibility import RULES
from tests.review_builders import a_site_of, states


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Every state of a review, the overview with a map and a list, an order, copies, a guide."""
    made = a_site_of(*states().values())
    listed = replace(made.portfolios[0], attention=a_long_list(12), other_waves=("2021", "2022"))
    others = tuple(replace(listed, wave=wave, rows=(), means=()) for wave in listed.other_waves)
    content = replace(
        made,
        portfolios=(listed, *others),
        guide=(("listening", "Listening", Markup("<p>Short.</p>")),),
        shared=tuple(
            shared_review(replace(review, language=language), Unnamed())
            for review, language in zip(made.reviews, ["en", "de", "fr", "ar"] * 9, strict=False)
            if review.compiled
        ),
    )
    folder = tmp_path_factory.mktemp("pages")
    freeze(create_site(content), urls(content), folder, lambda: None)
    found = tuple(sorted(folder.rglob("*.html")))
    assert len(found) > 25
    return found


@pytest.mark.parametrize("dark", [False, True])
def test_every_page_on_a_phone(browser: Browser, pages: tuple[Path, ...], dark: bool) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found = {}
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        result = Axe().run(page, options=RULES)
        wrong = [f"{one['id']}: {one['nodes'][0]['html']}" for one in result.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append("wider than the phone")
        if wrong:
            found[path.parent.name] = wrong
    context.close()
    assert found == {}
    assert all(url.startswith(("file:", "data:")) for url in asked)
