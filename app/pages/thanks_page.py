"""The thank-you letters of a relationship: one page for each person there, in the firm's words.

The firm's letter is Markdown with fields in double braces; `{{kept_promises}}`, `{{you_kept}}`
and `{{praise}}`, each on a line of its own, become lists, and their paragraph goes where there is
nothing to list.
Names and people's words are text and never Markdown. Knows finished reviews.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from app.core.firm import Paper
from app.core.review import Review, Words
from app.core.thanks import Thanks
from app.pages.brief_paper import shortened
from app.pages.brief_words import direction_in
from app.pages.filled import Value, fields_of, filled_html
from app.pages.numbers import day

FIELDS = ("first_name", "name", "lead_name", "firm", "counterpart")
LISTS = ("kept_promises", "you_kept", "praise")
_LONGEST, _MOST = 240, 4
"""Characters of an entry and entries of a list: a letter is one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLetter:
    name: str
    subject: str
    body: Markup
    """Safe: the firm's Markdown after its allow-list, everything filled in escaped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksPage:
    template: ClassVar[str] = "thanks.html"

    title: str
    firm: str
    language: str
    direction: str
    paper: Paper
    wave: str
    relationship: str
    counterpart: str
    day: str
    letters: tuple[OneLetter, ...]
    made_on: str


def thanks_page(
    review: Review,
    subject: str,
    body: str,
    readers: tuple[tuple[str, Thanks], ...],
    paper: Paper,
    language: str,
) -> ThanksPage:
    """One letter each; `readers` are names with what theirs may hold."""
    return ThanksPage(
        title=f"{review.firm} to {review.name}: {subject}",
        firm=review.firm,
        language=language,
        direction=direction_in(language),
        paper=paper,
        wave=review.wave,
        relationship=review.relationship,
        counterpart=review.name,
        day=day(review.as_of, language),
        letters=tuple(
            OneLetter(name=name, subject=subject, body=_filled(body, name, thanks, review))
            for name, thanks in readers
        ),
        made_on=review.as_of.isoformat(),
    )


def unknown_fields(body: str) -> tuple[str, ...]:
    """Fields of a letter that nothing is known for."""
    return tuple(name for name in fields_of(body) if name not in FIELDS + LISTS)


def _filled(body: str, name: str, thanks: Thanks, review: Review) -> Markup:
    values: dict[str, Value] = {
        "first_name": name.split()[0] if name.split() else name,
        "name": name,
        "lead_name": review.lead_name,
        "firm": review.firm,
        "counterpart": review.name,
        "kept_promises": tuple(shortened(what, _LONGEST) for what in thanks.kept[:_MOST]),
        "you_kept": tuple(shortened(what, _LONGEST) for what in thanks.they_kept[:_MOST]),
        "praise": tuple(_said(words) for words in thanks.praise[:_MOST]),
    }
    return filled_html(body, values)


def _said(words: Words) -> str:
    text = shortened(" ".join(words.text.split()), _LONGEST)
    return f"“{text}” {words.name}".strip()
