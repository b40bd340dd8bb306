"""A finished build is sealed: links lead on, names say nothing, only what changed is made anew."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import PublishError
from app.publish.addresses import relinked
from app.publish.seal_site import FOLDER, Earlier, address_of, link_of, name_of, seal_site
from app.publish.units import BuiltFile, What, built_files, relationship_of, units_of
from app.sealing.page_keys import PageKeys, revoked, rotated
from app.sealing.sealed_file import Kind, digest, name_of_secret, opened
from app.store.sealed_pages import Upload
from tests.sealing.small_site import DAY, NAMES, WAVES, small_build, small_keys, small_upload

REVIEW = "open/2026/kestrel-row/index.html"


def read(root: Path, files: tuple[BuiltFile, ...], keys: PageKeys, path: str) -> str:
    file = next(file for file in files if file.path == path)
    name = name_of(file, keys)
    text = (root / FOLDER / f"{name}.js").read_bytes()
    return opened(keys.units[file.unit].content, file.kind, name, text).decode("utf-8")


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_one_relationship_is_two_units_and_the_overview_is_one(tmp_path: Path) -> None:
    files = small_build(tmp_path)
    units = units_of(files)
    assert units == tuple(
        sorted([*(f"{e}/{name}" for e in ("firm", "shared") for name in NAMES), "overview"])
    )
    assert {relationship_of(unit) for unit in units} == {*NAMES, ""}
    clear = [file.path for file in files if not file.unit]
    assert clear == ["open/guide/listening/index.html", "open/static/site.css"]


@pytest.mark.parametrize(
    "path",
    [
        "open/2026/kestrel-row/notes.html",
        "open/answers.json",
        "open/guide/listening/draft.html",
        "print/2026/kestrel-row-firm.txt",
        "print/for-the-table/2026/kestrel-row-firm.pdf",
        "print/kestrel-row-firm.pdf",
    ],
)
def test_a_file_that_nobody_decided_about_stops_everything(tmp_path: Path, path: str) -> None:
    small_build(tmp_path)
    stray = tmp_path / path
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_text("x")
    with pytest.raises(PublishError, match="nobody has said who may open this file"):
        built_files(tmp_path / "open", tmp_path / "print")


def test_pages_lead_to_one_another_through_the_opening_page(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    small_upload(tmp_path / "up", files, keys)
    page = read(tmp_path / "up", files, keys, REVIEW)
    where = {file.path: address_of(file, keys) for file in files if file.unit}
    assert f'<a class="skip" href="{where[REVIEW]}.content" target="_top">' in page
    assert f'href="{where["open/index.html"]}.list" target="_top"' in page
    assert f'href="{where["print/2026/kestrel-row-firm.pdf"]}" target="_top"' in page
    guide = 'href="guide/listening/index.html" target="_blank" rel="noopener noreferrer"'
    assert guide in page
    assert '<link rel="stylesheet" href="static/site.css">' in page
    assert '<link rel="icon" href="data:,">' in page
    leading = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert not [one for one in leading if one.startswith(("..", "/")) or "northlight" in one]


def test_a_review_lists_other_surveys_and_every_paper_of_its_own(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    small_upload(tmp_path / "up", files, keys)
    where = {file.path: address_of(file, keys) for file in files if file.unit}
    listed = read(tmp_path / "up", files, keys, REVIEW).rpartition("<nav")[2]
    for file in files:
        own = file.unit == "firm/kestrel-row" and file.path != REVIEW
        assert (where.get(file.path, "none") in listed) == own, file.path
    table = read(tmp_path / "up", files, keys, "open/for-the-table/2026/kestrel-row-shared.html")
    assert where["print/for-the-table/2026/kestrel-row-shared.pdf"] in table
    assert "url(static/fonts/x.woff2)" in table
    assert table.count("href=") == 1


@pytest.mark.parametrize(
    "link",
    [
        '<a href="../nobody/index.html">x</a>',
        '<a href="../../../instance/answers">x</a>',
        '<img src="../2026/kestrel-row/index.html">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="//example.com/">x</a>',
        "<style>a { background: url(../../secret.png) }</style>",
    ],
)
def test_a_link_that_leads_nowhere_stops_the_build(link: str) -> None:
    with pytest.raises(PublishError):
        relinked(link, REVIEW, {REVIEW: "#page.u.n"})


def test_a_link_to_elsewhere_opens_a_tab_of_its_own() -> None:
    page = relinked('<a href="https://example.com/a" rel="noopener">x</a>', REVIEW, {})
    assert page == '<a href="https://example.com/a" target="_blank" rel="noopener">x</a>'


def test_nothing_in_the_folder_says_whose_it_is(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    small_upload(tmp_path / "up", files, small_keys(files))
    for place, data in everything(tmp_path / "up").items():
        for word in ("northlight", "kestrel", "castell"):
            assert word not in place
            assert place == "static/site.css" or word.encode() not in data.lower(), place


def test_the_same_build_and_keys_give_the_same_bytes(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    for name in ("one", "two"):
        small_upload(tmp_path / name, files, keys)
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {place for place in {*before, *after} if before.get(place) != after.get(place)}


def test_one_page_changed_only_its_file_differs(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    small_upload(tmp_path / "one", files, keys)
    source = tmp_path / "build" / REVIEW
    source.write_text(source.read_text("utf-8").replace("8.1", "8.2"), "utf-8")
    small_upload(tmp_path / "two", files, keys)
    file = next(file for file in files if file.path == REVIEW)
    only = {f"{FOLDER}/{name_of(file, keys)}.js"}
    assert changed(everything(tmp_path / "one"), everything(tmp_path / "two")) == only


def earlier_of(
    root: Path, units: Mapping[str, str], unchanged: Callable[[str], bool] = lambda _: True
) -> Earlier:
    digests = {place: digest(data) for place, data in everything(root).items()}
    record = Upload(files=digests, units=units)
    return Earlier(folder=root, record=record, unchanged=unchanged)


def test_what_is_unchanged_is_taken_over_and_comes_out_the_same(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    first = small_upload(tmp_path / "one", files, keys)
    before = earlier_of(tmp_path / "one", first.units, lambda path: path != REVIEW)
    second = small_upload(tmp_path / "two", files, keys, before)
    assert (first.kept, second.sealed) == (frozenset(), 1)
    assert len(second.kept) == first.sealed - 1
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_what_somebody_changed_in_the_folder_before_is_sealed_anew(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    first = small_upload(tmp_path / "one", files, keys)
    before = earlier_of(tmp_path / "one", first.units)
    whole = everything(tmp_path / "one")
    place = next((tmp_path / "one" / FOLDER).iterdir())
    place.write_bytes(b"other")
    small_upload(tmp_path / "two", files, keys, before)
    assert everything(tmp_path / "two") == whole


def test_what_is_taken_over_is_the_very_file_and_nothing_that_was_put_in_its_place(
    tmp_path: Path,
) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    first = small_upload(tmp_path / "one", files, keys)
    whole = everything(tmp_path / "one")
    before = earlier_of(tmp_path / "one", first.units)
    flipped, linked, *_ = sorted((tmp_path / "one" / FOLDER).iterdir())
    moment = flipped.stat().st_mtime_ns
    flipped.write_bytes(bytes(reversed(flipped.read_bytes())))
    os.utime(flipped, ns=(moment, moment))
    linked.rename(tmp_path / "elsewhere")
    linked.symlink_to(tmp_path / "elsewhere")
    second = small_upload(tmp_path / "two", files, keys, before)
    assert everything(tmp_path / "two") == whole
    assert not any(path.is_symlink() for path in (tmp_path / "two").rglob("*"))
    assert not {f"{FOLDER}/{path.name}" for path in (flipped, linked)} & second.kept
    assert second.kept
    for place in second.kept:
        one, two = tmp_path / "one" / place, tmp_path / "two" / place
        assert one.stat().st_ino == two.stat().st_ino


def test_another_key_of_any_unit_seals_everything_anew(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    first = small_upload(tmp_path / "one", files, keys)
    new = rotated(keys, "firm/kestrel-row", DAY)
    second = small_upload(tmp_path / "two", files, new, earlier_of(tmp_path / "one", first.units))
    small_upload(tmp_path / "fresh", files, new)
    assert not second.kept
    assert everything(tmp_path / "two") == everything(tmp_path / "fresh")


def test_a_new_paper_changes_the_pages_that_list_it_and_no_others(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    without = tuple(f for f in files if f.path != "print/2026/kestrel-row-prepare.pdf")
    keys = small_keys(files)
    first = small_upload(tmp_path / "one", without, keys)
    second = small_upload(tmp_path / "two", files, keys, earlier_of(tmp_path / "one", first.units))
    small_upload(tmp_path / "fresh", files, keys)
    assert everything(tmp_path / "two") == everything(tmp_path / "fresh")
    of_it = sum(1 for file in files if file.unit == "firm/kestrel-row")
    assert second.sealed == of_it
    different = changed(everything(tmp_path / "one"), everything(tmp_path / "two"))
    assert len(different) == 3  # the paper, and the two pages that list it


def test_a_rotated_link_opens_the_new_door_and_the_old_one_is_gone(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    new = rotated(keys, "firm/kestrel-row", DAY)
    assert link_of(new, "firm/kestrel-row", "") != link_of(keys, "firm/kestrel-row", "")
    small_upload(tmp_path / "up", files, new)
    there = {path.stem for path in (tmp_path / "up" / FOLDER).iterdir()}
    assert name_of_secret(new.units["firm/kestrel-row"].link) in there
    assert name_of_secret(keys.units["firm/kestrel-row"].link) not in there
    file = next(file for file in files if file.path == REVIEW)
    assert name_of(file, keys) not in there


def test_a_revoked_unit_has_no_door(tmp_path: Path) -> None:
    files = small_build(tmp_path / "build")
    keys = small_keys(files)
    none = revoked(keys, "firm/kestrel-row", DAY)
    assert link_of(none, "firm/kestrel-row", "https://reviews.example.com") == ""
    small_upload(tmp_path / "with", files, keys)
    small_upload(tmp_path / "without", files, none)
    with_door, without = (len(everything(tmp_path / name)) for name in ("with", "without"))
    assert with_door - without == 1


def test_without_a_first_page_there_is_nothing_to_open(tmp_path: Path) -> None:
    files = tuple(f for f in small_build(tmp_path / "build") if f.path != "open/index.html")
    keys = small_keys(small_build(tmp_path / "again"))
    pages = tuple(replace(f, source=f.source) for f in files if f.what is What.PREPARE)
    (tmp_path / "up").mkdir()
    with pytest.raises(PublishError, match="no first page"):
        seal_site(pages, tmp_path / "up", keys, WAVES)


def test_a_sheet_to_print_by_hand_is_sealed_as_a_page(tmp_path: Path) -> None:
    small_build(tmp_path)
    (tmp_path / "print/2026/kestrel-row-firm.html").write_text("<main>by hand</main>", "utf-8")
    files = built_files(tmp_path / "open", tmp_path / "print")
    by_hand = next(f for f in files if f.path == "print/2026/kestrel-row-firm.html")
    assert (by_hand.kind, by_hand.unit) == (Kind.PAGE, "firm/kestrel-row")
