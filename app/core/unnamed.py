"""Which texts may lie on the table: none that names a person, another relationship or an amount.

A text is kept or left out whole: nobody's words are changed. Looks at what a reader sees, so that
accents, invisible characters and letters drawn alike hide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_DIGIT, _TYPED_E = re.compile(r"\d"), re.compile("(?<=[aou])e")

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
    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    """Of which side those of `people` are, as far as it is known."""
    currency: str = ""
    """The firm's, beside those that everybody knows."""


def may_stand(text: str, unnamed: Unnamed) -> bool:
    """Whether a text names nobody, no other relationship, no amount and no word of `NEVER`."""
    seen = _seen(text)
    if _NEVER.search(seen) or _holds_an_amount(text, seen, unnamed.currency):
        return False
    # A firm is often called after its people, and one relationship may be called like the start
    # of another: the own names are taken out before anything shorter is looked for.
    plain, rest = _plain(seen), _without(text, unnamed.own)
    rest_plain = plain if rest == text else _plain(_seen(rest))
    others = _others_of(unnamed.others)
    if rest != text:
        own = [_plain_name(name) for name in unnamed.own if name]
        # Those that hold an own name first: without it they would be taken apart.
        if any(
            other.whole in plain and any(name in other.whole for name in own)
            for other in others.whole.maybe_in(plain, unnamed.mine)
        ):
            return False
    if any(other.whole in rest_plain for other in others.whole.maybe_in(rest_plain, unnamed.mine)):
        return False
    if any(_is_called(other.first, rest) for other in others.called.maybe_in(rest, unnamed.mine)):
        return False
    return not _called(unnamed.people).mentioned_in(rest, rest_plain)


def _holds_an_amount(text: str, seen: str, currency: str) -> bool:
    if any(category(character) == "Sc" for character in _signs(text)):
        return True
    if _DIGIT.search(seen) is None:
        return False
    code = re.escape(_seen(currency))
    return _AMOUNT.search(seen) is not None or (
        bool(code) and re.search(rf"\d\s*{code}(?!\w)|(?<!\w){code}\s*\d", seen) is not None
    )


def _signs(text: str) -> Iterable[str]:
    # Of ASCII one character alone is a currency's.
    return ("$" if "$" in text else "") if text.isascii() else set(text)


def _without(text: str, own: Iterable[str]) -> str:
    """The text without the own names, the longest first, each as whole words."""
    for name in sorted((name for name in own if name), key=len, reverse=True):
        # An expression for each of thousands of names takes longer than all that it finds. Only of
        # ASCII is it known which letters are alike.
        if not (text.isascii() and name.isascii()) or name.lower() in text.lower():
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


class _Starts(dict[str, list[_Other]]):
    """Names by how they begin: they are many, and hardly one is in a text."""

    def __init__(self) -> None:
        super().__init__()
        self._lengths: set[int] = set()

    def add(self, name: str, other: _Other) -> None:
        if start := name[:_START]:
            self.setdefault(start, []).append(other)
            self._lengths.add(len(start))

    def maybe_in(self, text: str, mine: tuple[str, ...]) -> Iterator[_Other]:
        """Those that a text may hold."""
        starts = {
            text[place : place + length]
            for length in self._lengths
            for place in range(len(text) - length + 1)
        }
        for start in starts & self.keys():
            yield from (other for other in self[start] if other.name not in mine)


class _Others:
    """Other relationships, by their whole names and by what people call them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.whole, self.called = _Starts(), _Starts()
        for name in names:
            if not name.strip():
                continue
            other = _Other(name, _plain_name(name).strip(), name.split()[0])
            self.whole.add(other.whole, other)
            # Of three letters only an abbreviation is a name: "The" begins many sentences.
            if len(other.first) > 3 or (len(other.first) > 1 and other.first.isupper()):
                self.called.add(other.first, other)


@lru_cache(maxsize=8)
def _others_of(names: tuple[str, ...]) -> _Others:
    return _Others(names)


def _is_called(first: str, text: str) -> bool:
    called = first in text
    return called and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", text) is not None


class _Called:
    """By what people may be called: each word of their names."""

    def __init__(self, people: Iterable[str]) -> None:
        parts = {part for name in people for part in _parts(name)}
        self._grown = tuple({_plain_name(part) for part in parts if not _has_case(part)})
        cased = {part: _plain_name(part) for part in parts if _has_case(part)}
        self._short = tuple({_bare(part) for part, plain in cased.items() if 1 < len(plain) < 4})
        self._long = tuple({plain for plain in cased.values() if len(plain) >= 4})

    def mentioned_in(self, text: str, plain: str) -> bool:
        """Whether a text names one of them; `plain` is the same text as `_plain` makes it."""
        # In scripts without capitals, words such as "and" grow together with what follows.
        if any(len(name) > 1 and name in plain for name in self._grown):
            return True
        # Plain search first: hardly one of all these names is in a text.
        likely = [name for name in self._long if name in plain]
        if any(re.search(rf"(?<!\w){re.escape(n)}(?:s|es)?(?!\w)", plain) for n in likely):
            return True
        # "An" is a name, "an" is not.
        bare = _bare(text)
        likely = [name for name in self._short if name in bare]
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", bare) for name in likely)


@lru_cache(maxsize=64)
def _called(people: tuple[str, ...]) -> _Called:
    return _Called(people)


@lru_cache(maxsize=1 << 13)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name))


def _has_case(part: str) -> bool:
    return part[0].isupper() or part[0].islower()


@lru_cache(maxsize=1 << 13)
def _plain_name(name: str) -> str:
    """Of a name: those of all relationships are looked for in the texts of each."""
    return _plain(_seen(name))


def _plain(seen: str) -> str:
    """Of what `_seen` gives, with "ue" like "u": names are written as people type them."""
    return _TYPED_E.sub("", seen.replace("ß", "ss"))


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
