"""Looking over a finished folder before it is swapped in: dead links, outside addresses, secrets.

Reads what was written and nothing else, so it finds what templates and styles really produced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.errors import PublishError

_LINKING = {"href", "src", "data", "action", "poster", "srcset"}
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_PERSONAL_LINK = re.compile(r"/s/[a-z0-9_-]{20,}", re.IGNORECASE)


class _Links(HTMLParser):
    """The addresses a page points to, and the anchors it offers."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and _led_by_a_click(dict(attrs)):
            return
        for name, value in attrs:
            if name in _LINKING and value is not None and not value.startswith("data:"):
                self.targets.append(value)
            elif name == "id" and value:
                self.anchors.add(value)


def _led_by_a_click(attrs: dict[str, str | None]) -> bool:
    """A link of the firm's prose: nothing is fetched until a reader follows it knowingly."""
    scheme = urlsplit(attrs.get("href") or "").scheme
    return scheme in ("http", "https", "mailto") and "noopener" in (attrs.get("rel") or "").split()


def inspect_pages(folder: Path, *, root: Path, planned: Iterable[Path] = ()) -> None:
    """Raises PublishError naming every dead link, outside address and personal link.

    `root` is the folder (the build) that relative links may reach; `planned` are files outside
    `folder` that will be there after the swap, as absolute paths of today's target.
    """
    will_be = {path.resolve() for path in planned}
    found: list[str] = []
    anchors: dict[Path, _Links] = {}
    for page in sorted(folder.rglob("*.html")):
        links = _Links()
        text = page.read_text(encoding="utf-8")
        links.feed(text)
        anchors[page.resolve()] = links
        if _PERSONAL_LINK.search(text):
            found.append(f"{page.relative_to(folder)}: holds a personal link")
    for page, links in anchors.items():
        place = page.relative_to(folder.resolve())
        for target in links.targets:
            problem = _wrong(target, page, folder.resolve(), root.resolve(), will_be, anchors)
            if problem:
                found.append(f"{place}: {problem}")
    for style in sorted(folder.rglob("*.css")):
        for match in _CSS_URL.finditer(style.read_text(encoding="utf-8")):
            target = match.group(1) or match.group(2)
            if target.startswith("data:"):
                continue
            if urlsplit(target).netloc or urlsplit(target).scheme:
                found.append(f"{style.relative_to(folder)}: leads outside: {target}")
            elif not (style.parent / unquote(urlsplit(target).path)).is_file():
                found.append(f"{style.relative_to(folder)}: dead link: {target}")
    if found:
        raise PublishError(
            "the pages do not hold together, nothing was replaced:\n" + "\n".join(found)
        )


def _wrong(
    target: str,
    page: Path,
    folder: Path,
    root: Path,
    will_be: set[Path],
    pages: dict[Path, _Links],
) -> str | None:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return f"leads outside: {target}"
    path = page if not parts.path else (page.parent / unquote(parts.path))
    resolved = Path(_normal(path))
    if resolved.is_dir() or parts.path.endswith("/"):
        resolved = resolved / "index.html"
    if resolved in pages:
        if parts.fragment and parts.fragment not in pages[resolved].anchors:
            return f"no such place: {target}"
        return None
    if resolved.is_file() and resolved.is_relative_to(folder):
        return None
    # The folder is still called by its temporary name: a link out of it is counted from there.
    return None if resolved in will_be and resolved.is_relative_to(root) else f"dead link: {target}"


def _normal(path: Path) -> str:
    """Without `..`, and without asking the disk, because the target may not be there yet."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return str(Path(*parts))
