"""In whose words a sheet speaks: "we" and "they" for us alone, both names for the table.

A voice is an edition, a language and the two names. Our own edition is in English, like our pages;
the copy for the table is in the language that most of those asked there read. Numbers are written
as that language has them, and stand left to right in every one. Knows finished reviews.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.review import Bound, Edition, Missing, Review, Score
from app.core.survey import Text
from app.pages.brief_paper import shortened
from app.pages.catalogues import best_language, brief_words
from app.pages.numbers import day, one_decimal

_FIELD = re.compile(r"\{(\w+)\}")
_ISOLATE, _RIGHT_TO_LEFT, _END = "\u2068", "\u2067", "\u2069"
_NAME, _SHORT = 40, 20
"""Characters of a name inside a sentence or above a column, and of one that stays on one line."""
_COMMA = {"de", "fr"}
"""Languages that write 3,9."""
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


def direction_in(language: str) -> str:
    """Which way a language runs: `ltr` or `rtl`."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    edition: Edition
    language: str
    they: str
    """The counterpart's name, short enough for a sentence."""
    we: str
    """The firm's."""

    @property
    def shared(self) -> bool:
        return self.edition is Edition.SHARED

    @property
    def direction(self) -> str:
        return direction_in(self.language)

    def say(self, message: str, **values: object) -> str:
        """A message of the catalogue in this language, with its fields filled in.

        Filled in one go, so that a name with braces in it stays a name.
        """
        known = {"they": self.they, "we": self.we, **values}
        words = brief_words(self.language).gettext(message)
        return _FIELD.sub(lambda match: self.apart(str(known[match[1]])), words)

    def apart(self, text: str) -> str:
        """A name or number inside a line that runs right to left, where it keeps its own way."""
        if self.direction != "rtl" or not text:
            return text
        # Made of such names: begins with one, and still runs right to left as a whole.
        return f"{_RIGHT_TO_LEFT if _ISOLATE in text else _ISOLATE}{text}{_END}"

    def text(self, words: Text | None, review: Review) -> str:
        """A survey's words in this language, with the names in full."""
        said = words.in_language(self.language) if words is not None else ""
        return said.replace("{firm}", review.firm).replace("{counterpart}", review.name)

    def number(self, value: float) -> str:
        """One decimal, without a sign: which way a difference goes is said in words."""
        return self.written(one_decimal(abs(value)))

    def written(self, number: str) -> str:
        """A number of ours as this language writes it."""
        return number.replace(".", ",") if self.language.partition("-")[0] in _COMMA else number

    def levels(self, theirs: Score, ours: Score) -> str:
        """Both levels beside each other, each with its side."""
        if not self.shared:
            return f"they\u00a0{self.score(theirs)}, we\u00a0{self.score(ours)}"
        return self.say(
            "{they}\u00a0{theirs}, {we}\u00a0{ours}",
            theirs=self.score(theirs),
            ours=self.score(ours),
        )

    def day(self, value: object) -> str:
        """A day in this language; nothing for None."""
        return "" if value is None else day(value, self.language)

    def score(self, score: Score) -> str:
        """The score, "9.5 or more", or why there is none."""
        if score.value is None or score.missing is not None:
            return self.why(score.missing)
        number = self.number(score.value)
        if score.bound is Bound.AT_LEAST:
            return self.say("{number} or more", number=number)
        if score.bound is Bound.AT_MOST:
            return self.say("{number} or less", number=number)
        return number

    def why(self, missing: Missing | None) -> str:
        """Why a figure has no value."""
        match missing:
            case Missing.SUPPRESSED:
                return self.say("not shown, to protect people")
            case Missing.NOT_ASKED:
                return self.say("not asked")
            case Missing.ONE_SIDED:
                return self.say("one side only")
            case Missing.AT_THE_END:
                return self.say("at the end of the scale")
            case Missing.NO_EARLIER_WAVE:
                return self.say("no earlier survey")
            case Missing.HARD_TO_JUDGE:
                return self.say("most could not judge it")
            case Missing.NOT_COMPARABLE:
                return self.say("not comparable")
            case _:
                return self.say("no answers")


def _together(name: str) -> str:
    """A short name, that no line parts."""
    return name.replace(" ", "\u00a0") if len(name) <= _SHORT else name


def voice_of(review: Review, edition: Edition) -> Voice:
    """The voice of an edition of a review. Raises ValueError for one of ours on the table."""
    shared = edition is Edition.SHARED
    if shared and review.edition is not Edition.SHARED:
        raise ValueError(f"{review.relationship}: this review was not made for the table")
    return Voice(
        edition=edition,
        language=best_language(review.language) if shared else "en",
        they=_together(shortened(review.name, _NAME)),
        we=_together(shortened(review.firm, _NAME)),
    )
