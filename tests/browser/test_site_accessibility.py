"""axe finds no violation of WCAG 2.2 AA on the frozen pages, and none is wider than a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.every_page import every_page
from tests.browser.test_accessibility import RULES


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return every_page(tmp_path_factory.mktemp("pages"))


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


def test_lists_without_marks_and_links_that_wrap_begin_at_the_edge(
    browser: Browser, pages: tuple[Path, ...]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    seen = 0
    for path in pages:
        page.goto(path.as_uri())
        lefts = page.evaluate(
            """() => {
                const left = e => Math.round(e.getBoundingClientRect().left);
                const lists = [...document.querySelectorAll("ul.plain > li")]
                    .map(e => left(e) - left(e.closest("section")));
                const links = [...document.querySelectorAll("header.band nav a")];
                const first = links.filter((e, n) => !n || e.offsetTop > links[n - 1].offsetTop);
                return [...lists, ...first.map(e => left(e) - left(first[0]))];
            }"""
        )
        seen += len(lefts) > 2
        assert set(lefts) <= {0}, path
    context.close()
    assert seen
