"""Sealing a finished build: open pages and printed sheets in, a folder for any host out.

The same files and keys give the same bytes. What the caller knows to be unchanged is taken from the
upload before, as long as every key is still the one that it was sealed with.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import PublishError
from app.pages.environment import render
from app.pages.papers import Paper, Papers
from app.publish.addresses import clear_path, relinked
from app.publish.listing import is_plain
from app.publish.manifest import take_over
from app.publish.shared_out import in_parts, shared_out
from app.publish.units import OVERVIEW, BuiltFile, What
from app.sealing.page_keys import PageKeys
from app.sealing.sealed_file import (
    MASTER,
    Kind,
    as_text,
    digest,
    name_of_content,
    name_of_secret,
    sealed,
    unit_of_key,
)
from app.store.sealed_pages import Upload

FOLDER = "sealed"
"""Below the upload folder."""
AT_ONCE = 25
"""Files that are handed out together: one is sealed, or opened, in half a millisecond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The upload before, and what is known of it."""

    folder: Path
    record: Upload
    unchanged: Callable[[str], bool]
    """Whether a built file (`open/…`, `print/…`) is, byte for byte, what it was then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedSite:
    sealed: int
    """Files sealed anew."""
    kept: frozenset[str]
    """Paths in the folder of what was taken from the upload before."""
    units: Mapping[str, str]
    """Unit → what addresses call it, and which files it has: see `Upload.units`."""


def seal_site(
    files: Iterable[BuiltFile],
    target: Path,
    keys: PageKeys,
    waves: Iterable[str],
    earlier: Earlier | None = None,
    workers: int = 1,
) -> SealedSite:
    """Writes `sealed/`, the guide and the style into `target`. `waves` are ids, newest first; so
    many processes seal.

    Every unit of the files has its keys. Raises PublishError for a dead link.
    """
    files = tuple(files)
    order = {wave: place for place, wave in enumerate(waves)}
    addresses = {file.path: address_of(file, keys) for file in files if file.unit}
    of_unit: dict[str, list[BuiltFile]] = {}
    for file in files:
        if file.unit:
            of_unit.setdefault(file.unit, []).append(file)
    for mine in of_unit.values():
        mine.sort(key=lambda file: (order.get(file.wave, len(order)), file.path))
    units = {unit: _signature(unit, mine, keys) for unit, mine in sorted(of_unit.items())}
    usable = earlier if earlier is not None and _same_keys(earlier.record, units) else None
    kept = _still(usable, files, addresses, units, workers) if usable is not None else frozenset()
    folder = target / FOLDER
    folder.mkdir(parents=True)
    to_seal: list[BuiltFile] = []
    for file in files:
        if not file.unit:
            _copy_clear(file, target)
        elif usable is not None and (place := _place(addresses[file.path])[1]) in kept:
            take_over(place, usable.folder, target)
        else:
            to_seal.append(file)

    def seal(some: Sequence[BuiltFile]) -> None:
        for file in some:
            data = file.source.read_bytes()
            if file.kind is Kind.PAGE:
                html = _page(data.decode("utf-8"), file, of_unit[file.unit], addresses)
                data = html.encode("utf-8")
            name, place = _place(addresses[file.path])
            text = sealed(keys.units[file.unit].content, file.kind, name, data)
            (target / place).write_bytes(text)

    for _ in shared_out(seal, in_parts(to_seal, AT_ONCE), workers, worth=4):
        pass
    for name, text in _doors(of_unit, addresses, keys):
        (folder / f"{name}.js").write_bytes(text)
    return SealedSite(sealed=len(to_seal), kept=kept, units=units)


def name_of(file: BuiltFile, keys: PageKeys) -> str:
    """The opaque name of a file that is sealed."""
    return name_of_content(keys.units[file.unit].content, file.kind, file.path)


def address_of(file: BuiltFile, keys: PageKeys) -> str:
    """Where it is found by whoever has the key of its unit."""
    return f"#{file.kind}.{unit_of_key(keys.units[file.unit].content)}.{name_of(file, keys)}"


def link_of(keys: PageKeys, unit: str, site_at: str) -> str:
    """The link that opens a unit; empty where none does."""
    secret = keys.units[unit].link
    return f"{site_at}/#k={as_text(secret)}" if secret else ""


def _doors(
    of_unit: Mapping[str, list[BuiltFile]], addresses: Mapping[str, str], keys: PageKeys
) -> Iterable[tuple[str, bytes]]:
    named = {unit: keys.units[unit] for unit in sorted(of_unit)}
    everything = {unit_of_key(unit.content): as_text(unit.content) for unit in named.values()}
    whole = of_unit.get(OVERVIEW, [])
    first = next((file for file in whole if file.path == "open/index.html"), None)
    if first is None:
        raise PublishError("open/index.html: there is no first page to open")
    yield _door(keys.secret, addresses[first.path], everything)
    yield MASTER, keys.master
    for name, unit in named.items():
        start = next((file for file in of_unit[name] if file.kind is Kind.PAGE), None)
        if unit.link:
            own = {unit_of_key(unit.content): as_text(unit.content)}
            start = start or of_unit[name][0]
            yield _door(unit.link, addresses[start.path], own)


def _door(secret: bytes, start: str, own: Mapping[str, str]) -> tuple[str, bytes]:
    name = name_of_secret(secret)
    data = json.dumps({"start": start, "keys": own}, separators=(",", ":")).encode("ascii")
    return name, sealed(secret, Kind.DOOR, name, data)


def _page(
    html: str, file: BuiltFile, of_unit: list[BuiltFile], addresses: Mapping[str, str]
) -> str:
    page = relinked(html, file.path, addresses)
    if file.what not in (What.REVIEW, What.TABLE):
        return page
    papers = _papers(file, of_unit, addresses)
    before, end, after = page.rpartition("</main>")
    return f"{before}{render(papers)}{end}{after}" if papers.waves else page


def _papers(file: BuiltFile, of_unit: list[BuiltFile], addresses: Mapping[str, str]) -> Papers:
    by_wave: dict[str, list[Paper]] = {}
    for other in of_unit:
        address = "" if other is file else addresses[other.path]
        if address or file.what is What.REVIEW:
            by_wave.setdefault(other.wave, []).append(Paper(what=other.what, address=address))
    waves = {wave: papers for wave, papers in by_wave.items() if any(p.address for p in papers)}
    return Papers(waves=tuple((wave, tuple(papers)) for wave, papers in waves.items()))


def _signature(unit: str, mine: list[BuiltFile], keys: PageKeys) -> str:
    # What there is of a unit stands at the end of each of its pages.
    paths = "\n".join(file.path for file in mine).encode("utf-8")
    return f"{unit_of_key(keys.units[unit].content)} {digest(paths)}"


def _same_keys(record: Upload, units: Mapping[str, str]) -> bool:
    return all(
        unit not in units or units[unit].split()[0] == signature.split()[0]
        for unit, signature in record.units.items()
    )


def _still(
    earlier: Earlier,
    files: Iterable[BuiltFile],
    addresses: Mapping[str, str],
    units: Mapping[str, str],
    workers: int,
) -> frozenset[str]:
    """The places of what would be sealed again and lies in the folder before as it was written."""
    known, there = earlier.record.files, f"{earlier.folder}"
    places = [
        place
        for file in files
        if file.unit
        and earlier.record.units.get(file.unit) == units[file.unit]
        and (place := _place(addresses[file.path])[1]) in known
        and earlier.unchanged(file.path)
        and is_plain(f"{there}/{place}")
    ]

    def as_written(some: Sequence[str]) -> list[str]:
        return [one for one in some if digest((earlier.folder / one).read_bytes()) == known[one]]

    found = shared_out(as_written, in_parts(places, 8 * AT_ONCE), workers, worth=2)
    return frozenset(place for _, right in found for place in right)


def _place(address: str) -> tuple[str, str]:
    """What a sealed file is called, and where it lies."""
    name = address.rpartition(".")[2]
    return name, f"{FOLDER}/{name}.js"


def _copy_clear(file: BuiltFile, target: Path) -> None:
    place = target / clear_path(file.path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(file.source.read_bytes())
