"""A change in two parts: those who answered both waves, and others having answered.

Knows two waves' people by their ids, and so tells nothing where either of them is confidential.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.context import FirmContext
from app.core.known import Unknown, Why
from app.core.people import factor_score, person_scores
from app.core.survey import Perspective
from app.core.trend import Split, WaveChange, wave_change
from app.core.wave import Privacy

Key = tuple[Perspective, str]
"""Side, and factor or `index`."""


def splits_of(
    slug: str, factors: Sequence[str], now: FirmContext, before: FirmContext
) -> dict[Key, Split | Unknown]:
    """The two parts of each side's change in each factor (or the index), scale points.

    Refused where either wave is confidential.
    """
    found: dict[Key, Split | Unknown] = {}
    for perspective in Perspective:
        if Privacy.CONFIDENTIAL in (w.opened.wave.privacy(perspective) for w in (before, now)):
            # Each part alone may be about enough people; with those of another wave, another
            # build or another score it gives single ones away.
            refused = Unknown(why=Why.CONFIDENTIAL)
            found |= dict.fromkeys([(perspective, factor) for factor in factors], refused)
            continue
        then, there = (_people(slug, perspective, wave) for wave in (before, now))
        for factor in factors:
            key = factor_score(factor)
            found[perspective, factor] = (
                _split(then[key], there[key])
                if key in then and key in there
                else Unknown(why=Why.NO_ANSWERS)
            )
    return found


def _split(before: Mapping[str, float], now: Mapping[str, float]) -> Split | Unknown:
    change = wave_change(before, now, k=1)
    return change.split if isinstance(change, WaveChange) else change


def _people(slug: str, perspective: Perspective, wave: FirmContext) -> dict[str, dict[str, float]]:
    """By score respondent → value, of a named side."""
    side, frozen = wave.sides.get((slug, perspective)), wave.frozen.get(slug)
    if side is None or frozen is None:
        return {}
    survey = wave.opened.survey(frozen.survey)
    found: dict[str, dict[str, float]] = {}
    for response in side.responses:
        for key, value in person_scores(response, survey).items():
            found.setdefault(key, {})[response.respondent] = value
    return {key: people for key, people in found.items() if key.startswith("factor:")}
