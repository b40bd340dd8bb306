"""Days and numbers as a reader of some language writes them. Knows Babel and nothing else."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def right_to_left(language: str) -> bool:
    return str(_locale(language).text_direction) == "rtl"


def day_in_words(day: date, language: str) -> str:
    """`Friday, 6 November 2026` in the respondent's language."""
    locale = _locale(language)
    pattern = "EEEE, d MMMM y" if locale.language == "en" else "full"
    return format_date(day, format=pattern, locale=locale)


@lru_cache(maxsize=1024)
def number(value: int, language: str) -> str:
    """A whole number in the digits of the language."""
    return format_decimal(value, locale=_locale(language), numbering_system="default")
