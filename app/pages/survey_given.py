"""What a respondent gets back of their own: check and send, the receipt, and a copy to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.pages.survey_page import Option, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer as its respondent reads it."""

    question: str
    answer: str
    """Empty: not answered."""
    escape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenWords:
    """One open answer, and how it will stand in both editions."""

    question: str
    text: str
    use: str
    """The consent's value; empty where none was chosen."""
    ours: str | None
    """As it stands on the firm's own pages; empty for a notice without text, None for not."""
    shared: str | None
    """Likewise in the copy for the table."""
    named: bool
    """With the respondent's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPage:
    kind: str
    title: str
    change: str
    """Where this page can be changed; empty where it cannot."""
    answers: tuple[Given, ...]
    words: tuple[GivenWords, ...]
    left_open: int
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    template: ClassVar[str] = "survey_check.html"

    reader: Reader
    about: str
    own_side: bool
    confidential: bool
    k: int
    lead: str
    principal: str
    number: int
    pages: tuple[GivenPage, ...]
    left_open: int
    talk: tuple[Option, ...]
    """Empty for the firm's own people."""
    base: int
    problem: str
    """`changed`, `nothing`, `often`, `elsewhere`, `cut`, `values` or `store`; empty at first."""
    sent: str
    """The day on which they were sent, in words; empty before."""
    receipt: str
    back: str
    late: bool
    """The survey has closed; what was begun before can be sent for a day longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    template: ClassVar[str] = "survey_receipt.html"

    reader: Reader
    about: str
    own_side: bool
    declined: bool
    """They would rather not answer."""
    day: str
    """When it was sent, in words."""
    answered: int
    asked: int
    closes: str
    can_change: bool
    locked: bool
    """A self-assessment that is fixed."""
    from_decline: bool
    """They have just said that they would rather not answer, and had sent their answers before."""
    talk: str
    """With whom they would like to talk: the chosen value."""
    lead: str
    change: str
    copy: str
    file: str
    list: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPage:
    """All of one's own answers, to print and keep."""

    template: ClassVar[str] = "survey_copy.html"

    reader: Reader
    about: str
    own_side: bool
    lead: str
    principal: str
    day: str
    sent: bool
    pages: tuple[GivenPage, ...]
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFile(CopyPage):
    """The same as plain text."""

    template: ClassVar[str] = "survey_copy.txt"
