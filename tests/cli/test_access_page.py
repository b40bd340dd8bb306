"""Links of sealed pages and the passphrase at the command line: shown, renewed, taken back."""

from __future__ import annotations

import json
import shutil
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cli import main, passphrase
from app.errors import BothSidesError, InputError
from app.publish.page_keys import keys_for, start_keys, unlocked
from app.publish.seal_site import FOLDER, link_of
from app.sealing import wrapped as wrapping
from app.sealing.page_keys import PageKeys
from app.sealing.passphrases import word_list
from app.sealing.sealed_file import name_of_secret
from app.settings import PROGRAM, Site
from app.store.sealed_pages import Upload, keep_upload

WORDS = "amber basil cedar daisy ember fennel"
UNITS = ("firm/kestrel-row", "shared/kestrel-row", "overview")
HERE = "https://reviews.harbour-pike.example.com/#k="


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY", 64)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The sample firm with keys, and the passphrase in a file."""
    for folder in ("content", "surveys"):
        shutil.copytree(PROGRAM / folder, tmp_path / folder)
    site = Site(tmp_path)
    start_keys(site.instance, WORDS)
    keys_for(site.instance, WORDS, UNITS, date(2026, 11, 16))
    (tmp_path / "words.txt").write_text(f"{WORDS.upper()}\n", "utf-8")
    monkeypatch.setenv(passphrase.FILE, str(tmp_path / "words.txt"))
    return site


def access(site: Site, *arguments: str) -> int:
    return main(["access", "page", *arguments, "--site", str(site.root)])


def test_a_link_is_shown_again_and_is_the_same(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert access(site, "show", "kestrel-row") == 0
    assert access(site, "show", "kestrel-row", "--shared") == 0
    ours, again, table = capsys.readouterr().out.split()
    assert ours == again == link_of(unlocked(site.instance, WORDS), UNITS[0], HERE[:-4])
    assert table.startswith(HERE) and table != ours


def test_the_list_says_who_has_a_link_and_holds_none(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert access(site, "revoke", "kestrel-row", "--shared", "--as-of", "2027-01-04") == 0
    capsys.readouterr()
    assert access(site, "list") == 0
    said = capsys.readouterr().out
    assert "kestrel-row" in said and "no link since 2027-01-04" in said
    assert "a link since 2026-11-16" in said and "#k=" not in said
    assert access(site, "list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {"unit": "firm/kestrel-row", "link": True, "since": "2026-11-16"},
        {"unit": "shared/kestrel-row", "link": False, "since": "2027-01-04"},
    ]


def test_a_rotated_link_is_another_and_a_revoked_one_is_none(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    access(site, "show", "kestrel-row")
    old = capsys.readouterr().out.strip()
    assert access(site, "rotate", "kestrel-row") == 0
    out = capsys.readouterr()
    new = out.out.splitlines()[0]
    assert new.startswith(HERE) and new != old
    assert "stay readable" in out.err and "Next: " in out.out
    assert access(site, "revoke", "kestrel-row") == 0
    capsys.readouterr()
    assert access(site, "show", "kestrel-row") == 0
    assert "no link opens it" in capsys.readouterr().out


@pytest.mark.parametrize("what", [("rotate", "kestrel-row"), ("revoke", "kestrel-row")])
def test_a_dry_run_changes_nothing(site: Site, what: tuple[str, ...]) -> None:
    before = unlocked(site.instance, WORDS)
    assert access(site, *what, "--dry-run") == 0
    assert access(site, "passphrase", "--dry-run") == 0
    assert unlocked(site.instance, WORDS) == before


def test_a_name_that_is_none_is_told_with_what_may_be_meant(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert access(site, "show", "kestrel-rov") == 2
    assert "did you mean kestrel-row?" in capsys.readouterr().err


def test_a_lost_passphrase_costs_links_and_is_written_into_its_file(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    access(site, "show", "kestrel-row")
    file = site.root / "words.txt"
    file.unlink()
    assert access(site, "passphrase", "--lost") == 0
    words = file.read_text("utf-8").split()
    assert len(words) == 6 and set(words) <= set(word_list())
    assert file.stat().st_mode & 0o077 == 0
    assert unlocked(site.instance, " ".join(words)).units == {}
    # One of them may be a word of ours by chance, two in a row are not.
    said = " ".join(capsys.readouterr().out.split())
    assert not any(f"{one} {next_one}" in said for one, next_one in pairwise(words))


def test_the_recovery_sheet_holds_the_words_and_is_private(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert access(site, "sheet") == 0
    sheet = site.send / "recovery-sheet.html"
    assert "delete the file" in capsys.readouterr().out
    assert sheet.stat().st_mode & 0o077 == 0
    assert all(f"<li>{word}</li>" in sheet.read_text("utf-8") for word in WORDS.split())


def test_a_wrong_passphrase_opens_nothing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.root / "words.txt").write_text("amber basil\n", "utf-8")
    assert access(site, "list") == 1
    said = capsys.readouterr().err
    assert "words.txt: this is not the passphrase of the pages" in said
    assert "access page passphrase --lost" in said


def test_before_anything_was_sealed_there_is_nothing_to_show(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.instance / "keys" / "pages.json").unlink()
    assert access(site, "list") == 2
    assert "build first" in capsys.readouterr().err


class Typed:
    """Somebody at a terminal who types these lines."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)

    def __call__(self, question: str) -> str:
        return self.lines.pop(0)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(passphrase.FILE, raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)


@pytest.mark.usefixtures("terminal")
def test_the_passphrase_is_asked_for_and_a_slip_is_forgiven(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(passphrase.FILE)
    monkeypatch.setattr(passphrase, "getpass", Typed("amber", WORDS.replace(" ", "-")))
    assert passphrase.unlock(site).passphrase == WORDS
    assert "try again" in capsys.readouterr().err


@pytest.mark.usefixtures("terminal")
def test_a_new_passphrase_is_said_once_and_typed_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(passphrase, "new_passphrase", lambda: WORDS)
    monkeypatch.setattr(passphrase, "getpass", Typed("amber", WORDS))
    made = passphrase.unlock_or_start(Site(tmp_path))
    out = capsys.readouterr()
    assert WORDS in out.err and WORDS not in out.out
    assert unlocked(tmp_path / "instance", WORDS) == made.keys
    assert WORDS not in repr(made)


@pytest.mark.usefixtures("terminal")
def test_nothing_is_kept_until_the_words_were_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "getpass", Typed("a", "b", "c"))
    with pytest.raises(BothSidesError, match="nothing was sealed"):
        passphrase.unlock_or_start(Site(tmp_path))
    assert not (tmp_path / "instance").exists()


def test_without_a_terminal_and_a_file_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(passphrase.FILE, raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(InputError, match=r"BOTH_SIDES_PASSPHRASE_FILE.*--open"):
        passphrase.unlock_or_start(Site(tmp_path))


@pytest.mark.parametrize(
    ("text", "says"), [("amber basil", "fewer than 6"), (None, "cannot be read")]
)
def test_a_file_that_holds_no_passphrase_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, says: str
) -> None:
    file = tmp_path / "words"
    if text is None:
        file.mkdir()
    else:
        file.write_text(text, "utf-8")
    monkeypatch.setenv(passphrase.FILE, str(file))
    with pytest.raises(InputError, match=says):
        passphrase.unlock_or_start(Site(tmp_path))


def test_a_downloaded_copy_is_compared(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    copy = site.root / "copy"
    copy.mkdir()
    where = ["--site", str(site.root), "--published", str(copy)]
    assert main(["check", *where]) == 2
    assert "nothing has been sealed here yet" in capsys.readouterr().err
    digests = {"index.html": "00", **{f"sealed/{n:02}.js": "00" for n in range(14)}}
    keep_upload(site.instance, Upload(files=digests))
    (copy / "index.html").write_text("other", "utf-8")
    assert main(["check", *where]) == 1
    said = capsys.readouterr().out
    assert "index.html is NOT what was built" in said
    assert "missing: and 4 more" in said and "0 files of 15 as built" in said
    assert main(["check", "--site", str(site.root), "--published", str(copy / "no")]) == 2


def test_a_brief_to_send_opens_with_words_that_are_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = tmp_path / "ours"
    assert main(["init", str(ours)]) == 0
    wave = next((ours / "content/waves").iterdir()).stem
    day = ["--site", str(ours), "--as-of", f"{wave}-02-01"]
    assert main(["invite", wave, *day, "--yes"]) == 0
    capsys.readouterr()
    assert main(["brief", "first-client", *day, "--password"]) == 0
    said = capsys.readouterr().out
    words = next(line.strip() for line in said.splitlines() if len(line.split()) == 6)
    locked = sorted((ours / "build/send/locked").rglob("*.pdf"))
    plain = sorted((ours / "build/print").rglob("*.pdf"))
    assert [path.name for path in locked] == [path.name for path in plain]
    for path in locked:
        reader = PdfReader(path)
        assert reader.is_encrypted and not reader.decrypt("")
        assert reader.decrypt(words)
        assert str(path) in said and path.stat().st_mode & 0o077 == 0
    assert words not in "".join(path.read_text("utf-8", "ignore") for path in ours.rglob("*.json"))


def test_a_rotated_link_and_a_new_passphrase_reach_the_next_upload(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, file = tmp_path / "ours", tmp_path / "words.txt"
    monkeypatch.setenv(passphrase.FILE, str(file))
    assert main(["init", str(ours)]) == 0
    wave = next((ours / "content/waves").iterdir()).stem
    day = ["--site", str(ours), "--as-of", f"{wave}-02-01"]
    assert main(["invite", wave, *day, "--yes"]) == 0
    site = Site(ours)

    def doors() -> set[str]:
        assert main(["build", *day]) == 0
        keys = unlocked(site.instance, file.read_text("utf-8"))
        names = {name_of_secret(keys.secret), *_doors(keys)}
        there = {path.stem for path in (site.upload / FOLDER).iterdir()}
        assert names <= there
        return names

    first = doors()
    assert doors() == first
    assert main(["access", "page", "rotate", "first-client", *day]) == 0
    second = doors()
    told = capsys.readouterr()
    assert "(the same words, " in told.out and " sealed anew)" in told.out
    assert "#k=" not in told.err
    assert len(first - second) == len(second - first) == 1
    file.unlink()
    assert main(["access", "page", "passphrase", "--lost", "--site", str(ours)]) == 0
    third = doors()
    assert not third & second
    assert not {path.stem for path in (site.upload / FOLDER).iterdir()} & (first | second)
    assert "#k=" not in capsys.readouterr().err


def test_without_a_passphrase_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(passphrase.FILE, raising=False)
    monkeypatch.setattr("sys.stdin", StringIO())
    assert main(["init", str(tmp_path)]) == 0
    assert main(["build", "--site", str(tmp_path)]) == 2
    assert "no terminal to ask for it" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()


def _doors(keys: PageKeys) -> set[str]:
    return {name_of_secret(unit.link) for unit in keys.units.values() if unit.link}
