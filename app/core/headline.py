"""What the headline of a review states: a level or a difference, never a motive.

Works on finished figures alone. Thresholds are in points of a 0–10 scale and stretched to others.
"""

from __future__ import annotations

from app.core.gaps import ALIGNED, FEWEST_TO_BE_ALIGNED
from app.core.known import TOLERANCE
from app.core.levels import HIGH, LOW, is_apart, on_ten
from app.core.reliability import Standing
from app.core.review import (
    Bound,
    FactorReview,
    Finding,
    FindingKind,
    ItemReview,
    Missing,
    Score,
    SideReview,
)
from app.core.survey import Scale


def widest(figures: tuple[FactorReview, ...]) -> FactorReview | None:
    """The factor with the largest gap either way; the first of equals.

    None of those whose questions do not move together: there the questions speak.
    """
    with_gap = [
        figure
        for figure in figures
        if figure.gap.value is not None and figure.standing is not Standing.ITEMS
    ]
    return max(with_gap, key=lambda f: abs(f.gap.value or 0.0) / f.scale.width, default=None)


def widest_items(items: tuple[ItemReview, ...]) -> tuple[ItemReview, ...]:
    """Items with a gap, the largest first; equals stay in the survey's order."""
    with_gap = [item for item in items if item.gap.value is not None]
    return tuple(sorted(with_gap, key=lambda i: -abs(i.gap.value or 0.0) / i.scale.width))


def finding(
    compiled: bool,
    sides: tuple[SideReview, SideReview],
    factors: tuple[FactorReview, ...],
    items: tuple[ItemReview, ...],
) -> Finding:
    """The one thing to say first; `sides` are counterpart and self."""
    if not compiled:
        return Finding(kind=FindingKind.STILL_OPEN)
    theirs, ours = sides
    if theirs.answered == 0 and ours.answered == 0:
        return Finding(kind=FindingKind.NOBODY)
    if theirs.answered == 0:
        return Finding(kind=FindingKind.ONLY_WE)
    if not theirs.shown or (ours.answered > 0 and not ours.shown):
        return Finding(kind=FindingKind.WITHHELD)
    if ours.answered == 0:
        return Finding(kind=FindingKind.ONLY_THEY)
    factor = widest(factors)
    if factor is not None:
        kind = _of_gap(factor.gap.value or 0.0, factor.scale) or _of_levels(factors)
        return Finding(kind=kind, factor=factor.factor)
    item = next(iter(widest_items(items)), None)
    if item is not None:
        kind = _of_gap(item.gap.value or 0.0, item.scale) or _of_level(item)
        return Finding(kind=kind, item=item.item)
    bounds = {f.counterpart.bound for f in factors if f.counterpart.bound is not None}
    if bounds == {Bound.AT_LEAST}:
        return Finding(kind=FindingKind.AT_THE_TOP)
    if bounds == {Bound.AT_MOST}:
        return Finding(kind=FindingKind.AT_THE_BOTTOM)
    if bounds or any(f.counterpart.missing is Missing.SUPPRESSED for f in factors):
        return Finding(kind=FindingKind.WITHHELD)
    return Finding(kind=FindingKind.CLOSE_MIDDLING)


def _of_gap(gap: float, scale: Scale) -> FindingKind | None:
    if not is_apart(gap, scale):
        return None
    return FindingKind.WE_HIGHER if gap > 0 else FindingKind.THEY_HIGHER


def _of_levels(factors: tuple[FactorReview, ...]) -> FindingKind:
    """Both sides high, both low, or in between, by every factor that has both scores."""
    both = [factor for factor in factors if factor.gap.value is not None]
    kinds = {_level_of(factor.counterpart, factor.own, factor.scale) for factor in both}
    kind = kinds.pop() if len(kinds) == 1 else FindingKind.CLOSE_MIDDLING
    aligned = all(f.gap_class is not None and f.gap_class.kind in ALIGNED for f in both)
    # That both are low stands as it is: it says nothing of how close they are.
    return kind if aligned or kind is FindingKind.CLOSE_LOW else FindingKind.CLOSE_UNSURE


def _of_level(item: ItemReview) -> FindingKind:
    kind = _level_of(item.counterpart, item.own, item.scale)
    enough = all(
        score.n is None or score.n >= FEWEST_TO_BE_ALIGNED for score in (item.counterpart, item.own)
    )
    return kind if enough or kind is FindingKind.CLOSE_LOW else FindingKind.CLOSE_UNSURE


def _level_of(theirs: Score, ours: Score, scale: Scale) -> FindingKind:
    levels = [on_ten(score.value, scale) for score in (theirs, ours) if score.value is not None]
    if levels and min(levels) + TOLERANCE >= HIGH:
        return FindingKind.CLOSE_HIGH
    if levels and max(levels) + TOLERANCE < LOW:
        return FindingKind.CLOSE_LOW
    return FindingKind.CLOSE_MIDDLING
