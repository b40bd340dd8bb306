"""What is asked: surveys, their items, and the scales that answers are given on.

Knows both forms of a survey and nothing of who answers, files or pages. The instrument itself
stands in `surveys/*.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Perspective(StrEnum):
    """Whose eyes: the counterpart's people ("they") or the firm's own ("we")."""

    COUNTERPART = "counterpart"
    SELF = "self"


class Form(StrEnum):
    """How much of a survey is asked. Every form is a subset of the long one."""

    SHORT = "short"
    ANNUAL = "annual"
    LONG = "long"


class Role(StrEnum):
    """What an item is for. Only `CORE` items enter a factor score."""

    CORE = "core"
    EXTRA = "extra"
    """Shown as an item, never part of a factor, so that all forms compare."""
    THEIR_PART = "their_part"
    """Verification: the firm's part, seen from the counterpart ("They do their part")."""
    OUR_PART = "our_part"
    """Verification: the counterpart's own part, as they see it ("We do our part")."""
    FREQUENCY = "frequency"
    SATISFACTION = "satisfaction"
    RECOMMENDATION = "recommendation"
    EXPECTATION = "expectation"
    """Self only: what we think they will say about a factor, on average."""
    TEXT = "text"


class TextTopic(StrEnum):
    """The heading under which an open answer stands on the review."""

    WENT_WELL = "went_well"
    PUT_RIGHT = "put_right"
    ANYTHING_ELSE = "anything_else"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one or more languages, in the order of the file."""

    by_language: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.by_language[0][1] if self.by_language else ""

    def in_language(self, language: str) -> str:
        """The text in `language`, or its stem (de for de-CH), or the first it was written in."""
        for wanted in (language, language.partition("-")[0]):
            for known, text in self.by_language:
                if known == wanted:
                    return text
        return str(self)

    def shown_language(self, language: str) -> str:
        """The language in which `in_language` gives the text."""
        known = self.languages
        stem = language.partition("-")[0]
        return next((one for one in (language, stem) if one in known), known[0] if known else "")

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language for language, _ in self.by_language)

    def says_the_same_as(self, other: Text) -> bool:
        """Whether the two agree in every language that both have, and share one at least.

        A translation that was added later changes nothing for those who read the first words.
        """
        if self.by_language == other.by_language:
            return bool(self.by_language)
        mine, theirs = dict(self.by_language), dict(other.by_language)
        shared = mine.keys() & theirs.keys()
        return bool(shared) and all(mine[language] == theirs[language] for language in shared)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The answers an item takes: whole points from `minimum` to `maximum`.

    A labelled scale names every point; a numeric one only its ends. `numeric = False` means the
    points are choices without an order to average (how often do we hear from each other).
    """

    id: str
    minimum: int
    maximum: int
    labels: tuple[tuple[int, Text], ...] = ()
    """Point and its words: every point of a labelled scale, some points of a numeric one."""
    averaged: bool = True
    """False: choices; counts are shown and never a mean."""

    @property
    def points(self) -> range:
        return range(self.minimum, self.maximum + 1)

    @property
    def width(self) -> int:
        """Scale points between the ends."""
        return self.maximum - self.minimum

    @property
    def labelled(self) -> bool:
        """Whether every point has words."""
        return len(self.labels) == len(self.points)

    def label(self, point: int) -> Text | None:
        return dict(self.labels).get(point)


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """What several items measure together (respect, trust, cooperation, transparency)."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement with a stable id. `they` is the counterpart's form, `we` the self form."""

    id: str
    role: Role
    they: Text | None = None
    we: Text | None = None
    scale: Scale | None = None
    """None for open texts."""
    factor: str | None = None
    """The factor's id for core, extra and expectation items."""
    topic: TextTopic | None = None
    """For open texts."""
    forms: tuple[Form, ...] = (Form.ANNUAL, Form.LONG)
    reversed: bool = False
    """A high answer means little of the factor: scored minimum + maximum − answer."""
    pressure: bool = False
    """Conditional on something having gone wrong or out of the ordinary."""

    def wording(self, perspective: Perspective) -> Text | None:
        """The statement as this side reads it; None when this side is not asked."""
        return self.they if perspective is Perspective.COUNTERPART else self.we

    @property
    def rated(self) -> bool:
        return self.role is not Role.TEXT

    def scored(self, answer: int) -> int:
        """The answer in the direction of the factor, in scale points."""
        if self.reversed and self.scale is not None:
            return self.scale.minimum + self.scale.maximum - answer
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """Who answers for a survey's words in one language; nothing that a respondent reads."""

    language: str
    drafted: str
    reviewed: str = ""
    """Empty: nobody who speaks the language has read it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One file of `surveys/`: both forms of the statements, in the order they are asked."""

    id: str
    title: Text
    head_they: Text
    """Stands above every rated page of the counterpart's form; `{firm}` is filled in."""
    head_we: Text
    """Likewise on the self form; `{counterpart}` is filled in."""
    escape: Text
    factors: tuple[Factor, ...]
    items: tuple[Item, ...]
    min_answered: int
    """How many core items of a factor a person must answer for a factor score."""
    min_factors: int
    """How many factors a person side needs for the index."""
    version: str = ""
    """A short hash of the words, set when the file is read."""
    translations: tuple[Translation, ...] = ()
    """In the order of the file. No part of the version: a review changes no word."""

    def asked(self, perspective: Perspective, form: Form) -> tuple[Item, ...]:
        """The items on this side's form, in order."""
        return tuple(
            item
            for item in self.items
            if form in item.forms and item.wording(perspective) is not None
        )

    def translation(self, language: str) -> Translation | None:
        """Who drafted and reviewed this language, where the file says so."""
        return next((t for t in self.translations if t.language == language), None)

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def core_items(self, factor_id: str) -> tuple[Item, ...]:
        return tuple(i for i in self.items if i.role is Role.CORE and i.factor == factor_id)

    def expectation_item(self, factor_id: str) -> Item | None:
        return next(
            (i for i in self.items if i.role is Role.EXPECTATION and i.factor == factor_id), None
        )

    def factor_scale(self, factor_id: str) -> Scale | None:
        """The scale of the factor's core items (one per factor; the loader sees to it)."""
        return next((item.scale for item in self.core_items(factor_id)), None)
