"""A letter's Markdown with its fields filled in, as HTML and as plain text.

A field is a name in double braces. What is put in is text and never Markdown: a name with asterisks
stays a name with asterisks. Some fields are lists, on a line of their own; their paragraph goes
where there is nothing to list. Knows no letters and nobody who reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from app.pages.prose import to_html

Value = str | tuple[str, ...]
"""What a field holds: words, or a list."""
LINKS = ("link", "no_more")
"""Fields that are web addresses: a reader may follow them, and `[words]({{link}})` is right."""
_FIELD = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_TARGET = re.compile(r"\]\(\s*\{\{\s*(\w+)\s*\}\}\s*\)")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_STAND_IN = "https://field.invalid/"
"""Stands for an address while the Markdown is read; nothing on the net can have it (RFC 2606)."""
_STOOD_IN = re.compile(re.escape(_STAND_IN) + r"(\w+)/")

_ALONE = re.compile(rf"(<a [^>]*)>({re.escape(_STAND_IN)}\w+/)</a>")


def fields_of(text: str) -> tuple[str, ...]:
    """The names in double braces, in their order."""
    return tuple(_FIELD.findall(text))


def filled_line(text: str, values: Mapping[str, Value]) -> str:
    """One line, such as a subject: every run of spaces and line ends becomes one space."""
    return " ".join(_FIELD.sub(lambda match: _as_line(values[match[1]]), text).split())


def filled_html(body: str, values: Mapping[str, Value]) -> Markup:
    """The body as HTML: the firm's Markdown after its allow-list, everything filled in escaped.

    `values` has every field of the body; a list stands after the other lines of its paragraph.
    """
    parts: list[str] = []
    for lines, named in _kept(body, values):
        html = _as_html(lines) if lines.strip() else ""
        html = _STOOD_IN.sub(lambda match: str(escape(_as_line(values[match[1]]))), html)
        parts.append(_FIELD.sub(lambda match: str(escape(_as_line(values[match[1]]))), html))
        for field in named:
            entries = "".join(f"<li>{escape(entry)}</li>" for entry in values[field])
            parts.append(f"<ul>{entries}</ul>")
    return Markup("\n".join(part for part in parts if part))


def filled_text(body: str, values: Mapping[str, Value]) -> str:
    """The body as plain text; a Markdown link becomes its words and the address behind them."""
    parts: list[str] = []
    for lines, named in _kept(body, values):
        plain = re.sub(r"\[([^\]\n]*)\]\(([^)\s]*)\)", _said_with_address, lines.strip())
        text = _FIELD.sub(lambda match: _as_line(values[match[1]]), plain)
        entries = [f"- {entry}" for field in named for entry in values[field]]
        parts.append("\n".join(part for part in (text, *entries) if part))
    return "\n\n".join(part for part in parts if part)


def _kept(body: str, values: Mapping[str, Value]) -> list[tuple[str, list[str]]]:
    """By paragraph its lines without lists and the lists on it; without those that list nothing."""
    kept = []
    for paragraph in _PARAGRAPHS.split(body.strip()):
        lines, named = _parted(paragraph, values)
        if all(values[field] for field in named):
            kept.append((lines, named))
    return kept


def _parted(paragraph: str, values: Mapping[str, Value]) -> tuple[str, list[str]]:
    """The lines without one that is only a list, and the names of those lists."""
    lines, named = [], []
    for line in paragraph.split("\n"):
        alone = _FIELD.fullmatch(line.strip())
        if alone and isinstance(values[alone[1]], tuple):
            named.append(alone[1])
        else:
            lines.append(line)
    return "\n".join(lines), named


@lru_cache(maxsize=256)
def _as_html(lines: str) -> str:
    """The Markdown with stand-ins for addresses: made once, however many people it is for."""
    inside = _TARGET.sub(lambda m: f"]({_STAND_IN}{m[1]}/)" if m[1] in LINKS else m[0], lines)
    whole = _FIELD.sub(lambda m: f"<{_STAND_IN}{m[1]}/>" if m[1] in LINKS else m[0], inside)
    # An address runs from left to right, whatever runs around it.
    return _ALONE.sub(r'\1 dir="ltr">\2</a>', str(to_html(whole)))


def _said_with_address(match: re.Match[str]) -> str:
    return f"{match[1]}: {match[2]}" if match[1] else match[2]


def _as_line(value: Value) -> str:
    return value if isinstance(value, str) else "; ".join(value)
