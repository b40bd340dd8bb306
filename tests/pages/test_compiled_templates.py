"""Templates are kept compiled beside our compiled modules, and nothing depends on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.pages import environment as module
from app.settings import PROGRAM

RENDER = (
    "from app.pages.environment import environment\n"
    "print(environment('en').get_template('empty.html').name)"
)


def run(folder: Path | str) -> subprocess.CompletedProcess[str]:
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, "-c", RENDER],
        env=settings | {"PYTHONPYCACHEPREFIX": f"{folder}", "PYTHONPATH": str(PROGRAM)},
        cwd=PROGRAM,
        capture_output=True,
        text=True,
        check=False,
    )


def kept(folder: Path) -> list[Path]:
    return sorted(folder.rglob("template-*.cache"))


@pytest.mark.parametrize("spoil", [b"", b"j2", b"\0" * 64, None])
def test_what_is_kept_is_used_again_and_what_is_spoilt_is_made_anew(
    spoil: bytes | None, tmp_path: Path
) -> None:
    assert run(tmp_path).stdout == "empty.html\n"
    (first,) = kept(tmp_path)
    whole = first.read_bytes()
    if spoil is None:  # the magic and the checksum are right, and then nothing
        first.write_bytes(whole[:60])
    else:
        first.write_bytes(spoil)
    again = run(tmp_path)
    assert (again.returncode, again.stdout) == (0, "empty.html\n"), again.stderr
    assert first.read_bytes() == whole


def test_where_nothing_can_be_kept_templates_are_compiled_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (os.devnull, tmp_path / "file"):
        found = run(place)
        assert (found.returncode, found.stdout) == (0, "empty.html\n"), found.stderr


def test_another_compiler_knows_nothing_of_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    beside = module._BesideOurs()
    before = beside.get_source_checksum("{{ x }}")
    assert beside.get_source_checksum("{{ x }}") == before
    monkeypatch.setattr(module, "_compiler", lambda: "another")
    assert beside.get_source_checksum("{{ x }}") != before
