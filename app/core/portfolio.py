"""All relationships of one wave next to each other.

Scores come from finished reviews alone, so that no mean and no segment can hold a suppressed one;
counts over the firm from protected cells (`overall`), figures of the business from the files.
"""

from __future__ import annotations

from collections import Counter

from app.core.business import entered_value
from app.core.consent import words_of_pool
from app.core.context import FirmContext
from app.core.firm_business import FirmBusiness, firm_business
from app.core.firm_means import firm_means
from app.core.gaps import ClassifiedGap, GapClass, chance_flags
from app.core.headline import widest
from app.core.known import Unknown
from app.core.nonresponse import Disposition, ResponseRate, dispositions, response_rate
from app.core.overall import recommend_of, satisfied_of
from app.core.overview import Portfolio, PortfolioRow
from app.core.review import Review
from app.core.segmented import (
    Compared,
    SegmentTable,
    labels_of,
    segment_tables,
    value_bands,
    weighed,
)
from app.core.segments import RelationshipMean
from app.core.survey import Perspective
from app.core.wave import Privacy


def compile_portfolio(
    context: FirmContext, reviews: tuple[Review, ...], other_waves: tuple[str, ...]
) -> Portfolio:
    """The overview of a wave; `reviews` are those of this wave."""
    gaps = _classified(reviews)
    called = Counter(gap.kind for gap in gaps)
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
        means=firm_means(reviews),
        other_waves=other_waves,
        business=_business(context),
        response=_response(context) if context.sides else (),
        satisfied=satisfied_of(context),
        recommend=recommend_of(context),
        flags=chance_flags(gaps),
        classes=tuple((kind, called[kind]) for kind in GapClass) if gaps else (),
        segments=_segments(context, reviews),
        gates=context.gates,
        pool=words_of_pool(context),
    )


def _business(context: FirmContext) -> FirmBusiness | None:
    if context.firm is None:
        return None
    return firm_business(
        tuple(context.relationships.values()),
        context.opened.wave.opens.year,
        context.as_of,
        context.firm.currency,
        context.firm.discount,
        context.firm.book_since,
    )


def _response(context: FirmContext) -> tuple[tuple[Perspective, ResponseRate | Unknown], ...]:
    """RR1 and RR2 of each side over everybody asked."""
    opened = context.opened
    came_out = {survey.id: dispositions(survey, opened.wave.form) for survey in opened.surveys}
    found = []
    for perspective in Perspective:
        counted: Counter[Disposition] = Counter()
        asked = 0
        for (slug, whose), side in context.sides.items():
            if whose is not perspective:
                continue
            asked += side.invited
            if context.opened.wave.privacy(whose) is Privacy.NAMED:
                counted.update(map(came_out[context.frozen[slug].survey], side.responses))
            else:
                # How much of the form each answered is theirs; that so many did is told.
                counted[Disposition.COMPLETE] += side.answered
        rate = response_rate(
            complete=counted[Disposition.COMPLETE],
            partial=counted[Disposition.PARTIAL],
            asked=asked,
        )
        found.append((perspective, rate))
    return tuple(found)


def _classified(reviews: tuple[Review, ...]) -> list[ClassifiedGap]:
    """Every gap of a factor and relationship that is called something."""
    gaps = (factor.gap_class for review in reviews for factor in review.factors)
    return [gap for gap in gaps if gap is not None]


def _segments(context: FirmContext, reviews: tuple[Review, ...]) -> tuple[SegmentTable, ...]:
    """The index and each factor by segment, of scores that stand as plain numbers on pages."""
    year = context.opened.wave.opens.year
    values = {
        slug: value
        for slug in context.frozen
        if (now := context.relationships.get(slug)) is not None
        and (value := entered_value(now, year)) is not None
    }
    bands = value_bands(values)
    scores: dict[str, list[Compared]] = {}
    for review in reviews:
        labels = labels_of(
            context.relationships.get(review.relationship),
            review.kind,
            review.lead_name,
            review.opens,
            bands.get(review.relationship, ""),
        )
        for factor in (*review.factors, *((review.index,) if review.index is not None else ())):
            score = factor.counterpart
            if score.value is None or score.bound is not None or not score.n:
                continue
            mean = RelationshipMean(
                mean=score.value, people=score.n, revenue=values.get(review.relationship)
            )
            scores.setdefault(factor.factor, []).append(
                Compared(name=review.name, mean=mean, scale=factor.scale, labels=labels)
            )
    every = [table for score, of in scores.items() for table in segment_tables(score, of)]
    return weighed(every)
