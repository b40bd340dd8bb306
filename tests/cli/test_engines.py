"""A build without Pango: a browser prints, or the pages stay to print by hand, and it is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import system
from app.cli import main
from tests.browsers import real_browser


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A firm with one relationship and an open wave, on a machine without Pango."""
    folder = tmp_path / "ours"
    assert main(["init", str(folder)]) == 0
    wave = next((folder / "content/waves").iterdir()).stem
    assert main(["invite", wave, "--site", str(folder), "--yes", "--as-of", f"{wave}-02-01"]) == 0
    monkeypatch.setattr(system, "has_pango", lambda: False)
    return folder


def build(folder: Path, *more: str) -> int:
    wave = next((folder / "content/waves").iterdir()).stem
    return main(["build", "--open", "--site", str(folder), "--as-of", f"{wave}-02-01", *more])


def made(folder: Path) -> dict[str, bytes]:
    printed = folder / "build" / "print"
    return {path.name: path.read_bytes() for path in printed.rglob("*firm.*")}


def test_a_browser_prints_it_is_said_and_twice_gives_the_same_bytes(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = system.browser_name(real_browser())
    assert build(ours) == 0
    assert f", 1 brief, 1 for the table, printed by {name} in " in capsys.readouterr().out
    first = made(ours)
    assert list(first) == ["first-client-firm.pdf"]
    assert build(ours) == 0
    assert made(ours) == first


def test_with_neither_the_pages_stay_to_print_by_hand_and_it_ends_with_3(
    ours: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "browser", lambda: None)
    capsys.readouterr()
    assert build(ours, "-q") == 3
    said = capsys.readouterr()
    assert said.err.startswith("3 sheets to print by hand, because neither Pango nor a Chromium")
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert list(made(ours)) == ["first-client-firm.html"]
    pages = [path.read_text("utf-8") for path in (ours / "build/open").rglob("*.html")]
    assert not any("firm.pdf" in page for page in pages), "no link to what is not there"


def test_pango_coming_later_takes_the_pages_away_again(
    ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "browser", lambda: None)
    assert build(ours) == 3
    monkeypatch.setattr(system, "has_pango", lambda: True)
    assert build(ours) == 0
    assert list(made(ours)) == ["first-client-firm.pdf"]


def test_what_fails_for_all_briefs_is_said_once_and_they_stay_to_print_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "has_pango", lambda: False)
    monkeypatch.setattr(system, "browser", lambda: str(tmp_path / "chromium"))
    assert main(["demo", "--into", str(tmp_path / "demo")]) == 3
    said = capsys.readouterr()
    failed, by_hand = said.err.splitlines()
    assert re.search(r" and \d+ more: not printed: ", failed)
    assert "chromium does not start: " in failed
    assert re.match(r"\d+ sheets to print by hand: open the HTML pages below ", by_hand)
    assert "northlight-foods-firm.html\n" in said.out
