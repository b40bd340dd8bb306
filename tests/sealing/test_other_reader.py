"""A second reader, written from the description alone, opens what is theirs and nothing else."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.publish.seal_site import FOLDER, address_of, link_of
from app.publish.units import BuiltFile
from app.sealing.page_keys import PageKeys
from app.sealing.sealed_file import Kind, as_text, name_of_secret
from tests.sealing.flips import some_flips
from tests.sealing.other_reader import OtherReader, Refused, other_reader
from tests.sealing.small_site import PDF, WORDS, small_build, small_keys, small_upload


class Sealed:
    def __init__(self, root: Path) -> None:
        self.files = small_build(root / "build")
        self.keys: PageKeys = small_keys(self.files)
        self.folder = root / "upload"
        small_upload(self.folder, self.files, self.keys)

    def file(self, path: str) -> BuiltFile:
        return next(file for file in self.files if file.path == path)

    def address(self, path: str) -> str:
        return address_of(self.file(path), self.keys)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return Sealed(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module")
def reader() -> Iterator[OtherReader]:
    with other_reader() as asked:
        yield asked


def read(reader: OtherReader, sealed: Sealed, door: dict, address: str) -> bytes:
    found = reader.opened(folder=str(sealed.folder), keys=door["keys"], address=address)
    return base64.b64decode(found)


def test_a_link_opens_pages_and_briefs_of_its_relationship_in_all_surveys(
    reader: OtherReader, sealed: Sealed
) -> None:
    link = link_of(sealed.keys, "firm/kestrel-row", "https://reviews.example.com")
    door = reader.opened(link=link, folder=str(sealed.folder))
    assert len(door["keys"]) == 1
    assert door["start"] == sealed.address("open/2026/kestrel-row/index.html")
    assert b"kestrel-row in 2026" in read(reader, sealed, door, door["start"])
    for wave in ("2025", "2026"):
        page = sealed.address(f"open/{wave}/kestrel-row/index.html")
        assert b"We say 8.1." in read(reader, sealed, door, page)
        brief = sealed.address(f"print/{wave}/kestrel-row-firm.pdf")
        assert read(reader, sealed, door, brief) == PDF + f"kestrel-row {wave}".encode()


def test_the_passphrase_opens_everything_however_it_is_typed(
    reader: OtherReader, sealed: Sealed
) -> None:
    door = reader.opened(words=f"  {WORDS.upper()} ".replace(" ", "-"), folder=str(sealed.folder))
    assert door["start"] == sealed.address("open/index.html")
    for file in sealed.files:
        if file.unit:
            data = read(reader, sealed, door, address_of(file, sealed.keys))
            assert (data == file.source.read_bytes()) == (file.kind is Kind.BRIEF)
            assert data


def test_the_copy_for_the_table_has_a_link_of_its_own_that_opens_nothing_of_ours(
    reader: OtherReader, sealed: Sealed
) -> None:
    link = link_of(sealed.keys, "shared/kestrel-row", "")
    door = reader.opened(link=link, folder=str(sealed.folder))
    assert b"For both of us" in read(reader, sealed, door, door["start"])
    with pytest.raises(Refused, match="no key of this unit"):
        read(reader, sealed, door, sealed.address("open/2026/kestrel-row/index.html"))


def test_a_link_opens_no_other_relationship(reader: OtherReader, sealed: Sealed) -> None:
    link = link_of(sealed.keys, "firm/kestrel-row", "")
    door = reader.opened(link=link, folder=str(sealed.folder))
    (own,) = door["keys"].values()
    for file in sealed.files:
        if file.unit and file.unit != "firm/kestrel-row":
            _, unit, _ = address_of(file, sealed.keys).split(".")
            with pytest.raises(Refused):
                read(reader, sealed, {"keys": {unit: own}}, address_of(file, sealed.keys))


def test_another_passphrase_and_another_link_open_nothing(
    reader: OtherReader, sealed: Sealed
) -> None:
    with pytest.raises(Refused):
        reader.opened(words=WORDS + " more", folder=str(sealed.folder))
    with pytest.raises(Refused, match="ENOENT"):
        reader.opened(link="#k=" + "A" * 43, folder=str(sealed.folder))


def test_every_flipped_bit_is_refused(reader: OtherReader, sealed: Sealed) -> None:
    assert some_flips(reader, sealed.folder, sealed.keys, 300, random.Random(2026)) == 300


def test_every_truncation_is_refused(reader: OtherReader, sealed: Sealed) -> None:
    secret = sealed.keys.units["firm/kestrel-row"].link
    name = name_of_secret(secret)
    text = (sealed.folder / FOLDER / f"{name}.js").read_text("ascii")
    asked = {"secret": as_text(secret), "kind": "door", "name": name}
    assert reader.opened(**asked, text=text)
    lengths = {*range(0, len(text), 41), *range(len(text) - 45, len(text))}
    for length in sorted(lengths):
        # Cut anywhere, and cut so that what is left still looks like a file of ours.
        for cut in (text[:length], text[: length // 4 * 4] + '")\n'):
            if cut != text:
                with pytest.raises(Refused):
                    reader.opened(**asked, text=cut)


def test_files_that_changed_places_are_refused(reader: OtherReader, sealed: Sealed) -> None:
    mine = [file for file in sealed.files if file.unit == "firm/kestrel-row"]
    key = as_text(sealed.keys.units["firm/kestrel-row"].content)
    for one in mine:
        for other in mine:
            name = address_of(one, sealed.keys).rpartition(".")[2]
            theirs = address_of(other, sealed.keys).rpartition(".")[2]
            text = (sealed.folder / FOLDER / f"{theirs}.js").read_text("ascii")
            swapped = {
                "secret": key,
                "kind": one.kind.value,
                "name": name,
                "text": text.replace(theirs, name),
            }
            if one is other:
                assert reader.opened(**swapped)
                swapped["kind"] = "brief" if one.kind is Kind.PAGE else "page"
            with pytest.raises(Refused):
                reader.opened(**swapped)


@pytest.mark.parametrize("rounds", [0, 1, 599_999, 10_000_001, 10**10])
def test_a_head_that_asks_for_too_little_or_endless_work_is_refused(
    reader: OtherReader, sealed: Sealed, tmp_path: Path, rounds: int
) -> None:
    body = base64.b64decode(sealed.keys.master.split(b'"')[3])
    changed = base64.b64encode(rounds.to_bytes(8, "big") + body[8:]).decode("ascii")
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "master.js").write_text(f'sealed("master","{changed}")\n', "ascii")
    with pytest.raises(Refused, match="rounds"):
        reader.opened(words=WORDS, folder=str(tmp_path))
