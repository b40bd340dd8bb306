"""What everyone asked in a benchmark's wave says: scores around a level a side, and some words.

Drawn for each person by name and seed, so that a larger firm changes nobody's answers. Knows opened
waves; knows nothing of how answers are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from app.core.response import Answer, Consent, Response, State
from app.core.survey import Item, Perspective, Scale
from app.core.wave import Invitation, OpenedWave

_PERSON, _ANSWER = 0.5, 0.9
"""Spread on 0–10 between people, and between one person's answers."""
_WORDS = (
    "They keep their dates, and when one slips we hear it before anyone else does.",
    "The people on the job listen, and they know what they are doing.",
    "Two changes reached us by telephone only, and one of them was lost.",
    "Invoices come late and all at once; a draft a week before would help.",
    "Nobody told us that the planning had moved until we asked.",
    "We would like to be asked earlier, while something can still be changed.",
    "Meetings start on time and end with a list of who does what.",
    "When a part was wrong it was put right within the day, without a debate.",
    "It is not always clear who decides, so small things wait for weeks.",
    "More of the same, please.",
)
_CONSENTS = (Consent.UNSAID, Consent.UNNAMED, Consent.NAMED, Consent.UNNAMED)


def responses(opened: OpenedWave, seed: int) -> Iterator[Response]:
    """Everyone's response, sent within four weeks of the opening day."""
    surveys = {frozen.slug: opened.survey(frozen.survey) for frozen in opened.relationships}
    asked = {
        (survey.id, side): survey.asked(side, opened.wave.form)
        for survey in opened.surveys
        for side in Perspective
    }
    for invitation in opened.invitations:
        survey = surveys[invitation.relationship]
        yield _response(opened, invitation, asked[survey.id, invitation.perspective], seed)


def _response(
    opened: OpenedWave, invitation: Invitation, items: tuple[Item, ...], seed: int
) -> Response:
    chance = Random(f"{seed}/{opened.id}/{invitation.relationship}/{invitation.respondent}")
    levels = _levels(invitation, opened.id, seed)
    lean = chance.gauss(0, _PERSON)
    answers = []
    for item in items:
        if item.scale is None:
            if chance.random() < 0.5:
                text = chance.choice(_WORDS)
                answers.append(Answer(item=item.id, value=text, consent=chance.choice(_CONSENTS)))
            continue
        level = levels.get(item.factor or "", levels[""]) + lean + chance.gauss(0, _ANSWER)
        escaped = item.pressure and chance.random() < 0.12
        answers.append(Answer(item=item.id, value=None if escaped else _point(item.scale, level)))
    return Response(
        wave=opened.id,
        relationship=invitation.relationship,
        perspective=invitation.perspective,
        respondent=invitation.respondent,
        state=State.SENT,
        language=invitation.language,
        answers=tuple(answers),
        day=opened.wave.opens + timedelta(days=chance.randrange(28)),
    )


def _levels(invitation: Invitation, wave: str, seed: int) -> dict[str, float]:
    """Where one side of a relationship stands on 0–10, by factor; "" for whatever has none."""
    chance = Random(f"{seed}/{wave}/{invitation.relationship}/{invitation.perspective}")
    own = 0.3 if invitation.perspective is Perspective.SELF else 0.0
    level = chance.gauss(7.2 + own, 1.1)
    factors = ("respect", "trust", "cooperation", "transparency")
    return {"": level} | {factor: level + chance.gauss(0, 0.6) for factor in factors}


def _point(scale: Scale, level: float) -> int:
    """The point of the scale nearest to `level` (0–10)."""
    point = round(scale.minimum + level / 10 * scale.width)
    return min(scale.maximum, max(scale.minimum, point))
