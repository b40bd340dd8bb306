"""Who prints is decided once, from what the machine has."""

from __future__ import annotations

import pytest

from app import system
from app.brief.engine import BY_HAND, WEASYPRINT, Engine, Way, engine_for, engine_here

CHROMIUM = Engine(way=Way.BROWSER, browser="/usr/bin/chromium")


@pytest.mark.parametrize(
    ("pango", "browser", "engine"),
    [
        (True, None, WEASYPRINT),
        (True, "/usr/bin/chromium", WEASYPRINT),
        (False, "/usr/bin/chromium", CHROMIUM),
        (False, None, BY_HAND),
    ],
)
def test_pango_comes_first_then_a_browser_then_a_person(
    pango: bool, browser: str | None, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engine_for(pango=pango, browser=browser) == engine
    monkeypatch.setattr(system, "has_pango", lambda: pango)
    monkeypatch.setattr(system, "browser", lambda: browser)
    assert engine_here() == engine


def test_an_engine_is_called_what_people_call_it() -> None:
    edge = Engine(way=Way.BROWSER, browser=r"C:\Program Files (x86)\Microsoft\Edge\msedge.exe")
    assert [engine.name for engine in (WEASYPRINT, CHROMIUM, edge, BY_HAND)] == [
        "WeasyPrint",
        "Chromium",
        "Edge",
        "by hand",
    ]
