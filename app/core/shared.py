"""The copy for the table: a review as both sides may read it, made from the firm's own.

Everything that may not be there is dropped here, so that no page of it ever holds it: rankings and
classes, money, steadied and total scores, whoever leads or wishes to talk, remarks about one
person, other relationships, and words without consent. What remains are figures that the firm's
own review shows too, so that no subtraction between the two tells anything.

The texts of people and of the firm are kept or left out whole: nobody's words are changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import category, normalize

from app.core.gaps import GapClass
from app.core.response import Consent
from app.core.review import (
    Difference,
    FactorReview,
    ItemReview,
    Missing,
    Review,
    SideReview,
    Words,
)
from app.core.survey import Perspective, Role

NEVER = ("blind spot", "weak", "detractor", "ranking", "ranked")
"""Words that the copy for the table holds in no text, whoever wrote it."""
_FIGURES = (Role.CORE, Role.EXTRA, Role.THEIR_PART, Role.OUR_PART)
"""Satisfaction and recommendation stay with the firm, and with them who would not recommend it."""
_MONEY = "eur|euros?|gbp|pounds?|usd|dollars?|chf|francs?|franken|sek|nok|dkk|kron(?:a|or|er|e)"
_AMOUNT = re.compile(rf"\d\s*(?:{_MONEY}|k)\b|\b(?:{_MONEY})\.?\s*\d", re.IGNORECASE)

_STROKES = str.maketrans({"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Æ": "Ae"})
"""Letters whose mark is no accent of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """Whom no text of the copy may mention."""

    people: tuple[str, ...] = ()
    """Names of everyone at either side, whether asked or not."""
    others: tuple[str, ...] = ()
    """Names of all other relationships."""


def shared_review(review: Review, unnamed: Unnamed) -> Review:
    """The review for the table. Made of nothing but what `review` shows."""
    of_one = {side.perspective for side in review.sides if side.answered == 1}
    unnamed = replace(unnamed, people=(*unnamed.people, *_named_in(review)))

    def stands(text: str) -> bool:
        # A firm is often called after its people: its whole name is nobody's.
        return may_stand(text.replace(review.firm, " ").replace(review.name, " "), unnamed)

    return replace(
        review,
        sector="",
        lead_name="",
        factors=tuple(_factor(factor) for factor in review.factors),
        index=None,
        items=tuple(_item(item) for item in review.items if item.role in _FIGURES),
        words=tuple(
            _without_the_only_name(words, of_one)
            for words in review.words
            if words.consent is not Consent.UNSAID and stands(words.text)
        ),
        talks=(),
        sealed=None,
        expected_later=0,
        # Who kept a promise and who did not is a remark about one person.
        commitments=tuple(
            replace(promise, who="") for promise in review.commitments if stands(promise.what)
        ),
        incidents=(),
        milestones=tuple(m for m in review.milestones if stands(m.what)),
        sides=(_side(review.sides[0]), _side(review.sides[1])),
        earlier_waves=(),
        note="",
        business=None,
        attention=None,
        slopes=(),
    )


def may_stand(text: str, unnamed: Unnamed) -> bool:
    """Whether a text names nobody, no other relationship, no amount and no word of `NEVER`."""
    plain = _plain(text)
    if any(re.search(rf"(?<!\w){word}", plain) for word in NEVER):
        return False
    if any(category(character) == "Sc" for character in text) or _AMOUNT.search(text):
        return False
    if any(_names(other, text, plain) for other in unnamed.others):
        return False
    return not any(_mentions(text, plain, part) for part in _parts(unnamed.people))


def _named_in(review: Review) -> tuple[str, ...]:
    """People whose names the firm's own review holds."""
    said = (words.name for words in review.words)
    promised = (promise.who for promise in review.commitments)
    return tuple(name for name in (review.lead_name, *review.talks, *said, *promised) if name)


def _names(other: str, text: str, plain: str) -> bool:
    """Whether a text names a relationship, by all of its name or by its first word alone, as people
    do: "as at Kestrel".
    """
    whole, first = _name_of(other)
    if not whole:
        return False
    if whole in plain:
        return True
    # Plain search first: the others are many, and hardly one of them is in a text.
    called = len(first) > 3 and first in text
    return called and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", text) is not None


@lru_cache(maxsize=16_384)
def _name_of(other: str) -> tuple[str, str]:
    """A name as it is looked for, and its first word."""
    return _plain(other).strip(), next(iter(other.split()), "")


def _factor(factor: FactorReview) -> FactorReview:
    """Levels, their difference and what we expected; of its class only that it may be chance."""
    found = factor.gap_class
    chance = None
    if found is not None and found.kind is GapClass.NOT_ENOUGH:
        # Nothing of the steadied scores: they are made of other relationships.
        chance = replace(found, steadied=found.plain, sd=0.0, sure=0.5)
    return replace(
        factor,
        gap_class=chance,
        among_counterpart=None,
        among_own=None,
        without_counterpart=None,
        without_own=None,
        projection=Difference(missing=Missing.NOT_ASKED),
        adjusted=None,
        split_counterpart=None,
        split_own=None,
    )


def _item(item: ItemReview) -> ItemReview:
    return replace(item, counterpart_counts=(), own_counts=(), escaped_counterpart=0, escaped_own=0)


def _side(side: SideReview) -> SideReview:
    return replace(side, kept_from=None)


def _without_the_only_name(words: Words, of_one: set[Perspective]) -> Words:
    """Where one person answered, the side's score is theirs: no name stands beside it."""
    return replace(words, name="") if words.perspective in of_one else words


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
    """Without case and accents: names are written as people type them."""
    return _bare(text).casefold()


def _bare(text: str) -> str:
    decomposed = normalize("NFKD", text.translate(_STROKES))
    return "".join(character for character in decomposed if category(character) != "Mn")
