"""Links of an open page, made to lead where things stand when they are sealed.

In a sealed page a link to another is `#kind.unit.name`, which the opening page follows; the guide
and the style are reached from the upload's root. A link that leads nowhere stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit

from app.errors import PublishError

_ATTRIBUTE = re.compile(r' (href|src|srcset|data|action|poster)="([^"]*)"')
_STYLE = re.compile(r"url\((\.\.[^)]*)\)")
_TAG = re.compile(r"""<([a-zA-Z][^\s"'<>/]*)(?:[^"'<>]|"[^"]*"|'[^']*')*>""")
_ITS_STYLE = re.compile(r"""\sstyle=(?:"[^"]*"|'[^']*')""")
_OUTSIDE = ("http", "https", "mailto", "data")
IN_THE_OPENER = ' target="_top"'
IN_A_TAB = ' target="_blank" rel="noopener noreferrer"'


def relinked(html: str, path: str, addresses: Mapping[str, str]) -> str:
    """The page that stands at `path`, to be read through the opening page.

    `addresses` are those of everything sealed, by path. Raises PublishError for a dead link.
    """
    here = dirname(path)

    def led(match: re.Match[str]) -> str:
        if not _is_in_a_tag(match):
            return match.group()  # somebody writes about attributes
        attribute, target = match.group(1), unescape(match.group(2))
        parts = urlsplit(target)
        if parts.scheme in _OUTSIDE:
            # A frame may not be led away from its page.
            new = ' target="_blank"' if attribute == "href" and parts.scheme != "data" else ""
            return match.group() + new
        wanted = normpath(join(here, unquote(parts.path))) if parts.path else path
        if wanted in addresses and attribute == "href":
            place = f".{quote(unquote(parts.fragment))}" if parts.fragment else ""
            return f' href="{addresses[wanted]}{place}"{IN_THE_OPENER}'
        inside = clear_path(wanted)
        if inside and not parts.netloc:
            place = f"#{parts.fragment}" if parts.fragment else ""
            new = IN_A_TAB if inside.endswith(".html") else ""
            return f' {attribute}="{escape(inside + place)}"{new}'
        raise PublishError(f"{path}: leads to {target}, which is neither sealed nor in clear")

    def drawn(match: re.Match[str]) -> str:
        if not _is_in_a_style(match):
            return match.group()
        inside = clear_path(normpath(join(here, match.group(1))))
        if not inside:
            raise PublishError(f"{path}: its style asks for {match.group(1)}")
        return f"url({inside})"

    return _STYLE.sub(drawn, _ATTRIBUTE.sub(led, html))


def _tag_before(match: re.Match[str]) -> re.Match[str] | None:
    """The last tag that begins before what was found: in a text no "<" stands as it is."""
    begins = match.string.rfind("<", 0, match.start())
    return _TAG.match(match.string, begins) if begins >= 0 else None


def _is_in_a_tag(match: re.Match[str]) -> bool:
    tag = _tag_before(match)
    return tag is not None and tag.end() >= match.end()


def _is_in_a_style(match: re.Match[str]) -> bool:
    """Whether it stands in a style element or in a tag's own style, and not in what is read."""
    tag = _tag_before(match)
    if tag is None or tag.end() <= match.start():
        return tag is not None and tag[1].lower() == "style"
    styles = _ITS_STYLE.finditer(match.string, tag.start(), tag.end())
    return any(own.start() < match.start() < own.end() for own in styles)


def clear_path(path: str) -> str:
    """Where something in clear stands in the upload folder; empty for what is not in clear."""
    inside = path.removeprefix("open/")
    return inside if inside.startswith(("static/", "guide/")) else ""
