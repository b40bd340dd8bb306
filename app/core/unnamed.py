"""Which texts may lie on the table: none that names a person, another relationship or an amount.

A text is kept or left out whole: nobody's words are changed. Looks at what a reader sees, so that
accents, invisible characters and letters drawn alike hide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
    """Names of all other relationships; `mine` among them are not meant."""
    mine: tuple[str, ...] = ()
    """Names of this relationship that stand among `others`: one list serves all of a firm's."""
    own: tuple[str, ...] = ()
    """Names of the firm and of this relationship: as a whole they are nobody else's."""
    currency: str = ""
    """The firm's, beside those that everybody knows."""


def may_stand(text: str, unnamed: Unnamed) -> bool:
    """Whether a text names nobody, no other relationship, no amount and no word of `NEVER`."""
    seen = _seen(text)
    plain = _plain(text)
    amount = any(category(character) == "Sc" for character in set(text)) or _AMOUNT.search(seen)
    if _NEVER.search(seen) or amount or _is_amount_of(unnamed.currency, seen):
        return False
    # A firm is often called after its people, and one relationship may be called like the start
    # of another: the own names are taken out before anything shorter is looked for.
    rest = _without(text, unnamed.own)
    rest_plain = _plain(rest)
    others = _others_of(unnamed.others)
    own = [_plain_name(name) for name in unnamed.own if name]
    # Those that hold an own name first: without it they would be taken apart.
    if any(
        other.whole in plain and any(name in other.whole for name in own)
        for other in others.maybe_in(plain, unnamed.mine)
    ):
        return False
    if any(other.whole in rest_plain for other in others.maybe_in(rest_plain, unnamed.mine)):
        return False
    if any(_is_called(other.first, rest) for other in others.maybe_called(rest, unnamed.mine)):
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


_START = 4
"""Characters by which names are told apart before they are looked for."""


@dataclass(frozen=True, slots=True)
class _Other:
    name: str
    whole: str
    """The name as the eye sees it."""
    first: str
    """Its first word, by which people call it: "as at Kestrel"."""


class _Others:
    """Other relationships by how their names begin: they are many, and hardly one is in a text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_whole: dict[str, list[_Other]] = {}
        self._by_first: dict[str, list[_Other]] = {}
        for name in names:
            if not name.strip():
                continue
            other = _Other(name, _plain_name(name).strip(), next(iter(name.split())))
            self._by_whole.setdefault(other.whole[:_START], []).append(other)
            # Of three letters only an abbreviation is a name: "The" begins many sentences.
            if len(other.first) > 3 or (len(other.first) > 1 and other.first.isupper()):
                self._by_first.setdefault(other.first[:_START], []).append(other)

    def maybe_in(self, plain: str, mine: tuple[str, ...]) -> Iterator[_Other]:
        """Those whose whole name may be in a text."""
        return _starting(plain, self._by_whole, mine)

    def maybe_called(self, text: str, mine: tuple[str, ...]) -> Iterator[_Other]:
        """Those whose first word may be in a text, as it is written."""
        return _starting(text, self._by_first, mine)


def _starting(
    text: str, others: Mapping[str, list[_Other]], mine: tuple[str, ...]
) -> Iterator[_Other]:
    starts = {
        text[place : place + length]
        for length in range(1, _START + 1)
        for place in range(len(text))
    }
    for start in starts & others.keys():
        yield from (other for other in others[start] if other.name not in mine)


@lru_cache(maxsize=8)
def _others_of(names: tuple[str, ...]) -> _Others:
    return _Others(names)


def _is_called(first: str, text: str) -> bool:
    called = first in text
    return called and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", text) is not None


@lru_cache(maxsize=64)
def _parts(people: tuple[str, ...]) -> frozenset[str]:
    """The names by which somebody may be called: all of it and each of its words."""
    return frozenset(
        part for name in people for part in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name)
    )


def _mentions(text: str, plain: str, part: str) -> bool:
    folded = _plain_name(part)
    if len(folded) < 2:
        return False
    if not part[0].isupper() and not part[0].islower():
        # In scripts without capitals, words such as "and" grow together with what follows.
        return folded in plain
    if len(folded) < 4:
        # "An" is a name, "an" is not.
        return re.search(rf"(?<!\w){re.escape(_bare(part))}(?!\w)", _bare(text)) is not None
    # Plain search first: hardly one of all these names is in a text.
    called = folded in plain
    return called and re.search(rf"(?<!\w){re.escape(folded)}(?:s|es)?(?!\w)", plain) is not None


@lru_cache(maxsize=1 << 13)
def _plain_name(name: str) -> str:
    """Of a name: those of all relationships are looked for in the texts of each."""
    return _plain(name)


def _plain(text: str) -> str:
    """As `_seen`, and with "ue" like "u": names are written as people type them."""
    return re.sub("(?<=[aou])e", "", _seen(text).replace("ß", "ss"))


def _seen(text: str) -> str:
    """What the eye sees: without case, accents, invisible and drawn-alike letters."""
    return skeleton(_bare(text))


def _bare(text: str) -> str:
    """Without accents and without characters that take no place."""
    decomposed = normalize("NFKD", text.translate(_STROKES))
    return decomposed.translate(_SEEN_LETTERS)


class _SeenLetters(dict[int, int | None]):
    """For `str.translate`: every letter stays, and what is no letter by itself goes."""

    def __missing__(self, point: int) -> int | None:
        self[point] = None if category(chr(point)) in ("Mn", "Cf") else point
        return self[point]


_SEEN_LETTERS = _SeenLetters()
