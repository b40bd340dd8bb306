"""Why one relationship stands where it does on the meeting list: a section of its review page.

Our edition only. Knows the finished place; words it and adds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.attention import Place
from app.pages.attention_sentences import (
    depth_sentence,
    hand_picked_sentence,
    not_asked_text,
    source_text,
    standing,
    unknown_sentence,
)
from app.pages.reason_sentences import reason_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLine:
    points: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyMeet:
    """Everything `_attention.html` prints."""

    standing: str
    reasons: tuple[ReasonLine, ...]
    notes: tuple[str, ...]
    hand_picked: tuple[str, ...]
    not_asked: tuple[tuple[str, str], ...]
    """Who, by their part, and why."""


def why_meet(place: Place | None) -> WhyMeet | None:
    """The section, or None where this review has no place on a list."""
    if place is None:
        return None
    none = () if place.reasons else ("Nothing known speaks for meeting before it is due.",)
    return WhyMeet(
        standing=standing(place),
        reasons=tuple(
            ReasonLine(
                points=f"+{reason.points}",
                text=reason_sentence(reason),
                sources=tuple(source_text(source) for source in reason.sources),
            )
            for reason in place.reasons
        ),
        notes=tuple(
            said for said in (*none, unknown_sentence(place), depth_sentence(place.depth)) if said
        ),
        hand_picked=tuple(hand_picked_sentence(found) for found in place.hand_picked),
        not_asked=tuple((not_asked_text(one), one.why) for one in place.not_asked),
    )
