"""What people wrote, ready to print, by what it is about.

Knows finished reviews: only what the consent allows ever gets there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from unicodedata import bidirectional

from app.core.overview import Portfolio
from app.core.review import Review, Words
from app.core.survey import Perspective, TextTopic
from app.pages.sentences import our_side


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    text: str
    who: str
    ours: bool
    """Said by one of our people."""
    spoken: bool
    """They will raise it themselves: there is no text."""
    direction: str
    """`rtl` or `ltr`, by the first letter: what their own script's marks hang on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsGroup:
    heading: str
    quotes: tuple[Quote, ...]


_HEADINGS = {
    TextTopic.WENT_WELL: "Went well",
    TextTopic.PUT_RIGHT: "Put right",
    TextTopic.ANYTHING_ELSE: "Anything else",
}


def words_said(review: Review) -> tuple[WordsGroup, ...]:
    """What people wrote, by heading; only what the consent allows ever gets here."""
    return _grouped(review.words, lambda said: _quote(said, _side(said, review)))


def words_of_pool(portfolio: Portfolio) -> tuple[WordsGroup, ...]:
    """What people wrote whose relationship may not show it: nothing says whose it is."""
    return _grouped(
        portfolio.pool,
        lambda said: _quote(said, "ours" if said.perspective is Perspective.SELF else ""),
    )


def _grouped(every: Iterable[Words], quote: Callable[[Words], Quote]) -> tuple[WordsGroup, ...]:
    by_topic = {
        heading: tuple(quote(said) for said in every if said.topic is topic)
        for topic, heading in _HEADINGS.items()
    }
    return tuple(
        WordsGroup(heading=heading, quotes=quotes) for heading, quotes in by_topic.items() if quotes
    )


def _side(said: Words, review: Review) -> str:
    return our_side(review) if said.perspective is Perspective.SELF else review.name


def _quote(said: Words, side: str) -> Quote:
    ours = said.perspective is Perspective.SELF
    who = f"{said.name}, {side}" if said.name else side
    return Quote(
        text=said.text,
        who=who,
        ours=ours,
        spoken=said.text == "",
        direction=direction_of(said.text),
    )


def direction_of(text: str) -> str:
    """`rtl` or `ltr`, by the first letter that has a direction."""
    strong = (kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL"))
    return "ltr" if next(strong, "L") == "L" else "rtl"
