"""The sample firm's build, sealed: nothing of the store is in clear, and links stay as they are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.errors import SealError
from app.files.site import SiteFiles, read_site
from app.publish.carried import MARKER
from app.publish.hosting import hosting_files
from app.publish.load import compile_site
from app.publish.page_keys import changed, has_keys, keep, keys_for, start_keys, unlocked
from app.publish.private_words import PrivateWords, folded, private_words, words_of
from app.publish.published_copy import compared
from app.publish.seal_site import FOLDER, link_of
from app.publish.swap import mark, swap_in
from app.publish.upload import MadeUpload, Unlocked, make_upload
from app.sealing import wrapped as wrapping
from app.sealing.page_keys import rotated, with_passphrase
from app.settings import PROGRAM, Site
from app.store.once import AnswersOnce
from app.store.sealed_pages import keep_upload, last_upload

WORDS = "amber basil cedar daisy ember fennel"
DAY = date(2026, 11, 16)


class Host:
    """The sample firm in a folder of its own, built once and sealed as often as asked."""

    def __init__(self, demo: Site, root: Path) -> None:
        for name in ("instance", "build"):
            shutil.copytree(demo.instance.parent / name, root / name)
        shutil.rmtree(root / "build" / "upload", ignore_errors=True)
        self.site = Site(PROGRAM, made_in=root)
        (self.site.instance / "keys" / "pages.json").unlink(missing_ok=True)
        (self.site.instance / "upload.json").unlink(missing_ok=True)
        self.files: SiteFiles = read_site(self.site)
        self.portfolios = compile_site(self.site, self.files, DAY).portfolios
        answers = AnswersOnce(self.site.instance)
        self.private: PrivateWords = private_words(self.site, self.files, answers)
        start_keys(self.site.instance, WORDS)

    def seal(self, unchanged: Callable[[str], bool] = lambda _: False) -> MadeUpload:
        keys = unlocked(self.site.instance, WORDS)
        made = make_upload(
            self.site,
            self.files,
            self.portfolios,
            Unlocked(passphrase=WORDS, keys=keys),
            self.private,
            DAY,
            pages=self.site.open_pages,
            printed=self.site.print,
            unchanged=unchanged,
        )
        mark(made.folder, DAY)
        swap_in(self.site.build, [(made.folder, self.site.upload)])
        keep_upload(self.site.instance, made.record)
        return made


@pytest.fixture(scope="module")
def host(demo: Site, tmp_path_factory: pytest.TempPathFactory) -> Host:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wrapping, "MEMORY", 64)
        return Host(demo, tmp_path_factory.mktemp("host"))


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def test_no_word_of_the_store_is_in_clear(host: Host) -> None:
    host.seal()
    own = words_of(folded(" ".join(f"{page.title} {page.body}" for page in host.files.guide)))
    opening = words_of(folded(" ".join(hosting_files(host.files.firm).values())))
    names = words_of("northlight foods okafor kestrel harbour")
    private = host.private.words | host.private.said
    assert len(private) > 500 and names <= host.private.words
    for place, data in everything(host.site.upload).items():
        if place.startswith("static/"):
            continue  # byte for byte the program's
        # Four letters of base64 may be a word; a sealed file is opened by the inspection.
        in_clear = b"" if place.startswith(FOLDER) else data
        text = folded(place + " " + in_clear.decode("utf-8"))
        found = words_of(text) & private
        assert found <= own | opening | {"harbour", "pike"}, (place, found)
        assert b"orthlight" not in data


def test_whoever_answers_in_words_of_the_guide_and_of_file_names_stops_no_build(host: Host) -> None:
    host.seal()
    clear = [p for p in everything(host.site.upload).items() if not p[0].startswith(FOLDER)]
    texts = [data.decode("utf-8") for place, data in clear if not place.startswith("static/")]
    every = words_of(folded(" ".join((*texts, *(place for place, _ in clear)))))
    assert {"regular", "index", "headers", "fonts"} <= every
    private = host.private
    host.private = replace(private, said=private.said | every)
    try:
        host.seal()
    finally:
        host.private = private


def test_every_unit_of_the_build_has_a_link_and_the_overview_none(host: Host) -> None:
    host.seal()
    keys = unlocked(host.site.instance, WORDS)
    assert link_of(keys, "firm/northlight-foods", "https://reviews.example.com").startswith(
        "https://reviews.example.com/#k="
    )
    assert [name for name, unit in keys.units.items() if not unit.link] == ["overview"]


def test_two_builds_give_the_same_bytes_and_what_is_unchanged_is_kept(host: Host) -> None:
    host.seal()
    before = everything(host.site.upload)
    assert host.seal().kept == 0
    assert everything(host.site.upload) == before
    again = host.seal(lambda _: True)
    assert (again.sealed, again.kept) == (0, len(list((host.site.upload / FOLDER).iterdir())) - 35)
    assert everything(host.site.upload) == before


def test_links_given_out_stay_when_a_new_relationship_comes(host: Host) -> None:
    host.seal()
    keys = unlocked(host.site.instance, WORDS)
    link = link_of(keys, "firm/northlight-foods", "")
    fewer = {name: unit for name, unit in keys.units.items() if name != "firm/kestrel-row"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wrapping, "MEMORY", 64)
        keep(
            host.site.instance,
            WORDS,
            type(keys)(secret=keys.secret, master=keys.master, units=fewer),
        )
        host.seal()
    after = unlocked(host.site.instance, WORDS)
    assert set(after.units) == set(keys.units)
    assert link_of(after, "firm/northlight-foods", "") == link


def test_the_keys_are_private_and_open_with_their_passphrase_alone(host: Host) -> None:
    kept = host.site.instance / "keys" / "pages.json"
    assert has_keys(host.site.instance)
    assert kept.stat().st_mode & 0o077 == 0
    assert b"northlight" not in kept.read_bytes()
    with pytest.raises(SealError, match="this is not the passphrase of the pages"):
        unlocked(host.site.instance, "amber basil cedar daisy ember")


def test_without_keys_there_is_nothing_to_open(tmp_path: Path) -> None:
    assert not has_keys(tmp_path)
    with pytest.raises(SealError, match="a build makes them"):
        unlocked(tmp_path, WORDS)


def test_what_is_changed_while_a_build_runs_stays_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrapping, "MEMORY", 64)
    start_keys(tmp_path, WORDS)
    before = keys_for(tmp_path, WORDS, ("firm/a",), DAY)  # read when a build began
    after = changed(tmp_path, WORDS, lambda keys: rotated(keys, "firm/a", DAY))
    built = keys_for(tmp_path, WORDS, ("firm/a", "firm/b"), DAY)
    assert before.units["firm/a"] != after.units["firm/a"] == built.units["firm/a"]
    assert unlocked(tmp_path, WORDS) == built
    new = WORDS.replace("amber", "acorn")
    changed(tmp_path, WORDS, lambda keys: with_passphrase(keys, new), new)
    with pytest.raises(SealError, match="this is not the passphrase"):
        keys_for(tmp_path, WORDS, ("firm/a", "firm/c"), DAY)
    assert set(unlocked(tmp_path, new).units) == {"firm/a", "firm/b"}


def test_a_copy_of_what_the_host_has_is_compared_with_what_was_built(
    host: Host, tmp_path: Path
) -> None:
    host.seal()
    built = last_upload(host.site.instance)
    assert built is not None
    copy = tmp_path / "copy"
    shutil.copytree(host.site.upload, copy)
    for kept_by_hosts in ("_headers", ".nojekyll", ".made-by-build.json"):
        (copy / kept_by_hosts).unlink()
    assert compared(copy, built).is_the_same
    (copy / "index.html").write_text("<script>send(words)</script>", "utf-8")
    sealed = sorted((copy / FOLDER).iterdir())
    sealed[0].unlink()
    (copy / "shop.html").write_text("", "utf-8")
    found = compared(copy, built)
    assert found.opening_changed and not found.is_the_same
    assert found.missing == (f"{FOLDER}/{sealed[0].name}",)
    assert (found.changed, found.added) == (("index.html",), ("shop.html",))
    assert found.same == len(built.files) - 4


def test_a_rotated_link_changes_its_own_files_and_the_pages_that_lead_there(host: Host) -> None:
    host.seal()
    before = everything(host.site.upload)
    keys = unlocked(host.site.instance, WORDS)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wrapping, "MEMORY", 64)
        keep(host.site.instance, WORDS, rotated(keys, "shared/northlight-foods", DAY))
    host.seal()
    after = everything(host.site.upload)
    gone, new = set(before) - set(after), set(after) - set(before)
    assert len(gone) == len(new) == 3  # its page, its print, its door
    differing = {place for place in set(before) & set(after) if before[place] != after[place]}
    assert len(differing) == 2  # our review that leads there, and the door that opens all
