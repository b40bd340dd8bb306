"""Looking over a finished upload folder: nothing private in clear, and everything else our seal.

Reads what was written and nothing else. Every file is one of three: what every upload has, byte for
byte; a page of the guide or its style, without a private word; or sealed, and then it is opened.
What is found stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from html import unescape
from pathlib import Path

from app.core.firm import Firm
from app.errors import PublishError, SealError
from app.files.site import GuidePage
from app.pages.environment import STATIC, TEMPLATES
from app.pages.prose import to_html
from app.publish.addresses import clear_path
from app.publish.hosting import hosting_files
from app.publish.listing import files_below, is_plain
from app.publish.private_words import PrivateWords, folded, words_of
from app.publish.seal_site import AT_ONCE, FOLDER, name_of
from app.publish.shared_out import in_parts, shared_out
from app.publish.units import BuiltFile
from app.sealing.page_keys import PageKeys
from app.sealing.sealed_file import MASTER, Kind, digest, name_of_secret, opened
from app.store.sealed_pages import Upload

_NO_WORDS = re.compile(
    r'"data:(?:image/[a-z+]{3,8};base64,[A-Za-z0-9+/]*={0,2}|,)"|</?[a-zA-Z][a-zA-Z0-9]*'
)
_MOST = 20
"""Findings that a message lists."""


def inspect_sealed(
    folder: Path,
    files: Iterable[BuiltFile],
    keys: PageKeys,
    private: PrivateWords,
    *,
    firm: Firm,
    guide: Sequence[GuidePage],
    known: Upload | None = None,
    taken: Set[str] = frozenset(),
    workers: int = 1,
) -> Mapping[str, str]:
    """Path → SHA-256 of all that stands there. Raises PublishError. So many processes open what is
    sealed.

    `guide` is what the firm wrote for everyone: its words may stand in clear. What `known` holds
    with the same digest was opened by an earlier build; the files at the places in `taken` are
    known to have it, and are not read again.
    """
    files = tuple(files)
    clear = {clear_path(file.path) for file in files if not file.unit}
    always = {name: text.encode("utf-8") for name, text in hosting_files(firm).items()}
    always |= {name: (STATIC / name[7:]).read_bytes() for name in clear if name[:7] == "static/"}
    sealed = _sealed(files, keys)
    own = _own_words(firm, guide, {*always, *clear})
    places = sorted(files_below(folder))
    plain = {place for place in places if is_plain(f"{folder}/{place}")}
    kept = plain & taken & set(sealed) if known is not None else frozenset[str]()
    digests = {place: known.files[place] for place in kept} if known is not None else {}

    def looked_at(some: Sequence[str]) -> list[tuple[str, str, list[str]]]:
        return [(place, *one_looked_at(place)) for place in some]

    def one_looked_at(place: str) -> tuple[str, list[str]]:
        data = (folder / place).read_bytes() if place in plain else b""
        made = digest(data)
        was_opened = known is not None and known.files.get(place) == made
        return made, [] if was_opened else _unopened(place, data, sealed[place], keys)

    wrong: list[str] = []
    parts = in_parts([place for place in places if place in sealed and place not in kept], AT_ONCE)
    for _, found in shared_out(looked_at, parts, workers, worth=4):
        for place, made, what in found:
            digests[place] = made
            wrong += what
    for place in places:
        if place in sealed:  # called by digests, in which "face" is chance
            continue
        data = (folder / place).read_bytes() if place in plain else b""
        digests[place] = digest(data)
        if place in always:
            wrong += [] if data == always[place] else [f"{place}: is not what every upload has"]
        elif place in clear:
            wrong += _told(place, data, private, own)
        else:
            wrong.append(f"{place}: has no place in an upload")
            wrong += [f"{place}: its name says {word}" for word in private.found_in(place, own)]
    wrong.sort()
    wrong += [f"{place}: is missing" for place in {*always, *clear, *sealed} - set(digests)]
    if wrong:
        more = f"\nand {len(wrong) - _MOST} more" if len(wrong) > _MOST else ""
        raise PublishError(
            "the upload folder is not safe to publish, nothing was replaced; "
            "what stands in guide/ is written in content/guide, take it out there:\n"
            + "\n".join(wrong[:_MOST])
            + more
        )
    return dict(sorted(digests.items()))


def _sealed(files: Iterable[BuiltFile], keys: PageKeys) -> dict[str, tuple[bytes, Kind]]:
    """Place → what opens it."""
    found = {_place(name_of_secret(keys.secret)): (keys.secret, Kind.DOOR)}
    found[_place(MASTER)] = (b"", Kind.MASTER)
    for file in files:
        if file.unit:
            unit = keys.units[file.unit]
            found[_place(name_of(file, keys))] = (unit.content, file.kind)
            if unit.link:
                found[_place(name_of_secret(unit.link))] = (unit.link, Kind.DOOR)
    return found


def _place(name: str) -> str:
    return f"{FOLDER}/{name}.js"


def _unopened(place: str, data: bytes, by: tuple[bytes, Kind], keys: PageKeys) -> list[str]:
    secret, kind = by
    if kind is Kind.MASTER:
        return [] if data == keys.master else [f"{place}: is not the one that was kept"]
    try:
        opened(secret, kind, Path(place).stem, data)
    except SealError as error:
        return [f"{place}: {error}"]
    return []


def _told(place: str, data: bytes, private: PrivateWords, own: frozenset[str]) -> list[str]:
    # Tags have names of their own, and the logo stands there as letters that mean nothing.
    text = unescape(_NO_WORDS.sub(" ", data.decode("utf-8")))
    return [f"{place}: holds {word}" for word in private.found_in(text, own)]


def _own_words(firm: Firm, guide: Sequence[GuidePage], names: Iterable[str]) -> frozenset[str]:
    """What the opening page and the guide say of themselves, as it is written and as it is read,
    the frame of a guide's page, and `names` of files in clear, to which it leads.
    """
    frame = TEMPLATES / "guide.html", TEMPLATES / "_base.html"
    said = [
        *hosting_files(firm).values(),
        *(path.read_text(encoding="utf-8") for path in frame),
        *(f"{page.slug} {page.title} {page.body}" for page in guide),
        *(unescape(_NO_WORDS.sub(" ", to_html(page.body))) for page in guide),
        *names,
    ]
    return words_of(folded(" ".join(said)))
