"""What a machine has: found where each operating system keeps it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from app import system


def test_on_windows_programs_for_everyone_and_for_one_person_are_found() -> None:
    places = system.browsers(
        "win32",
        {
            "PROGRAMFILES": r"D:\Programme",
            "PROGRAMFILES(X86)": r"C:\Program Files (x86)",
            "LOCALAPPDATA": r"C:\Users\ann\AppData\Local",
        },
    )
    assert r"D:\Programme\Google\Chrome\Application\chrome.exe" in places
    assert r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe" in places
    assert r"C:\Users\ann\AppData\Local\Google\Chrome\Application\chrome.exe" in places
    assert places == sorted(places, key=lambda place: "Edge" in place), "Edge is the last resort"


def test_on_macos_applications_of_everyone_and_of_one_person_are_found() -> None:
    places = system.browsers("darwin", {"HOME": "/Users/ann"})
    assert "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge" in places
    assert "/Users/ann/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" in places


def test_elsewhere_a_browser_is_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    here = {"google-chrome": "/opt/google-chrome", "chromium-browser": "/usr/bin/chromium-browser"}
    monkeypatch.setattr("shutil.which", here.get)
    assert system.browser() == "/opt/google-chrome"
    here.clear()
    assert system.browser() is None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/usr/bin/chromium", "Chromium"),
        ("/usr/bin/google-chrome-stable", "Chrome"),
        ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "Chrome"),
        (r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe", "Edge"),
        (r"C:\Program Files\Google\Chrome\Application\chrome.exe", "Chrome"),
    ],
)
def test_a_browser_is_called_what_people_call_it(path: str, name: str) -> None:
    assert system.browser_name(path) == name


@pytest.mark.parametrize("missing", system.LIBRARIES["linux"])
def test_pango_is_here_only_with_all_that_weasyprint_loads(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "loads", lambda library: True)
    assert system.has_pango()
    monkeypatch.setattr(system, "loads", lambda library: library != missing)
    assert not system.has_pango()


def test_an_unheard_of_system_is_asked_for_pango_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "freebsd15")
    monkeypatch.setattr(system, "loads", lambda library: False)
    assert not system.has_pango()


def test_a_library_that_is_nowhere_does_not_load() -> None:
    assert not system.loads("libnowhere-at-all.so.7")


def test_only_linux_wants_libatomic_to_drive_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "loads", lambda library: False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not system.can_drive_browser()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system.can_drive_browser()


def test_java_is_the_first_that_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "jdk"
    java = home / "bin" / "java"
    monkeypatch.setenv("JAVA_HOME", str(home))
    monkeypatch.setattr("shutil.which", {"java": "/usr/bin/java", str(java): str(java)}.get)
    monkeypatch.setattr(system, "runs", lambda path: path == str(java))
    assert system.java() == str(java), "macOS has a program of that name that is none"
    monkeypatch.delenv("JAVA_HOME")
    assert system.java() is None
    assert system.javas({})[1].startswith("/opt/homebrew")


def test_a_program_runs_where_it_can_be_started_and_ends_well() -> None:
    assert not system.runs("/no/such/program")
    assert not system.runs(shutil.which("false") or sys.executable)
