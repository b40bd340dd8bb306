"""What a PDF says of itself: how many pages, and whether they are tagged.

Reads the two ways in which WeasyPrint and Chromium write objects, and no other; a library that
reads all of them takes two hundred times as long, and there are thousands. Knows bytes.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_STREAM = re.compile(rb"\bstream\r?\n(.*?)\r?\nendstream\b", re.DOTALL)
_PACKED = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_MARKED = re.compile(rb"/Marked\s+true\b")
_TREE = re.compile(rb"/Type\s*/StructTreeRoot\b")
_MOST = 64 << 20


@dataclass(frozen=True, slots=True)
class PdfFacts:
    pages: int
    tagged: bool


def facts_of(pdf: bytes) -> PdfFacts | None:
    """What it says; None where it is cut off or no PDF that we know."""
    if not pdf.startswith(b"%PDF-1.") or not pdf.rstrip().endswith(b"%%EOF"):
        return None
    objects = [_STREAM.sub(b"", pdf)]
    for match in _PACKED.finditer(pdf):
        try:
            objects.append(zlib.decompressobj().decompress(match[1], _MOST))
        except zlib.error:
            return None
    pages = sum(len(_PAGE.findall(part)) for part in objects)
    tagged = all(any(kind.search(part) for part in objects) for kind in (_MARKED, _TREE))
    return PdfFacts(pages=pages, tagged=tagged) if pages else None


def wrong_with(pdf: bytes, pages: int) -> str:
    """Why this is not so many pages that anybody can have read aloud; empty where it is."""
    facts = facts_of(pdf)
    if facts is None:
        return "is no whole PDF"
    if facts.pages != pages:
        return f"has {facts.pages} pages and not {pages}"
    return "" if facts.tagged else "has no tags, so that nobody can have it read aloud"
