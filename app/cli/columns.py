"""Lines in columns for a terminal: aligned, cut where they would not fit, in any script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from unicodedata import category, east_asian_width

from app.errors import visible

NARROWEST, WIDEST = 40, 200


def terminal_width() -> int:
    """Cells of a line; of an output that is no terminal, a hundred."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((100, 24)).columns))


def cells(text: str) -> int:
    """How many cells a text takes."""
    return sum(map(_cells, text))


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` cells: filled up, or cut and marked."""
    text = visible(text)
    if cells(text) > width:
        kept, used = "", 0
        for letter in text:
            if used + _cells(letter) > width - 1:
                break
            kept, used = kept + letter, used + _cells(letter)
        text = f"{kept}…"
    filling = " " * (width - cells(text))
    return filling + text if right else text + filling


def wrapped(text: str, width: int, indent: str = "  ") -> list[str]:
    """The text in lines of at most `width` cells, all indented; a longer word is broken."""
    lines = [indent]
    for word in _broken(visible(text, 4000).split(), width - len(indent)):
        start = lines[-1] == indent
        if not start and cells(lines[-1]) + 1 + cells(word) > width:
            lines.append(indent)
            start = True
        lines[-1] += word if start else f" {word}"
    return lines


def _broken(words: list[str], width: int) -> Iterator[str]:
    for word in words:
        part = ""
        for letter in word:
            if cells(part) + _cells(letter) > width:
                yield part
                part = ""
            part += letter
        yield part


def _cells(letter: str) -> int:
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in ("W", "F") else 1
