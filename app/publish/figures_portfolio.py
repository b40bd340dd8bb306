"""Every number of the page of all relationships as JSON. For the firm alone.

Made from finished portfolios alone. A null always stands next to its reason.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.core.firm_means import FirmMean
from app.core.gates import FactorGate
from app.core.known import Unknown, Why
from app.core.nonresponse import ResponseRate
from app.core.overview import Portfolio, PortfolioRow
from app.core.proportions import Csat, Nps
from app.core.reliability import Reliability
from app.core.segmented import SegmentRow, SegmentTable
from app.core.segments import Segment, SegmentDifference
from app.publish.attention_figures import attention_of
from app.publish.figures import factor_of, side_of
from app.publish.figures_business import of_firm
from app.publish.told import Json, ends, number, told


def portfolio_figures(portfolios: Iterable[Portfolio]) -> Json:
    """`{"format": 1, "waves": {wave: {...}}}`; scores in points of the survey's scale."""
    return {
        "format": 1,
        "units": "points of the survey's scale; shares 0 to 1; years of 365.25 days",
        "waves": {portfolio.wave: _wave(portfolio) for portfolio in portfolios},
    }


def _wave(portfolio: Portfolio) -> Json:
    flags = portfolio.flags
    return {
        "as_of": portfolio.as_of.isoformat(),
        "opens": portfolio.opens.isoformat(),
        "closes": portfolio.closes.isoformat(),
        "relationships": {row.relationship: _row(row) for row in portfolio.rows},
        "means": [_mean(mean) for mean in portfolio.means],
        "response": {side.value: _rate(rate) for side, rate in portfolio.response},
        "csat": _csat(portfolio.satisfied),
        "nps": _nps(portfolio.recommend),
        "flags": {
            "flagged": flags.flagged if flags else 0,
            "expected_by_chance": flags.expected if flags else 0.0,
            "classes": {kind.value: count for kind, count in portfolio.classes},
        },
        "segments": [_segments(table) for table in portfolio.segments],
        "attention": attention_of(portfolio.attention) if portfolio.attention else None,
        "attention_reason": None if portfolio.attention else "no list is made of this survey",
        "gates": [_gate(gate) for gate in portfolio.gates],
        "business": of_firm(portfolio.business) if portfolio.business else None,
        "business_reason": None
        if portfolio.business
        else "no relationship that pays has a value entered",
    }


def _row(row: PortfolioRow) -> Json:
    return {
        "name": row.name,
        "kind": row.kind.value,
        "compiled": row.compiled,
        "sides": {side.perspective.value: side_of(side) for side in row.sides},
        "index": None if row.index is None else factor_of(row.index),
        "index_reason": None if row.index else "not compiled yet, or factors on different scales",
    }


def _rate(rate: ResponseRate | Unknown) -> Json:
    if isinstance(rate, Unknown):
        return {"rr1": None, "rr2": None, "reason": rate.why.value}
    return {
        "rr1": rate.rr1,
        "rr2": rate.rr2,
        "reason": None,
        "complete": rate.complete,
        "partial": rate.partial,
        "asked": rate.asked,
        "more_than_asked": rate.more_than_asked,
    }


def _csat(found: Csat | Unknown | None) -> Json:
    if found is None or isinstance(found, Unknown):
        return {"value": None, "reason": found.why.value if found else "nobody was asked it"}
    return number(found.share, "fewer than ten answers") | {
        "satisfied": found.satisfied,
        "n": found.n,
        "showing": found.showing.value,
        "interval": ends(found.interval),
    }


def _nps(found: Nps | Unknown | None) -> Json:
    if found is None or isinstance(found, Unknown):
        return {"value": None, "reason": found.why.value if found else "nobody was asked it"}
    return number(found.value, "fewer than ten answers") | {
        "promoters": found.promoters,
        "passives": found.passives,
        "detractors": found.detractors,
        "showing": found.showing.value,
        "interval": ends(found.interval),
    }


def _segments(table: SegmentTable) -> Json:
    return {
        "dimension": table.dimension.value,
        "score": table.score,
        "scale": [table.scale.minimum, table.scale.maximum],
        "unplaced": table.unplaced,
        "rows": [_segment(row) for row in table.rows],
    }


def _segment(row: SegmentRow) -> Json:
    typical, against = row.typical, row.against
    return {
        "label": row.label,
        "relationships": row.relationships,
        "people": row.people,
        "typical": number(typical.typical, "") if isinstance(typical, Segment) else told(typical),
        "weighted": told(typical.weighted) if isinstance(typical, Segment) else told(typical),
        "against_the_others": {
            "value": against.value,
            "reason": None,
            "interval": ends(against.interval),
            "p": against.p,
            "q": row.q,
            "stands": row.stands,
        }
        if isinstance(against, SegmentDifference)
        else told(against),
    }


def _mean(mean: FirmMean) -> Json:
    """A firm mean: its ranges are over relationships, and need three of them."""
    scores = mean.scores
    found = factor_of(scores)
    for figure in ("counterpart", "self", "gap"):
        if found[figure]["value"] is not None and found[figure]["interval"] is None:
            found[figure]["interval_reason"] = Why.TOO_FEW_RELATIONSHIPS.value
    return {
        "factor": scores.factor,
        "relationships": scores.counterpart.n,
        "relationships_with_both": mean.both,
    } | found


def _gate(gate: FactorGate) -> Json:
    alpha = gate.alpha
    return {
        "survey": gate.survey,
        "factor": gate.factor,
        "side": gate.perspective.value,
        "alpha": {
            "value": alpha.alpha,
            "reason": None,
            "interval": ends(alpha.interval),
            "people": alpha.people,
        }
        if isinstance(alpha, Reliability)
        else told(alpha),
        "stands": gate.standing.value,
        "icc_1": told(gate.icc_one),
        "icc_2": told(gate.icc_means),
        "relationships": gate.relationships,
        "ranking": gate.ranking.value,
    }
