"""What a letter says around the firm's own words, and the sentences that its fields hold.

Page dataclasses only; the words stand in templates and catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from app.pages.survey_page import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """A letter as HTML."""

    template: ClassVar[str] = "survey_letter.html"

    reader: Reader
    subject: str
    body: Markup
    """Safe: the firm's Markdown after its allow-list, everything filled in escaped."""
    help_at: str
    """The address to write to; empty where the letter itself is from whom to ask."""
    no_more: str
    """Where one says that one does not want to be asked again; empty where that is not offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """The same letter as plain text."""

    template: ClassVar[str] = "survey_letter.txt"

    reader: Reader
    body: str
    help_at: str
    no_more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoSees:
    """Who sees the answers, in the words of the survey's own start page."""

    template: ClassVar[str] = "survey_letter_who_sees.txt"

    reader: Reader
    confidential: bool
    k: int
    alone: bool
    """Nobody else is asked there."""
