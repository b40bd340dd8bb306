"""What the whole firm's answers say of the questions: whether one number for a factor is fair, and
whether relationships differ by more than chance.

Over everybody who may be shown; of confidential sides rounded to two decimals, so that no group's
own spread can be worked out of two of them. Only in `export`, and as gates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.core.agreement import OneWay, icc_mean, icc_single, one_way
from app.core.known import Interval, Known, Unknown
from app.core.people import factor_score
from app.core.reliability import Reliability, Standing, reliability
from app.core.sides import SideKey, SideOfWave
from app.core.steadied import Ranking, ranking
from app.core.survey import Perspective, Survey
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
        for factor in survey.factors
        for perspective in (Perspective if sides else ())
        if (gate := _gate(opened, survey, factor.id, perspective, sides)) is not None
    )


def _gate(
    opened: OpenedWave,
    survey: Survey,
    factor: str,
    perspective: Perspective,
    sides: Mapping[SideKey, SideOfWave],
) -> FactorGate | None:
    quiet = opened.wave.privacy(perspective) is Privacy.CONFIDENTIAL
    core = [
        item
        for item in survey.asked(perspective, opened.wave.form)
        if item in survey.core_items(factor)
    ]
    groups, people = [], []
    for relationship in opened.relationships:
        side = sides[relationship.slug, perspective]
        cell = side.cells.get(factor_score(factor))
        if relationship.survey != survey.id or cell is None or not cell.n:
            continue
        groups.append(cell.values)
        # Answers to a question that is hidden here enter nothing.
        hidden = {item.id for item in core if (c := side.cells.get(item.id)) is None or c.hidden}
        for response in side.responses:
            given = {
                answer.item: answer.value
                for answer in response.answers
                if isinstance(answer.value, int) and answer.item not in hidden
            }
            people.append(
                [float(item.scored(given[item.id])) if item.id in given else None for item in core]
            )
    if not groups:
        return None
    table = one_way(groups)
    alpha = reliability(people)
    return FactorGate(
        survey=survey.id,
        factor=factor,
        perspective=perspective,
        alpha=_rounded(alpha) if quiet and isinstance(alpha, Reliability) else alpha,
        icc_one=_told(icc_single(table), quiet) if isinstance(table, OneWay) else table,
        icc_means=_told(icc_mean(table), quiet) if isinstance(table, OneWay) else table,
        ranking=ranking(table),
    )


def _told(found: Known | Unknown, quiet: bool) -> Known | Unknown:
    return Known(value=round(found.value, 2)) if quiet and isinstance(found, Known) else found


def _rounded(alpha: Reliability) -> Reliability:
    interval = Interval(low=round(alpha.interval.low, 2), high=round(alpha.interval.high, 2))
    return replace(alpha, alpha=round(alpha.alpha, 2), interval=interval)
