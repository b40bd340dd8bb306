"""Letters to print and post: a page each, in its reader's language, with a code to scan.

Holds finished letters. Knows no links and no Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from app.core.firm import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedLetter:
    name: str
    at: str
    """Where they are: the counterpart's name."""
    subject: str
    body: Markup
    """Safe: the firm's Markdown after its allow-list, everything filled in escaped."""
    day: str
    language: str
    direction: str
    code: str
    """The link as a picture, a `data:` address."""
    address: str
    foot: tuple[str, ...]
    """How to get help and how not to be asked again, line by line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedPage:
    template: ClassVar[str] = "survey_letters.html"

    title: str
    firm: str
    language: str
    direction: str
    paper: Paper
    wave: str
    relationship: str
    """What the letters are, for messages: `invitations`."""
    letters: tuple[PostedLetter, ...]
    made_on: str
