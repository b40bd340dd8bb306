"""One letter for one person: in their language, its fields filled in, as text and as HTML.

Knows the firm's letters and what is put into them. Knows no mail, no wave and no links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from app.errors import InputError, Problem
from app.files.problems import suggestion
from app.files.site import Letter
from app.pages.catalogues import best_language
from app.pages.environment import render
from app.pages.filled import Value, fields_of, filled_html, filled_line, filled_text
from app.pages.letter_page import LetterPage, LetterText
from app.pages.locale import apart, right_to_left
from app.pages.survey_page import Reader

_NOTHING = Markup()
NAMES = ("first_name", "name", "lead_name", "signed", "firm", "counterpart", "relationships")
"""Fields that hold names of people and firms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finished letter."""

    subject: str
    text: str
    html: str
    language: str
    """Of the firm's words: what a mail program reads them aloud in."""
    body: Markup = _NOTHING
    """The HTML of the firm's words alone, for paper."""
    foot: tuple[str, ...] = ()
    """The lines at the foot of the text, for paper."""


def letter_in(
    letters: Iterable[Letter], slugs: tuple[str, ...], language: str, first_language: str
) -> tuple[Letter, str] | None:
    """The letter for somebody who reads `language`, and the language it is in.

    Of the first of `slugs` that there is a letter of: in the language itself, its stem (de for
    de-CH), or the firm's first. None where there is none of them at all.
    """
    there: dict[str, dict[str, Letter]] = {}
    for letter in letters:
        there.setdefault(letter.slug, {})[letter.language or first_language] = letter
    for slug in slugs:
        for wanted in (language, language.partition("-")[0], first_language):
            if wanted in there.get(slug, {}):
                return there[slug][wanted], wanted
    return None


def refuse_unknown_fields(letters: Iterable[Letter], known: Iterable[str]) -> None:
    """Raises InputError with every field of these letters that nothing is known for."""
    names = tuple(known)
    problems = [
        Problem(
            file=f"content/letters/{file_name(letter)}",
            place=place,
            what=f"{{{{{field}}}}} is no field of this letter",
            remedy=suggestion(field, names),
        )
        for letter in letters
        for place, text in (("subject", letter.subject), ("text", letter.body))
        for field in fields_of(text)
        if field not in names
    ]
    if problems:
        raise InputError(*sorted(set(problems)))


def _apart(field: str, value: Value, language: str) -> Value:
    """Names so that they keep their own way in a letter that runs from right to left."""
    if field not in NAMES:
        return value
    if isinstance(value, str):
        return apart(value, language)
    return tuple(apart(entry, language) for entry in value)


def file_name(letter: Letter) -> str:
    """Below `content/letters/`."""
    return f"{letter.slug}.{letter.language}.md" if letter.language else f"{letter.slug}.md"


def write_letter(
    letter: Letter,
    language: str,
    values: Mapping[str, Value],
    *,
    name: str,
    firm: str,
    help_at: str = "",
    no_more: str = "",
) -> Written:
    """The letter to `name`; `values` has every field that it may use.

    `help_at` (whom to write to) and `no_more` (where to say "not again") stand at the foot, and
    there is none without them. Raises InputError for a field that `values` lacks.
    """
    refuse_unknown_fields((letter,), values)
    shown = best_language(language)
    reader = Reader(
        language=language,
        right_to_left=right_to_left(language),
        firm=firm,
        respondent=name,
    )
    values = {field: _apart(field, value, language) for field, value in values.items()}
    subject = filled_line(letter.subject, values)
    body = filled_html(letter.body, values)
    text = LetterText(
        reader=reader, body=filled_text(letter.body, values), help_at=help_at, no_more=no_more
    )
    html = LetterPage(reader=reader, subject=subject, body=body, help_at=help_at, no_more=no_more)
    plain = render(text, shown).strip() + "\n"
    return Written(
        subject=subject,
        text=plain,
        html=render(html, shown),
        language=language,
        body=body,
        foot=tuple(plain.rpartition("\n-- \n")[2].splitlines()[1:]) if help_at or no_more else (),
    )
