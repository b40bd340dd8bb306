"""Looking over what is to be swapped in: dead links, outside addresses, secrets, kinds of file.

Reads what was written and nothing else, so it finds what templates and styles really produced. A
page that was taken over is known from when it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from app.errors import PublishError
from app.sealing.links import PERSONAL_LINK

_LINKING = {"href", "src", "data", "action", "poster", "srcset"}
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_PERSONAL_LINK = re.compile(PERSONAL_LINK.pattern.encode("ascii"))
_TAG = re.compile(rb"""<([a-z][a-z0-9-]*)((?:\s+[^\s"'=<>/]+(?:="[^"<]*")?)*)\s*/?>""")
_NAMED = tuple(f"{name}=".encode() for name in sorted({*_LINKING, "id"}))
_ODD = re.compile(rb"""="[^"<]*<""")
"""An attribute in which a tag seems to begin."""
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)="([^"]*)\"""")
_BEGINNINGS = {
    ".html": (b"<!doctype html>",),
    ".woff2": (b"wOF2",),
    ".pdf": (b"%PDF-1.",),
}
_LONGEST = max(len(begins) for every in _BEGINNINGS.values() for begins in every)
_TEXTS = (".css", ".txt")


@dataclass(frozen=True, slots=True)
class Looked:
    """Where a page leads, and the places in it that may be led to."""

    targets: tuple[str, ...]
    anchors: tuple[str, ...]


class _Links(HTMLParser):
    """The addresses a page points to, and the anchors it offers."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, None] = {}
        self.anchors: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and _led_by_a_click(dict(attrs)):
            return
        for name, value in attrs:
            if name in _LINKING and value is not None and not value.startswith("data:"):
                self.targets[value] = None
            elif name == "id" and value:
                self.anchors[value] = None


def _led_by_a_click(attrs: Mapping[str, str | None]) -> bool:
    """A link of the firm's prose: nothing is fetched until a reader follows it knowingly."""
    scheme = urlsplit(attrs.get("href") or "").scheme
    return scheme in ("http", "https", "mailto") and "noopener" in (attrs.get("rel") or "").split()


def look(folder: Path, name: str) -> Looked:
    """One file that was written. Raises PublishError for what may be in none."""
    path = folder / name
    data = path.read_bytes()
    beginnings = _BEGINNINGS.get(path.suffix)
    if beginnings is None and path.suffix not in _TEXTS:
        raise _wrong(f"{name}: no kind of file that belongs here")
    begins = data[:_LONGEST].lower()
    if beginnings is not None and not begins.startswith(tuple(b.lower() for b in beginnings)):
        raise _wrong(f"{name}: its bytes are not what its name says")
    if path.suffix == ".html":
        return _look_at_page(name, data)
    if path.suffix == ".css":
        return _look_at_style(data.decode("utf-8"))
    return Looked((), ())


def _look_at_page(name: str, data: bytes) -> Looked:
    if _PERSONAL_LINK.search(data):
        raise _wrong(
            f"{name}: holds a personal link, with which its readers could answer; "
            "take it out of the file in content/ that says it"
        )
    return _quick_look(data) or _thorough_look(data.decode("utf-8"))


def _thorough_look(text: str) -> Looked:
    links = _Links()
    links.feed(text)
    return Looked(tuple(links.targets), tuple(links.anchors))


def _quick_look(data: bytes) -> Looked | None:
    """The same of a page as our templates write it, in a fraction of the time.

    Reads only tags in which a name stands that matters. None where such a name stands in what they
    never write: a tag without quotes around a value, a comment, text that is no HTML.
    """
    parts = data.split(b"=")
    if any(not 0x20 < part[-1] < 0x7F for part in parts[:-1] if part):
        return None  # something unseen before a "=": whether a name is meant, others decide
    if data.find(b"<!", 1) > 0 or b"='" in data or _ODD.search(data):
        return None
    targets: dict[str, None] = {}
    anchors: dict[str, None] = {}
    ended = 0
    for place in sorted(_places(data.lower())):
        if place < ended:  # in the tag that was read last
            continue
        begins = data.rfind(b"<", ended, place)
        tag = _TAG.match(data, begins) if begins >= 0 else None
        if tag is None or tag.end() <= place:
            return None
        ended = tag.end()
        written = _ATTRIBUTE.findall(tag[2].decode("utf-8"))
        attrs = [(name.lower(), unescape(value)) for name, value in written]
        if tag[1] == b"a" and _led_by_a_click(dict(attrs)):
            continue
        for name, value in attrs:
            if name in _LINKING and not value.startswith("data:"):
                targets[value] = None
            elif name == "id" and value:
                anchors[value] = None
    return Looked(tuple(targets), tuple(anchors))


def _places(lower: bytes) -> Iterator[int]:
    """Where one of the names stands before a value; part of a longer word is as good."""
    for name in _NAMED:
        place = lower.find(name)
        while place >= 0:
            yield place
            place = lower.find(name, place + 1)


def _look_at_style(text: str) -> Looked:
    found = (match.group(1) or match.group(2) for match in _CSS_URL.finditer(text))
    return Looked(tuple(target for target in found if not target.startswith("data:")), ())


def inspect_links(looked: Mapping[str, Looked], outside: Iterable[str] = ()) -> None:
    """Raises PublishError naming every dead link and outside address.

    `looked` is every file of the site by its place; `outside` are places beside it, counted from
    the site's folder, that will be there after the swap (`../print/2026/a-firm.pdf`).
    """
    anchors = {name: frozenset(found.anchors) for name, found in looked.items()}
    will_be = frozenset(outside)
    found = [
        f"{name}: {problem}"
        for name, one in looked.items()
        for target in one.targets
        if (problem := _problem(target, name, anchors, will_be))
    ]
    if found:
        raise _wrong("\n".join(found))


def _problem(
    target: str, name: str, anchors: Mapping[str, frozenset[str]], outside: frozenset[str]
) -> str:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return f"leads outside: {target}"
    if parts.path.startswith("/") or "%2f" in parts.path.lower():
        return f"dead link: {target}"  # the site may lie in any folder of a host
    place = _place(name, unquote(parts.path)) if parts.path else name
    if place not in anchors and f"{place}/index.html".lstrip("/") in anchors:
        place = f"{place}/index.html".lstrip("/")
    if place in anchors:
        missing = parts.fragment and parts.fragment not in anchors[place]
        return f"no such place: {target}" if missing else ""
    return "" if place in outside else f"dead link: {target}"


def _place(name: str, path: str) -> str:
    """Where a path leads, counted from the site's folder."""
    folder, _, _ = name.rpartition("/")
    # Of a text: a site has thousands of links, and a path object takes longer than all the rest.
    place = normpath(f"{folder}/{path}" if folder else path)
    place = "" if place == "." else place
    return f"{place}/index.html".lstrip("/") if path.endswith("/") else place


def _wrong(what: str) -> PublishError:
    return PublishError(f"the pages do not hold together, nothing was replaced:\n{what}")
