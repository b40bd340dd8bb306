"""What a person with several relationships reads: their list, and one question for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.pages.survey_page import Reader, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRelationship:
    name: str
    address: str
    """Empty where nothing was said and nothing can be any more."""
    state: str
    """`new`, `started`, `sent`, `declined` or `locked`."""
    answered: int
    asked: int
    day: str
    core_only: bool
    leads: bool
    """The reader is this relationship's lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    template: ClassVar[str] = "survey_list.html"

    reader: Reader
    title: str
    """Of the one survey; empty where they are asked in several."""
    own_side: bool
    over: bool
    """The survey has closed: what was said can be read, and nothing changed."""
    closes: str
    relationships: tuple[ListedRelationship, ...]
    across: str
    """Where one answers question by question across all; empty where nothing is left for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossRow:
    question: Shown
    language: str
    """Of the statement, where it is not the page's; empty where a name stands in its place."""
    label: str
    """The relationship's name; empty where the statement itself names it."""
    head: str
    """What stands above its rated questions, where that is not the same for all rows."""
    name: str
    """The relationship's slug."""
    base: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen for a relationship and could not be kept, given back to be read."""

    name: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossPage:
    template: ClassVar[str] = "survey_across.html"

    reader: Reader
    head: tuple[str, ...]
    """Stands above rated questions: pieces, with "each of them" between."""
    statement: str
    """Empty where each row has its own."""
    language: str
    """Of head and statement, where it is not the page's."""
    title: str
    kind: str
    number: int
    of: int
    key: str
    """Which question this is, wherever it stands by the time it is sent."""
    rows: tuple[AcrossRow, ...]
    gone: tuple[Chosen, ...]
    """Of relationships that were on the page and take no answers any more."""
    problem: str
    """As on a page of one relationship; `moved`: the list has changed since the page was shown."""
    here: str
    """Where it is sent to: not always where it came from."""
    back: str
    list: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossLost:
    """Given back instead of a page: the question that was answered is not asked any more."""

    template: ClassVar[str] = "survey_across_lost.html"

    reader: Reader
    statement: str
    """Empty where it is not known, or names each relationship."""
    language: str
    """Of the statement, where it is not the page's."""
    chosen: tuple[Chosen, ...]
    list: str
