"""Which texts may lie on the table: none that names a person, another relationship or an amount.

A text is kept or left out whole: nobody's words are changed. Looks at what a reader sees, so that
accents, invisible characters and letters drawn alike hide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, normalize

from app.core.lookalike import skeleton

NEVER = ("blind spot", "weak", "detractor", "ranking", "ranked")
"""Words that the copy for the table holds in no text, whoever wrote it and however it is spaced."""
_NEVER = re.compile("|".join(r"(?<!\w)" + r"[\W_]*".join(word.split()) for word in NEVER))
_CODES = (
    "aed|ars|aud|bgn|brl|cad|chf|clp|cny|cop|czk|dkk|egp|eur|gbp|hkd|huf|idr|ils|inr|isk|jpy|kes|krw|"
    "mad|mxn|myr|ngn|nok|nzd|pen|php|pkr|pln|qar|ron|rsd|rub|sar|sek|sgd|thb|try|twd|uah|usd|vnd|zar"
)
"""ISO 4217, of the forty-odd currencies that most firms meet."""
_NAMES = (
    r"euros?|pounds?|quid|dollars?|bucks|francs?|franken|fr\.|kron(?:a|or|er|e)|kr|kc|zl(?:oty)?|"
    r"forint|ft|lei|lev|lira|rupees?|rupien|yen|yuan|rand|real|pesos?|shekels?|dirhams?|rubel|rubles?"
)
_LARGE = r"k|tsd|mio|mrd|mln|million(?:en|s)?|milliard\w*|billion\w*|lakh|crore"
_MONEY = f"(?:{_CODES}|{_NAMES})"
_AMOUNT = re.compile(
    rf"\d(?:[.,][-–—]+)?\s*(?:{_LARGE})?\s*{_MONEY}(?!\w)|(?<!\w){_MONEY}\s*\d"
    rf"|\d\s*(?:{_LARGE})(?!\w)"
)
"""In text without case and accents. A full stop ends a number: "8.7. Ils" holds no shekels."""

_STROKES = str.maketrans({"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Æ": "Ae"})
"""Letters whose mark is no accent of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """Whom no text of the copy may mention."""

    people: tuple[str, ...] = ()
    """Names of everyone at either side, whether asked or not."""
    others: tuple[str, ...] = ()
    """Names of all other relationships."""
    own: tuple[str, ...] = ()
    """Names of the firm and of this relationship: as a whole they are nobody else's."""
    currency: str = ""
    """The firm's, beside those that everybody knows."""


def may_stand(text: str, unnamed: Unnamed) -> bool:
    """Whether a text names nobody, no other relationship, no amount and no word of `NEVER`."""
    seen = _seen(text)
    plain = _plain(text)
    amount = any(category(character) == "Sc" for character in text) or _AMOUNT.search(seen)
    if _NEVER.search(seen) or amount or _is_amount_of(unnamed.currency, seen):
        return False
    # A firm is often called after its people, and one relationship may be called like the start
    # of another: the own names are taken out before anything shorter is looked for.
    rest = _without(text, unnamed.own)
    rest_plain = _plain(rest)
    whole, shorter = _others_of(unnamed)
    if any(name in plain for name in whole):
        return False
    if any(_is_named(name, first, rest, rest_plain) for name, first in shorter):
        return False
    return not any(_mentions(rest, rest_plain, part) for part in _parts(unnamed.people))


def _is_amount_of(currency: str, seen: str) -> bool:
    code = re.escape(_seen(currency))
    return bool(code) and re.search(rf"\d\s*{code}(?!\w)|(?<!\w){code}\s*\d", seen) is not None


def _without(text: str, own: Iterable[str]) -> str:
    """The text without the own names, the longest first, each as whole words."""
    for name in sorted((name for name in own if name), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


@lru_cache(maxsize=8)
def _others_of(unnamed: Unnamed) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Other relationships' names that hold an own name, and all of them with their first words.

    The first are looked for before the own names are taken out, which would take them apart.
    """
    own = [_plain(name) for name in unnamed.own if name]
    named = [
        (_plain(other).strip(), next(iter(other.split()), ""))
        for other in unnamed.others
        if other.strip()
    ]
    return tuple(whole for whole, _ in named if any(n in whole for n in own)), tuple(named)


def _is_named(whole: str, first: str, text: str, plain: str) -> bool:
    """Whether a text names a relationship, by all of its name or by its first word alone, as people
    do: "as at Kestrel".
    """
    if whole in plain:
        return True
    # Plain search first: the others are many, and hardly one of them is in a text. Of three
    # letters only an abbreviation is a name: "The" begins many sentences.
    long_enough = len(first) > 3 or (len(first) > 1 and first.isupper())
    called = long_enough and first in text
    return called and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", text) is not None


def _parts(people: Iterable[str]) -> set[str]:
    """The names by which somebody may be called: all of it and each of its words."""
    return {part for name in people for part in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name)}


def _mentions(text: str, plain: str, part: str) -> bool:
    folded = _plain(part)
    if len(folded) < 2:
        return False
    if not part[0].isupper() and not part[0].islower():
        # In scripts without capitals, words such as "and" grow together with what follows.
        return folded in plain
    if len(folded) < 4:
        # "An" is a name, "an" is not.
        return re.search(rf"(?<!\w){re.escape(_bare(part))}(?!\w)", _bare(text)) is not None
    return re.search(rf"(?<!\w){re.escape(folded)}(?:s|es)?(?!\w)", plain) is not None


def _plain(text: str) -> str:
    """As `_seen`, and with "ue" like "u": names are written as people type them."""
    return re.sub("([aou])e", r"\1", _seen(text).replace("ß", "ss"))


def _seen(text: str) -> str:
    """What the eye sees: without case, accents, invisible and drawn-alike letters."""
    return skeleton(_bare(text))


def _bare(text: str) -> str:
    """Without accents and without characters that take no place."""
    decomposed = normalize("NFKD", text.translate(_STROKES))
    return "".join(c for c in decomposed if category(c) not in ("Mn", "Cf"))
