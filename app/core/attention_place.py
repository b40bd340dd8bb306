"""One relationship's place on a meeting list: its points added up, and what is unknown of it.

Knows one relationship in one wave and in those before it. Must not know the others of the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.attention import Apart, Band, Input, Place
from app.core.attention_answers import Past, from_answers, trust_of
from app.core.attention_files import from_files
from app.core.attention_heard import WaveHeard
from app.core.attention_known import Known
from app.core.attention_themes import from_themes
from app.core.depth import depth, hand_picked, not_asked
from app.core.firm import Person, Relationship
from app.core.review import Review
from app.core.warned import Warned
from app.core.weights import Weights

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmwide:
    """What all lists share."""

    relationships: Mapping[str, Relationship]
    people: Mapping[str, Person]
    as_of: date
    weights: Weights
    record: tuple[Warned, ...] = ()
    """As the store holds it."""


def place(
    wave: WaveHeard,
    slug: str,
    before: tuple[WaveHeard, ...],
    firm: Firmwide,
    *,
    share: float | None = None,
) -> Place:
    """One relationship's place; `before` are earlier waves that gave scores, newest first."""
    review, heard, now = wave.reviews[slug], wave.of[slug], firm.relationships[slug]
    asked_before = [earlier for earlier in before if slug in earlier.reviews]
    past = Past(
        reviews=tuple(earlier.reviews[slug] for earlier in asked_before),
        heard=tuple(earlier.of[slug] for earlier in asked_before),
    )
    known = Known(
        relationship=now,
        asked=heard.asked,
        before_opened=asked_before[0].opens if asked_before else None,
        as_of=firm.as_of,
    )
    told = (
        from_answers(review, heard, past, firm.weights),
        from_themes(known, review, past, firm.weights),
        from_files(known, past, firm.weights),
    )
    reasons = [reason for one in told for reason in one.reasons if reason.points > 0]
    lacking = {gap for one in told for gap in one.unknown}
    unknown = tuple(one for one in Input if one in lacking)
    points = min(MOST, sum(reason.points for reason in reasons))
    order = list(Input)
    last = past.heard[0] if past.heard else None
    low = frozenset(
        who
        for who, index in (last.low_scored if last is not None else ())
        if index < firm.weights.low_trust_below
    )
    return Place(
        relationship=slug,
        name=review.name,
        wave=wave.wave,
        points=points,
        band=band_of(points, firm.weights),
        apart=_apart(review, len(unknown), firm.weights),
        reasons=tuple(sorted(reasons, key=lambda r: (-r.points, order.index(r.input)))),
        unknown=unknown,
        guarded=wave.guarded,
        revenue_share=share,
        trust=trust_of(review, heard),
        depth=depth(now, firm.people, firm.as_of),
        not_asked=not_asked(now, heard.asked, wave.opens),
        hand_picked=hand_picked(
            now, heard.asked, last.asked if last is not None else frozenset(), low, wave.opens
        ),
    )


def band_of(points: int, weights: Weights) -> Band:
    if points >= weights.meet_from:
        return Band.MEET
    return Band.QUARTER if points >= weights.quarter_from else Band.ROUTINE


def _apart(review: Review, unknown: int, weights: Weights) -> Apart | None:
    if any(side.answered and not side.shown for side in review.sides):
        return Apart.NOT_SHOWN
    if (review.sides[0].answered == 0) != (review.sides[1].answered == 0):
        return Apart.ONE_SIDED
    return Apart.TOO_LITTLE if unknown >= weights.unknown_from else None
