"""What a respondent reads on the way: the start, the pages, and notices.

Page dataclasses only; every word that a respondent reads stands in a template, a catalogue or a
survey file. Addresses are paths below the personal link.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a page is, and in which language."""

    language: str
    right_to_left: bool
    firm: str
    respondent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    """As it is sent."""
    label: str
    chosen: bool = False
    low: str = ""
    high: str = ""
    """On a row of numbers: the words that this one lies between; `low` alone is its own word."""
    near: str = ""
    """Where only the ends have words: the nearer one's."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """What is the same for everyone who is asked it in one language: made once, one object."""

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
    expected: bool = False
    """What we think they will say: it stands apart, at the foot of its page."""
    uses: tuple[str, ...] = ()
    """How this one text may be used, as values of the consent; the first is "as above"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A question with what one respondent has chosen or typed."""

    question: Question
    chosen: str | None = None
    """The value of the option."""
    typed: str = ""
    """What stands in the box of an open text."""
    use: str = ""
    """How this one text may be used; empty: as above."""
    error: str = ""
    """Why the value was refused: `choice`, `long` or `characters`; empty when it was not."""
    saved: str | None = None
    """What another tab or device has saved meanwhile; None where nothing is in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    kind: str
    """A page's kind; for parts `theirs`, `ours` or `frequency`, as the reader says it."""
    head: str
    questions: tuple[Shown, ...]
    language: str = ""
    """Of the survey's words, where it is not the page's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    template: ClassVar[str] = "survey_start.html"

    reader: Reader
    title: str
    about: str
    """The other party's name."""
    own_side: bool
    """The firm's own person, on the self form."""
    team: bool
    """A member of a team of the firm's own."""
    minutes: int
    """About how long it takes."""
    closes: str
    confidential: bool
    theirs_confidential: bool
    """Of our own form: the other side answers in confidence."""
    k: int
    lead: str
    principal: str
    privacy_contact: str
    keep_years: int | None
    alone: bool
    """Nobody else is asked there, so that no rule hides who answered."""
    core_only: bool
    begun: bool
    """Something is saved already."""
    begin: str
    """Where the first page, or the one to go on with, stands."""
    decline: str
    """Where to say that one would rather not answer; empty once something was sent."""
    list: str
    """The list of this person's relationships, where there are several."""
    no_more: str
    """Where to say that one does not want to be asked again; empty for our own people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPage:
    template: ClassVar[str] = "survey_page.html"

    reader: Reader
    about: str
    own_side: bool
    kind: str
    title: str
    """A factor's name; other pages have their title in the template."""
    number: int
    of: int
    """Pages, with the one to check and send."""
    sections: tuple[Section, ...]
    consents: tuple[Option, ...]
    """How one's words may be used."""
    lead: str
    principal: str
    longest: int
    """Characters that a text may have."""
    base: int
    """How many versions were kept when this page was made."""
    problem: str = ""
    """Why it came back: `values`, `cut`, `elsewhere`, `often`, `store` or `changed`."""
    left_open: tuple[Shown, ...] = ()
    """Questions without an answer, said once before going on."""
    sent: bool = False
    """The answers were sent before: what is saved now counts at once."""
    from_check: bool = False
    """Opened from the page to check, and goes back there."""
    back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyNotice:
    """A small page that says what is the matter: `what` is the status code as text."""

    template: ClassVar[str] = "survey_notice.html"

    reader: Reader
    what: str
    day: str
    """The opening or closing day in words, where it matters."""
    privacy_contact: str
    typed: tuple[str, ...]
    """Texts that were typed and could not be kept."""
    link: str = ""
    """Of `404`: the personal link, where only the rest of the address opens nothing."""
