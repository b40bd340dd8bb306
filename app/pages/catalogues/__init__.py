"""The words of the templates in other languages: one gettext file a language, read as text.

English is the language of the templates themselves. A file's head says who drafted it and who
reviewed it; nothing is compiled, so what stands in the file is what is read.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent
BRIEF = FOLDER / "brief"
"""What is printed for people outside has catalogues of its own: other words, other translators."""
SOURCE = "en"
DRAFTED, REVIEWED = "X-Drafted-By", "X-Reviewed-By"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who stands behind a catalogue."""

    language: str
    drafted: str
    reviewed: str
    """Empty: nobody yet."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are words in, English first."""
    return (SOURCE, *sorted(path.stem for path in FOLDER.glob("*.po")))


@cache
def best_language(wanted: str) -> str:
    """The language to show for one that somebody reads: itself, its stem (de for de-CH), or en."""
    known = languages()
    return next((found for found in (wanted, wanted.partition("-")[0]) if found in known), SOURCE)


@cache
def catalogue(language: str, folder: Path = FOLDER) -> Catalog:
    """The catalogue of a language other than English."""
    with (folder / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"))


def head(language: str) -> Head:
    """Who drafted and who reviewed a catalogue."""
    text = (FOLDER / f"{language}.po").read_text("utf-8")

    def said(name: str) -> str:
        found = re.search(rf'^"{name}:(.*)\\n"$', text, re.MULTILINE)
        return found[1].strip() if found else ""

    return Head(language=language, drafted=said(DRAFTED), reviewed=said(REVIEWED))


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The words of a language; those of the templates where there is none."""
    return _translations(language, FOLDER)


@cache
def brief_words(language: str) -> gettext.NullTranslations:
    """The words of the copy for the table and of letters, in a language."""
    return _translations(language, BRIEF)


def _translations(language: str, folder: Path) -> gettext.NullTranslations:
    if language not in languages()[1:]:
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(language, folder))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
