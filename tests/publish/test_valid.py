"""Pages that are no valid HTML stop a build by name, where Java and the W3C's checker are there."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from app import system
from app.errors import PublishError
from app.publish import valid
from app.publish.valid import CHECKER, MOST, refusing_invalid, some_of_each
from tests.browsers import real_java

GOOD = "<!doctype html><html lang=en><title>t</title><h1>Good</h1>"
BAD = "<!doctype html><html lang=en><title>t</title>\n<p><h1>in a paragraph</h1></p>"
NAMES = [
    "index.html",
    "status/index.html",
    "2026/index.html",
    *[f"2026/order/{order}/index.html" for order in ("name", "gap")],
    *[f"2026/firm-{number}/index.html" for number in range(200)],
    *[f"for-the-table/2026/firm-{number}-shared.html" for number in range(200)],
    *[f"guide/page-{number}/index.html" for number in range(3)],
    "static/site.css",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"good/index.html": GOOD, "2026/bad/index.html": BAD}.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def refuse_invalid(folder: Path, names: list[str]) -> None:
    with refusing_invalid(folder, names):
        pass


def test_what_is_wrong_is_named_by_page_and_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_java()
    monkeypatch.delenv(CHECKER)
    refuse_invalid(folder, ["good/index.html"])
    with pytest.raises(
        PublishError, match=r"nothing was replaced:\n2026/bad/index\.html, line 2: "
    ) as said:
        refuse_invalid(folder, ["good/index.html", "2026/bad/index.html"])
    assert "good/" not in str(said.value)


def test_the_page_that_is_named_is_the_right_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_java()
    monkeypatch.delenv(CHECKER)
    for name in ("index.html", "2026/index.html"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(PublishError, match=r"replaced:\n2026/bad/index\.html, line 2"):
        refuse_invalid(folder, ["2026/index.html", "index.html", "2026/bad/index.html"])


def test_neither_options_for_java_nor_a_relative_path_switch_it_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_java()
    monkeypatch.delenv(CHECKER)
    jar = valid._jar()
    assert jar is not None
    monkeypatch.chdir(jar.parent)
    monkeypatch.setenv(CHECKER, jar.name)
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx256m")
    with pytest.raises(PublishError, match="2026/bad/index"):
        refuse_invalid(folder, ["2026/bad/index.html"])


def test_every_kind_is_looked_at_and_no_more_than_take_a_moment() -> None:
    chosen = some_of_each(NAMES, all_kinds=True)
    assert len(chosen) == MOST
    assert {"index.html", "status/index.html", "2026/index.html"} <= set(chosen)
    assert sum("order" in name for name in chosen) == 2
    assert sum(name.startswith("guide/") for name in chosen) == 3
    assert sum(name.startswith("for-the-table/") for name in chosen) > 20
    assert sum(name.startswith("2026/firm") for name in chosen) > 20


def test_with_the_same_program_the_guide_alone_is_looked_at() -> None:
    chosen = some_of_each(NAMES, all_kinds=False)
    assert chosen == [f"guide/page-{number}/index.html" for number in range(3)]


@pytest.mark.parametrize("way", ["no Java", "off", "no such jar", "a Java that fails", "no page"])
def test_without_a_checker_that_runs_nothing_is_said(
    folder: Path, way: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    jar = tmp_path / "vnu.jar"
    jar.write_bytes(b"")
    monkeypatch.setenv(CHECKER, str(jar))
    monkeypatch.setattr(system, "java", lambda: sys.executable)
    pages = ["2026/bad/index.html"]
    match way:
        case "no Java":
            monkeypatch.setattr(system, "java", lambda: None)
        case "off":
            monkeypatch.setenv(CHECKER, "off")
        case "no such jar":
            monkeypatch.setenv(CHECKER, str(tmp_path / "gone.jar"))
        case "no page":
            pages = []
    refuse_invalid(folder, pages)
    if way == "off":
        assert valid._jar() is None


@pytest.mark.skipif(sys.platform == "win32", reason="its stand-in for Java is a shell script")
def test_a_checker_at_work_goes_on_beside_the_build_and_ends_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java, noted, jar = tmp_path / "java", tmp_path / "process", tmp_path / "vnu.jar"
    java.write_text(f"#!/bin/sh\necho $$ > {noted}\nexec sleep 60\n")
    java.chmod(0o755)
    jar.write_bytes(b"")
    monkeypatch.setenv(CHECKER, str(jar))
    monkeypatch.setattr(system, "java", lambda: str(java))
    started = time.monotonic()
    with (
        pytest.raises(KeyError, match="the build broke"),
        refusing_invalid(tmp_path, ["index.html"]),
    ):
        while not (noted.is_file() and noted.read_text()):
            time.sleep(0.01)
        os.kill(int(noted.read_text()), 0)
        raise KeyError("the build broke")
    assert time.monotonic() - started < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int(noted.read_text()), 0)


def test_a_java_that_cannot_be_started_says_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar = folder / "vnu.jar"
    jar.write_bytes(b"")
    monkeypatch.setenv(CHECKER, str(jar))
    monkeypatch.setattr(system, "java", lambda: str(folder / "gone"))
    refuse_invalid(folder, ["2026/bad/index.html"])
