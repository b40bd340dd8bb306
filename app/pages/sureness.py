"""How to read the chart of our own edition, and what its numbers rest on.

Knows finished reviews; what the copy for the table says of it stands in `shared_sentences`.
"""

from __future__ import annotations

from app.core.review import Missing, Review
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
    known = [f for f in review.factors if f.bounds is not None]
    if not known:
        return ""
    lowest = min(known, key=lambda f: f.bounds.worst / f.scale.width if f.bounds else 0.0)
    assert lowest.bounds is not None
    silent = lowest.bounds.asked - lowest.bounds.n
    who = "The silent one" if silent == 1 else f"The silent {in_words(silent)}"
    return (
        f"{in_words(lowest.bounds.n).capitalize()} of {in_words(lowest.bounds.asked)} there "
        f"answered. {who} could move {str(lowest.name).lower()} to anything from "
        f"{one_decimal(lowest.bounds.worst)} to {one_decimal(lowest.bounds.best)}."
    )


def scale_text(scale: Scale) -> str:
    """`Scale 1 (never) to 7 (always)`: the points that every number here is given in."""
    ends = [
        f"{point} ({label})" if (label := scale.label(point)) else str(point)
        for point in (scale.minimum, scale.maximum)
    ]
    return f"Scale {ends[0]} to {ends[1]}"
