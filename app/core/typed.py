"""What somebody may have typed: the one rule for open answers, through whichever door they come.

Knows characters and lengths; knows no form and no file.
"""

from __future__ import annotations

import json
import re
import unicodedata

LONGEST_TYPED = 4000
"""Characters of one open answer on the form, which says so while there is time to shorten it."""
LONGEST_BROUGHT = 20_000
"""Characters of one that comes in a file: it was given elsewhere, under another limit, and whoever
brings it in is not the one to shorten it."""
_UNKEEPABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""Controls, what HTML forbids, and what stands for bytes that were no letters: it is not what was
sent. A terminal obeys some of them, and no page can show any."""


def unkeepable(text: str) -> str | None:
    """The first character of a text that is not kept, by code point and name; None for none."""
    found = _UNKEEPABLE.search(text)
    if found is None:
        return None
    name = unicodedata.name(found.group(), "control character").lower()
    return f"U+{ord(found.group()):04X} {name}"


def keepable(text: str) -> str:
    """The text without them."""
    return _UNKEEPABLE.sub("", text)


def escaped(text: str) -> str:
    """The text with them as their escapes, such as \\x1b: for what was kept before this rule."""
    return _UNKEEPABLE.sub(lambda found: ascii(found.group())[1:-1], text)


def escaped_json(text: str) -> str:
    """JSON with them as JSON's own escapes: it says the same."""
    return _UNKEEPABLE.sub(lambda found: json.dumps(found.group())[1:-1], text)
