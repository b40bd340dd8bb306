"""What relationships are worth, as JSON. For the firm alone."""

from __future__ import annotations

from datetime import date

from app.core.actions import Punctuality, Return
from app.core.business import RelationshipBusiness
from app.core.firm_business import FirmBusiness, KindValue
from app.core.known import Known, Unknown
from app.core.lifetime_value import LifetimeValue
from app.core.revenue import RevenueRetention
from app.core.tenure import Median, Survival
from app.publish.told import Json, ends, told


def of_relationship(business: RelationshipBusiness) -> Json:
    return {
        "year": business.year,
        "currency": business.currency,
        "value": told(business.value),
        "cost": told(business.cost),
        "margin": told(business.margin),
        "kept": told(business.kept),
        "share": told(business.share),
        "tenure_years": told(business.tenure),
        "commitments": _commitments(business.commitments),
    }


def of_firm(business: FirmBusiness) -> Json:
    held = business.retention
    return {
        "year": business.year,
        "first": business.first.isoformat(),
        "last": business.last.isoformat(),
        "currency": business.currency,
        "book_since": business.book_since.isoformat() if business.book_since else None,
        "relationships": business.relationships,
        "without_since": list(business.without_since),
        "retention": told(held.rate),
        "churn": told(held.churn),
        "at_start": held.at_start,
        "kept": held.kept,
        "won": held.won,
        "lost_within": held.lost_within,
        "revenue": _revenue(business.revenue),
        "discount": business.discount,
        "values": [
            _value(value, business.twelve_months_from, business.last) for value in business.values
        ],
        "tenure": _tenure(business.tenure),
        "commitments": _commitments(business.commitments),
        "actions": [
            {"relationship": one.relationship, "what": one.what} | _return(one.outcome)
            for one in business.actions
        ],
    }


def _revenue(found: RevenueRetention | Unknown) -> Json:
    if isinstance(found, Unknown):
        nothing = {"value": None, "reason": found.why.value}
        return dict.fromkeys(("grr", "nrr", "churn", "lost_share"), nothing)
    return {
        "grr": told(Known(value=found.gross)),
        "nrr": told(Known(value=found.net)),
        "churn": told(Known(value=found.churn)),
        "lost_share": told(Known(value=found.lost_share)),
        "relationships": found.relationships,
        "floored": list(found.floored),
        "without_start": list(found.without_start),
        "incomplete": list(found.incomplete),
    }


def _value(value: KindValue, first: date, last: date) -> Json:
    return {
        "kind": value.kind.value,
        "relationships": value.relationships,
        "mean_margin": told(value.margin),
        "ten_years": _worth(value.worth, first, last),
    }


def _worth(worth: LifetimeValue | Unknown, first: date, last: date) -> Json:
    """With the retention that it rests on, and the twelve months that this is of."""
    if isinstance(worth, Unknown):
        return {"value": None, "reason": worth.why.value}
    return {
        "value": worth.value,
        "reason": None,
        "retention": worth.retention.rate,
        "retention_assumed": worth.retention.assumed,
        "retention_first": first.isoformat(),
        "retention_last": last.isoformat(),
        "of": worth.retention.clients,
    }


def _tenure(found: Survival | Unknown) -> Json:
    if isinstance(found, Unknown):
        return {"median_years": {"value": None, "reason": found.why.value}, "stays": 0, "steps": []}
    return {
        "median_years": _median(found.median),
        "stays": found.stays,
        "left_out": found.left_out,
        "steps": [
            {
                "years": step.time,
                "at_risk": step.at_risk,
                "ended": step.ended,
                "surviving": step.surviving,
                "interval": ends(step.interval),
            }
            for step in found.steps
        ],
    }


def _median(found: Median | Unknown) -> Json:
    if isinstance(found, Unknown):
        return told(found)
    return {
        **told(Known(value=found.time)),
        "at_risk": found.at_risk,
        "low": found.low,
        "high": found.high,
    }


def _commitments(found: Punctuality) -> Json:
    return {
        "on_time": told(found.share),
        "fell_due": found.fell_due,
        "fates": {fate.value: count for fate, count in found.fates},
    }


def _return(found: Return | Unknown) -> Json:
    if isinstance(found, Unknown):
        return {"return": None, "reason": found.why.value}
    return {
        "return": found.share,
        "reason": None,
        "gain": found.gain,
        "cost": found.cost,
        "source": found.source,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
    }
