"""What one person said about one relationship in one wave.

Knows answers as they were given. Knows nothing of scores, files or pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.core.survey import Perspective

Value = int | str | None
"""A point of the item's scale, an open text, or None: did not come up, or can't judge."""


class Consent(StrEnum):
    """How a respondent's words may be used. Nothing chosen is `UNSAID`."""

    UNSAID = ""
    NAMED = "named"
    UNNAMED = "unnamed"
    REWORDED = "reworded"
    PRINCIPAL = "principal"
    """Only the principal reads them, not the lead."""
    SPOKEN = "spoken"
    """They will say it themselves: on the agenda, without text."""


class Talk(StrEnum):
    """Whether a respondent would like to talk, and with whom."""

    UNSAID = ""
    NO = "no"
    LEAD = "lead"
    SOMEONE_ELSE = "someone-else"
    """With someone else at the firm: the principal sees it, not the lead."""


class State(StrEnum):
    STARTED = "started"
    SENT = "sent"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One item's value. An unanswered item has no Answer at all."""

    item: str
    value: Value
    consent: Consent = Consent.UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One person's set of answers; the last one sent by a respondent is the one that counts."""

    wave: str
    relationship: str
    perspective: Perspective
    respondent: str
    state: State
    language: str
    answers: tuple[Answer, ...] = ()
    talk: Talk = Talk.UNSAID
    day: date | None = None
    """When it was saved, as a day where the respondent is; None for one from elsewhere."""

    @property
    def key(self) -> tuple[str, Perspective, str]:
        return (self.relationship, self.perspective, self.respondent)

    def value(self, item_id: str) -> Value:
        """The item's value; None when skipped or escaped."""
        return next((a.value for a in self.answers if a.item == item_id), None)

    def says_the_same_as(self, other: Response) -> bool:
        """Whether nothing but the day differs."""
        return replace(self, day=other.day) == other
