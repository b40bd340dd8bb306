"""Whom to meet first as JSON: every point with its row, what is unknown, and what became of it.

Made of finished lists alone. A null always stands next to its reason. Evidence about leads is in
no list and cannot be here.
"""

from __future__ import annotations

from typing import Any

from app.core.attention import AttentionList, Order, Place, Reason, Source
from app.core.coverage import Coverage

Json = dict[str, Any]


def attention_of(one: AttentionList) -> Json:
    """One list; points are whole, shares run from 0 to 1, scores are scale points."""
    return {
        "reason": one.why_none.value if one.why_none else None,
        "places": [_place(place) for place in one.places],
        "older": [_place(place) | {"wave": place.wave} for place in one.older],
        "asked_again": one.asked_again,
        "ended": one.ended,
        "not_asked": [{"why": left.why, "names": list(left.names)} for left in one.left_out],
        "orders": [_order(order) for order in one.orders],
        "coverage": None if one.coverage is None else _coverage(one.coverage),
        "record": [
            {"band": row.band, "warned": row.warned}
            | {outcome.value: count for outcome, count in row.counts}
            for row in one.record.rows
        ],
        "weights_changed": {
            weight.name: {"default": weight.default, "now": weight.now} for weight in one.changed
        },
    }


def _place(place: Place) -> Json:
    return {
        "relationship": place.relationship,
        "points": place.points,
        "band": place.band.value if place.apart is None else None,
        "listed_apart": place.apart.value if place.apart else None,
        "reasons": [_reason(reason) for reason in place.reasons],
        "unknown": [one.value for one in place.unknown],
        "single_answers_not_looked_at": place.guarded,
        "revenue_share": place.revenue_share,
        "depth": {
            "theirs": place.depth.theirs,
            "ours": place.depth.ours,
            "lines": place.depth.lines,
            "decider": place.depth.decider,
        },
        "not_asked": [
            {"roles": [role.value for role in one.roles], "why": one.why} for one in place.not_asked
        ],
        "hand_picked": [one.value for one in place.hand_picked],
    }


def _reason(reason: Reason) -> Json:
    return {
        "signal": reason.input.value,
        "says": reason.kind.value,
        "points": reason.points,
        "rests_on": [_source(source) for source in reason.sources],
    }


def _source(source: Source) -> Json:
    said = {
        "wave": source.wave,
        "score": source.score,
        "file": source.file,
        "entry": source.entry,
    }
    return {key: value for key, value in said.items() if value}


def _order(order: Order) -> Json:
    return {
        "survey": order.survey,
        "ranking": order.ranking.value,
        "rows": [{"relationship": slug, "steadied": value} for slug, _, value in order.rows],
    }


def _coverage(coverage: Coverage) -> Json:
    few = "it could show who answered"
    return {
        "relationships": coverage.relationships,
        "heard": coverage.heard,
        "revenue_share": coverage.revenue_share,
        "revenue_reason": "no revenue" if coverage.revenue_share is None else None,
        "revenue_known": coverage.revenue_known,
        "roles": {
            heard.role.value: {
                "asked": heard.asked,
                "answered": heard.answered,
                "reason": few if heard.answered is None else None,
            }
            for heard in coverage.roles
        },
    }
