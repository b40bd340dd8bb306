"""Expectations: what we thought they would say, compared only if it was said beforehand.

Once a relationship's answers have been compiled, anyone of ours may have read them. Expectations
that were there by then are sealed; later or changed ones count as answers and are kept out of the
comparison. Knows who is inside a seal; making one is the matter of `sealing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.core.response import Response
from app.core.survey import Perspective, Role
from app.core.wave import OpenedWave, Sealed


def expectations(response: Response, opened: OpenedWave) -> tuple[tuple[str, int], ...]:
    """The expectations of one response, as item and scale point, sorted; none for a counterpart."""
    frozen = opened.relationship(response.relationship)
    if frozen is None or response.perspective is not Perspective.SELF:
        return ()
    survey = opened.survey(frozen.survey)
    asked = {item.id for item in survey.items if item.role is Role.EXPECTATION}
    return tuple(
        sorted(
            (answer.item, answer.value)
            for answer in response.answers
            if answer.item in asked and isinstance(answer.value, int)
        )
    )


def sealable(counted: Iterable[Response]) -> dict[str, list[Response]]:
    """Self responses by relationship, of those where the counterpart has answered.

    Before that a compile shows nothing that an expectation could have been copied from.
    """
    answered: set[str] = set()
    ours: dict[str, list[Response]] = {}
    for response in counted:
        if response.perspective is Perspective.COUNTERPART:
            answered.add(response.relationship)
        else:
            ours.setdefault(response.relationship, []).append(response)
    return {slug: ours.get(slug, []) for slug in sorted(answered)}


def inside_the_seal(
    counted: Iterable[Response], opened: OpenedWave, sealed: Mapping[str, Sealed]
) -> tuple[tuple[Response, ...], dict[str, int]]:
    """The responses without expectations from outside a seal, and how many people lost some."""
    kept = []
    later: Counter[str] = Counter()
    for response in counted:
        seal = sealed.get(response.relationship)
        expected = expectations(response, opened) if seal is not None else ()
        if seal is not None and expected and response.respondent not in seal.respondents:
            later[response.relationship] += 1
            out = {item for item, _ in expected}
            answers = tuple(answer for answer in response.answers if answer.item not in out)
            response = replace(response, answers=answers)
        kept.append(response)
    return tuple(kept), dict(later)
