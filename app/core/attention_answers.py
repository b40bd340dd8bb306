"""Points from what was answered, and from who did not: made of finished reviews.

Nothing here can hold what is withheld, because a review does not. The one exception looks at
single people and gets them of a named wave only. Thresholds are points of 0–10, stretched.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.attention import Input, Reason, ReasonKind, Source
from app.core.attention_heard import TRUST, HeardOf
from app.core.gaps import GapClass
from app.core.known import TOLERANCE
from app.core.levels import on_ten
from app.core.people import INDEX
from app.core.review import Bound, FactorReview, Missing, Review, Score
from app.core.rounding import rounded
from app.core.trend import Split
from app.core.weights import Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one look at a relationship gave: reasons, and what could not be known."""

    reasons: tuple[Reason, ...] = ()
    unknown: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The waves before this one that gave factor scores, newest first."""

    reviews: tuple[Review, ...]
    heard: tuple[HeardOf, ...]


def from_answers(review: Review, heard: HeardOf, past: Past, weights: Weights) -> Told:
    """Gap, trust, decline, response and the deciders of one review."""
    told = (
        _gaps(review, weights),
        _trust(review, heard, weights),
        _decline(review, past, weights),
        _response(review, past, weights),
        _decider(review, heard, weights),
    )
    return Told(
        reasons=tuple(reason for one in told for reason in one.reasons),
        unknown=tuple(lacking for one in told for lacking in one.unknown),
    )


def _gaps(review: Review, weights: Weights) -> Told:
    if not any(factor.gap_class is not None for factor in review.factors):
        known = _all_at_the_top(review) and review.sides[1].answered > 0
        return Told() if known else Told(unknown=(Input.GAP,))
    spots = [
        factor
        for factor in review.factors
        if factor.gap_class is not None and factor.gap_class.kind is GapClass.BLIND_SPOT
    ]
    if not spots:
        return Told()
    in_trust = [factor for factor in spots if factor.factor == TRUST]
    if len(spots) > 1:
        kind, points = ReasonKind.BLIND_SPOTS, weights.blind_spot_in_trust_or_two
    elif in_trust:
        kind, points = ReasonKind.BLIND_SPOT_IN_TRUST, weights.blind_spot_in_trust_or_two
    else:
        kind, points = ReasonKind.BLIND_SPOT, weights.blind_spot
    return _one(
        Input.GAP,
        kind,
        points,
        tuple(_source(review, factor.factor) for factor in spots),
        numbers=tuple(
            value
            for factor in spots
            for value in (factor.own.value, factor.counterpart.value)
            if value is not None
        ),
        words=tuple(str(factor.name) for factor in spots),
    )


def trust_of(review: Review, heard: HeardOf) -> float | None:
    """Their trust on 0–10: steadied where there are ten relationships, else what people said.

    At an end of the scale the end itself stands, as the page shows it.
    """
    factor = _factor(review, TRUST)
    if factor is None or factor.counterpart.value is None:
        return None
    adjusted = _adjusted_trust(factor, heard)
    return on_ten(factor.counterpart.value if adjusted is None else adjusted, factor.scale)


def _adjusted_trust(factor: FactorReview, heard: HeardOf) -> float | None:
    """Steadied, in scale points, beside a plain score alone."""
    return heard.trust if factor.counterpart.bound is None else None


def _trust(review: Review, heard: HeardOf, weights: Weights) -> Told:
    factor = _factor(review, TRUST)
    if factor is None:
        return Told()
    trust = trust_of(review, heard)
    if trust is None:
        return Told(unknown=(Input.TRUST,))
    if trust + TOLERANCE >= weights.low_trust_below:
        return Told()
    very = trust + TOLERANCE < weights.very_low_trust_below
    # What was judged stands beside what they said, as exactly as a page shows it.
    adjusted = _adjusted_trust(factor, heard)
    return _one(
        Input.TRUST,
        ReasonKind.VERY_LOW_TRUST if very else ReasonKind.LOW_TRUST,
        weights.very_low_trust if very else weights.low_trust,
        (_source(review, TRUST),),
        numbers=(
            factor.counterpart.value or 0.0,
            float(factor.counterpart.n or 0),
            *(() if adjusted is None else (rounded(adjusted),)),
        ),
        words=("or less",) if factor.counterpart.bound is not None else (),
    )


def _decline(review: Review, past: Past, weights: Weights) -> Told:
    index = review.index
    change = None if index is None else index.change_counterpart
    if index is None or change is None or change.value is None:
        known = _all_at_the_top(review) and bool(past.reviews)
        return Told() if known else Told(unknown=(Input.DECLINE,))
    before = past.reviews[0] if past.reviews else None
    point = index.scale.width / 10
    fall = -change.value / point
    earlier = None if before is None or before.index is None else before.index.change_counterpart
    fell_before = (
        earlier is not None
        and earlier.value is not None
        and -earlier.value / point + TOLERANCE >= weights.fall_from
    )
    sources = (_source(review, INDEX), Source(wave=review.compared_with, score=INDEX))
    value = index.counterpart.value or 0.0
    if fell_before and before is not None and fall + TOLERANCE >= weights.fall_from:
        first = value - change.value - ((earlier.value or 0.0) if earlier is not None else 0.0)
        return _one(
            Input.DECLINE,
            ReasonKind.TWO_FALLS,
            weights.two_falls,
            (*sources, Source(wave=before.compared_with, score=INDEX)),
            numbers=(first, value - change.value, value),
        )
    if fall + TOLERANCE >= weights.decline_from and _outside(index.counterpart, -change.value):
        numbers: tuple[float, ...] = (value - change.value, value)
        if isinstance(index.split_counterpart, Split):
            split = index.split_counterpart
            numbers = (*numbers, split.returning, float(split.n_returning))
        return _one(Input.DECLINE, ReasonKind.DECLINE, weights.decline, sources, numbers=numbers)
    return Told()


def _outside(score: Score, fall: float) -> bool:
    """Whether the earlier score lies above this one's likely range.

    Where everyone asked has answered there is no range and nothing left to chance of who did; one
    answer of several has none either, and tells nothing.
    """
    if score.high is not None and score.value is not None:
        return score.value + fall > score.high
    return (score.n or 0) > 1


def _response(review: Review, past: Past, weights: Weights) -> Told:
    theirs = review.sides[0]
    if theirs.invited == 0:
        return Told(unknown=(Input.RESPONSE,))
    before = past.reviews[0] if past.reviews else None
    sources = (Source(wave=review.wave),)
    if theirs.answered == 0 and before is not None and before.sides[0].answered > 0:
        late = past.heard[0].late
        return _one(
            Input.RESPONSE,
            ReasonKind.FALLEN_SILENT,
            weights.nobody_answered,
            (*sources, Source(wave=before.wave)),
            numbers=(float(theirs.invited), float(review.sides[1].answered), float(late)),
            words=(before.wave,),
        )
    numbers = (float(theirs.answered), float(theirs.invited), float(review.sides[1].answered))
    if theirs.answered == 0 and theirs.invited > 1:
        points = weights.nobody_answered
        return _one(Input.RESPONSE, ReasonKind.NOBODY_ANSWERED, points, sources, numbers=numbers)
    if 100 * theirs.answered < weights.answered_below * theirs.invited:
        points = weights.few_answered
        return _one(Input.RESPONSE, ReasonKind.FEW_ANSWERED, points, sources, numbers=numbers)
    return Told()


def _decider(review: Review, heard: HeardOf, weights: Weights) -> Told:
    """In a confidential wave nobody looks, and that is no gap in what is known."""
    if heard.deciders is None:
        return Told()
    if not heard.deciders:
        return Told(unknown=(Input.DECIDER,))
    low = [(who, v) for who, v in heard.deciders if v <= weights.detractor_up_to + TOLERANCE]
    if not low:
        return Told()
    item = next((i.item for i in review.items if i.role.value == "recommendation"), "")
    return _one(
        Input.DECIDER,
        ReasonKind.DECIDER_DETRACTS,
        weights.decider_detracts,
        (_source(review, item),),
        numbers=(float(len(low)), min(value for _, value in low)),
    )


def _all_at_the_top(review: Review) -> bool:
    """Every score of theirs is shown as "9.5 or more": there is neither blind spot nor decline."""
    asked = [f for f in review.factors if f.counterpart.missing is not Missing.NOT_ASKED]
    return bool(asked) and all(f.counterpart.bound is Bound.AT_LEAST for f in asked)


def _one(
    of: Input,
    kind: ReasonKind,
    points: int,
    sources: tuple[Source, ...],
    *,
    numbers: tuple[float, ...] = (),
    words: tuple[str, ...] = (),
) -> Told:
    reason = Reason(
        input=of, kind=kind, points=points, sources=sources, numbers=numbers, words=words
    )
    return Told(reasons=(reason,))


def _source(review: Review, score: str) -> Source:
    return Source(wave=review.wave, score=score)


def _factor(review: Review, factor_id: str) -> FactorReview | None:
    """The factor as far as this form asked it of them."""
    return next(
        (
            f
            for f in review.factors
            if f.factor == factor_id and f.counterpart.missing is not Missing.NOT_ASKED
        ),
        None,
    )
