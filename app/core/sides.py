"""The sides of a wave: who answered on each, and what of it may be shown.

The one place where responses become groups. What a confidential side may not show is gone when
it leaves here, and what was published of it before stands where something newer must not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from app.core.cells import Cell
from app.core.people import scorer
from app.core.protection import protector
from app.core.published import Marker, PublishedSide, as_published, cells_of, state_of
from app.core.replacing import stands
from app.core.response import Response
from app.core.survey import Perspective
from app.core.wave import OpenedWave, Privacy

SideKey = tuple[str, Perspective]
"""Relationship and side."""
Kept = Callable[[], PublishedSide]
"""Makes what goes into the ledger, if it is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOfWave:
    """One side of one relationship: who answered, what may be shown of it."""

    responses: tuple[Response, ...]
    """Those that count. Empty where nothing of them may be shown; of a confidential side what they
    wrote and nothing else, so that no figure can be made past the ledger.
    """
    answered: int
    invited: int
    shown: bool
    cells: Mapping[str, Cell]
    escaped: Mapping[str, int] = field(default_factory=dict)
    """Item → how many could not judge it, as it was published; empty where nothing is shown."""
    rated: tuple[Response, ...] = ()
    """What `gates` alone may look at: whole responses; none of a side that is kept."""
    kept_from: date | None = None
    """The day of the build whose figures stand here although answers have changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was published of a wave's confidential sides before, oldest first, and how to mark."""

    published: Mapping[SideKey, tuple[PublishedSide, ...]] = field(default_factory=dict)
    mark: Marker = str


def sides_of(
    opened: OpenedWave,
    counted: Iterable[Response],
    invited: Mapping[SideKey, int],
    ledger: Ledger,
    as_of: date,
) -> tuple[dict[SideKey, SideOfWave], dict[SideKey, Kept]]:
    """Every side of a wave, and what makes the states that are published for the first time."""
    groups: dict[SideKey, list[Response]] = {}
    for response in counted:
        groups.setdefault((response.relationship, response.perspective), []).append(response)
    surveys = {survey.id: survey for survey in opened.surveys}
    scorers = {survey.id: scorer(survey) for survey in opened.surveys}
    protectors = {
        (side, survey.id): protector(
            replace(survey, items=survey.asked(side, opened.wave.form)),
            opened.wave.privacy(side),
            opened.wave.k,
        )
        for survey in opened.surveys
        for side in Perspective
    }
    sides: dict[SideKey, SideOfWave] = {}
    new: dict[SideKey, Kept] = {}
    for relationship in opened.relationships:
        survey = surveys[relationship.survey]
        for perspective in Perspective:
            key = (relationship.slug, perspective)
            group = tuple(groups.get(key, ()))
            privacy = opened.wave.privacy(perspective)
            cells = protectors[perspective, survey.id](tuple(map(scorers[survey.id], group)))
            n, kept_from, rated, escaped = len(group), None, group, None
            if privacy is Privacy.CONFIDENTIAL:
                before = ledger.published.get(key, ())
                made = partial(state_of, group, cells, survey, ledger.mark, as_of)
                if not before:
                    # Marks cost as much as scores do, and are wanted only by who publishes.
                    new[key] = made
                else:
                    fresh = made()
                    state = stands(fresh, before, survey, opened.wave.k)
                    if state is not fresh:
                        then = (as_published(one, state, ledger.mark) for one in group)
                        group = tuple(one for one in then if one is not None)
                        cells, n, kept_from = cells_of(state), state.answered, state.day
                        rated, escaped = (), state.escaped
                    elif not any(fresh.people == earlier.people for earlier in before):
                        new[key] = made
            shown = privacy is Privacy.NAMED or not n or n >= opened.wave.k
            if not shown:
                group, rated, escaped = (), (), {}
            sides[key] = SideOfWave(
                responses=group
                if privacy is Privacy.NAMED
                else tuple(only_words(response) for response in group),
                rated=rated,
                escaped=_escaped(rated) if escaped is None else escaped,
                answered=n,
                invited=invited.get(key, 0),
                shown=shown,
                cells=cells,
                kept_from=kept_from,
            )
    return sides, new


def only_words(response: Response) -> Response:
    """The response without anything that is no text, and without its day."""
    texts = tuple([answer for answer in response.answers if isinstance(answer.value, str)])
    # Field by field: what a response may hold one day does not pass by itself.
    return Response(
        wave=response.wave,
        relationship=response.relationship,
        perspective=response.perspective,
        respondent=response.respondent,
        state=response.state,
        language=response.language,
        answers=texts,
        talk=response.talk,
    )


def _escaped(group: Iterable[Response]) -> dict[str, int]:
    found: dict[str, int] = {}
    for response in group:
        for answer in response.answers:
            if answer.value is None:
                found[answer.item] = found.get(answer.item, 0) + 1
    return found
