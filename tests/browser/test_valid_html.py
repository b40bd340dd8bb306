"""The W3C's checker finds no error in any page: run where Java and npm are, skipped elsewhere."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from hashlib import sha512
from pathlib import Path

import pytest

from tests.browser.every_page import every_page

PACKAGE = "vnu-jar@26.9.27"
HASH = (
    "4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c"
    "417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428"
)
BAD = "<!doctype html><html lang=en><title>t</title><p><h1>in a paragraph</h1></p>"


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    npm = shutil.which("npm")
    if npm is None or shutil.which("java") is None:
        pytest.skip("the checker of HTML needs Java, and npm to fetch it")
    folder = tmp_path_factory.mktemp("checker")
    done = subprocess.run(
        [npm, "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, check=False
    )
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        pytest.skip("the checker of HTML could not be fetched")
    assert sha512(packed.read_bytes()).hexdigest() == HASH
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.rglob("vnu.jar"))


def said_of(folder: Path, checker: Path) -> str:
    done = subprocess.run(
        ["java", "-jar", str(checker), "--errors-only", "--skip-non-html", str(folder)],
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
