"""What the whole firm's answers say of the questions: whether one number for a factor is fair, and
whether relationships differ by more than chance.

Over everybody who may be shown; of confidential sides rounded to two decimals, so that no group's
own spread can be worked out of two of them. Only in `export`, and as gates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from app.core.agreement import OneWay, icc_mean, icc_single, one_way
from app.core.known import Interval, Known, Unknown, Why
from app.core.people import factor_score
from app.core.reliability import Reliability, Standing, reliability
from app.core.response import Value
from app.core.sides import SideKey, SideOfWave
from app.core.steadied import Ranking, ranking
from app.core.survey import Item, Perspective, Role, Survey
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


def gates_of(opened: OpenedWave, sides: Mapping[SideKey, SideOfWave]) -> tuple[FactorGate, ...]:
    """A gate a survey, factor and side that anybody answered."""
    return tuple(
        gate
        for survey in opened.surveys
        for perspective in (Perspective if sides else ())
        for gate in _gates(opened, survey, perspective, sides)
    )


def _gates(
    opened: OpenedWave,
    survey: Survey,
    perspective: Perspective,
    sides: Mapping[SideKey, SideOfWave],
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
    groups: dict[str, list[tuple[float, ...]]] = {factor: [] for factor in core}
    people: dict[str, list[list[float | None]]] = {factor: [] for factor in core}
    for relationship in opened.relationships:
        if relationship.survey != survey.id:
            continue
        side = sides[relationship.slug, perspective]
        shown = [f for f in core if (c := side.cells.get(factor_score(f))) is not None and c.n]
        for factor in shown:
            groups[factor].append(side.cells[factor_score(factor)].values)
        # Answers to a question that is hidden here enter nothing.
        hidden = {key for key, cell in side.cells.items() if cell.hidden}
        for response in side.rated if shown else ():
            given = {answer.item: answer.value for answer in response.answers}
            for factor in shown:
                people[factor].append([_scored(item, given, hidden) for item in core[factor]])
    for factor in core:
        if not groups[factor]:
            continue
        table, alpha = one_way(groups[factor]), reliability(people[factor])
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
            ranking=ranking(table),
        )


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
