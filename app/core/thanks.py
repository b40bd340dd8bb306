"""What a thank-you letter may say to one person: promises that were kept, and praise of them.

Made of the review alone and of words whose writers agreed. Praise that names somebody else goes to
nobody but them. Knows no letters and no paper.
"""

from __future__ import annotations

from collections.abc import Container
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
    """What we promised or agreed to do and kept within the year, the latest first."""
    they_kept: tuple[str, ...]
    """The same of theirs."""
    praise: tuple[Words, ...]
    """What our people said went well, about nobody or about the reader."""


def thanks_for(review: Review, reader: str, unnamed: Unnamed, there: Container[str] = ()) -> Thanks:
    """What the letter to `reader` holds; `unnamed` is everybody at either side, `there` the names
    of those at the counterpart: a promise is theirs who made it.
    """
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
        kept=tuple(promise.what for promise in kept if not _is_theirs(promise, there)),
        they_kept=tuple(promise.what for promise in kept if _is_theirs(promise, there)),
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


def _is_theirs(promise: Commitment | Agreement, there: Container[str]) -> bool:
    if isinstance(promise, Agreement):
        return promise.side is Perspective.COUNTERPART
    return promise.who in there
