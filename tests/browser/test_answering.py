"""The survey in a real browser: phone widths, keyboard alone, without script and cookies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from waitress.server import create_server

from app.core.survey import Perspective
from app.store.answers import AnswerStore
from app.web import create_app
from tests.browsers import real_browser
from tests.site_builder import link_of, with_open_wave

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=real_browser(), args=list(FLAGS))
        yield launched
        launched.close()


@pytest.mark.parametrize("width", [390, 320])
def test_a_contact_answers_on_a_phone_and_finds_the_answers_again(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    site, opened = with_open_wave(tmp_path)
    app = create_app(site, now=lambda: datetime(2026, 10, 20, 12, tzinfo=UTC))
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    port = int(getattr(server, "effective_port"))  # noqa: B009 - not in the published types
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        invitation = opened.invited("northlight-foods", Perspective.COUNTERPART)[0]
        link = f"http://127.0.0.1:{port}{link_of(site, opened, invitation)}"
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=False
        )
        page = context.new_page()
        page.goto(link)
        for cell in (page.locator("#q-R1 .cell").first, page.locator("#q-R1 .cell").last):
            box = cell.bounding_box()
            assert box is not None
            assert box["width"] >= 27
            assert box["height"] >= 48
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        # The keyboard alone: the first radio of a group takes the focus, arrows choose.
        page.focus("#q-R1 input[value='0']")
        for _ in range(7):
            page.keyboard.press("ArrowRight")
        page.fill("#t-O1", "The people on site listen.")
        page.keyboard.press("Tab")
        page.focus("button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/receipt")
        assert "saved" in page.inner_text("h1")
        assert context.cookies() == []
        page.goto(link)
        assert page.is_checked("#q-R1 input[value='7']")
        assert page.input_value("#t-O1") == "The people on site listen."
        context.close()
    finally:
        server.close()
        thread.join(timeout=10)
    saved = AnswerStore(site.instance).find("2026", invitation.key)
    assert saved is not None
    assert saved.value("R1") == 7
