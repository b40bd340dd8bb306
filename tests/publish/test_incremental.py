"""What has not changed is not made again, and whatever is made again is the same bytes.

Everything that matters is noticed: an answer, a file, a day, a hand on what was built.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.brief.engine import BY_HAND
from app.errors import PublishError
from app.files.site import read_site
from app.pages.printed import value_digest
from app.publish import build as building
from app.publish import underway
from app.publish.build import build_site
from app.publish.built import Built, Kind, Options, Progress, nothing_to_do
from app.publish.carried import MARKER
from app.publish.load import Compiled, compile_site, compile_to_print
from app.publish.manifest import read_manifest
from app.settings import PROGRAM, Site
from tests.benchmarks.firms import AS_OF, a_firm, change_an_answer, slug_of

QUIET = Progress(lambda *_: None)
CHANGED = slug_of(1)


def build(site: Site, as_of: date = AS_OF, **options: object) -> Built:
    chosen = Options(**{"workers": 2, **options})  # type: ignore[arg-type]
    return build_site(site, read_site(site), as_of, chosen, progress=QUIET)


def files_of(site: Site) -> dict[str, str]:
    """By place the digest of every built file."""
    return {
        path.relative_to(site.build).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in (site.open_pages, site.print)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Two relationships and two waves, built once."""
    site = a_firm(tmp_path_factory.mktemp("firm") / "ours", 2, theirs=2, ours=1, waves=2)
    assert build(site).is_whole
    return site


def test_with_nothing_changed_nothing_is_done_and_it_says_what_stands_there(firm: Site) -> None:
    first = files_of(firm)
    stamps = {path: path.stat().st_mtime_ns for path in firm.build.rglob("*.html")}
    now = datetime(2025, 11, 16, 9, tzinfo=UTC)
    for as_of in (AS_OF, None):
        built = nothing_to_do(firm, Kind.OPEN, as_of, now)
        assert built is not None
        assert (built.pages, built.briefs, built.copies, built.new) == (26, 4, 2, 0)
        assert built.is_whole
    assert stamps == {path: path.stat().st_mtime_ns for path in firm.build.rglob("*.html")}
    assert files_of(firm) == first


def test_another_day_engine_or_file_is_work(firm: Site) -> None:
    now = datetime(2025, 11, 16, 9, tzinfo=UTC)
    assert nothing_to_do(firm, Kind.OPEN, date(2025, 11, 17), now) is None
    assert nothing_to_do(firm, Kind.OPEN, None, datetime(2025, 11, 17, 9, tzinfo=UTC)) is None
    assert nothing_to_do(firm, Kind.OPEN, AS_OF, now, BY_HAND) is None
    for path in (firm.content / "firm.md", firm.surveys / "client.toml"):
        kept = path.read_text("utf-8")
        path.write_text(kept + "\n\n", encoding="utf-8")
        assert nothing_to_do(firm, Kind.OPEN, AS_OF, now) is None
        path.write_text(kept, encoding="utf-8")
    assert nothing_to_do(firm, Kind.OPEN, AS_OF, now) is not None


def test_one_answer_makes_its_own_pages_and_the_overviews_anew_and_no_others(firm: Site) -> None:
    before = files_of(firm)
    change_an_answer(firm, CHANGED)
    assert nothing_to_do(firm, Kind.OPEN, AS_OF, datetime.now(UTC)) is None
    built = build(firm)
    after = files_of(firm)
    found = changed(before, after)
    own = {name for name in found if CHANGED in name}
    assert own == {
        f"open/2025/{CHANGED}/index.html",
        f"open/for-the-table/2025/{CHANGED}-shared.html",
        f"print/2025/{CHANGED}-firm.pdf",
        f"print/2025/{CHANGED}-prepare.pdf",
        f"print/for-the-table/2025/{CHANGED}-shared.pdf",
    }
    others = found - own
    assert all("2024" not in name for name in others)
    assert all(name.count("/") <= 4 and "-firm" not in name for name in others)
    # What is written anew and what differs are the same files.
    assert built.new == len(found)
    assert built.taken == len(after) - len(found)
    build(firm, force=True, workers=1)
    assert files_of(firm) == after


def test_an_answer_elsewhere_moves_every_review_and_what_is_printed_of_few(
    tmp_path: Path,
) -> None:
    site = a_firm(tmp_path / "many", 60)

    def digests(compiled: Compiled) -> dict[str, str]:
        return {review.relationship: value_digest(review) for review in compiled.reviews}

    exact, printed = (
        digests(made(site, read_site(site), AS_OF)) for made in (compile_site, compile_to_print)
    )
    change_an_answer(site, CHANGED)
    exact_now, printed_now = (
        digests(made(site, read_site(site), AS_OF)) for made in (compile_site, compile_to_print)
    )
    assert changed(exact, exact_now) == set(exact)
    assert CHANGED in changed(printed, printed_now)
    assert len(changed(printed, printed_now)) < 6


def test_a_build_by_a_new_program_shows_pages_of_every_kind_to_the_checker(
    firm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[set[str]] = []

    @contextmanager
    def seen(folder: Path, names: list[str]) -> Iterator[None]:
        shown.append(set(names))
        yield

    monkeypatch.setattr(underway, "refusing_invalid", seen)
    build(firm)
    build(firm, force=True)
    assert not shown[0]
    assert {"index.html", "2025/index.html", f"2025/{CHANGED}/index.html"} <= shown[1]
    assert f"for-the-table/2025/{CHANGED}-shared.html" in shown[1]


def test_pages_that_are_no_valid_html_stop_a_build_that_replaces_nothing(
    firm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def invalid(folder: Path, names: list[str]) -> Iterator[None]:
        yield
        raise PublishError("index.html, line 3: no heading; nothing was replaced")

    before = files_of(firm)
    monkeypatch.setattr(underway, "refusing_invalid", invalid)
    with pytest.raises(PublishError, match="line 3"):
        build(firm, force=True)
    assert files_of(firm) == before


def test_a_day_later_closed_waves_stay_and_the_newest_says_the_new_day(firm: Site) -> None:
    build(firm)
    before = files_of(firm)
    built = build(firm, date(2025, 11, 17))
    found = changed(before, files_of(firm))
    history = {name for name in found if "/2024/" in name}
    # Overviews say the day of the build; pages and briefs of a wave that is history do not.
    assert all(name.endswith("2024/index.html") or "/order/" in name for name in history)
    assert f"open/2025/{CHANGED}/index.html" in found
    assert built.taken > 0


def test_what_a_hand_changed_or_took_away_is_made_anew(firm: Site) -> None:
    build(firm)
    before = files_of(firm)
    page = firm.open_pages / "2024" / CHANGED / "index.html"
    page.write_text("<!doctype html>mine")
    (firm.print / "2025" / f"{CHANGED}-firm.pdf").unlink()
    assert nothing_to_do(firm, Kind.OPEN, AS_OF, datetime.now(UTC)) is None
    built = build(firm)
    assert built.new == 2
    assert files_of(firm) == before


def test_a_lost_or_damaged_note_of_the_last_build_costs_time_alone(firm: Site) -> None:
    build(firm)
    before = files_of(firm)
    note = firm.instance / "built" / "open.json"
    note.write_bytes(note.read_bytes()[:100])
    assert nothing_to_do(firm, Kind.OPEN, AS_OF, datetime.now(UTC)) is None
    built = build(firm)
    assert built.taken == 0
    assert files_of(firm) == before


def test_pages_alone_leave_the_briefs_as_they_are(firm: Site) -> None:
    build(firm)
    before = files_of(firm)
    built = build(firm, pages_only=True, force=True)
    assert built.briefs == 4
    assert built.new == sum(name.startswith("open/") for name in before)
    assert files_of(firm) == before


def test_an_answer_that_comes_while_a_build_runs_is_not_taken_for_built(
    firm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered_meanwhile(*given: object) -> object:
        compiled = compile_to_print(*given)  # type: ignore[arg-type]
        change_an_answer(firm, slug_of(0))
        return compiled

    monkeypatch.setattr(building, "compile_to_print", answered_meanwhile)
    build(firm)
    assert read_manifest(firm.instance, "open").inputs == {}
    monkeypatch.undo()
    assert build(firm).new > 0


def test_a_full_disk_is_refused_before_anything_is_made(
    firm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(firm)
    before = files_of(firm)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Disk())
    with pytest.raises(PublishError, match=r"0 MB are free on this disk and a build may take \d+"):
        build(firm, force=True)
    assert files_of(firm) == before
    assert not list(firm.build.glob(".*-new"))


class _Disk:
    free = 1000


@pytest.mark.parametrize(
    ("seed", "locale", "zone", "workers"),
    [("1", "C", "Pacific/Kiritimati", "1"), ("77", "de_DE.UTF-8", "America/Caracas", "2")],
)
def test_the_same_bytes_over_hash_seeds_locales_zones_and_workers(
    firm: Site, seed: str, locale: str, zone: str, workers: str
) -> None:
    build(firm)
    before = files_of(firm)
    command = ["build", "--open", "--site", str(firm.root), "--as-of", f"{AS_OF}", "--force", "-q"]
    done = subprocess.run(
        [sys.executable, "build.py", *command, "--workers", workers],
        cwd=PROGRAM,
        env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert files_of(firm) == before


def test_two_builds_at_once_are_refused(firm: Site) -> None:
    from app.publish.swap import one_build_at_a_time

    with (
        one_build_at_a_time(firm.build),
        pytest.raises(PublishError, match="another build is running here"),
    ):
        build(firm)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_cannot_be_cleared_after_a_swap_fails_no_build_and_comes_after_its_note(
    firm: Site, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[date | None] = []

    def failing(target: Path) -> None:
        noted.append(read_manifest(firm.instance, Kind.OPEN).as_of)
        raise PublishError(f"{target}: another program holds it")

    monkeypatch.setattr(building, "clear", failing)
    day = date(2025, 11, 20 + workers)
    assert build(firm, day, workers=workers, pages_only=True).as_of == day
    assert read_manifest(firm.instance, Kind.OPEN).as_of == day
    if workers == 1:
        assert noted == [day]


def test_a_page_that_fails_leaves_the_build_before_whole(
    firm: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(firm)
    before = files_of(firm)

    def failing(*_: object, **__: object) -> None:
        raise PublishError("open: a page could not be written")

    monkeypatch.setattr(underway, "write_pages", failing)
    with pytest.raises(PublishError, match="a page could not be written"):
        build(firm, date(2025, 11, 20))
    assert files_of(firm) == before


def test_the_last_line_says_what_was_made_and_what_was_not(
    firm: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli import main

    build(firm)
    command = ["build", "--open", "--site", str(firm.root), "--as-of", f"{AS_OF}"]
    assert main(command) == 0
    assert "(nothing has changed since the last build)" in capsys.readouterr().out
    change_an_answer(firm, slug_of(0))
    assert main(command) == 0
    assert " files made, the others are unchanged)" in capsys.readouterr().out


def test_a_firms_files_with_a_page_in_them_stay_where_they_are(firm: Site, tmp_path: Path) -> None:
    for name in ("CNAME", "letter.docx"):
        (firm.build / name).write_text("mine")
    build(firm, pages_only=True, force=True)
    for name in ("CNAME", "letter.docx"):
        assert (firm.build / name).read_text() == "mine"
        (firm.build / name).unlink()
