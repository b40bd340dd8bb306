"""Days and numbers as a reader of some language writes them, and names that keep their own way in
a line. Knows Babel and nothing else.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

_ISOLATE, _END = "\u2068", "\u2069"
_ADDRESS = re.compile(r"\S+@\S+|\w+://\S+")
"""Of mail or the web: it keeps its way by itself, and is copied as a whole."""


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def right_to_left(language: str) -> bool:
    return str(_locale(language).text_direction) == "rtl"


def apart(text: str, language: str) -> str:
    """A name, or whatever else is put into a line, so that it keeps its own way in one that runs
    from right to left, with the full stop or bracket at its end; elsewhere as it is.
    """
    if not text or not right_to_left(language) or _ADDRESS.fullmatch(text):
        return text
    return text.__class__(f"{_ISOLATE}{text}{_END}")


def day_in_words(day: date, language: str) -> str:
    """`Friday, 6 November 2026` in the respondent's language."""
    locale = _locale(language)
    pattern = "EEEE, d MMMM y" if locale.language == "en" else "full"
    return format_date(day, format=pattern, locale=locale)


@lru_cache(maxsize=1024)
def number(value: int, language: str) -> str:
    """A whole number in the digits of the language."""
    return format_decimal(value, locale=_locale(language), numbering_system="default")
