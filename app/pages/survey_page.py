"""What a respondent reads: the form, the receipt, and the pages that say why there is none.

Page dataclasses only; every word that a respondent reads stands in a template or a survey file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    """As it is sent."""
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: str
    text: str
    options: tuple[Option, ...]
    """In the order of the scale; empty for an open text."""
    labelled: bool
    """Every option has words of its own; otherwise only the ends do."""
    low: str
    middle: str
    high: str
    escape: Option | None
    typed: str
    """What stands in the box of an open text."""
    error: str
    """Why the value was refused: `choice`, `long` or `characters`; empty when it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    kind: str
    """`overall`, `factor`, `parts`, `frequency` or `words`."""
    title: str
    """A factor's name; other sections have their title in the template."""
    head: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPage:
    template: ClassVar[str] = "survey_form.html"

    language: str
    right_to_left: bool
    title: str
    firm: str
    respondent: str
    about: str
    """The other party's name."""
    own_side: bool
    """The firm's own person, on the self form."""
    team: bool
    """A member of a team of the firm's own."""
    form: str
    """`short`, `annual` or `long`: how many minutes it takes."""
    closes: str
    confidential: bool
    k: int
    sections: tuple[Section, ...]
    consents: tuple[str, ...]
    """Values of the consent choice, in order."""
    consent: str
    """The chosen one, or empty."""
    lead: str
    principal: str
    privacy_contact: str
    longest: int
    """Characters that a text may have."""
    problem: str
    """Why it came back: `values`, `cut`, `elsewhere`, `often` or `store`; empty at first."""
    again: bool
    """Answers were sent before and are shown."""
    alone: bool
    """Nobody else is asked there, so that no rule hides who answered."""
    decline: str
    """Where to say that one would rather not answer; empty once something was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    template: ClassVar[str] = "survey_receipt.html"

    language: str
    right_to_left: bool
    firm: str
    about: str
    declined: bool
    """They would rather not answer."""
    answered: int
    asked: int
    closes: str
    can_change: bool
    form: str
    """Address of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyNotice:
    """A small page that says what is the matter: `what` is the status code as text."""

    template: ClassVar[str] = "survey_notice.html"

    language: str
    right_to_left: bool
    firm: str
    what: str
    day: str
    """The opening or closing day in words, where it matters."""
    privacy_contact: str
    typed: tuple[str, ...]
    """Texts that were typed and could not be kept."""
