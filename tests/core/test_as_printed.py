"""A review as it is printed: the same on paper, and blind to what nobody can see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

import pytest

from app.core.as_printed import as_printed
from app.core.review import Difference, FactorReview, Review, Score
from tests.review_builders import at_the_end, hidden_for_protection, some_missing, with_last_year

Ranged = TypeVar("Ranged", Score, Difference)


def moved(review: Review, by: float) -> Review:
    """The same where the wave's spread differs a little: all that rests on it has moved."""

    def ranged(figure: Ranged) -> Ranged:
        if figure.low is None or figure.high is None:
            return figure
        return replace(figure, low=figure.low - by, high=figure.high + by)

    def factor(one: FactorReview) -> FactorReview:
        found = one.gap_class
        return replace(
            one,
            counterpart=ranged(one.counterpart),
            own=ranged(one.own),
            gap=ranged(one.gap),
            adjusted=7.12 + by,
            gap_class=found and replace(found, steadied=found.steadied + by, sd=found.sd + by),
        )

    return replace(
        review,
        factors=tuple(factor(one) for one in review.factors),
        index=review.index and factor(review.index),
        items=tuple(
            replace(one, counterpart=ranged(one.counterpart), gap=ranged(one.gap))
            for one in review.items
        ),
        history=tuple(
            replace(point, counterpart=ranged(point.counterpart)) for point in review.history
        ),
    )


def figures(review: Review) -> Iterator[Score | Difference]:
    for one in (*review.factors, *((review.index,) if review.index else ()), *review.items):
        yield from (one.counterpart, one.own, one.gap, one.change_counterpart, one.change_own)
    for point in review.history:
        yield from (point.counterpart, point.own)


every_kind = pytest.mark.parametrize(
    "made", [some_missing, with_last_year, at_the_end, hidden_for_protection]
)


def test_what_moves_by_less_than_is_printed_makes_no_difference() -> None:
    review = some_missing()
    assert moved(review, 0.001) != moved(review, 0.0)
    assert as_printed(moved(review, 0.001)) == as_printed(moved(review, 0.0))
    assert as_printed(moved(review, 0.06)) != as_printed(moved(review, 0.0))


def test_ranges_and_steadied_scores_have_one_decimal_half_away_from_zero() -> None:
    review = some_missing()
    first = review.factors[0]
    gap = Difference(value=-1.25, low=-2.25, high=0.04)
    found = as_printed(replace(review, factors=(replace(first, gap=gap, adjusted=6.25),)))
    factor = found.factors[0]
    assert (factor.counterpart.low, factor.counterpart.high) == (5.0, 7.0)
    assert (factor.gap.low, factor.gap.high) == (-2.3, 0.0)
    assert factor.adjusted == 6.3
    assert factor.gap_class is not None
    assert (factor.gap_class.steadied, factor.gap_class.sd) == (3.0, 1.6)
    assert factor.gap_class.sure == 0.97


@every_kind
def test_means_gaps_and_reasons_are_not_touched(made: Callable[[], Review]) -> None:
    review = made()
    pairs = zip(figures(review), figures(as_printed(review)), strict=True)
    for before, after in pairs:
        assert (before.value, before.missing) == (after.value, after.missing)
        assert (before.low is None) == (after.low is None)
    assert [f.gap_class and f.gap_class.kind for f in review.factors] == [
        f.gap_class and f.gap_class.kind for f in as_printed(review).factors
    ]


@every_kind
def test_printed_twice_is_printed_once(made: Callable[[], Review]) -> None:
    once = as_printed(made())
    assert as_printed(once) == once
