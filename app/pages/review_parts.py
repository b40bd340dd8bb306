"""The pieces of text that only the review page has: key facts, the table of numbers, choices.

Knows finished reviews; a missing figure stands here as words.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.headline import widest
from app.core.review import EarlierPoint, FactorReview, ItemReview, Missing, Review, Score
from app.core.survey import Role
from app.pages.numbers import WORDS, difference_text, range_text, score_text, signed_range
from app.pages.parts import Fact, counted, fewer_answers, largest_change, widest_gap
from app.pages.sentences import worded


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersRow:
    """One factor with everything there is to say about it in numbers."""

    name: str
    they: str
    they_range: str
    they_n: str
    we: str
    we_range: str
    we_n: str
    gap: str
    gap_range: str
    expected: str
    surprise: str
    projection: str
    change_they: str
    change_we: str


def key_facts(review: Review) -> tuple[Fact, ...]:
    """The widest difference, the closest, and the largest change at the counterpart."""
    wide, near = widest(review.factors), closest(review.factors)
    return (
        *widest_gap(review),
        *(
            (Fact(label="Closest", value=f"{near.name} {difference_text(near.gap)}"),)
            if near is not None and near is not wide
            else ()
        ),
        *largest_change(review),
    )


def closest(factors: tuple[FactorReview, ...]) -> FactorReview | None:
    """The factor with the smallest gap either way; the first of equals."""
    with_gap = [factor for factor in factors if factor.gap.value is not None]
    return min(with_gap, key=lambda f: abs(f.gap.value or 0.0) / f.scale.width, default=None)


def numbers(review: Review) -> tuple[NumbersRow, ...]:
    """The table behind the chart: every factor and the mean of them."""
    rows = [(str(factor.name), factor) for factor in review.factors if factor.asked]
    if rows and review.index is not None:
        rows.append(("All factors together", review.index))
    return tuple(_numbers_row(name, factor, review) for name, factor in rows)


def _numbers_row(name: str, factor: FactorReview, review: Review) -> NumbersRow:
    theirs, ours, gap = factor.counterpart, factor.own, factor.gap
    return NumbersRow(
        name=name,
        they=score_text(theirs),
        they_range=range_text(theirs.low, theirs.high),
        they_n=_n_of(theirs, review.sides[0].invited),
        we=score_text(ours),
        we_range=range_text(ours.low, ours.high),
        we_n=_n_of(ours, review.sides[1].invited),
        gap=difference_text(gap),
        gap_range=signed_range(gap),
        expected=score_text(factor.expectation),
        surprise=difference_text(factor.surprise),
        projection=difference_text(factor.projection),
        change_they=difference_text(factor.change_counterpart),
        change_we=difference_text(factor.change_own),
    )


def _n_of(score: Score, invited: int) -> str:
    if score.n is None or score.value is None:
        return ""
    return f"{score.n} of {invited}{', few answers' if score.few_answers else ''}"


def single(review: Review, role: Role) -> str:
    """Satisfaction, recommendation or frequency on both sides; or nothing."""
    item = next((item for item in review.items if item.role is role), None)
    if item is None:
        return ""
    # Our form may ask something else in the same place, such as what they will say.
    other = item.they is not None and item.we is not None and str(item.we) != str(item.they)
    asked = f" (asked “{worded(item.we, review)}”)" if other else ""
    theirs, ours = _counted(item, review, True), _counted(item, review, False)
    return f"They: {theirs}. We{asked}: {ours}."


def _counted(item: ItemReview, review: Review, counterpart: bool) -> str:
    counts = item.counterpart_counts if counterpart else item.own_counts
    if given := counted(counts, item.scale):
        return given
    score = item.counterpart if counterpart else item.own
    if score.missing is Missing.NOT_COMPARABLE:
        # Choices have no mean, and without their counts nothing of them may be told.
        return WORDS[Missing.SUPPRESSED]
    if score.value is None:
        return score_text(score)
    fewer = fewer_answers(score, review.sides[0 if counterpart else 1])
    of = f" ({fewer})" if fewer else ""
    return f"{score_text(score)} on {item.scale.minimum} to {item.scale.maximum}{of}"


def trend_answers(review: Review) -> str:
    """How many answers the points of the lines rest on, survey by survey; nothing for one alone."""
    waves: dict[str, list[EarlierPoint]] = {}
    for point in review.history:
        waves.setdefault(point.wave, []).append(point)
    if len(waves) < 2:
        return ""
    said = []
    for wave, points in waves.items():
        sides = (
            ("they", _behind([point.counterpart for point in points])),
            ("we", _behind([point.own for point in points])),
        )
        found = ", ".join(f"{who} {number}" for who, number in sides if number)
        if found:
            said.append(f"{wave}: {found}")
    return f"Answers behind them, {'; '.join(said)}." if said else ""


def _behind(scores: list[Score]) -> str:
    """One number where all factors of a wave rest on as many, otherwise from fewest to most."""
    found = [s.n for s in scores if s.value is not None and s.n is not None]
    if not found:
        return ""
    fewest, most = min(found), max(found)
    return str(most) if fewest == most else f"{fewest} to {most}"
