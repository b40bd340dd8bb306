"""A build of pages alone: what may not go out any more is not sealed from the folder of prints."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.files.site import read_site
from app.publish.build import build_site
from app.publish.built import Built, Options, Progress
from app.publish.page_keys import start_keys, unlocked
from app.publish.seal_site import FOLDER
from app.publish.upload import Unlocked
from app.sealing import wrapped as wrapping
from app.sealing.page_keys import PageKeys
from app.sealing.sealed_file import Kind, name_of_content
from app.settings import Site
from tests.benchmarks.firms import AS_OF, a_firm, change_an_answer, slug_of

WORDS = "amber basil cedar daisy ember fennel"
QUARRELLED, CHANGED = slug_of(0), slug_of(1)


def build(site: Site, keys: PageKeys, *, pages_only: bool) -> Built:
    return build_site(
        site,
        read_site(site),
        AS_OF,
        Options(workers=2, pages_only=pages_only),
        progress=Progress(lambda *_: None),
        unlocked=Unlocked(passphrase=WORDS, keys=keys),
    )


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, PageKeys, Built]:
    """Built whole; then one is in dispute, another's answer changed, and the pages are built."""
    site = a_firm(tmp_path_factory.mktemp("firm") / "ours", 3, theirs=2, ours=1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wrapping, "MEMORY", 64)
        assert build(site, start_keys(site.instance, WORDS), pages_only=False).is_whole
        file = site.content / "relationships" / f"{QUARRELLED}.md"
        file.write_text(file.read_text("utf-8").replace("+++", "+++\ndispute = true", 1), "utf-8")
        change_an_answer(site, CHANGED)
        keys = unlocked(site.instance, WORDS)
        return site, keys, build(site, keys, pages_only=True)


def goes_out(site: Site, keys: PageKeys, unit: str, path: str) -> bool:
    name = name_of_content(keys.units[unit].content, Kind.BRIEF, path)
    return (site.upload / FOLDER / f"{name}.js").is_file()


def test_no_copy_for_the_table_goes_out_once_there_is_a_dispute(
    after: tuple[Site, PageKeys, Built],
) -> None:
    site, keys, _ = after
    copies = {
        slug: f"for-the-table/2025/{slug}-shared.pdf" for slug in (QUARRELLED, CHANGED, slug_of(2))
    }
    assert all((site.print / copy).is_file() for copy in copies.values())
    out = [s for s, copy in copies.items() if goes_out(site, keys, f"shared/{s}", f"print/{copy}")]
    assert out == [slug_of(2)]


def test_a_brief_goes_out_as_long_as_it_would_be_printed_the_same(
    after: tuple[Site, PageKeys, Built],
) -> None:
    site, keys, built = after
    slugs = (QUARRELLED, CHANGED, slug_of(2))
    out = [s for s in slugs if goes_out(site, keys, f"firm/{s}", f"print/2025/{s}-firm.pdf")]
    assert CHANGED not in out
    assert slug_of(2) in out
    assert built.outdated > 0
    page = Path(site.staged / "2025" / CHANGED / "index.html").read_text("utf-8")
    assert f"{CHANGED}-firm.pdf" not in page


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a person's folders apart by itself")
def test_prints_and_pages_in_clear_are_for_their_owner_and_the_upload_for_a_host(
    after: tuple[Site, PageKeys, Built],
) -> None:
    site, _, _ = after
    assert [folder.stat().st_mode & 0o077 for folder in (site.print, site.staged)] == [0, 0]
    assert site.upload.stat().st_mode & 0o055 == 0o055
    assert site.build.stat().st_mode & 0o055 == 0o055
