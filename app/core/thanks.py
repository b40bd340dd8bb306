"""What a thank-you letter may say to one person: promises that were kept, and praise of them.

Made of the review alone and of words whose writers agreed. Praise that names somebody else goes to
nobody but them. Knows no letters and no paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from app.core.firm import Commitment, CommitmentState
from app.core.meeting import Agreement
from app.core.response import Consent
from app.core.review import Review, Words
from app.core.survey import Perspective, TextTopic
from app.core.unnamed import Unnamed, may_stand

A_YEAR = timedelta(days=365)
"""A promise kept longer ago was thanked for last time."""
_AGREED = (Consent.NAMED, Consent.UNNAMED, Consent.REWORDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    kept: tuple[str, ...]
    """What was promised or agreed, and kept within the year, by either side, the latest first."""
    praise: tuple[Words, ...]
    """What our people said went well, about nobody or about the reader."""


def thanks_for(review: Review, reader: str, unnamed: Unnamed) -> Thanks:
    """What the letter to `reader` holds; `unnamed` is everybody at either side."""
    others = tuple(name for name in unnamed.people if name != reader)
    everyone = replace(unnamed, people=())
    every: tuple[Commitment | Agreement, ...] = (*review.commitments, *review.agreements)
    kept = sorted(
        (
            promise
            for promise in every
            if promise.state is CommitmentState.KEPT
            and promise.closed is not None
            and review.as_of - A_YEAR < promise.closed <= review.as_of
            and may_stand(promise.what, everyone)
        ),
        key=lambda promise: (promise.closed, promise.what),
        reverse=True,
    )
    return Thanks(
        kept=tuple(promise.what for promise in kept),
        praise=tuple(
            words
            for words in review.words
            if words.topic is TextTopic.WENT_WELL
            and words.perspective is Perspective.SELF
            and words.consent in _AGREED
            and words.text
            and may_stand(words.text, replace(unnamed, people=others))
        ),
    )
