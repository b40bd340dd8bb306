"""One relationship's review, compiled from the firm's context of a wave.

The end of the road of data: what leaves here is finished and protected, and pages add nothing.
Earlier reviews are handed in, so that a change is only ever the difference of two shown figures.
"""

from __future__ import annotations

from datetime import date

from app.core.consent import words_of, would_talk
from app.core.context import FirmContext
from app.core.earlier import compared_with, history
from app.core.figures import Figures, gives_factor_scores
from app.core.firm import Commitment, Incident, Relationship
from app.core.headline import finding
from app.core.requests import requests
from app.core.response import Talk
from app.core.review import FactorReview, ItemReview, Review, SideReview
from app.core.survey import Perspective
from app.core.wave import FrozenRelationship


def compile_review(slug: str, context: FirmContext, earlier: tuple[Review, ...] = ()) -> Review:
    """The review of relationship `slug`; `earlier` holds its earlier reviews, oldest first."""
    opened = context.opened
    frozen = context.frozen[slug]
    now = context.relationships.get(slug)
    survey = opened.survey(frozen.survey)
    before = compared_with(earlier, gives_factor_scores(survey, opened.wave.form))
    side_reviews = tuple(_side_review(slug, perspective, context) for perspective in Perspective)
    factors: tuple[FactorReview, ...] = ()
    items: tuple[ItemReview, ...] = ()
    index = None
    if context.compiled:
        figures = Figures(context, frozen, survey, before)
        factors = figures.factors()
        index = figures.index(factors)
        items = figures.items()
    return Review(
        wave=opened.id,
        opens=opened.wave.opens,
        closes=opened.wave.closes,
        as_of=context.as_of,
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
        commitments=_commitments(frozen, now, context.as_of),
        incidents=_incidents(now, context.as_of),
        milestones=now.milestones if now is not None else (),
        finding=finding(context.compiled, (side_reviews[0], side_reviews[1]), factors, items),
        history=history(opened.id, factors, items, earlier),
        compared_with=before.wave if before is not None else "",
        earlier_waves=tuple(review.wave for review in reversed(earlier)),
        note=opened.wave.note,
        requests=requests(items),
        language=context.languages.get(slug, "") or "en",
        dispute=now is not None and now.dispute,
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
    frozen: FrozenRelationship, now: Relationship | None, as_of: date
) -> tuple[Commitment, ...]:
    """What was promised up to this day, as it stands now; else as the wave froze it."""
    known = now.commitments if now is not None else frozen.follow_ups
    return tuple(c for c in known if c.made is None or c.made <= as_of)


def _incidents(now: Relationship | None, as_of: date) -> tuple[Incident, ...]:
    return tuple(i for i in now.incidents if i.on <= as_of) if now is not None else ()
