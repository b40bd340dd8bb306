"""`backup`, `restore`, `close`, `status`: what an organiser does once a wave is over."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from app.cli import main
from app.cli.site import called
from app.core.published import PublishedSide
from app.core.survey import Perspective
from app.errors import StoreError
from app.store import disk
from app.store.answers import AnswerStore
from app.store.archive import Manifest
from app.store.archive_names import PARTS
from app.store.published import keep_published
from app.store.restore import put_in_place
from app.store.waves import closed_on
from tests.builders import a_response
from tests.site_builder import sample_copy

WORDS = "four words are enough"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A firm with an opened wave and three saved versions of two people's answers."""
    sample_copy(tmp_path / "firm")
    monkeypatch.chdir(tmp_path / "firm")
    assert main(["invite", "2025", "--yes", "--as-of", "2025-10-07"]) == 0
    store = AnswerStore(tmp_path / "firm/instance")
    for who, score in (("c1", 3), ("c2", 4), ("c1", 8)):
        store.save(
            a_response(who, {"R1": score, "O1": "Plainly."}, relationship="north", wave="2025")
        )
    store.database("2025").close()
    return tmp_path / "firm"


def scores(site: Path) -> list[object]:
    return [r.value("R1") for r in AnswerStore(site / "instance").history("2025")]


def test_a_backup_comes_back_on_another_machine(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["backup", str(tmp_path / "b.zip")]) == 0
    said = capsys.readouterr().out
    assert "3 versions of answers, read back and verified" in said
    assert "NOT sealed" in said
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600
    elsewhere = tmp_path / "new machine"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert main(["restore", str(tmp_path / "b.zip")]) == 0
    assert scores(elsewhere) == [3, 4, 8]
    for part in ("content", "surveys"):
        for path in (site / part).rglob("*.*"):
            assert (elsewhere / path.relative_to(site)).read_bytes() == path.read_bytes()
    assert (elsewhere / "instance").stat().st_mode & 0o777 == 0o700
    assert main(["check"]) == 0


def test_a_sealed_backup_needs_its_passphrase(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "words").write_text(WORDS + "\n", encoding="utf-8")
    (tmp_path / "wrong").write_text("other words entirely", encoding="utf-8")
    (tmp_path / "short").write_text("short", encoding="utf-8")
    sealed = str(tmp_path / "b.sealed")
    assert main(["backup", sealed, "--password-file", str(tmp_path / "short")]) == 2
    assert main(["backup", sealed, "--password-file", str(tmp_path / "words")]) == 0
    assert b"Plainly." not in Path(sealed).read_bytes()
    assert b"firm.md" not in Path(sealed).read_bytes()
    assert main(["restore", sealed, "--dry-run", "--password-file", str(tmp_path / "wrong")]) == 1
    assert "passphrase" in capsys.readouterr().err
    assert main(["restore", sealed, "--dry-run", "--password-file", str(tmp_path / "words")]) == 0
    assert "verified; nothing was changed" in capsys.readouterr().out
    assert main(["restore", sealed, "--dry-run"]) == 2  # no terminal to ask at


def test_nothing_newer_is_taken_away_without_being_asked(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = str(tmp_path / "b.zip")
    assert main(["backup", backup]) == 0
    store = AnswerStore(site / "instance")
    store.save(a_response("c3", {"R1": 9}, relationship="north", wave="2025"))
    (site / "content/people/new.md").write_text('+++\nname = "New"\n+++\n', encoding="utf-8")
    assert main(["restore", backup]) == 1
    said = capsys.readouterr().err
    assert "1 saved version of answers of 2025" in said
    assert "content/people/new.md, which is new" in said
    assert scores(site) == [3, 4, 8, 9]
    assert main(["restore", backup, "--yes"]) == 0
    assert scores(site) == [3, 4, 8]
    (aside,) = site.glob("before-restore-of-*")
    assert [r.value("R1") for r in AnswerStore(aside / "instance").history("2025")] == [3, 4, 8, 9]
    # A server that was running goes on with what is in place now.
    store.save(a_response("c4", {"R1": 1}, relationship="north", wave="2025"))
    assert scores(site) == [3, 4, 8, 1]


def test_a_ledger_of_published_figures_is_not_taken_back_without_being_asked(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = str(tmp_path / "b.zip")
    assert main(["backup", backup]) == 0
    state = PublishedSide(day=date(2026, 1, 1))
    keep_published(site / "instance", "2025", {}, {("north", Perspective.COUNTERPART): state})
    assert main(["restore", backup]) == 1
    assert "the ledger of figures of 2025 published since" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("no-more.json", "who is never to be asked again"),
        ("waves/2025.changed", "links of 2025 changed or revoked since: they would work again"),
        ("waves/2025.ended", "what of 2025 ended since"),
        ("waves/2025.closed", "that 2025 was closed"),
        ("waves/2025.compiled", "that 2025 was published"),
        ("keys/pages.json", "what was closed would open again"),
        ("waves/2025.reworded", "what was put in other words in 2025"),
        ("letters/2025.log", "instance/letters/2025.log, which is new"),
    ],
)
def test_what_people_asked_for_since_is_not_taken_back_without_being_asked(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, said: str
) -> None:
    backup = str(tmp_path / "b.zip")
    assert main(["backup", backup]) == 0
    (site / "instance" / place).parent.mkdir(exist_ok=True)
    (site / "instance" / place).write_text("newer", encoding="utf-8")
    assert main(["restore", backup]) == 1
    assert said in capsys.readouterr().err
    assert (site / "instance" / place).read_text("utf-8") == "newer"
    assert main(["restore", backup, "--yes"]) == 0


def test_what_is_made_again_asks_for_no_yes(site: Path, tmp_path: Path) -> None:
    backup = str(tmp_path / "b.zip")
    assert main(["backup", backup]) == 0
    (site / "instance/upload.json").write_text("x", encoding="utf-8")
    (site / "instance/built").mkdir()
    (site / "instance/built/pages.json").write_text("x", encoding="utf-8")
    assert main(["restore", backup]) == 0


def _full(_: object) -> int:
    return 10


def _fails_later(handle: int, offset: int, data: bytes) -> None:
    if b"settings" not in data and offset == 0 and len(data) > 4000:
        raise OSError(28, "No space left on device")
    os.pwrite(handle, data, offset)


@pytest.mark.parametrize(("what", "instead"), [("free", _full), ("write", _fails_later)])
def test_a_restore_that_fails_leaves_nothing_in_clear_on_the_disk(
    site: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    instead: object,
) -> None:
    backup = str(tmp_path / "b.zip")
    assert main(["backup", backup]) == 0
    monkeypatch.setattr(disk, what, instead)
    assert main(["restore", backup, "--yes"]) == 1
    assert "nothing was changed" in capsys.readouterr().err
    assert not (site / ".restoring").exists()
    assert scores(site) == [3, 4, 8]


def test_a_restore_that_was_cut_short_is_finished_before_another_begins(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = str(tmp_path / "b.zip")
    assert main(["backup", backup]) == 0
    old = site / ".restoring/old/instance/answer"
    old.parent.mkdir(parents=True)
    old.write_text("the only one", encoding="utf-8")
    (site / ".restoring/exchange.json").write_text("{}", encoding="utf-8")
    assert main(["restore", backup, "--yes"]) == 1
    assert "restore --finish" in capsys.readouterr().err
    assert old.read_text("utf-8") == "the only one"


def test_a_backup_writes_through_nothing_that_was_put_in_its_way(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("theirs", encoding="utf-8")
    for name in (".b.zip.new", f".b.zip.{'ab' * 8}.new"):
        (tmp_path / name).symlink_to(theirs)
    assert main(["backup", str(tmp_path / "b.zip")]) == 0
    assert theirs.read_text("utf-8") == "theirs" and not (tmp_path / "b.zip").is_symlink()
    monkeypatch.setattr(disk, "token_hex", lambda _: "ab" * 8)
    assert main(["backup", str(tmp_path / "c.zip")]) == 0
    (tmp_path / f".d.zip.{'ab' * 8}.new").write_text("", encoding="utf-8")
    assert main(["backup", str(tmp_path / "d.zip")]) == 1
    with pytest.raises(StoreError):
        disk.write_atomically(tmp_path / "b.zip", b"x")
    assert theirs.read_text("utf-8") == "theirs"


def test_a_damaged_backup_changes_nothing(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "b.zip"
    assert main(["backup", str(backup)]) == 0
    whole = backup.read_bytes()
    for harm in (b"", whole[:500], whole[:-3], whole[:200] + b"????" + whole[204:]):
        backup.write_bytes(harm)
        assert main(["restore", str(backup), "--yes"]) == 1
        assert "the backup is damaged" in capsys.readouterr().err
    assert scores(site) == [3, 4, 8]
    assert main(["restore", str(tmp_path / "none.zip")]) == 2
    assert main(["restore", str(tmp_path)]) == 2
    assert main(["restore"]) == 2


OUTSIDE = """../out.md|/etc/out.md|content/../../out.md|keys/a|content|content/|content/./a
content//{}/owned.txt|instance//{}/owned.txt|content/a//b|./content/a|content/a/.|content/..  /a
content\\..\\a|content/C:a|content/a\0b|content/.../a"""


@pytest.mark.parametrize("name", OUTSIDE.replace("\n", "|").split("|"))
def test_an_archive_that_reaches_out_of_the_site_is_refused(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    name = name.format(tmp_path)
    told = {
        "both_sides": "backup", "archive_format": 1, "schema_version": 2, "made": "2026-11-23",
        "program": "0", "files": {name: [2, sha256(b"me").hexdigest()]}, "versions": {},
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(name, "me")
        archive.writestr("manifest.json", json.dumps(told))
    assert main(["restore", str(tmp_path / "b.zip"), "--yes"]) == 1
    assert "is no file of a site" in capsys.readouterr().err
    assert not (tmp_path / "owned.txt").exists()
    # Whoever calls it without having read the archive is refused as well.
    with zipfile.ZipFile(tmp_path / "b.zip") as archive, pytest.raises(ValueError, match="no file"):
        put_in_place(
            archive,
            Manifest(made="2026-11-23", program="0", files={name: (2, "")}),
            {part: tmp_path / "new" / part for part in PARTS},
            tmp_path / "aside",
            agreed=True,
        )
    assert not (tmp_path / "owned.txt").exists()


def test_a_moment_in_a_backup_is_no_way_to_another_folder(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {
        "both_sides": "backup", "archive_format": 1, "schema_version": 2, "made": "/../../out",
        "program": "0", "files": {}, "versions": {},
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps(told))
    assert main(["restore", str(tmp_path / "b.zip"), "--yes"]) == 1
    assert "the backup is damaged" in capsys.readouterr().err


def test_a_backup_of_a_newer_program_is_refused_in_words(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = {"both_sides": "backup", "archive_format": 1, "schema_version": 99}
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
    assert main(["restore", str(tmp_path / "b.zip")]) == 1
    assert "newer version of this program" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="pipes and links as on Unix")
def test_a_backup_has_everything_or_is_not_made(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content/people/linked.md").symlink_to(site / "content/firm.md")
    os.mkfifo(site / "surveys/pipe")
    (site / "instance/answers").rename(tmp_path / "disk")
    (site / "instance/answers").symlink_to(tmp_path / "disk")
    # An editor's lock is such a link, and holds nothing.
    (site / "content/.#firm.md").symlink_to("somebody@here.1")
    target = tmp_path / "kept.zip"
    assert main(["backup", str(target)]) == 1
    said = capsys.readouterr().err
    assert f"{site}/content/people/linked.md is a link" in said
    assert f"{site}/surveys/pipe is no plain file" in said
    assert f"{site}/instance/answers is a link" in said
    assert "Put the file or folder itself there" in said
    assert list(tmp_path.glob("*kept.zip*")) == []
    (site / "instance/answers").unlink()
    (tmp_path / "disk").rename(site / "instance/answers")
    (site / "surveys/pipe").unlink()
    (site / "content/people/linked.md").unlink()
    assert main(["backup", str(target)]) == 0
    # What no backup can hold is named before a restore takes it away.
    (site / "content/people/linked.md").symlink_to(site / "content/firm.md")
    capsys.readouterr()
    assert main(["restore", str(target)]) == 1
    assert "content/people/linked.md, which is a link" in capsys.readouterr().err


def test_a_backup_is_never_written_over_or_into_itself(site: Path, tmp_path: Path) -> None:
    assert main(["backup", str(tmp_path / "b.zip")]) == 0
    assert main(["backup", str(tmp_path / "b.zip")]) == 2
    assert main(["backup", str(site / "content/b.zip")]) == 2
    assert main(["backup", str(tmp_path / "none" / "b.zip")]) == 2
    assert not list(tmp_path.glob(".*.new"))


def test_closing_makes_a_backup_and_leaves_what_counts(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["close", "2025", "--as-of", "2025-10-20"]) == 2
    assert "takes answers until" in capsys.readouterr().err
    assert main(["close", "2025", "--as-of", "2026-01-07", "--dry-run"]) == 0
    assert "keep 2 responses and take 1 older versions away" in capsys.readouterr().out
    assert scores(site) == [3, 4, 8]
    assert main(["close", "2025", "--as-of", "2026-01-07"]) == 0
    said = capsys.readouterr().out
    assert "copy" in said
    assert "off this machine" in said
    assert scores(site) == [4, 8]
    assert closed_on(site / "instance", "2025") is not None
    (backup,) = site.glob("backup-*.zip")
    assert main(["restore", str(backup), "--dry-run"]) == 0
    assert "3 versions" in capsys.readouterr().out
    assert main(["close", "2025", "--as-of", "2026-01-08"]) == 0
    assert "nothing is left to do" in capsys.readouterr().out
    assert main(["close", "2031"]) == 2


def test_status_says_where_waves_stand_and_how_old_the_backup_is(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = AnswerStore(site / "instance")
    of_dana = {"relationship": "northlight-foods", "wave": "2025"}
    store.save(a_response("dana-okafor", {"R1": 7}, **of_dana))  # type: ignore[arg-type]
    store.close()
    assert main(["status", "--as-of", "2025-10-20"]) == 0
    said = capsys.readouterr().out
    assert "last backup     never made here" in said
    assert "theirs  1 of 63 answered" in said
    assert f"Next: {called()} remind 2025" in said
    assert main(["backup", str(tmp_path / "b.zip")]) == 0
    capsys.readouterr()
    assert main(["status", "--as-of", "2026-01-07"]) == 0
    said = capsys.readouterr().out
    assert "last backup     0 days old" in said
    assert f"Next: {called()} close 2025" in said
