"""One relationship's review, compiled from the firm's context of a wave.

The end of the road of data: what leaves here is finished and protected, and pages add nothing.
Earlier reviews are handed in, so that a change is only ever the difference of two shown figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from app.core.business import RelationshipBusiness, relationship_business
from app.core.consent import words_of, would_talk
from app.core.context import FirmContext
from app.core.earlier import compared_with, history
from app.core.figures import Figures
from app.core.firm import Commitment, Incident, Milestone, Relationship
from app.core.headline import finding
from app.core.known import Unknown, Why
from app.core.meeting import known_on, stood_on
from app.core.requests import requests
from app.core.response import Talk
from app.core.returning import splits_of
from app.core.review import Difference, FactorReview, ItemReview, Review, SideReview
from app.core.slopes import slopes_of
from app.core.survey import Perspective
from app.core.trend import Split
from app.core.wave import FrozenRelationship

NO_CONTEXTS: Mapping[str, FirmContext] = MappingProxyType({})


def compile_review(
    slug: str,
    context: FirmContext,
    earlier: tuple[Review, ...] = (),
    contexts: Mapping[str, FirmContext] = NO_CONTEXTS,
    *,
    stands: date | None = None,
) -> Review:
    """The review of relationship `slug`; `earlier` holds its earlier reviews, oldest first.

    `contexts` holds those of earlier waves by id: without the one compared with, a change is not
    split into those who answered both waves and the rest. `stands` is the last day before it was
    asked again: from then on a review is history, and stays as it was; None while it is the newest.
    History knows nothing of what came after that day, in no file.
    """
    past = stands is not None and stands < context.as_of
    as_of = stands if stands is not None and past else context.as_of
    opened = context.opened
    frozen = context.frozen[slug]
    now = context.relationships.get(slug)
    survey = opened.survey(frozen.survey)
    before = compared_with(earlier, context.forms[survey.id].gives_factor_scores)
    side_reviews = tuple(_side_review(slug, perspective, context) for perspective in Perspective)
    factors: tuple[FactorReview, ...] = ()
    items: tuple[ItemReview, ...] = ()
    index = None
    if context.compiled:
        figures = Figures(context, frozen, survey, before)
        factors = figures.factors()
        index = figures.index(factors)
        items = figures.items()
        if before is not None and before.wave in contexts:
            factors, index = _with_splits(factors, index, context, contexts[before.wave], slug)
    line = history(opened.id, factors, items, earlier)
    return Review(
        wave=opened.id,
        opens=opened.wave.opens,
        closes=opened.wave.closes,
        as_of=as_of,
        form=opened.wave.form,
        compiled=context.compiled,
        firm=opened.firm_name,
        relationship=slug,
        name=frozen.name,
        kind=frozen.kind,
        sector=now.sector if now else "",
        ended=now.ended if now else None,
        lead_name=frozen.lead_name,
        survey=survey.id,
        survey_version=survey.version,
        sides=(side_reviews[0], side_reviews[1]),
        factors=factors,
        index=index,
        items=items,
        words=words_of(slug, survey, context),
        talks=would_talk(slug, context, Talk.LEAD),
        sealed=context.sealed.get(slug) if context.compiled else None,
        expected_later=context.later.get(slug, 0),
        commitments=_commitments(frozen, now, as_of, past),
        incidents=_incidents(now, as_of),
        milestones=_milestones(now, as_of, past),
        meetings=known_on(context.meetings.get(slug, ()), as_of, past=past),
        finding=finding(context.compiled, (side_reviews[0], side_reviews[1]), factors, items),
        history=line,
        slopes=slopes_of(line, {r.wave: r.opens for r in earlier} | {opened.id: opened.wave.opens}),
        business=_business(now, context, as_of),
        compared_with=before.wave if before is not None else "",
        earlier_waves=tuple(review.wave for review in reversed(earlier)),
        note=opened.wave.note,
        requests=requests(items),
        language=context.languages.get(slug, "") or "en",
        dispute=now is not None and now.dispute,
        headline=_headline(now, context.opened.id),
    )


def _with_splits(
    factors: tuple[FactorReview, ...],
    index: FactorReview | None,
    now: FirmContext,
    before: FirmContext,
    slug: str,
) -> tuple[tuple[FactorReview, ...], FactorReview | None]:
    every = (*factors, *((index,) if index is not None else ()))
    found = splits_of(slug, [factor.factor for factor in every], now, before)

    def of(factor: FactorReview, perspective: Perspective, change: Difference) -> Split | Unknown:
        # Parts of a change that is not told would tell it.
        known = change.value is not None
        return found[perspective, factor.factor] if known else Unknown(why=Why.NO_ANSWERS)

    made = tuple(
        replace(
            factor,
            split_counterpart=of(factor, Perspective.COUNTERPART, factor.change_counterpart),
            split_own=of(factor, Perspective.SELF, factor.change_own),
        )
        for factor in every
    )
    return made[: len(factors)], made[-1] if index is not None else None


def _business(
    now: Relationship | None, context: FirmContext, as_of: date
) -> RelationshipBusiness | None:
    if now is None or context.firm is None:
        return None
    return relationship_business(
        now,
        context.whole_value,
        context.opened.wave.opens.year,
        as_of,
        context.firm.currency,
    )


def _side_review(slug: str, perspective: Perspective, context: FirmContext) -> SideReview:
    privacy = context.opened.wave.privacy(perspective)
    side = context.sides.get((slug, perspective))
    if side is None:
        invited = context.invited.get((slug, perspective), 0)
        return SideReview(
            perspective=perspective,
            privacy=privacy,
            answered=0,
            invited=invited,
            shown=False,
            k=context.opened.wave.k,
        )
    return SideReview(
        perspective=perspective,
        privacy=privacy,
        answered=side.answered,
        invited=side.invited,
        shown=side.shown,
        k=context.opened.wave.k,
        kept_from=side.kept_from,
    )


def _commitments(
    frozen: FrozenRelationship, now: Relationship | None, as_of: date, past: bool
) -> tuple[Commitment, ...]:
    """What was promised up to this day, as it stood then; else as the wave froze it."""
    made = []
    for one in now.commitments if now is not None else frozen.follow_ups:
        if one.made is None or one.made <= as_of:
            state, closed = stood_on(one.state, one.closed, one.due, as_of, past=past)
            made.append(replace(one, state=state, closed=closed))
    return tuple(made)


def _milestones(now: Relationship | None, as_of: date, past: bool) -> tuple[Milestone, ...]:
    """Also those still ahead while the review is the newest; history holds what had come."""
    known = now.milestones if now is not None else ()
    return tuple(m for m in known if not past or m.on <= as_of)


def _headline(now: Relationship | None, wave: str) -> str:
    written = now.headlines if now is not None else ()
    return next((one.says for one in written if one.wave == wave), "")


def _incidents(now: Relationship | None, as_of: date) -> tuple[Incident, ...]:
    return tuple(i for i in now.incidents if i.on <= as_of) if now is not None else ()
