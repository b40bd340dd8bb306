"""Evidence about the lead of a relationship: yes or no, dated, for a lead check alone.

None of it is a reason to meet, so that no list, page or export holds it and no total can be taken
apart to find it; what already speaks for meeting is not counted here a second time, but named.
Knows the files, and the finished review's index; knows no names of leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.core.attention_files import open_past_its_day
from app.core.firm import Relationship
from app.core.known import TOLERANCE
from app.core.review import Review
from app.core.signs import ABOUT_THE_LEAD, SignKind, last_said
from app.core.weights import Weights

A_YEAR = timedelta(days=365)
FAR_ABOVE = 2.0
"""Points of 0–10 by which our side rates the relationship higher than they do."""


class Evidence(StrEnum):
    ANSWERED_SLOWLY = SignKind.ANSWERED_SLOWLY.value
    CHECK_INS_MISSED = SignKind.CHECK_INS_MISSED.value
    HEARD_ELSEWHERE = SignKind.HEARD_ELSEWHERE.value
    AROUND_THE_LEAD = SignKind.AROUND_THE_LEAD.value
    HANDED_OVER_ALONE = SignKind.HANDED_OVER_ALONE.value
    COMMITMENTS_OVERDUE = "commitments overdue"
    """Counts as a broken commitment already: named here, without points."""
    FAR_ABOVE = "far above"
    NO_SELF_ASSESSMENT = "no self-assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadEvidence:
    """What speaks for a lead check of one relationship."""

    points: int
    found: tuple[tuple[Evidence, date | None], ...]
    """With the day of the sign; None where it follows from the wave."""
    unknown: tuple[Evidence, ...]
    """Nobody looked within the last year."""


def lead_evidence(
    relationship: Relationship, review: Review, as_of: date, weights: Weights
) -> LeadEvidence:
    """The evidence of the last twelve months and of one wave.

    "The lead's own form" is taken as our side's shown index, and a missing self-assessment as a
    side of ours from which nobody answered: one person's answers are on no review.
    """
    found: list[tuple[Evidence, date | None]] = []
    unknown: list[Evidence] = []
    for kind in ABOUT_THE_LEAD:
        sign = last_said(relationship.signs, kind, as_of - A_YEAR, as_of)
        if sign is None:
            unknown.append(Evidence(kind.value))
        elif sign.yes:
            found.append((Evidence(kind.value), sign.on))
    overdue = [c for c in relationship.commitments if open_past_its_day(c, as_of)]
    index = review.index
    if index is None or index.gap.value is None:
        unknown.append(Evidence.FAR_ABOVE)
    elif 10 * index.gap.value / index.scale.width + TOLERANCE >= FAR_ABOVE:
        found.append((Evidence.FAR_ABOVE, None))
    ours = review.sides[1]
    if review.compiled and ours.invited and not ours.answered:
        found.append((Evidence.NO_SELF_ASSESSMENT, None))
    points = min(weights.lead_evidence * len(found), weights.lead_evidence_at_most)
    if overdue:
        days = [c.due for c in overdue if c.due is not None]
        found.append((Evidence.COMMITMENTS_OVERDUE, min(days, default=None)))
    return LeadEvidence(points=points, found=tuple(found), unknown=tuple(unknown))
