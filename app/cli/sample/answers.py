"""Answers of the sample firm, made from a fixed seed: the awkward cases that a firm will meet.

Each relationship has a story: what the two sides think per factor, who answers, what they write.
Knows the sample firm's slugs and nothing of how answers are kept or shown.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from app.core.response import Answer, Consent, Response, State
from app.core.survey import Item, Perspective, Role
from app.core.wave import Invitation, OpenedWave

SEED = 20261116
FACTORS = ("respect", "trust", "cooperation", "transparency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One relationship in one wave; levels are means on 0–10 in the order of FACTORS."""

    they: tuple[float, float, float, float]
    we: tuple[float, float, float, float]
    expected: tuple[float, float, float, float]
    answers: int = 99
    """How many of the contacts answer, from the first on."""
    ours: int = 99
    spread: float = 0.9
    divided: bool = False
    """Half of the contacts see it four points lower than the others."""
    parts: tuple[float, float] = (8.0, 7.5)
    """The firm's part and the counterpart's own part, as the counterpart sees them."""
    words: tuple[tuple[str, str, Consent], ...] = field(default=())
    """Text item, words, consent: handed to one respondent after the other."""
    our_words: tuple[tuple[str, str, Consent], ...] = field(default=())


STORIES: dict[tuple[str, str], Story] = {
    ("2025", "northlight-foods"): Story(
        they=(7.9, 7.0, 7.4, 6.1),
        we=(8.1, 7.9, 7.3, 7.8),
        expected=(7.8, 7.6, 7.4, 7.4),
        answers=4,
        words=(
            ("O1", "Your engineers are a pleasure to work with.", Consent.NAMED),
            ("O2", "We learned about the valve supplier from our own warehouse.", Consent.UNNAMED),
        ),
    ),
    ("2026", "northlight-foods"): Story(
        they=(7.8, 6.6, 7.5, 4.4),
        we=(8.2, 8.0, 7.2, 8.3),
        expected=(7.9, 7.5, 7.3, 7.6),
        parts=(6.4, 7.9),
        words=(
            ("O1", "The people on site are excellent and they listen.", Consent.UNNAMED),
            (
                "O2",
                "We heard about the delay from the carrier, two days before you called.",
                Consent.UNNAMED,
            ),
            (
                "O2",
                "Change notes arrive after the change. A call would have taken two minutes.",
                Consent.UNSAID,
            ),
            ("O3", "I would rather raise the invoices in person.", Consent.SPOKEN),
        ),
        our_words=(
            ("O1", "We finished the second line a week early.", Consent.UNSAID),
            ("O2", "Too many changes reach us by telephone only.", Consent.UNSAID),
        ),
    ),
    ("2025", "castell-energia"): Story(
        they=(8.6, 8.2, 8.1, 8.0),
        we=(7.6, 6.9, 7.1, 6.6),
        expected=(7.4, 7.0, 7.2, 6.8),
        answers=3,
    ),
    ("2026", "castell-energia"): Story(
        they=(8.7, 8.5, 8.2, 8.3),
        we=(7.4, 6.6, 7.2, 6.3),
        expected=(7.3, 6.8, 7.1, 6.5),
        parts=(8.6, 7.2),
        words=(
            (
                "O1",
                "They told us at once when the calculation was wrong. That is rare.",
                Consent.UNNAMED,
            ),
            ("O1", "Never a surprise on the invoice.", Consent.UNSAID),
        ),
    ),
    ("2025", "orchard-schools"): Story(
        they=(7.4, 7.1, 6.8, 6.9),
        we=(7.5, 7.4, 7.0, 7.2),
        expected=(7.2, 7.1, 6.9, 7.0),
    ),
    ("2026", "orchard-schools"): Story(
        they=(7.7, 7.6, 7.2, 7.3),
        we=(7.4, 7.2, 6.9, 7.1),
        expected=(7.2, 7.1, 6.8, 7.0),
        divided=True,
        words=(
            ("O1", "For the head office everything runs as agreed.", Consent.UNNAMED),
            (
                "O2",
                "The schools hear of works a day before the scaffolding comes.",
                Consent.UNNAMED,
            ),
        ),
    ),
    ("2025", "brenner-optik"): Story(
        they=(7.0, 6.5, 7.0, 6.0),
        we=(7.5, 7.5, 7.2, 7.0),
        expected=(7.0, 7.0, 7.0, 7.0),
        answers=1,
        words=(("O2", "Please keep to the dates, or tell us a week ahead.", Consent.NAMED),),
    ),
    ("2026", "brenner-optik"): Story(
        they=(6.8, 6.0, 6.9, 5.8),
        we=(7.6, 7.4, 7.3, 7.1),
        expected=(7.0, 7.0, 7.0, 7.0),
        answers=1,
    ),
    ("2025", "quayside-council"): Story(
        they=(6.9, 6.7, 6.5, 6.2),
        we=(7.3, 7.4, 7.0, 7.2),
        expected=(7.0, 7.0, 6.8, 6.8),
        answers=2,
    ),
    ("2026", "quayside-council"): Story(
        they=(0, 0, 0, 0),
        we=(7.0, 7.1, 6.6, 6.9),
        expected=(6.5, 6.4, 6.2, 6.1),
        answers=0,
    ),
    ("2026", "fjordlyst"): Story(
        they=(8.3, 7.9, 7.6, 7.7),
        we=(8.1, 7.8, 7.7, 7.5),
        expected=(8.0, 7.7, 7.5, 7.5),
        words=(("O1", "A calm start, and everyone knows whom to call.", Consent.UNNAMED),),
    ),
    ("2025", "delmar-textiles"): Story(
        they=(5.9, 4.6, 5.2, 4.3),
        we=(7.0, 6.5, 6.4, 6.8),
        expected=(6.5, 6.0, 6.0, 6.2),
        words=(("O2", "We asked three times for one person who answers for it.", Consent.NAMED),),
    ),
    ("2025", "universite-saint-clement"): Story(
        they=(7.8, 7.5, 6.6, 7.1),
        we=(7.6, 7.4, 7.5, 7.0),
        expected=(7.6, 7.4, 7.2, 7.0),
    ),
    ("2026", "universite-saint-clement"): Story(
        they=(8.0, 7.7, 6.2, 7.2),
        we=(7.8, 7.6, 7.7, 7.1),
        expected=(7.7, 7.5, 7.3, 7.1),
        words=(
            (
                "O1",
                "La collaboration avec les ingénieurs est excellente ; merci à toute l’équipe.",
                Consent.UNNAMED,
            ),
            ("O2", "It is not clear who decides about the laboratory floor.", Consent.UNNAMED),
        ),
    ),
}


def sample_responses(opened: OpenedWave) -> tuple[Response, ...]:
    """Everyone's answers in one wave of the sample firm; the same on every machine."""
    responses = []
    for relationship in opened.relationships:
        story = STORIES.get((opened.id, relationship.slug))
        if story is None:
            continue
        survey = opened.survey(relationship.survey)
        for perspective in Perspective:
            people = opened.invited(relationship.slug, perspective)
            limit = story.answers if perspective is Perspective.COUNTERPART else story.ours
            words = story.words if perspective is Perspective.COUNTERPART else story.our_words
            items = survey.asked(perspective, opened.wave.form)
            for place, invitation in enumerate(people[:limit]):
                responses.append(
                    _response(
                        opened,
                        invitation,
                        place,
                        story,
                        items,
                        words[place :: max(1, min(len(people), limit))],
                    )
                )
    return tuple(responses)


def _response(
    opened: OpenedWave,
    invitation: Invitation,
    place: int,
    story: Story,
    items: tuple[Item, ...],
    words: tuple[tuple[str, str, Consent], ...],
) -> Response:
    seed = f"{SEED}/{opened.id}/{invitation.relationship}/{invitation.respondent}"
    chance = random.Random(seed)
    lean = chance.gauss(0, story.spread / 2)
    if story.divided and invitation.perspective is Perspective.COUNTERPART and place % 2:
        lean -= 4.0
    answers = []
    for item in items:
        if item.role is Role.TEXT:
            answers += [
                Answer(item=item.id, value=text, consent=consent)
                for topic, text, consent in words
                if topic == item.id
            ]
            continue
        level = _level(item, invitation.perspective, story) + lean
        # A quiet year: some pressure items did not come up.
        escaped = item.pressure and chance.random() < 0.12
        answers.append(Answer(item=item.id, value=None if escaped else _point(item, level, chance)))
    return Response(
        wave=opened.id,
        relationship=invitation.relationship,
        perspective=invitation.perspective,
        respondent=invitation.respondent,
        state=State.SENT,
        language=invitation.language,
        answers=tuple(answers),
    )


def _level(item: Item, perspective: Perspective, story: Story) -> float:
    """Where this item's answers lie on 0–10, before chance."""
    counterpart = perspective is Perspective.COUNTERPART
    levels = story.they if counterpart else story.we
    if item.role is Role.EXPECTATION and item.factor in FACTORS:
        return story.expected[FACTORS.index(item.factor)]
    if item.factor in FACTORS:
        return levels[FACTORS.index(item.factor)]
    mean = sum(levels) / len(levels)
    if item.role is Role.THEIR_PART:
        return story.parts[0] if counterpart else mean
    if item.role is Role.OUR_PART:
        return story.parts[1] if counterpart else mean - 0.8
    return 5.0 if item.role is Role.FREQUENCY else mean


def _point(item: Item, level: float, chance: random.Random) -> int:
    """A point of the item's scale near `level` (0–10)."""
    assert item.scale is not None
    noise = chance.gauss(0, 0.8)
    position = (level + noise) / 10
    point = round(item.scale.minimum + position * item.scale.width)
    return min(item.scale.maximum, max(item.scale.minimum, point))
