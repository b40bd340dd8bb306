"""A `Next:` line can be pasted as it stands, from anywhere and whatever folders are called."""

from __future__ import annotations

import ntpath
import os
import shlex
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.cli import main
from app.cli import site as sites
from app.cli.site import called, command_line
from app.settings import PROGRAM, Site

POSIX = pytest.mark.skipif(os.name != "posix", reason="as on Unix")


@POSIX
def test_in_the_programs_own_folder_it_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROGRAM)
    assert command_line(Site(PROGRAM), "check") == "python3 build.py check"
    assert command_line(Site(Path("/our-firm")), "check") == (
        "python3 build.py check --site /our-firm"
    )


@POSIX
@pytest.mark.parametrize("name", ["our-firm", "our firm", "it's ours; rm -rf $HOME"])
def test_what_is_said_leads_from_anywhere_to_the_program_and_the_firm(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    firm = tmp_path / name
    monkeypatch.chdir(tmp_path)
    assert main(["init", str(firm)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    for said in (last[last.index("python3 ") :], command_line(Site(firm), "check")):
        python, program, command, option, site = shlex.split(said)
        assert (python, command, option, site) == ("python3", "check", "--site", str(firm))
        assert Path(program).samefile(PROGRAM / "build.py")
    monkeypatch.chdir(firm)
    _, program, command = shlex.split(command_line(Site(firm), "check"))
    assert Path(program).samefile(PROGRAM / "build.py")
    # The program's own folder is no default where another firm's files are.
    assert "--site" in command_line(Site(PROGRAM), "check")


@POSIX
def test_beside_the_program_its_folder_is_named_as_the_readme_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sites, "PROGRAM", tmp_path / "both-sides")
    (tmp_path / "our-firm").mkdir()
    monkeypatch.chdir(tmp_path / "our-firm")
    assert called() == "python3 ../both-sides/build.py"


def test_on_windows_it_is_py_with_quotes_that_its_shell_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_windows = SimpleNamespace(name="nt", path=SimpleNamespace(relpath=lambda _: "build.py"))
    monkeypatch.setattr(sites, "os", on_windows)
    assert called() == "py build.py"
    said = command_line(Site(Path(ntpath.join("C:\\", "our firm"))), "check")
    assert said == 'py build.py check --site "C:\\our firm"'
