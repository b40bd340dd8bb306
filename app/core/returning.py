"""A change in two parts: those who answered both waves, and others having answered.

Knows two waves' people by their ids; what of it a confidential side may tell is weighed like every
other figure (`differencing`).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import replace

from app.core.context import FirmContext
from app.core.differencing import Row, isolated
from app.core.known import Unknown, Why
from app.core.people import factor_score, person_scores
from app.core.protection import Answered, score_rows
from app.core.rounding import rounded
from app.core.survey import Perspective, Survey
from app.core.trend import Split, WaveChange, wave_change
from app.core.wave import Privacy

Key = tuple[Perspective, str]
"""Side, and factor or `index`."""


def splits_of(
    slug: str, factors: Sequence[str], now: FirmContext, before: FirmContext
) -> dict[Key, Split | Unknown]:
    """The two parts of each side's change in each factor (or the index), scale points.

    Only where both waves show the score as a plain mean of people who are still known.
    """
    found: dict[Key, Split | Unknown] = {}
    for perspective in Perspective:
        then, there = (_people(slug, perspective, wave) for wave in (before, now))
        for factor in factors:
            key = factor_score(factor)
            found[perspective, factor] = (
                _split(slug, perspective, factor, (before, now), (then[key], there[key]))
                if key in then and key in there
                else Unknown(why=Why.NO_ANSWERS)
            )
    return found


def _split(
    slug: str,
    perspective: Perspective,
    factor: str,
    waves: tuple[FirmContext, FirmContext],
    people: tuple[Mapping[str, float], Mapping[str, float]],
) -> Split | Unknown:
    confidential = any(
        wave.opened.wave.privacy(perspective) is Privacy.CONFIDENTIAL for wave in waves
    )
    k = max(wave.opened.wave.k for wave in waves) if confidential else 1
    change = wave_change(*people, k=k)
    split = change.split if isinstance(change, WaveChange) else change
    if not isinstance(split, Split) or not confidential:
        return split
    both = people[0].keys() & people[1].keys()
    if any(_tells(slug, perspective, factor, wave, both, k) for wave in waves):
        return Unknown(why=Why.CONFIDENTIAL)
    return replace(split, returning=rounded(split.returning), cast=rounded(split.cast))


def _people(slug: str, perspective: Perspective, wave: FirmContext) -> dict[str, dict[str, float]]:
    """By score respondent → value, where the published mean is the mean of exactly these."""
    side, frozen = wave.sides.get((slug, perspective)), wave.frozen.get(slug)
    if side is None or frozen is None:
        return {}
    survey = wave.opened.survey(frozen.survey)
    found: dict[str, dict[str, float]] = {}
    for response in side.responses:
        for key, value in person_scores(response, survey).items():
            found.setdefault(key, {})[response.respondent] = value
    return {
        key: people
        for key, people in found.items()
        if key.startswith("factor:")
        and not (cell := side.cells[key]).hidden
        and sorted(cell.values) == sorted(people.values())
    }


def _tells(
    slug: str,
    perspective: Perspective,
    factor: str,
    wave: FirmContext,
    both: Set[str],
    k: int,
) -> bool:
    """Whether the mean of those who returned, beside what is shown, is about fewer than k."""
    side, frozen = wave.sides[slug, perspective], wave.frozen[slug]
    survey: Survey = wave.opened.survey(frozen.survey)
    answered: dict[Hashable, Answered] = {
        response.respondent: {
            answer.item: "" for answer in response.answers if isinstance(answer.value, int)
        }
        for response in side.responses
    }
    shown = [key for key, cell in side.cells.items() if not cell.hidden]
    rows = score_rows(shown, answered, survey)
    (whole,) = score_rows([factor_score(factor)], answered, survey) or [{}]
    returned: Row = {variable: share for variable, share in whole.items() if variable[0] in both}
    return bool(isolated([*rows, returned], k))
