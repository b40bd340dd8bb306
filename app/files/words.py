"""The kinds of text in a firm's files: ids, names, addresses, days, each checked as it is read.

Knows one value at a time. Must not know which key it stands under; that is the models' matter. A
message is "what; remedy".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from app.core.address import ADDRESS, why_no_address
from app.core.lookalike import disguised_word
from app.core.survey import Text

LONGEST_NAME = 200
LONGEST_LINE = 1000
LONGEST_SLUG = 64
EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)
"""A day outside is a slip of the finger, and other systems count days in fewer years than we do."""

_SLUG = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{LONGEST_SLUG - 2}}}[a-z0-9])?")
_SHAPE = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?")
_WEB = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[\w./~-]*)?")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_PICTURE = re.compile(r"[A-Za-z0-9_-]{1,60}\.(svg|png|jpe?g)")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_JOINERS = "\u200c\u200d"
_ALONE = ("LATIN", "GREEK", "CYRILLIC", "DIGIT")


def shown(value: object) -> str:
    """A value as a message quotes it: one short line, nothing in it that a terminal obeys."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…{text[-1]}"


def why_no_slug(value: str, longest: int = LONGEST_SLUG) -> str | None:
    """Why a word cannot be an id and a file's name on every system ("what; remedy"), or None."""
    if value in _DEVICES:
        return f"{value} is the name of a device on Windows; choose another"
    if len(value) > longest:
        return f"an id of {len(value)} characters is too long; use at most {longest}"
    if not _SHAPE.fullmatch(value):
        return (
            f"{shown(value)} is no id; use small letters a to z, digits and hyphens, at most "
            f"{longest}, with a letter or digit at both ends"
        )
    return None


def hidden_character(text: str) -> str | None:
    """The first character nobody sees (control, direction, zero width, tag), by its name, or None.

    Joiners between letters of scripts that are written with them are part of a name.
    """
    if text.isprintable():  # as all but a few are, and told at once
        return None
    for place, letter in enumerate(text):
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            continue
        around = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        if letter in _JOINERS and all(_joins(neighbour) for neighbour in around):
            continue
        return f"U+{ord(letter):04X} {unicodedata.name(letter, 'control character').lower()}"
    return None


def _joins(letter: str) -> bool:
    return (
        letter != ""
        and unicodedata.category(letter)[0] in "LM"
        and not unicodedata.name(letter, "").startswith(_ALONE)
    )


def _slug(value: str) -> str:
    wrong = why_no_slug(value)
    if wrong:
        raise ValueError(wrong)
    return value


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(
            f"{shown(value)} is no id; begin with a letter, then letters a to z, digits, _ and -, "
            "at most 40"
        )
    return value


def _address(value: str) -> str:
    wrong = why_no_address(value)
    if wrong:
        raise ValueError(wrong)
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{shown(value)} is no time zone; write it like Europe/Berlin") from error
    return value


def _line(value: str) -> str:
    hidden = hidden_character(value)
    if hidden:
        raise ValueError(
            f"holds a line break, control or direction character ({hidden}); take it out"
        )
    if len(value) > LONGEST_LINE:
        raise ValueError(f"has {len(value)} characters; use at most {LONGEST_LINE}")
    return value


def _phrase(value: str) -> str:
    if not value:
        raise ValueError("is empty; write the words between the quotes, or take the key out")
    return _line(value)


def _name(value: str) -> str:
    if len(value) > LONGEST_NAME:
        raise ValueError(f"has {len(value)} characters; a name has at most {LONGEST_NAME}")
    _phrase(value)
    if all(unicodedata.category(letter)[0] in "ZMC" for letter in value):
        raise ValueError("shows nothing; write a name with letters")
    word = disguised_word(value)
    if word:
        raise ValueError(
            f"the word {word!a} mixes look-alike letters of two alphabets; type it anew in one"
        )
    return value


def _web(value: str) -> str:
    if len(value) > LONGEST_LINE or not _WEB.fullmatch(value):
        raise ValueError(
            f"{shown(value)} is no web address; write it like https://answers.example.com"
        )
    return value.rstrip("/")


def is_language(value: str) -> bool:
    """Whether a word names a language, such as en or pt-BR."""
    return _LANGUAGE.fullmatch(value) is not None


def _language(value: str) -> str:
    if not is_language(value):
        raise ValueError(f"{shown(value)} is no language; write it like en or pt-BR")
    return value


def _host(value: str) -> str:
    if not _HOST.fullmatch(value) or ".." in value:
        raise ValueError(f"{shown(value)} is no server's name; write it like mail.example.com")
    return value


def _currency(value: str) -> str:
    if not _CURRENCY.fullmatch(value):
        raise ValueError(f"{shown(value)} is no currency; write three capitals such as EUR")
    return value


def _picture(value: str) -> str:
    if value and not _PICTURE.fullmatch(value):
        raise ValueError(f"{shown(value)} is no picture's file name; write it like logo.svg")
    return value


def _day(value: Any) -> Any:
    """TOML knows moments as well, and pydantic makes days of numbers and texts."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"{_as_typed(value)} is no day; write it without quotes, like 2026-11-30")
    if not EARLIEST <= value <= LATEST:
        raise ValueError(
            f"{value} is too far away; use a day between {EARLIEST.year} and {LATEST.year}"
        )
    return value


def _clock(value: Any) -> Any:
    """TOML's own times have seconds; people write them without."""
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        value = time.fromisoformat(value)
    if not isinstance(value, time) or value.tzinfo is not None:
        raise ValueError(f'{shown(value)} is no time of day; write it like "14:30"')
    return value.replace(second=0, microsecond=0)


def _as_typed(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else shown(value)


def _or_empty(check: Any) -> AfterValidator:
    return AfterValidator(lambda value: value and check(value))


def _for_editors(pattern: re.Pattern[str], *, empty: bool = False) -> WithJsonSchema:
    """What a schema says of a text that a check of ours decides on."""
    whole = f"^(?:{pattern.pattern}){'?' if empty else ''}$"
    return WithJsonSchema({"type": "string", "pattern": whole})


Slug = Annotated[str, AfterValidator(_slug), _for_editors(_SLUG)]
OptionalSlug = Annotated[str, _or_empty(_slug), _for_editors(_SLUG, empty=True)]
Id = Annotated[str, AfterValidator(_id), _for_editors(_ID)]
Address = Annotated[str, AfterValidator(_address), _for_editors(ADDRESS)]
Zone = Annotated[str, AfterValidator(_zone)]
OptionalZone = Annotated[str, _or_empty(_zone)]
Name = Annotated[str, AfterValidator(_name)]
Line = Annotated[str, AfterValidator(_line)]
"""One line of words, or none."""
Phrase = Annotated[str, AfterValidator(_phrase)]
Web = Annotated[str, AfterValidator(_web)]
OptionalWeb = Annotated[str, _or_empty(_web)]
Host = Annotated[str, AfterValidator(_host), _for_editors(_HOST)]
Language = Annotated[str, AfterValidator(_language), _for_editors(_LANGUAGE)]
OptionalLanguage = Annotated[str, _or_empty(_language), _for_editors(_LANGUAGE, empty=True)]
Currency = Annotated[str, AfterValidator(_currency), _for_editors(_CURRENCY)]
Picture = Annotated[str, AfterValidator(_picture), _for_editors(_PICTURE, empty=True)]
Day = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[
    time,
    BeforeValidator(_clock),
    # An editor hands TOML's own times over with their seconds.
    WithJsonSchema({"type": "string", "pattern": f"^{_CLOCK.pattern}(?::[0-5]\\d(?:\\.\\d+)?)?$"}),
]
"""A time of day in the firm's zone."""
Whole = Annotated[int, Field(strict=True)]
YesNo = Annotated[bool, Field(strict=True)]
Words = dict[Language, Phrase]


def is_text(value: object) -> bool:
    """Whether raw data reads as one text in one or more languages."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(_LANGUAGE.fullmatch(key) and isinstance(said, str) for key, said in value.items())
    )


def text(words: Words) -> Text:
    return Text(tuple(words.items()))
