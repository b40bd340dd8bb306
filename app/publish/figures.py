"""Every number of every review as JSON: the machine-readable twin of the pages.

Made from finished reviews alone, so it holds nothing that a page could not. A null always stands
next to its reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.core.meeting import Meeting
from app.core.review import (
    Among,
    Difference,
    FactorReview,
    ItemReview,
    Missing,
    Review,
    Score,
    SideReview,
)
from app.core.survey import Scale
from app.publish.figures_business import of_relationship
from app.publish.figures_waves import split_of, trend_of, without_of
from app.publish.told import number, told

Json = dict[str, Any]
_NO_INDEX = "not compiled yet, or the factors are on different scales"


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
        "sides": {side.perspective.value: side_of(side) for side in review.sides},
        "expectations": {
            "sealed": review.sealed.day.isoformat() if review.sealed else None,
            "digest": review.sealed.digest if review.sealed else None,
            "reason": None if review.sealed else "nobody there has answered, or not compiled yet",
            "later": review.expected_later,
        },
        "compared_with": review.compared_with,
        "index": {"reason": _NO_INDEX} if review.index is None else factor_of(review.index),
        "factors": {factor.factor: factor_of(factor) for factor in review.factors},
        "items": {item.item: _item(item) for item in review.items},
        "trend": [
            {"factor": slope.factor, "side": slope.perspective.value} | trend_of(slope.trend)
            for slope in review.slopes
        ],
        "meetings": [_meeting(meeting) for meeting in review.meetings],
        "business": None if review.business is None else of_relationship(review.business),
        "business_reason": None if review.business else "no figure of it was entered",
        "requests": [
            {"item": request.item, "of": request.of.value, "seen_by": request.seen_by.value}
            for request in review.requests
        ],
    }


def _meeting(meeting: Meeting) -> Json:
    """Days and states, and what which side agreed to; nobody's name, and nothing that was said."""
    return {
        "on": meeting.on.isoformat(),
        "state": meeting.state.value,
        "asked_on": _day(meeting.asked_on),
        "accepted_on": _day(meeting.accepted_on),
        "agreements": [
            {
                "what": agreement.what,
                "side": agreement.side.value,
                "by": _day(agreement.by),
                "state": agreement.state.value,
                "closed": _day(agreement.closed),
            }
            for agreement in meeting.agreements
        ],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def side_of(side: SideReview) -> Json:
    return {
        "privacy": side.privacy.value,
        "answered": side.answered,
        "invited": side.invited,
        "shown": side.shown,
        "kept_from": _day(side.kept_from),
    }


def factor_of(factor: FactorReview) -> Json:
    return {
        "scale": _scale(factor.scale),
        "counterpart": _score(factor.counterpart),
        "self": _score(factor.own),
        "expectation": _score(factor.expectation),
        "gap": _gap(factor.gap) | _class(factor),
        "bounds": _bounds(factor),
        "among": {
            "counterpart": _among(factor.among_counterpart),
            "self": _among(factor.among_own),
        },
        "surprise": _difference(factor.surprise),
        "projection": _difference(factor.projection),
        "adjusted": number(factor.adjusted, "no plain score, or fewer than ten relationships"),
        "change": {
            "counterpart": _difference(factor.change_counterpart)
            | split_of(factor.split_counterpart),
            "self": _difference(factor.change_own) | split_of(factor.split_own),
        },
        "without_one": {
            "counterpart": without_of(factor.without_counterpart),
            "self": without_of(factor.without_own),
        },
        "stands": factor.standing.value,
    }


def _class(factor: FactorReview) -> Json:
    """What the gap is called, and the chance that its direction is right."""
    found = factor.gap_class
    if found is None:
        return {"class": None, "class_reason": "no gap of two plain numbers", "sure": None}
    return {"class": found.kind.value, "class_reason": None, "sure": found.sure}


def _among(among: Among | None) -> Json:
    """How far apart the people of one side are among themselves."""
    if among is None:
        reason = "fewer than three answers, or too few to protect people"
        return {"average_deviation": None, "reason": reason}
    ends = None if among.lowest is None else [among.lowest, among.highest]
    without = None if ends else "they are single people's"
    return {
        "average_deviation": among.average_deviation,
        "reason": None,
        "split": among.split,
        "r_wg": told(among.within),
        "ends": ends,
        "ends_reason": without,
    }


def _bounds(factor: FactorReview) -> Json:
    """Between what the counterpart's mean is sure to lie, whatever the silent would say."""
    if factor.bounds is None:
        return {"value": None, "reason": "60 % or more answered, or there is no plain score"}
    return {"value": [factor.bounds.worst, factor.bounds.best], "reason": None}


def _item(item: ItemReview) -> Json:
    return {
        "role": item.role.value,
        "factor": item.factor,
        "scale": _scale(item.scale),
        "counterpart": _score(item.counterpart),
        "self": _score(item.own),
        "gap": _gap(item.gap),
        "change": {
            "counterpart": _difference(item.change_counterpart),
            "self": _difference(item.change_own),
        },
        "could_not_judge": {
            "counterpart": item.escaped_counterpart,
            "self": item.escaped_own,
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
    without = score.missing.value if score.missing else None
    if without is None and score.bound:
        without = Missing.AT_THE_END.value
    elif without is None:
        without = "one answer" if score.n == 1 else "everyone asked answered"
    return {
        "value": score.value,
        "reason": score.missing.value if score.missing else None,
        "n": score.n,
        **_interval(score.low, score.high, without),
        **({"bound": score.bound.value} if score.bound else {}),
        **({"spread": "assumed"} if score.assumed_spread else {}),
        **({"few_answers": True} if score.few_answers else {}),
    }


def _interval(low: float | None, high: float | None, without: str) -> Json:
    """The two ends, or null and the reason."""
    if low is None or high is None:
        return {"interval": None, "interval_reason": without}
    return {"interval": [low, high], "interval_reason": None}


def _difference(difference: Difference) -> Json:
    return {
        "value": difference.value,
        "reason": difference.missing.value if difference.missing else None,
    }


def _gap(gap: Difference) -> Json:
    without = gap.missing.value if gap.missing else "one answer a side, or everyone asked answered"
    return _difference(gap) | _interval(gap.low, gap.high, without)
