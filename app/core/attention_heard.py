"""What the list of a wave needs beyond its reviews, taken while its answers are there.

The one place of it that sees answers, and only those that may be shown: withheld ones are gone
from the context. Single people's answers are looked at in a named wave alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from app.core.agreement import one_way
from app.core.attention import Order
from app.core.closing import is_closed
from app.core.context import FirmContext
from app.core.firm import ContactRole, Relationship
from app.core.left_out import LeftOut, left_out
from app.core.levels import on_ten
from app.core.people import INDEX, Scorer, factor_score, scorer
from app.core.review import Review, Score
from app.core.sides import SideOfWave
from app.core.steadied import Ranking, ranking
from app.core.survey import Form, Perspective, Role, Survey
from app.core.wave import Privacy

TRUST = "trust"
"""Id of the factor that weighs more than others."""
_LATE = 0.75
"""From this share of the open days on, an answer is late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardOf:
    """One relationship in one wave."""

    asked: frozenset[str]
    """Ids of the contacts invited."""
    late: bool
    """Half or more of those who answered did so in the last quarter of the open days."""
    deciders: tuple[tuple[str, float], ...] | None
    """Contact who decides → would recommend, on 0–10; None where nobody may look, or none was
    asked."""
    low_scored: tuple[tuple[str, float], ...]
    """Contact → index on 0–10, of a named wave; empty where nobody may look."""
    trust: float | None
    """Their steadied trust, scale points; None with fewer than ten relationships."""
    roles: Mapping[ContactRole, tuple[int, int | None]]
    """Part → (asked, answered); without a count where nobody may look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveHeard:
    """One wave: what its list is made from, beside the finished reviews."""

    wave: str
    opens: date
    k: int
    settled: bool
    """Closed and compiled: only then is silence silence."""
    guarded: bool
    """Confidential on the counterpart's side."""
    form: Form
    reviews: Mapping[str, Review]
    of: Mapping[str, HeardOf]
    orders: tuple[Order, ...]
    left_out: tuple[LeftOut, ...]


def heard_of(context: FirmContext, reviews: tuple[Review, ...]) -> WaveHeard:
    """What one wave's list needs; `reviews` are all of this wave."""
    opened = context.opened
    by_slug = {review.relationship: review for review in reviews}
    trust: dict[str, float] = {}
    orders = []
    for survey in opened.surveys if context.compiled else ():
        of_survey = {s: r for s, r in by_slug.items() if context.frozen[s].survey == survey.id}
        trust |= _steadied(context, survey, of_survey, TRUST)
        orders.append(_order(context, survey, of_survey))
    scorers = {survey.id: scorer(survey) for survey in opened.surveys}
    asked: dict[str, set[str]] = {slug: set() for slug in by_slug}
    for invitation in opened.invitations:
        if invitation.perspective is Perspective.COUNTERPART and invitation.relationship in asked:
            asked[invitation.relationship].add(invitation.respondent)
    return WaveHeard(
        wave=opened.id,
        opens=opened.wave.opens,
        k=opened.wave.k,
        settled=context.compiled and is_closed(opened, context.as_of),
        guarded=opened.wave.privacy_counterpart is Privacy.CONFIDENTIAL,
        form=opened.wave.form,
        reviews=by_slug,
        of={
            slug: _heard(context, slug, frozenset(asked[slug]), trust.get(slug), scorers)
            for slug in by_slug
        },
        orders=tuple(orders),
        left_out=left_out(opened.wave, context.relationships.values()),
    )


def _heard(
    context: FirmContext,
    slug: str,
    asked: frozenset[str],
    trust: float | None,
    scorers: Mapping[str, Scorer],
) -> HeardOf:
    side = context.sides.get((slug, Perspective.COUNTERPART))
    named = context.opened.wave.privacy_counterpart is Privacy.NAMED
    now = context.relationships.get(slug)
    survey = context.opened.survey(context.frozen[slug].survey)
    may_look = named and side is not None
    return HeardOf(
        asked=asked,
        late=side is not None and _late(context, side),
        deciders=_deciders(side, survey, now, asked) if may_look and side is not None else None,
        low_scored=_indices(side, survey, scorers[survey.id])
        if may_look and side is not None
        else (),
        trust=trust,
        roles=_roles(side if may_look else None, asked, now),
    )


def _late(context: FirmContext, side: SideOfWave) -> bool:
    """Of the side as a whole; days that are not known, and all of a confidential side, are none."""
    wave = context.opened.wave
    days = [r.day.toordinal() for r in side.responses if r.day is not None]
    open_days = (wave.closes - wave.opens).days
    return bool(days) and median(days) >= wave.opens.toordinal() + _LATE * open_days


def _deciders(
    side: SideOfWave, survey: Survey, now: Relationship | None, asked: frozenset[str]
) -> tuple[tuple[str, float], ...] | None:
    item = next((i for i in survey.items if i.role is Role.RECOMMENDATION and i.they), None)
    if item is None or item.scale is None or now is None:
        return None
    decide = {c.id for c in now.contacts if ContactRole.DECIDES in c.roles} & asked
    if not decide:
        return None
    return tuple(
        (r.respondent, on_ten(float(value), item.scale))
        for r in side.responses
        if r.respondent in decide and isinstance(value := r.value(item.id), int)
    )


def _indices(side: SideOfWave, survey: Survey, scores_of: Scorer) -> tuple[tuple[str, float], ...]:
    scales = [scale for f in survey.factors if (scale := survey.factor_scale(f.id)) is not None]
    key = factor_score(INDEX)
    return tuple(
        (response.respondent, on_ten(scores[key], scales[0]))
        for response in side.responses
        if key in (scores := scores_of(response))
    )


def _roles(
    side: SideOfWave | None, asked: frozenset[str], now: Relationship | None
) -> dict[ContactRole, tuple[int, int | None]]:
    """Without a side nobody may look: a part often has one or two people."""
    counted: dict[ContactRole, tuple[int, int | None]] = {}
    answered = None if side is None else {response.respondent for response in side.responses}
    for contact in now.contacts if now is not None else ():
        for role in contact.roles if contact.id in asked else ():
            of, n = counted.get(role, (0, 0))
            come = None if answered is None or n is None else n + (contact.id in answered)
            counted[role] = (of + 1, come)
    return counted


def is_plain(score: Score) -> bool:
    """Shown as a plain number: neither missing nor only known to lie at an end."""
    return score.value is not None and score.bound is None


def _groups(
    context: FirmContext, reviews: Mapping[str, Review], factor_id: str
) -> dict[str, tuple[float, ...]]:
    """Their people's scores, of relationships that show this one as a plain number.

    Steadied scores are made of these alone: drawn towards a mean that held a score known only to
    lie at an end, they would tell more of it than its own page does.
    """
    key = factor_score(factor_id)
    groups = {}
    for slug, review in sorted(reviews.items()):
        shown = [f for f in (*review.factors, review.index) if f and f.factor == factor_id]
        if shown and is_plain(shown[0].counterpart):
            groups[slug] = context.sides[slug, Perspective.COUNTERPART].cells[key].values
    return groups


def _steadied(
    context: FirmContext, survey: Survey, reviews: Mapping[str, Review], factor_id: str
) -> dict[str, float]:
    """Steadied scores by relationship, scale points, as the context has them."""
    known = context.steadied.get((Perspective.COUNTERPART, survey.id, factor_score(factor_id)), {})
    return {slug: value for slug, value in known.items() if slug in reviews}


def _order(context: FirmContext, survey: Survey, reviews: Mapping[str, Review]) -> Order:
    groups = _groups(context, reviews, INDEX)
    allowed = ranking(one_way(tuple(groups.values())))
    values = _steadied(context, survey, reviews, INDEX) if allowed is Ranking.SHOWN else {}
    rows = sorted(values.items(), key=lambda one: (one[1], reviews[one[0]].name.casefold(), one[0]))
    return Order(
        survey=survey.id,
        ranking=allowed,
        rows=tuple((slug, reviews[slug].name, value) for slug, value in rows),
    )
