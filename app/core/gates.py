"""What the whole firm's answers say of the questions: whether one number for a factor is fair, and
whether relationships differ by more than chance.

Over everybody who may be shown; of confidential sides to two decimals. There how far relationships
differ is made of shown means and the shown spread alone, and how far questions move together of
answers, which is why it is not told while any side's published figures are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from app.core.agreement import OneWay, icc_mean, icc_single, one_way
from app.core.cells import Cell
from app.core.known import Interval, Known, Unknown, Why
from app.core.people import factor_score
from app.core.reliability import Reliability, Standing, reliability
from app.core.response import Value
from app.core.scores import as_shown, shown_mean
from app.core.sides import SideKey, SideOfWave
from app.core.spread import ScoreKey, Spread
from app.core.steadied import Ranking, ranking
from app.core.survey import Item, Perspective, Role, Scale, Survey
from app.core.wave import OpenedWave, Privacy


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorGate:
    """One factor of one survey on one side, over all relationships that show it."""

    survey: str
    factor: str
    perspective: Perspective
    alpha: Reliability | Unknown
    icc_one: Known | Unknown
    """ICC(1): how alike two people of one relationship are, 0 to 1."""
    icc_means: Known | Unknown
    """ICC(2): how reliable the differences between relationships' means are, 0 to 1."""
    relationships: int
    """How many the ICCs are over."""
    ranking: Ranking

    @property
    def standing(self) -> Standing:
        """Whether the factor may stand for its items; with too few people to tell it may."""
        return self.alpha.standing if isinstance(self.alpha, Reliability) else Standing.FACTOR


def standing_of(gates: Iterable[FactorGate], survey: str, factor: str) -> Standing:
    """The worse of the two sides': a number must be fair on both to be set against the other."""
    found = {g.standing for g in gates if (g.survey, g.factor) == (survey, factor)}
    worst = (Standing.ITEMS, Standing.GREY)
    return next((standing for standing in worst if standing in found), Standing.FACTOR)


def gates_of(
    opened: OpenedWave,
    sides: Mapping[SideKey, SideOfWave],
    spreads: Mapping[ScoreKey, Spread],
) -> tuple[FactorGate, ...]:
    """A gate a survey, factor and side that anybody answered; `spreads` as they are shown."""
    return tuple(
        gate
        for survey in opened.surveys
        for perspective in (Perspective if sides else ())
        for gate in _gates(opened, survey, perspective, sides, spreads)
    )


def _gates(
    opened: OpenedWave,
    survey: Survey,
    perspective: Perspective,
    sides: Mapping[SideKey, SideOfWave],
    spreads: Mapping[ScoreKey, Spread],
) -> Iterator[FactorGate]:
    """One side's gates, of one look at every response."""
    quiet = opened.wave.privacy(perspective) is Privacy.CONFIDENTIAL
    core: dict[str, list[Item]] = {factor.id: [] for factor in survey.factors}
    for item in survey.asked(perspective, opened.wave.form):
        if item.role is Role.CORE and item.factor in core:
            core[item.factor].append(item)
    kept = any(
        side.kept_from is not None for (_, whose), side in sides.items() if whose is perspective
    )
    cells: dict[str, list[Cell]] = {factor: [] for factor in core}
    people: dict[str, list[list[float | None]]] = {factor: [] for factor in core}
    for relationship in opened.relationships:
        if relationship.survey != survey.id:
            continue
        side = sides[relationship.slug, perspective]
        shown = [f for f in core if (c := side.cells.get(factor_score(f))) is not None and c.n]
        for factor in shown:
            cells[factor].append(side.cells[factor_score(factor)])
        # Answers to a question that is hidden here enter nothing.
        hidden = {key for key, cell in side.cells.items() if cell.hidden}
        for response in side.rated if shown else ():
            given = {answer.item: answer.value for answer in response.answers}
            for factor in shown:
                people[factor].append([_scored(item, given, hidden) for item in core[factor]])
    for factor in core:
        scale = survey.factor_scale(factor)
        if not cells[factor] or scale is None:
            continue
        groups = [cell.values for cell in cells[factor]]
        if quiet:
            groups = _plainly_shown(cells[factor], scale)
        table, alpha = one_way(groups), reliability(people[factor])
        if quiet and isinstance(table, OneWay):
            key = (perspective, factor_score(factor), scale.minimum, scale.maximum)
            table = _as_shown(table, spreads.get(key))
        if kept:
            # Made of answers, and not of what was published, it would change by a single person.
            alpha = Unknown(why=Why.CONFIDENTIAL)
        yield FactorGate(
            survey=survey.id,
            factor=factor,
            perspective=perspective,
            alpha=_rounded(alpha) if quiet and isinstance(alpha, Reliability) else alpha,
            icc_one=_told(icc_single(table), quiet) if isinstance(table, OneWay) else table,
            icc_means=_told(icc_mean(table), quiet) if isinstance(table, OneWay) else table,
            relationships=len(groups),
            ranking=ranking(table),
        )


def _plainly_shown(cells: Iterable[Cell], scale: Scale) -> list[tuple[float, ...]]:
    """Of a confidential side the groups whose mean is a plain number, moved to what is shown of it.

    A mean that is only "9.5 or more" could be told from how far relationships differ.
    """
    quiet = Privacy.CONFIDENTIAL
    plain = [cell for cell in cells if shown_mean(cell, scale, quiet)[1] is None]
    return [as_shown(cell, scale, quiet) for cell in plain]


def _as_shown(table: OneWay, spread: Spread | None) -> OneWay | Unknown:
    """With the spread that is shown in the place of the groups' own."""
    if spread is None:
        return Unknown(why=Why.TOO_FEW_ANSWERS)
    return replace(table, within=spread.value**2)


def _scored(item: Item, given: Mapping[str, Value], hidden: Set[str]) -> float | None:
    value = given.get(item.id)
    if value is None or isinstance(value, str) or item.id in hidden:
        return None
    return float(item.scored(value) if item.reversed else value)


def _told(found: Known | Unknown, quiet: bool) -> Known | Unknown:
    return Known(value=round(found.value, 2)) if quiet and isinstance(found, Known) else found


def _rounded(alpha: Reliability) -> Reliability:
    interval = Interval(low=round(alpha.interval.low, 2), high=round(alpha.interval.high, 2))
    return replace(alpha, alpha=round(alpha.alpha, 2), interval=interval)
