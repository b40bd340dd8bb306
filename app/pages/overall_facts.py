"""Who answered over the whole firm, and the two standard questions: a number only from ten on."""

from __future__ import annotations

from app.core.known import Unknown
from app.core.nonresponse import ResponseRate
from app.core.overview import Portfolio
from app.core.proportions import Csat, Nps, Showing
from app.core.survey import Perspective
from app.core.wave import Privacy
from app.pages.numbers import MINUS, whole
from app.pages.parts import Fact
from app.pages.reasons import reason


def overall(portfolio: Portfolio) -> tuple[Fact, ...]:
    """Response by side, satisfaction and recommendation, as far as they were asked."""
    found = [
        Fact(
            label="They answered" if side is Perspective.COUNTERPART else "We answered",
            value=_rate(rate, confidential=_confidential(portfolio, side)),
        )
        for side, rate in portfolio.response
    ]
    if portfolio.satisfied is not None:
        found.append(Fact(label="Satisfied (CSAT)", value=_csat(portfolio.satisfied)))
    if portfolio.recommend is not None:
        found.append(Fact(label="Would recommend (NPS)", value=_nps(portfolio.recommend)))
    return tuple(found)


def _confidential(portfolio: Portfolio, perspective: Perspective) -> bool:
    return any(
        side.perspective is perspective and side.privacy is Privacy.CONFIDENTIAL
        for row in portfolio.rows
        for side in row.sides
    )


def _rate(rate: ResponseRate | Unknown, *, confidential: bool) -> str:
    if isinstance(rate, Unknown):
        return reason(rate)
    # How much of the form each answered is theirs in confidence: "in full" is not known.
    full = "" if confidential else " in full"
    said = f"{whole(rate.shown_rr1 * 100)}%{full} ({rate.complete} of {rate.asked})"
    if rate.partial:
        said += f", {rate.partial} in part"
    return f"{said}; more than were asked" if rate.more_than_asked else said


def _csat(found: Csat | Unknown) -> str:
    if isinstance(found, Unknown):
        return reason(found)
    if found.share is None or found.interval is None:
        return f"{found.satisfied} of {found.n}"
    low, high = (f"{whole(end * 100)}" for end in (found.interval.low, found.interval.high))
    return f"{whole(found.share * 100)}% of {found.n}, between {low} and {high}%"


def _nps(found: Nps | Unknown) -> str:
    if isinstance(found, Unknown):
        return reason(found)
    if found.value is None or found.interval is None:
        return f"{found.promoters} would, {found.detractors} would not, {found.passives} between"
    low, high = (_points(end) for end in (found.interval.low, found.interval.high))
    said = (
        f"{_points(found.value)} of {found.promoters + found.passives + found.detractors} answers"
    )
    few = "; few answers" if found.showing is not Showing.NORMAL else ""
    return f"{said}, anything from {low} to {high} is plausible{few}"


def _points(value: float) -> str:
    points = whole(abs(value))
    return f"{MINUS}{points}" if value < 0 and points else str(points)
