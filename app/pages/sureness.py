"""How to read the chart of our own edition, and what its numbers rest on.

Knows finished reviews; what the copy for the table says of it stands in `shared_sentences`.
"""

from __future__ import annotations

from app.core.nonresponse import LOW_RATE, Bounds
from app.core.review import FactorReview, Missing, Review
from app.core.survey import Scale
from app.pages.numbers import in_words, one_decimal


def reading(review: Review) -> str:
    """How to read the chart: its scale, and what a plus means."""
    if not any(factor.asked for factor in review.factors):
        return ""
    scale = review.factors[0].scale
    return f"{scale_text(scale)}. A plus means we rate it higher than they do."


def how_sure(review: Review) -> str:
    """What the numbers of theirs rest on; empty where there is none."""
    said = []
    scores = [f.counterpart for f in review.factors]
    if any(score.low is not None for score in scores):
        said.append("The band is where the mean of everyone asked there very likely lies.")
        if any(score.assumed_spread for score in scores):
            said.append("It rests on an assumed spread, because few people answered in all.")
    elif review.sides[0].answered and review.sides[0].answered == review.sides[0].invited:
        said.append("Everyone asked there answered, so nothing is estimated.")
    elif any(score.n == 1 for score in scores):
        said.append("One person answered: read it as one person’s view.")
    if any(score.few_answers for score in scores):
        said.append("So few answers are a reason to ask, and no proof.")
    if any(score.missing is Missing.SUPPRESSED or score.bound for score in scores):
        said.append("Some numbers are not shown, to protect people.")
    return " ".join(said)


def silent_could_move(review: Review) -> str:
    """How far those who did not answer could move the lowest score; nothing where most did."""
    found = least_sure(review)
    if found is None:
        return ""
    bounds, factor = found
    name, others = str(factor.name).lower(), bounds.asked - bounds.n
    so_many = f"{in_words(bounds.n).capitalize()} of {in_words(bounds.asked)} there"
    said = f"{so_many} answered. The silent {in_words(others)} could move {name}"
    if bounds.n < review.sides[0].answered:  # who could not judge it is not silent
        who = "other one" if others == 1 else f"other {in_words(others)}"
        said = f"{so_many} could judge {name}. The {who} could move it"
    return f"{said} to anything from {one_decimal(bounds.worst)} to {one_decimal(bounds.best)}."


def least_sure(review: Review) -> tuple[Bounds, FactorReview] | None:
    """The lowest that a score of theirs could come to, where fewer than 60 % of them answered."""
    theirs = review.sides[0]
    if not theirs.invited or theirs.answered / theirs.invited >= LOW_RATE:
        return None
    known = [(f.bounds, f) for f in review.factors if f.bounds is not None]
    return min(known, key=lambda one: one[0].worst / one[1].scale.width, default=None)


def scale_text(scale: Scale) -> str:
    """`Scale 1 (never) to 7 (always)`: the points that every number here is given in."""
    ends = [
        f"{point} ({label})" if (label := scale.label(point)) else str(point)
        for point in (scale.minimum, scale.maximum)
    ]
    return f"Scale {ends[0]} to {ends[1]}"
