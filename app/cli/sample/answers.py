"""Answers of the sample firm, made from its stories and a fixed seed: the same on every machine.

Knows stories and opened waves; knows nothing of how answers are kept or shown.
"""

from __future__ import annotations

import random

from app.cli.sample.stories import FACTORS, Story, stories_of
from app.core.response import Answer, Response, State, Talk
from app.core.survey import Item, Perspective, Role, Scale
from app.core.wave import Invitation, OpenedWave

SEED = 20261116
_PERSON, _YEAR, _ANSWER = 0.4, 0.3, 0.8
"""Spread on 0–10 between people, between a person's years, and between one form's answers."""


def sample_responses(opened: OpenedWave) -> tuple[Response, ...]:
    """Everyone's answers in one wave of the sample firm."""
    stories = stories_of(opened.id).stories
    return tuple(
        _response(opened, invitation, story)
        for invitation in opened.invitations
        if invitation.respondent not in (story := stories[invitation.relationship]).silent
    )


def _response(opened: OpenedWave, invitation: Invitation, story: Story) -> Response:
    relationship = opened.relationship(invitation.relationship)
    assert relationship is not None
    survey = opened.survey(relationship.survey)
    person = f"{SEED}/{invitation.relationship}/{invitation.respondent}"
    chance = random.Random(f"{person}/{opened.id}")
    lean = random.Random(person).gauss(0, _PERSON) + chance.gauss(0, _YEAR)
    lean += story.lean.get(invitation.respondent, 0.0)
    answers = []
    for item in survey.asked(invitation.perspective, opened.wave.form):
        if item.scale is None:
            answers += _words(item, invitation.respondent, story)
            continue
        level = _level(item, invitation.perspective, story) + lean
        # A quiet year: some pressure items did not come up.
        escaped = item.pressure and chance.random() < 0.12
        value = _point(item.scale, level + chance.gauss(0, _ANSWER))
        if invitation.perspective is Perspective.COUNTERPART:
            escaped = escaped or item.factor in story.never_came_up
            if story.all_at_the_top and item.role is not Role.FREQUENCY:
                escaped, value = False, item.scale.maximum
        answers.append(Answer(item=item.id, value=None if escaped else value))
    return Response(
        wave=opened.id,
        relationship=invitation.relationship,
        perspective=invitation.perspective,
        respondent=invitation.respondent,
        state=State.SENT,
        language=invitation.language,
        answers=tuple(answers),
        talk=story.talk.get(invitation.respondent, Talk.UNSAID),
    )


def _words(item: Item, respondent: str, story: Story) -> list[Answer]:
    return [
        Answer(item=item.id, value=said.text.strip(), consent=said.consent)
        for said in story.words
        if said.by == respondent and said.item == item.id
    ]


def _level(item: Item, perspective: Perspective, story: Story) -> float:
    """Where this item's answers lie on 0–10, before chance."""
    counterpart = perspective is Perspective.COUNTERPART
    if counterpart and item.id in story.their:
        return story.their[item.id]
    levels = story.they if counterpart else story.we
    if item.factor in FACTORS:
        expected = item.role is Role.EXPECTATION
        return (story.expected if expected else levels)[FACTORS.index(item.factor)]
    mean = sum(levels) / len(levels)
    if item.role is Role.THEIR_PART:
        return story.parts[0] if counterpart else mean
    if item.role is Role.OUR_PART:
        return story.parts[1] if counterpart else mean - 0.8
    return story.often if item.role is Role.FREQUENCY else mean


def _point(scale: Scale, level: float) -> int:
    """The point of the scale nearest to `level` (0–10)."""
    point = round(scale.minimum + level / 10 * scale.width)
    return min(scale.maximum, max(scale.minimum, point))
