"""What a review may be compared with: the wave before that asked the same questions.

Knows finished reviews and the words of items. With other words,
other points or a form that gives no such score, two figures have no difference worth a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from app.core.people import INDEX
from app.core.review import EarlierPoint, FactorReview, ItemReview, Review
from app.core.survey import Item, Role, Text

Asked = Item | ItemReview
"""An item with its words, before or after compiling."""


def same_words(one: Asked, other: Asked) -> bool:
    """Whether both sides read the same in both items."""
    return _same(one.they, other.they) and _same(one.we, other.we)


def _same(one: Text | None, other: Text | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.says_the_same_as(other)


def same_questions(factor_id: str, items: Iterable[Asked], earlier_items: Iterable[Asked]) -> bool:
    """Whether a factor's score (or the index) came of the same questions in the same words."""
    now, then = _core(factor_id, items), _core(factor_id, earlier_items)
    return now.keys() == then.keys() and all(same_words(now[key], then[key]) for key in now)


def _core(factor_id: str, items: Iterable[Asked]) -> dict[str, Asked]:
    return {
        item.item if isinstance(item, ItemReview) else item.id: item
        for item in items
        if item.role is Role.CORE and factor_id in (INDEX, item.factor)
    }


def compared_with(earlier: tuple[Review, ...], gives_factors: bool) -> Review | None:
    """The wave that changes are counted from: the last compiled one, or None.

    A short check-in gives no factor score: a form that does looks past it to one that did.
    """
    for review in reversed(earlier):
        if review.compiled and (not gives_factors or any(f.asked for f in review.factors)):
            return review
    return None


def history(
    wave: str,
    factors: tuple[FactorReview, ...],
    items: tuple[ItemReview, ...],
    earlier: tuple[Review, ...],
) -> tuple[EarlierPoint, ...]:
    """Each factor's scores wave by wave, as far as they were asked, on the same points."""
    scales = {f.factor: (f.scale.minimum, f.scale.maximum) for f in factors}
    waves = [*((r.wave, r.factors, r.items) for r in earlier), (wave, factors, items)]
    points = []
    for factor_id, ends in scales.items():
        line = [
            (wave_id, factor, of_wave)
            for wave_id, of_factors, of_wave in waves
            for factor in of_factors
            if factor.factor == factor_id
            and (factor.scale.minimum, factor.scale.maximum) == ends
            and factor.asked
        ]
        if not line:
            continue
        begins = [True, *(not same_questions(factor_id, a[2], b[2]) for a, b in pairwise(line))]
        points += [
            EarlierPoint(
                wave=wave_id,
                factor=factor_id,
                counterpart=factor.counterpart,
                own=factor.own,
                begins=begin,
            )
            for (wave_id, factor, _), begin in zip(line, begins, strict=True)
        ]
    order = {wave_id: place for place, (wave_id, _, _) in enumerate(waves)}
    return tuple(sorted(points, key=lambda point: order[point.wave]))
