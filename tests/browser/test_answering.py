"""The survey in a real browser: phones and desktops, keyboard alone, without script and cookies."""

from __future__ import annotations

import re
import time
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, FloatRect, Page, Route, expect

from app.core.survey import Perspective
from app.sealing.links import list_token, new_key
from app.store.keys import kept_key
from tests.browser.conftest import Served
from tests.web.respondent import OVERALL, RESPECT, WORDS


def cells(page: Page, question: str) -> list[FloatRect]:
    boxes = [cell.bounding_box() for cell in page.locator(f"#q-{question} .cell").all()]
    return [box for box in boxes if box is not None]


@pytest.mark.parametrize(
    ("width", "script"), [(390, False), (320, False), (390, True), (1280, True)]
)
def test_a_contact_answers_stops_and_goes_on_on_another_device(
    browser: Browser, served: Served, width: int, script: bool
) -> None:
    phone = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=script
    )
    page = phone.new_page()
    page.goto(served.url)
    page.click("a.button")
    page.click("#q-S .choice >> nth=3")
    page.click("#q-L .cell >> nth=8")
    page.click("text=Save and go on")
    expect(page.locator("h1")).to_have_text("Respect")
    found = cells(page, "R1")
    assert len(found) == 11
    assert all(box["width"] >= 27 and box["height"] >= 48 for box in found)
    assert len({box["y"] for box in found}) == 1
    assert found[0]["x"] >= 0
    assert found[-1]["x"] + found[-1]["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width if script else True
    page.click("#q-R1 .cell >> nth=7")
    expect(page.locator("#q-R1 .cell:has(:checked) small")).to_have_text(
        "7: between “half the time” and “always”"
    )
    page.click("text=Save and go on")
    # Nothing blocks: said once, then passed.
    expect(page.locator(".hint")).to_contain_text("2 questions are not answered")
    page.click("text=Save and go on")
    expect(page.locator("h1")).to_have_text("Trust")
    assert phone.cookies() == []
    phone.close()
    laptop = browser.new_context(viewport={"width": 1280, "height": 800})
    page = laptop.new_page()
    page.goto(served.url)
    expect(page.locator("h1")).to_have_text("Trust")
    page.goto(f"{served.url}/7")
    page.fill("#t-O1", "The people on site listen.")
    page.click("text=Without my name")
    page.click("text=Save and go on")
    expect(page.locator("h1")).to_have_text("Check and send")
    page.click("text=With Tomas Pike")
    page.click("text=Send my answers")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent and saved.")
    laptop.close()
    assert served.saved() == {"S": 4, "L": 8, "R1": 7, "O1": "The people on site listen."}


def test_in_colours_of_the_reader_what_is_chosen_and_what_can_be_pressed_is_seen(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{served.url}/1")
    page.click("#q-S .choice >> nth=3")
    page.click("#q-L .cell >> nth=8")

    def style(selector: str, name: str) -> str:
        made: str = page.eval_on_selector(selector, f"e => getComputedStyle(e).{name}")
        return made

    for every in ("#q-L .cell", "#q-S .choice"):
        chosen, other = f"{every}:has(:checked)", f"{every}:not(:has(:checked))"
        assert style(chosen, "backgroundColor") != style(other, "backgroundColor")
        assert style(chosen, "color") != style(chosen, "backgroundColor")
    assert style("#q-L .cell:has(:checked) small", "color") == style("h1", "color")
    assert style("button", "borderTopWidth") == "2px"
    page.goto(f"{served.url}/start")
    assert style("a.button", "borderTopWidth") == "2px"
    context.close()


_LEFT = """e => {
    const range = document.createRange();
    range.selectNodeContents(e);
    return Math.round(range.getBoundingClientRect().left);
}"""


def test_on_a_narrow_phone_texts_begin_at_one_edge(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()

    def left(selector: str) -> int:
        made: int = page.eval_on_selector(selector, _LEFT)
        return made

    page.goto(f"{served.url}/start")
    assert left(".firm") == left("h1") == left(".decline .soft")
    page.goto(f"{served.url}/check")
    box = page.locator(".go button").bounding_box()
    assert box is not None
    assert left(".go p") == round(box["x"]) == left("h1")
    page.click("text=Send my answers")  # and nothing is answered yet
    assert left(".problem h2") == left(".problem p")
    context.close()


def test_the_keyboard_alone_is_enough(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}/start")
    press = page.keyboard.press

    def tab_to(selector: str) -> None:
        for _ in range(60):
            press("Tab")
            if page.locator(f"{selector}:focus").count():
                return
        raise AssertionError(f"{selector} is not reached")

    tab_to("a.button")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.locator("a.button:focus").evaluate(f"() => {outline}") == "solid"
    press("Enter")
    page.wait_for_url("**/1")
    tab_to("#q-S input")
    press("Space")
    press("ArrowDown")
    tab_to("#q-L input")
    press("Space")
    for _ in range(6):
        press("ArrowRight")
    press("Enter")
    expect(page.locator("h1")).to_have_text("Respect")
    tab_to("#q-R1 input")
    press("ArrowRight")
    tab_to("button[value=next]")
    press("Enter")
    page.wait_for_url("**/2?open=1")
    page.goto(f"{served.url}/7")
    tab_to("#t-O2")
    page.keyboard.type("Invoices.")
    tab_to("button[value=next]")
    press("Enter")
    page.wait_for_url("**/check")
    tab_to("main form button")
    press("Enter")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent and saved.")
    context.close()
    assert served.saved() == {"S": 2, "L": 6, "R1": 1, "O2": "Invoices."}


def test_what_is_typed_is_saved_without_a_press(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{served.url}/7")
    page.fill("#t-O1", "half a")
    expect(page.locator(".status")).to_have_text("Saved", timeout=15_000)
    assert served.saved() == {"O1": "half a"}
    # Leaving the page keeps the rest, and pressing afterwards is no conflict.
    page.type("#t-O1", " sentence")
    page.goto(f"{served.url}/2")
    page.click("#q-R1 .cell >> nth=4")
    page.click("text=Save and go on")
    expect(page).to_have_url(re.compile("/2.open=1$"))
    context.close()
    assert served.saved() == {"O1": "half a sentence", "R1": 4}


def test_autosave_says_when_it_could_not_and_the_button_brings_the_reason(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{served.url}/7")
    page.fill("#t-O1", "x" * 4100)
    expect(page.locator(".status")).to_have_text(
        "Not saved yet. It will be when you go on.", timeout=15_000
    )
    page.click("text=Save and go on")
    expect(page.locator(".problem")).to_be_visible()
    assert page.input_value("#t-O1") == "x" * 4100
    context.close()


@pytest.mark.parametrize("script", [False, True])
def test_two_tabs_overwrite_nothing_and_both_texts_are_shown(
    browser: Browser, served: Served, script: bool
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=script
    )
    first, second = context.new_page(), context.new_page()
    for tab in (first, second):
        tab.goto(f"{served.url}/{WORDS}")
    first.fill("#t-O1", "from the first tab")
    first.click("text=Save and go on")
    second.fill("#t-O1", "from the second tab")
    second.click("text=Save and go on")
    expect(second.locator(".problem")).to_contain_text("Changed in another place")
    assert second.input_value("#t-O1") == "from the second tab"
    expect(second.locator(".typed")).to_have_text("from the first tab")
    assert served.saved() == {"O1": "from the first tab"}
    second.click("text=Save and go on")
    context.close()
    assert served.saved() == {"O1": "from the second tab"}


@pytest.mark.parametrize("script", [False, True])
def test_back_shows_what_was_answered_and_going_on_again_is_no_conflict(
    browser: Browser, served: Served, script: bool
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(f"{served.url}/{OVERALL}")
    page.click("#q-S .choice >> nth=3")
    page.click("#q-L .cell >> nth=8")
    page.click("text=Save and go on")
    # Chromium has no history to go back in while one page takes the place of the other.
    expect(page.locator("h1")).to_have_text("Respect")
    page.wait_for_load_state()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Overall")
    page.click("#q-L .cell >> nth=5")
    page.click("text=Save and go on")
    expect(page.locator("h1")).to_have_text("Respect")
    context.close()
    assert served.saved() == {"S": 4, "L": 5}


def test_a_double_click_is_one_answer(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}/{RESPECT}")
    for question in ("R1", "R2", "R3"):
        page.click(f"#q-{question} .cell >> nth=4")
    page.dblclick("text=Save and go on")
    page.wait_for_url("**/3")
    page.goto(f"{served.url}/check")
    page.dblclick("text=Send my answers")
    page.wait_for_url("**/receipt")
    context.close()
    assert len(served.store.versions("2026", served.invitation().key)) == 2


def test_at_high_zoom_the_numbers_stand_in_two_rows(browser: Browser, served: Served) -> None:
    """A phone of 320 px at 200 % is 160 px wide, and larger letters count like a smaller screen."""
    context = browser.new_context(viewport={"width": 160, "height": 400}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}/{RESPECT}")
    found = cells(page, "R1")
    rows = sorted({box["y"] for box in found})
    assert [sum(box["y"] == row for box in found) for row in rows] == [6, 5]
    assert min(box["height"] for box in found) >= 48
    assert max(box["x"] + box["width"] for box in found) <= 160
    context.close()


def test_a_desktop_at_200_percent_shows_everything(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 400})
    page = context.new_page()
    for below in ("/start", "/2", "/7", "/check"):
        page.goto(f"{served.url}{below}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
    context.close()


def test_a_press_waits_for_what_is_just_being_saved(browser: Browser, served: Served) -> None:
    """Chosen, saved on a slow line, changed and pressed: one's own answers are no conflict."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()

    def slowly(route: Route) -> None:
        if ":go=auto" in unquote_plus(route.request.post_data or ""):
            time.sleep(1.5)
        route.continue_()

    page.route("**/2", slowly)
    page.goto(f"{served.url}/{RESPECT}")
    page.click("#q-R1 .cell >> nth=7")
    expect(page.locator(".status")).to_have_text("Saving …", timeout=15_000)
    page.click("#q-R1 .cell >> nth=8")
    page.click("#q-R2 .cell >> nth=4")
    page.click("#q-R3 .cell >> nth=4")
    page.click("text=Save and go on")
    expect(page.locator("h1")).to_have_text("Trust", timeout=15_000)
    context.close()
    assert served.saved() == {"R1": 8, "R2": 4, "R3": 4}


def test_a_list_that_got_shorter_in_another_tab_keeps_nothing_under_another_question(
    browser: Browser, served: Served
) -> None:
    key = kept_key(served.site.instance, "links", new_key)
    person = ("", Perspective.SELF, "jonas-lind")
    home = f"{served.address}/s/{list_token(key, served.opened.id, person)}"
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}/all/34")
    statement = page.locator("h1").inner_text()
    assert statement.startswith("If you chose again today")
    other = context.new_page()
    other.goto(f"{home}/with/brenner-optik")
    other.click("text=I would rather not answer")
    expect(other.locator("h1")).to_be_visible()
    page.click("#q-about-weizenfeld-bakeries .cell >> nth=8")
    page.click("text=Save and go on")
    expect(page.locator(".problem")).to_contain_text("your list of questions has changed")
    expect(page.locator("h1")).to_have_text(statement)
    expect(page.locator("input[name=about-weizenfeld-bakeries][value='8']")).to_be_checked()
    asked = next(i for i in served.opened.invitations if i.respondent == "jonas-lind")
    weizenfeld = ("weizenfeld-bakeries", *asked.key[1:])
    assert served.store.find(served.opened.id, weizenfeld) is None
    page.click("text=Save and go on")
    expect(page.locator("h1")).not_to_have_text(statement)
    kept = served.store.find(served.opened.id, weizenfeld)
    assert kept is not None
    assert [(a.item, a.value) for a in kept.answers] == [("L", 8)]
    context.close()
