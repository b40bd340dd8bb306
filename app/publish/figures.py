"""Every number of every review as JSON: the machine-readable twin of the pages.

Made from finished reviews alone, so it holds nothing that a page could not. A null always stands
next to its reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.core.review import (
    Difference,
    FactorReview,
    ItemReview,
    Review,
    Score,
    SideReview,
)
from app.core.survey import Scale

Json = dict[str, Any]


def figures(reviews: Iterable[Review]) -> Json:
    """`{"format": 1, "reviews": {relationship: {wave: {...}}}}`, in scale points, unrounded.

    Scores of a confidential side are rounded to one decimal before they get here.
    """
    tree: dict[str, dict[str, Any]] = {}
    for review in reviews:
        tree.setdefault(review.relationship, {})[review.wave] = _review(review)
    return {"format": 1, "units": "points of the survey's scale", "reviews": tree}


def _review(review: Review) -> Json:
    return {
        "name": review.name,
        "kind": review.kind.value,
        "as_of": review.as_of.isoformat(),
        "opens": review.opens.isoformat(),
        "closes": review.closes.isoformat(),
        "compiled": review.compiled,
        "reason": None if review.compiled else "a confidential wave is compiled after it closes",
        "survey": {"id": review.survey, "version": review.survey_version},
        "sides": {side.perspective.value: _side(side) for side in review.sides},
        "index": _factor(review.index) if review.index is not None else None,
        "factors": {factor.factor: _factor(factor) for factor in review.factors},
        "items": {item.item: _item(item) for item in review.items},
    }


def _side(side: SideReview) -> Json:
    return {
        "privacy": side.privacy.value,
        "answered": side.answered,
        "invited": side.invited,
        "shown": side.shown,
    }


def _factor(factor: FactorReview) -> Json:
    return {
        "scale": _scale(factor.scale),
        "counterpart": _score(factor.counterpart),
        "self": _score(factor.own),
        "expectation": _score(factor.expectation),
        "gap": _difference(factor.gap),
        "surprise": _difference(factor.surprise),
        "change": {
            "counterpart": _difference(factor.change_counterpart),
            "self": _difference(factor.change_own),
        },
    }


def _item(item: ItemReview) -> Json:
    return {
        "role": item.role.value,
        "factor": item.factor,
        "scale": _scale(item.scale),
        "counterpart": _score(item.counterpart),
        "self": _score(item.own),
        "gap": _difference(item.gap),
        "change": {
            "counterpart": _difference(item.change_counterpart),
            "self": _difference(item.change_own),
        },
        "counts": {
            side: {str(option.point): option.count for option in counts}
            for side, counts in (
                ("counterpart", item.counterpart_counts),
                ("self", item.own_counts),
            )
            if counts
        },
    }


def _scale(scale: Scale) -> list[int]:
    return [scale.minimum, scale.maximum]


def _score(score: Score) -> Json:
    return {
        "value": score.value,
        "n": score.n,
        "low": score.low,
        "high": score.high,
        "bound": score.bound.value if score.bound else None,
        "assumed_spread": score.assumed_spread,
        "reason": score.missing.value if score.missing else None,
    }


def _difference(difference: Difference) -> Json:
    return {
        "value": difference.value,
        "low": difference.low,
        "high": difference.high,
        "reason": difference.missing.value if difference.missing else None,
    }
