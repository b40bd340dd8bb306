"""What each person's answers come to: which responses count, and a person's scores.

Each person weighs the same: a side's factor is the mean of person scores and never of pooled
items. Knows one response at a time; knows no groups and no protection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from math import fsum

from app.core.closing import is_closed, last_day_anywhere
from app.core.response import Response, State, Value
from app.core.survey import Form, Perspective, Role, Survey
from app.core.wave import OpenedWave

Key = tuple[str, Perspective, str]
"""Relationship, perspective, respondent."""
Scorer = Callable[[Response], dict[str, float]]
"""From one person's response to their scores."""
INDEX = "index"
"""The id of the score over all factors."""


def share_answered(response: Response, survey: Survey, form: Form) -> float:
    """Rated items answered of those asked, 0 to 1. The escape is an answer here."""
    asked = {item.id for item in survey.asked(response.perspective, form) if item.rated}
    answered = {answer.item for answer in response.answers} & asked
    return len(answered) / len(asked) if asked else 0.0


def counting(versions: Iterable[Response], opened: OpenedWave, as_of: date) -> tuple[Response, ...]:
    """The responses that count, sorted by key; of each respondent's versions the last that does.

    `versions` has each respondent's own in the order they came. Only invited people count.
    """
    invited = {(i.relationship, i.perspective, i.respondent) for i in opened.invitations}
    surveys = {survey.id: survey for survey in opened.surveys}
    survey_ids = {frozen.slug: frozen.survey for frozen in opened.relationships}
    closed = is_closed(opened, as_of)
    last: dict[Key, Response] = {}
    for response in versions:
        survey_id, key = survey_ids.get(response.relationship), response.key
        if survey_id is None or key not in invited:
            continue
        if response.state is State.DECLINED:
            last.pop(key, None)
        elif counts(response, surveys[survey_id], opened.wave.form, closed):
            last[key] = response
    return tuple(last[key] for key in sorted(last))


def counts(response: Response, survey: Survey, form: Form, closed: bool) -> bool:
    """Sent counts with whatever was answered; one not sent counts once the wave has closed if at
    least half of its rated items were answered; declined never.
    """
    if response.state is State.STARTED:
        return closed and share_answered(response, survey, form) >= 0.5
    return response.state is State.SENT


def settled(versions: Sequence[Response], opened: OpenedWave) -> Response:
    """The one version of a respondent's that is kept when the wave is closed.

    The last one that counts, or else the last one, which says what became of the invitation.
    """
    after = last_day_anywhere(opened) + timedelta(days=1)
    return next(iter(counting(versions, opened, after)), versions[-1])


def person_scores(response: Response, survey: Survey) -> dict[str, float]:
    """One person's scores by item and factor id, and `index`: scale points, missing left out.

    A factor is the mean of its answered core items if at least `min_answered` of them are; the
    index is the mean of the factors if at least `min_factors` are and all share one scale.
    """
    return scorer(survey)(response)


def scorer(survey: Survey) -> Scorer:
    """`person_scores` for many people of one survey: what does not depend on them is done once."""
    # What each answer scores; the escape, words and what is no point of the scale score nothing.
    points: dict[str, dict[Value, float]] = {
        item.id: {point: float(item.scored(point)) for point in item.scale.points}
        for item in survey.items
        if item.scale is not None
    }
    factor_of = {
        item.id: factor_score(item.factor)
        for item in survey.items
        if item.id in points and item.role is Role.CORE and item.factor is not None
    }
    has_index, index = shares_one_scale(survey), factor_score(INDEX)

    def scores_of(response: Response) -> dict[str, float]:
        scores: dict[str, float] = {}
        by_factor: dict[str, list[float]] = {}
        values = {answer.item: answer.value for answer in response.answers}
        for item_id, value in values.items():
            scored = points[item_id].get(value) if item_id in points else None
            if scored is None:
                continue
            scores[item_id] = scored
            factor = factor_of.get(item_id)
            if factor in by_factor:
                by_factor[factor].append(scored)
            elif factor is not None:
                by_factor[factor] = [scored]
        # A factor's score has its own name space: an item may be called like a factor.
        factors = {
            factor: fsum(answered) / len(answered)
            for factor, answered in by_factor.items()
            if len(answered) >= survey.min_answered
        }
        scores |= factors
        if has_index and len(factors) >= survey.min_factors:
            scores[index] = fsum(factors.values()) / len(factors)
        return scores

    return scores_of


def factor_score(factor_id: str) -> str:
    """The key of a factor's (or the index's) score beside the item ids."""
    return f"factor:{factor_id}"


def shares_one_scale(survey: Survey) -> bool:
    """Whether all factors are on the same points, so that their mean means something."""
    scales = {
        (scale.minimum, scale.maximum)
        for factor in survey.factors
        if (scale := survey.factor_scale(factor.id)) is not None
    }
    return len(scales) == 1
