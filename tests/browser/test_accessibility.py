"""axe finds no violation of WCAG 2.2 AA in any state of the survey's pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Served
from tests.web.state_pages import states

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}


def violations(
    browser: Browser, served: Served, pages: dict[str, str], dark: bool = False
) -> dict[str, list[str]]:
    """What axe finds, by state; each page is shown with the survey's own style."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        color_scheme="dark" if dark else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    page.route(
        "**/state/*",
        lambda route: route.fulfill(
            body=pages[route.request.url.rpartition("/")[2]],
            content_type="text/html; charset=utf-8",
        ),
    )
    found = {}
    for name in pages:
        page.goto(f"{served.address}/state/{name}")
        result = Axe().run(page, options=RULES)
        if result.violations_count:
            found[name] = [
                f"{one['id']}: {one['nodes'][0]['html'][:160]}"
                for one in result.response["violations"]
            ]
    context.close()
    return found


@pytest.mark.parametrize("dark", [False, True])
def test_every_state_in_english(
    browser: Browser, served: Served, tmp_path: Path, dark: bool
) -> None:
    pages = states(tmp_path / "states")
    assert len(pages) > 40
    assert violations(browser, served, pages, dark) == {}


@pytest.mark.parametrize("language", ["de", "fr", "ar"])
def test_the_start_and_a_factor_in_the_other_languages(
    browser: Browser, served: Served, tmp_path: Path, language: str
) -> None:
    pages = states(tmp_path / "states", language)
    chosen = {name: pages[name] for name in ("start", "page-2", "own-page-3", "check")}
    assert violations(browser, served, chosen) == {}
