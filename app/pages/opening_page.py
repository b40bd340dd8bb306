"""The page that opens sealed pages: it stands in clear on a public host and names the firm alone.

Its script and its policy belong together: the policy lets this one script run, and nothing else.
Knows no relationship, no person and no key.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import ClassVar

from markupsafe import Markup

from app.pages.brief_words import direction_in
from app.pages.environment import STATIC


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningPage:
    template: ClassVar[str] = "opening.html"

    firm: str
    language: str
    direction: str
    policy: str
    script: Markup
    style: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage:
    """What a host shows for an address that is not there."""

    template: ClassVar[str] = "not_found.html"

    firm: str
    language: str
    direction: str


def opening_page(firm: str, language: str = "en") -> OpeningPage:
    """`language` is one that there is a catalogue of; it is to be rendered in the same."""
    return OpeningPage(
        firm=firm,
        language=language,
        direction=direction_in(language),
        policy=policy(),
        script=Markup(_script()),
        style=Markup((STATIC / "open.css").read_text(encoding="utf-8")),
    )


def not_found_page(firm: str, language: str = "en") -> NotFoundPage:
    return NotFoundPage(firm=firm, language=language, direction=direction_in(language))


@cache
def policy() -> str:
    """What the opening page and what it shows may do: run its script, draw, and ask its own host.

    `file:` is for a folder on a disk; a page from a host is never let at one.
    """
    script = base64.b64encode(sha256(_script().encode("utf-8")).digest()).decode("ascii")
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'sha256-{script}' file:",
            "connect-src 'self'",
            "style-src 'self' 'unsafe-inline' file:",
            "font-src 'self' file:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@cache
def _script() -> str:
    return (STATIC / "open.js").read_text(encoding="utf-8")
