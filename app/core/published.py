"""What was published of a confidential side, and whether something newer may take its place.

Two builds next to each other are a subtraction: an answer that came late, was corrected or was
taken away is the difference of two means. A newer state therefore stands only if no combination of
all that was ever published and of it is about fewer than k people; otherwise the one before stays.

Knows cells, and people as marks that nobody can read; the store keeps them, `sealing` makes them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from app.core.cells import Cell
from app.core.differencing import Row, isolated
from app.core.protection import Answered, score_rows
from app.core.response import Response
from app.core.survey import Survey

Marker = Callable[[str], str]
"""Turns a text into a mark: the same for the same text, and unreadable without the key."""
ESCAPED = "?"
"""Before an item: it was answered with the escape. No item is called so."""
FORGOTTEN = ""
"""The mark of an answer that was taken away from the ledger with its person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSide:
    """One state of one side, as it went into pages."""

    day: date
    """The `--as-of` of the build that made it first."""
    cells: Mapping[str, tuple[float, ...] | None] = field(default_factory=dict)
    """Score → the values behind it, sorted; None for a hidden one."""
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Who counted, as a mark → item, or an escaped one → mark of the answer."""

    @property
    def answered(self) -> int:
        return len(self.people)

    @property
    def escaped(self) -> dict[str, int]:
        """Item → how many chose the escape."""
        return dict(
            Counter(
                item.removeprefix(ESCAPED)
                for given in self.people.values()
                for item in given
                if item.startswith(ESCAPED)
            )
        )


def state_of(
    group: Sequence[Response],
    cells: Mapping[str, Cell],
    survey: Survey,
    mark: Marker,
    day: date,
) -> PublishedSide:
    """The state in which a side stands now."""
    rated = {item.id for item in survey.items if item.scale is not None}
    return PublishedSide(
        day=day,
        cells={
            key: None if cell.hidden else tuple(sorted(cell.values)) for key, cell in cells.items()
        },
        people={
            who: {
                (ESCAPED if answer.value is None else "") + answer.item: mark(
                    f"{who}\0{answer.item}\0{answer.value}"
                )
                for answer in response.answers
                if answer.item in rated
            }
            for response in group
            for who in (person_mark(response, mark),)
        },
    )


def person_mark(response: Response, mark: Marker) -> str:
    """A person in the ledger: told from others, and not to be read."""
    return mark("\0".join((response.relationship, response.perspective, response.respondent)))


def cells_of(state: PublishedSide) -> dict[str, Cell]:
    """The cells as they were published."""
    return {
        key: Cell(hidden=True) if values is None else Cell(values=values)
        for key, values in state.cells.items()
    }


def stands(
    fresh: PublishedSide, before: Sequence[PublishedSide], survey: Survey, k: int
) -> PublishedSide:
    """The state to publish: `fresh`, or the last of those `before` it where fresh must not.

    A state that was published already may come back: it says nothing new.
    """
    if not before or any(_is_the_same(fresh, state) for state in before):
        return fresh
    told = (
        _is_told_by_numbers(fresh, before, k)
        or _is_told_by_escapes(fresh, before, k)
        or _is_told_by_scores((*before, fresh), survey, k)
    )
    return before[-1] if told else fresh


def _is_the_same(one: PublishedSide, other: PublishedSide) -> bool:
    return one.people == other.people


def _is_told_by_numbers(fresh: PublishedSide, before: Iterable[PublishedSide], k: int) -> bool:
    """Whether a different number of people, or their words, would show who came or went."""
    return any(0 < len(fresh.people.keys() ^ state.people.keys()) < k for state in before)


def _is_told_by_escapes(fresh: PublishedSide, before: Iterable[PublishedSide], k: int) -> bool:
    """Whether a count of escapes, or that most escaped, would be about who chose otherwise."""
    now = _who_escaped(fresh)
    for state in before:
        then = _who_escaped(state)
        if any(0 < len(now[item] ^ then[item]) < k for item in {*now, *then}):
            return True
    return False


def _who_escaped(state: PublishedSide) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for who, given in state.people.items():
        for item in given:
            if item.startswith(ESCAPED):
                found[item].add(who)
    return found


def _is_told_by_scores(states: Sequence[PublishedSide], survey: Survey, k: int) -> bool:
    core = {item.id for factor in survey.factors for item in survey.core_items(factor.id)}
    people = [_numbered(state, number) for number, state in enumerate(states)]
    shown = [[key for key, values in state.cells.items() if values] for state in states]
    scores = [
        row
        for keys, answered in zip(shown, people, strict=True)
        for row in score_rows(keys, answered, survey)
    ]
    if isolated(scores, k):
        return True
    others = {key for keys in shown for key in keys if not key.startswith("factor:")} - core
    return any(
        isolated(
            [
                _item_row(item, answered)
                for keys, answered in zip(shown, people, strict=True)
                if item in keys
            ],
            k,
        )
        for item in sorted(others)
    )


def _item_row(item: str, answered: Mapping[Hashable, Answered]) -> Row:
    return {
        (who, (item, given[item])): Fraction(1) for who, given in answered.items() if item in given
    }


def _numbered(state: PublishedSide, number: int) -> dict[Hashable, Answered]:
    """A forgotten answer is told from every other one: nobody knows any more what it was."""
    return {
        who: {item: mark if mark != FORGOTTEN else f"?{number}" for item, mark in given.items()}
        for who, given in state.people.items()
    }
