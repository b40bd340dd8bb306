"""All relationships of one wave next to each other, made from finished reviews alone.

Because it is given nothing but reviews, a firm mean cannot hold a suppressed score.
"""

from __future__ import annotations

from statistics import fmean

from app.core.consent import words_of_pool
from app.core.context import FirmContext
from app.core.headline import widest
from app.core.review import (
    Difference,
    FactorReview,
    Missing,
    Portfolio,
    PortfolioRow,
    Review,
    Score,
)
from app.core.scores import NOT_ASKED, difference

_NONE = Difference(missing=Missing.NOT_ASKED)


def compile_portfolio(
    context: FirmContext, reviews: tuple[Review, ...], other_waves: tuple[str, ...]
) -> Portfolio:
    """The overview of a wave; `reviews` are those of this wave."""
    return Portfolio(
        wave=context.opened.id,
        opens=context.opened.wave.opens,
        closes=context.opened.wave.closes,
        as_of=context.as_of,
        firm=context.opened.firm_name,
        rows=tuple(
            PortfolioRow(
                relationship=review.relationship,
                name=review.name,
                kind=review.kind,
                lead_name=review.lead_name,
                sides=review.sides,
                index=review.index,
                widest=widest(review.factors),
                finding=review.finding,
                compiled=review.compiled,
            )
            for review in sorted(reviews, key=lambda r: (r.name.casefold(), r.relationship))
        ),
        means=_firm_means(reviews),
        other_waves=other_waves,
        pool=words_of_pool(context),
    )


def _firm_means(reviews: tuple[Review, ...]) -> tuple[FactorReview, ...]:
    """Per factor and scale the mean of the relationships' shown means; n counts relationships.

    Scores known only to lie at an end of the scale are left out: they are no numbers.
    """
    groups: dict[tuple[str, int, int], list[FactorReview]] = {}
    for review in reviews:
        for factor in review.factors:
            if not factor.asked:
                continue
            key = (factor.factor, factor.scale.minimum, factor.scale.maximum)
            groups.setdefault(key, []).append(factor)
    return tuple(_mean_of(group) for group in groups.values())


def _mean_of(group: list[FactorReview]) -> FactorReview:
    theirs = _mean([factor.counterpart for factor in group])
    ours = _mean([factor.own for factor in group])
    return FactorReview(
        factor=group[0].factor,
        name=group[0].name,
        scale=group[0].scale,
        counterpart=theirs,
        own=ours,
        expectation=NOT_ASKED,
        gap=difference(ours, theirs),
        surprise=_NONE,
        change_counterpart=_NONE,
        change_own=_NONE,
    )


def _mean(scores: list[Score]) -> Score:
    values = [score.value for score in scores if score.value is not None and not score.bound]
    if not values:
        return Score(n=0, missing=Missing.NO_ANSWERS)
    return Score(n=len(values), value=fmean(values))
