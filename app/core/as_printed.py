"""A finished review with the figures that rest on the whole wave as exact as they are printed.

Every range rests on the spread of all relationships, and a steadied score on all of their means:
one answer anywhere moves each of them by far less than is ever printed. Pages and sheets are made
of reviews rounded here, so that they change when their print does and only then. Whatever is
reckoned with is reckoned before. Knows finished reviews; must not know how they look.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from app.core.gaps import ClassifiedGap
from app.core.review import Difference, FactorReview, ItemReview, Review, Score
from app.core.rounding import rounded

Ranged = TypeVar("Ranged", Score, Difference)


def as_printed(review: Review) -> Review:
    """The same review: likely ranges and steadied scores to a tenth, and how sure the direction of
    a gap is to a hundredth.
    """
    return replace(
        review,
        factors=tuple([_factor(factor) for factor in review.factors]),
        index=_factor(review.index) if review.index is not None else None,
        items=tuple([_item(item) for item in review.items]),
        history=tuple(
            [
                replace(point, counterpart=_ranged(point.counterpart), own=_ranged(point.own))
                for point in review.history
            ]
        ),
    )


def _factor(factor: FactorReview) -> FactorReview:
    return replace(
        factor,
        counterpart=_ranged(factor.counterpart),
        own=_ranged(factor.own),
        expectation=_ranged(factor.expectation),
        gap=_ranged(factor.gap),
        gap_class=_class(factor.gap_class),
        adjusted=None if factor.adjusted is None else rounded(factor.adjusted),
    )


def _item(item: ItemReview) -> ItemReview:
    theirs, own, gap = _ranged(item.counterpart), _ranged(item.own), _ranged(item.gap)
    if theirs is item.counterpart and own is item.own and gap is item.gap:
        return item
    return replace(item, counterpart=theirs, own=own, gap=gap)


def _ranged(figure: Ranged) -> Ranged:
    if figure.low is None or figure.high is None:
        return figure
    return replace(figure, low=rounded(figure.low), high=rounded(figure.high))


def _class(found: ClassifiedGap | None) -> ClassifiedGap | None:
    if found is None:
        return None
    return ClassifiedGap(
        kind=found.kind,
        plain=found.plain,
        steadied=rounded(found.steadied),
        sd=rounded(found.sd),
        sure=round(found.sure, 2),
    )
