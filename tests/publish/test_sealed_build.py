"""A whole sealed build after one changed answer: its own files and the overviews' differ, no other;
and a build that is forced gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.files.site import read_site
from app.publish.build import build_site
from app.publish.built import Built, Options, Progress
from app.publish.carried import MARKER
from app.publish.page_keys import start_keys, unlocked
from app.publish.seal_site import FOLDER, name_of
from app.publish.units import OVERVIEW, BuiltFile, built_files, units_of
from app.publish.upload import Unlocked
from app.sealing import wrapped as wrapping
from app.settings import Site
from tests.benchmarks.firms import AS_OF, a_firm, change_an_answer, slug_of

WORDS = "amber basil cedar daisy ember fennel"
CHANGED = slug_of(1)


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Three relationships over two waves, sealed once."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wrapping, "MEMORY", 64)
        site = a_firm(tmp_path_factory.mktemp("firm") / "ours", 3, theirs=2, ours=1, waves=2)
        start_keys(site.instance, WORDS)
        assert build(site).is_whole
        yield site


def build(site: Site, *, force: bool = False) -> Built:
    return build_site(
        site,
        read_site(site),
        AS_OF,
        Options(workers=2, force=force),
        progress=Progress(lambda *_: None),
        unlocked=Unlocked(passphrase=WORDS, keys=unlocked(site.instance, WORDS)),
    )


def bytes_of(*folders: Path) -> dict[str, bytes]:
    return {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def differing(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def sealed_as(site: Site) -> dict[str, BuiltFile]:
    """By its place in the upload folder what a sealed file holds."""
    keys = unlocked(site.instance, WORDS)
    return {
        f"{site.upload.name}/{FOLDER}/{name_of(file, keys)}.js": file
        for file in built_files(site.staged, site.print)
        if file.unit
    }


def test_one_changed_answer_changes_its_own_sealed_files_and_the_overviews_alone(
    firm: Site,
) -> None:
    clear, sealed = bytes_of(firm.staged, firm.print), bytes_of(firm.upload)
    change_an_answer(firm, CHANGED)
    built = build(firm)
    of = sealed_as(firm)
    changed = differing(sealed, bytes_of(firm.upload))
    # A sealed file differs exactly where what it holds does.
    held = {f"{file.source.parent}/{file.source.name}": place for place, file in of.items()}
    roots = {firm.staged.name: firm.staged, firm.print.name: firm.print}
    expected = {
        held[str(roots[name.partition("/")[0]] / name.partition("/")[2])]
        for name in differing(clear, bytes_of(firm.staged, firm.print))
    }
    assert changed == expected
    units = {of[place].unit for place in changed}
    own = {file.unit for file in of.values() if CHANGED in file.path}
    assert units == {OVERVIEW, *own}
    assert len(own) == 2
    assert built.sealed == len(changed)
    assert len(units_of(tuple(of.values()))) == 7  # two editions of each, and the overview


def test_with_the_same_keys_all_made_anew_is_the_same_bytes(firm: Site) -> None:
    before = bytes_of(firm.upload)
    built = build(firm, force=True)
    assert built.taken == 0
    assert bytes_of(firm.upload) == before
