"""The cells of a wave: one score of one side of one relationship, and which of them are hidden.

The small-group rule (ARCHITECTURE, "What the numbers mean") is applied here, before anything is
pooled, averaged or compiled, so that nothing made later can hold what is hidden. Knows people's
scores; knows no pages and no reviews.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import fsum

from app.core.people import INDEX, factor_score, shares_one_scale
from app.core.survey import Item, Scale, Survey
from app.core.wave import Privacy

SMALL = 5
"""Below this a confidential group shows no distribution, range or mean at an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The people's values for one score. A hidden cell holds no values."""

    values: tuple[float, ...] = ()
    """Scale points, one a person."""
    hidden: bool = False

    @property
    def n(self) -> int:
        return len(self.values)


def at_an_end(values: tuple[float, ...], scale: Scale) -> bool:
    """Whether a mean is so near an end that it says what every single person chose.

    Within a twentieth of the scale: on 0–10 "9.5 or more" and "0.5 or less".
    """
    mean, margin = fsum(values) / len(values), scale.width / 20
    return mean >= scale.maximum - margin or mean <= scale.minimum + margin


def _bounded(cell: Cell, scale: Scale | None) -> bool:
    return scale is not None and 0 < cell.n < SMALL and at_an_end(cell.values, scale)


def protected_cells(
    people: tuple[Mapping[str, float], ...], survey: Survey, privacy: Privacy, k: int
) -> dict[str, Cell]:
    """The cells of one side, by score key; those that would expose someone are hidden.

    `people` holds one person's scores each, `survey` the items that this side is asked. Named
    sides show everything. Confidential sides show nothing below `k` people, and within that only
    cells of at least `k` (the item's own n). Then the complement: where exactly one core item of
    a shown factor is hidden, or known only as "at an end", the next smallest is hidden too; and
    the index is hidden with any of its factors, because the others and it would give the hidden
    one away.
    """
    return protector(survey, privacy, k)(people)


def protector(
    survey: Survey, privacy: Privacy, k: int
) -> Callable[[tuple[Mapping[str, float], ...]], dict[str, Cell]]:
    """`protected_cells` for many sides of one survey: what does not depend on people once."""
    factors = tuple(
        _Factor(
            score=factor_score(factor.id),
            scale=survey.factor_scale(factor.id),
            items=survey.core_items(factor.id),
        )
        for factor in survey.factors
    )
    asked = (*(item.id for item in survey.items if item.rated), *_scores_of(survey))

    def protect(people: tuple[Mapping[str, float], ...]) -> dict[str, Cell]:
        values: dict[str, list[float]] = {}
        for scores in people:
            for key, value in scores.items():
                if key in values:
                    values[key].append(value)
                else:
                    values[key] = [value]
        cells = {key: Cell(values=tuple(of_people)) for key, of_people in values.items()}
        if privacy is Privacy.NAMED or not people:
            return cells
        # What nobody answered is hidden like what few did: "nobody" names everybody.
        every = dict.fromkeys((*cells, *asked))
        if len(people) < k:
            return dict.fromkeys(every, _HIDDEN)
        shown = {}
        for key in every:
            cell = cells.get(key, _HIDDEN)
            shown[key] = cell if len(cell.values) >= k else _HIDDEN
        _hide_complements(shown, factors)
        return shown

    return protect


_HIDDEN = Cell(hidden=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Factor:
    score: str
    scale: Scale | None
    items: tuple[Item, ...]
    """Core ones of this side's form."""


def _scores_of(survey: Survey) -> tuple[str, ...]:
    """The factors, and the index, that these items are enough for."""
    factors = [f.id for f in survey.factors if len(survey.core_items(f.id)) >= survey.min_answered]
    index = shares_one_scale(survey) and len(factors) >= survey.min_factors
    return tuple(factor_score(one) for one in (*factors, *([INDEX] if index else [])))


def _hide_complements(cells: dict[str, Cell], factors: tuple[_Factor, ...]) -> None:
    for factor in factors:
        if not _is_shown(cells, factor.score):
            continue
        exposed = [
            item
            for item in factor.items
            if cells[item.id].hidden or _bounded(cells[item.id], item.scale)
        ]
        if len(exposed) != 1:
            continue
        others = [item for item in factor.items if item not in exposed]
        if others:
            smallest = min(others, key=lambda item: cells[item.id].n)
            cells[smallest.id] = _HIDDEN
    index = factor_score(INDEX)
    if index in cells and any(
        not _is_open(cells, factor) for factor in factors if factor.score in cells
    ):
        cells[index] = _HIDDEN


def _is_shown(cells: Mapping[str, Cell], key: str) -> bool:
    return key in cells and not cells[key].hidden


def _is_open(cells: Mapping[str, Cell], factor: _Factor) -> bool:
    """Shown as a plain number: neither hidden nor only known to lie at an end."""
    return _is_shown(cells, factor.score) and not _bounded(cells[factor.score], factor.scale)


def counts_may_show(cell: Cell, privacy: Privacy) -> bool:
    """Whether the answers per point may stand on a page."""
    return not cell.hidden and cell.n > 0 and (privacy is Privacy.NAMED or cell.n >= SMALL)
