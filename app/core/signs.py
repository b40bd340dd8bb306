"""What the firm notes of a relationship between surveys: signs of trouble, and themes of comments.

Both stand in the relationship's file. A sign is a dated yes or no; a theme is what the organiser
says a comment under "put right" was about. Software guesses neither. Knows no answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SignKind(StrEnum):
    ESCALATED = "escalated"
    """They went to somebody higher up, here or there."""
    NEW_CONTROLS = "new controls"
    """They asked for controls, reports or audits that there were none of."""
    TROUBLE_MOVED = "trouble moved"
    """The trouble of one project has reached a second."""
    ANSWERED_SLOWLY = "answered slowly"
    """Our answers came later than agreed."""
    CHECK_INS_MISSED = "check-ins missed"
    """The last two check-ins were moved or missed."""
    HEARD_ELSEWHERE = "heard elsewhere"
    """They heard of a problem from somebody else first."""
    AROUND_THE_LEAD = "around the lead"
    """They turn to others of ours."""
    HANDED_OVER_ALONE = "handed over alone"
    """The lead changed without a meeting of all three."""


TROUBLE = (SignKind.ESCALATED, SignKind.NEW_CONTROLS, SignKind.TROUBLE_MOVED)
"""Signs that speak for meeting; the others are about the lead and speak for a lead check alone."""
ABOUT_THE_LEAD = tuple(kind for kind in SignKind if kind not in TROUBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    what: SignKind
    on: date
    yes: bool = True
    """False: looked at on this day, and it was not so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What was to be put right, by what people wrote in one wave: a tag or a question's id."""

    wave: str
    tag: str = ""
    item: str = ""

    @property
    def key(self) -> str:
        """The same for the same theme, however it was typed."""
        return f"item {self.item}" if self.item else " ".join(self.tag.casefold().split())


def last_said(signs: tuple[Sign, ...], kind: SignKind, since: date, until: date) -> Sign | None:
    """The newest sign of a kind after `since`, up to `until`; None where nobody looked."""
    found = [sign for sign in signs if sign.what is kind and since < sign.on <= until]
    return max(found, key=lambda sign: (sign.on, not sign.yes), default=None)
