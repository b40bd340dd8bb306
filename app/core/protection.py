"""The small-group rule: which cells of a confidential side are hidden, before anything is compiled.

Primary: groups and cells below k people. Complementary: what would give those away, or single
people, by subtraction. Knows one side's scores of one relationship; knows no pages and no reviews.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from app.core.cells import SMALL, Cell, at_an_end
from app.core.differencing import Row, Variable, isolated
from app.core.people import INDEX, factor_score, shares_one_scale
from app.core.survey import Scale, Survey
from app.core.wave import Privacy

Answered = Mapping[str, str]
"""Item → whatever tells one answer of a person from another one of theirs."""


def protected_cells(
    people: Sequence[Mapping[str, float]], survey: Survey, privacy: Privacy, k: int
) -> dict[str, Cell]:
    """The cells of one side, by score key; those that would expose someone are hidden.

    `people` holds one person's scores each, `survey` the items that this side is asked. Named
    sides show everything. Confidential sides show nothing below `k` people, and within that only
    cells of at least `k` (the item's own n). Then the complement: items whose difference from
    their factor is about fewer than `k` people; where exactly one core item of a shown factor is
    hidden, or known only as "at an end", the next smallest; and the index with any of its
    factors, because the others and it would give the hidden one away.
    """
    return protector(survey, privacy, k)(people)


def protector(
    survey: Survey, privacy: Privacy, k: int
) -> Callable[[Sequence[Mapping[str, float]]], dict[str, Cell]]:
    """`protected_cells` for many sides of one survey: what does not depend on people once."""
    asked = (*(item.id for item in survey.items if item.rated), *_scores_of(survey))
    nothing = dict.fromkeys(asked, _HIDDEN)
    factors = tuple(
        _Factor(
            score=factor_score(factor.id),
            scale=survey.factor_scale(factor.id),
            items=tuple(item.id for item in survey.core_items(factor.id)),
        )
        for factor in survey.factors
    )

    def protect(people: Sequence[Mapping[str, float]]) -> dict[str, Cell]:
        values: dict[str, list[float]] = {}
        for scores in people:
            for key, value in scores.items():
                if key in values:
                    values[key].append(value)
                else:
                    values[key] = [value]
        if privacy is Privacy.NAMED or not people:
            return {key: Cell(values=tuple(of_people)) for key, of_people in values.items()}
        if len(people) < k:
            return dict.fromkeys((*values, *asked), _HIDDEN)
        # What nobody answered is hidden like what few did: "nobody" names everybody.
        shown = nothing.copy()
        for key, of_people in values.items():
            shown[key] = Cell(values=tuple(of_people)) if len(of_people) >= k else _HIDDEN
        _hide_complements(shown, people, factors, survey, k)
        return shown

    return protect


_HIDDEN = Cell(hidden=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Factor:
    score: str
    scale: Scale | None
    """Of the factor and of its core items; None for a factor without any."""
    items: tuple[str, ...]
    """Core ones of this side's form."""


def _scores_of(survey: Survey) -> tuple[str, ...]:
    """The factors, and the index, that these items are enough for."""
    factors = [f.id for f in survey.factors if len(survey.core_items(f.id)) >= survey.min_answered]
    index = shares_one_scale(survey) and len(factors) >= survey.min_factors
    return tuple(factor_score(one) for one in (*factors, *([INDEX] if index else [])))


def _hide_complements(
    cells: dict[str, Cell],
    people: Sequence[Mapping[str, float]],
    factors: Sequence[_Factor],
    survey: Survey,
    k: int,
) -> None:
    # Where everybody answered the same questions there is no difference between any two means.
    same = all(scores.keys() == people[0].keys() for scores in people)
    for factor in factors:
        if _is_shown(cells, factor.score):
            if not same:
                _hide_differences(factor, cells, people, survey, k)
            _hide_the_next_smallest(factor, cells)
    _hide_the_index(cells, [] if same else people, factors, survey, k)


def score_rows(
    shown: Iterable[str], answered: Mapping[Hashable, Answered], survey: Survey
) -> list[Row]:
    """The published scores among `shown` as sums over what people answered.

    Items that no score is made of are left out: each stands for itself.
    """
    keys = set(shown)
    made_of = {
        factor.id: tuple(item.id for item in survey.core_items(factor.id))
        for factor in survey.factors
    }
    rows = [
        row
        for factor, items in made_of.items()
        for row in _factor_rows(items, keys, factor_score(factor), answered, survey.min_answered)
    ]
    if factor_score(INDEX) in keys:
        parts = [_parts(items, answered, survey.min_answered) for items in made_of.values()]
        rows.append(_index_row(parts, answered, survey.min_factors))
    return rows


def _factor_rows(
    items: Sequence[str],
    shown: Set[str],
    score: str,
    answered: Mapping[Hashable, Answered],
    least: int,
) -> list[Row]:
    """A factor's shown items and, if that is shown too, its score."""
    rows: list[Row] = [
        {
            (who, (item, given[item])): Fraction(1)
            for who, given in answered.items()
            if item in given
        }
        for item in items
        if item in shown
    ]
    if score in shown:
        parts = _parts(items, answered, least)
        rows.append(
            {variable: Fraction(1, len(given)) for given in parts.values() for variable in given}
        )
    return rows


def _parts(
    items: Sequence[str], answered: Mapping[Hashable, Answered], least: int
) -> dict[Hashable, tuple[Variable, ...]]:
    """What each person's score is made of, of those who have one."""
    found = {
        who: tuple((who, (item, given[item])) for item in items if item in given)
        for who, given in answered.items()
    }
    return {who: given for who, given in found.items() if len(given) >= least}


def _index_row(
    parts: Sequence[Mapping[Hashable, Sequence[Variable]]],
    answered: Iterable[Hashable],
    least: int,
) -> Row:
    row: dict[Variable, Fraction] = {}
    for who in answered:
        factors = [people[who] for people in parts if who in people]
        if len(factors) >= least:
            row |= {
                variable: Fraction(1, len(factors) * len(given))
                for given in factors
                for variable in given
            }
    return row


def _hide_differences(
    factor: _Factor,
    cells: dict[str, Cell],
    people: Sequence[Mapping[str, float]],
    survey: Survey,
    k: int,
) -> None:
    """Hides items until no combination of them and their factor is about fewer than k people.

    First those that other people answered than the factor counts, of them the smallest.
    """
    items, key = factor.items, factor.score
    patterns = tuple(sorted([tuple([item in scores for item in items]) for scores in people]))
    if patterns[0] == patterns[-1]:
        # Everybody counts the same in each figure.
        return
    while True:
        shown = [item for item in items if _is_shown(cells, item)]
        told = tuple([item in shown for item in items])
        if not shown or not _tells_of_few(patterns, told, survey.min_answered, k):
            return
        smallest = min(shown, key=lambda item: (cells[item].n == cells[key].n, cells[item].n))
        cells[smallest] = _HIDDEN


@lru_cache(maxsize=65_536)
def _tells_of_few(
    patterns: tuple[tuple[bool, ...], ...], told: tuple[bool, ...], least: int, k: int
) -> bool:
    """Whether a factor and its items that are told, together, are about fewer than `k` people.

    Depends on nothing but which questions each person answered, and there are few ways to do that.
    """
    items = [str(place) for place in range(len(told))]
    answered: dict[Hashable, Answered] = {
        who: {item: "" for item, given in zip(items, pattern, strict=True) if given}
        for who, pattern in enumerate(patterns)
    }
    shown = {item for item, is_told in zip(items, told, strict=True) if is_told} | {"score"}
    return bool(isolated(_factor_rows(items, shown, "score", answered, least), k))


def _hide_the_next_smallest(factor: _Factor, cells: dict[str, Cell]) -> None:
    present = [item for item in factor.items if item in cells]
    exposed = [i for i in present if cells[i].hidden or _bounded(cells[i], factor.scale)]
    others = [item for item in present if item not in exposed]
    if len(exposed) == 1 and others:
        smallest = min(others, key=lambda item: cells[item].n)
        cells[smallest] = _HIDDEN


def _hide_the_index(
    cells: dict[str, Cell],
    people: Sequence[Mapping[str, float]],
    factors: Sequence[_Factor],
    survey: Survey,
    k: int,
) -> None:
    """Hides the index with any of its factors, and where it is about fewer than k people.

    `people` is empty where all of them answered the same questions.
    """
    index = factor_score(INDEX)
    if not _is_shown(cells, index):
        return
    present = [factor for factor in factors if factor.score in cells]
    if not all(_is_open(cells, factor) for factor in present):
        cells[index] = _HIDDEN
        return
    # Of whom the index is not the plain mean of the factors: for all others it says nothing new.
    scored = {factor.score for factor in present}
    apart = sum(
        not scored.isdisjoint(scores) and not (scored <= scores.keys() and index in scores)
        for scores in people
    )
    if 0 < apart < k or (apart and _tells_with_index(cells, people, survey, k)):
        cells[index] = _HIDDEN


def _tells_with_index(
    cells: Mapping[str, Cell], people: Sequence[Mapping[str, float]], survey: Survey, k: int
) -> bool:
    answered: dict[Hashable, Answered] = {
        who: {key: "" for key in scores if not key.startswith("factor:")}
        for who, scores in enumerate(people)
    }
    shown = [key for key, cell in cells.items() if not cell.hidden]
    return bool(isolated(score_rows(shown, answered, survey), k))


def _bounded(cell: Cell, scale: Scale | None) -> bool:
    return scale is not None and 0 < cell.n < SMALL and at_an_end(cell.values, scale)


def _is_shown(cells: Mapping[str, Cell], key: str) -> bool:
    return key in cells and not cells[key].hidden


def _is_open(cells: Mapping[str, Cell], factor: _Factor) -> bool:
    """Shown as a plain number: neither hidden nor only known to lie at an end."""
    return _is_shown(cells, factor.score) and not _bounded(cells[factor.score], factor.scale)
