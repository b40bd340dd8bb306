"""What was published of a confidential side: one state of it, with people as marks.

Knows cells, and people and what they wrote as marks that nobody can read; the store keeps them,
`sealing` makes them. Whether a newer state may take its place is decided in `replacing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.cells import Cell
from app.core.response import Answer, Response
from app.core.survey import Survey

Marker = Callable[[str], str]
"""Turns a text into a mark: the same for the same text, and unreadable without the key."""
ESCAPED = "?"
"""Before an item: it was answered with the escape. No item is called so."""
WRITTEN = "“"
"""Before an item: something was written there. No item is called so."""
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
    """Who counted, as a mark → item, an escaped or a written one → mark of the answer."""
    with_words: bool = False
    """Whether what people wrote is marked too: older ledgers do not hold it."""

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

    def marks_of(response: Response, who: str) -> dict[str, str]:
        return {
            (ESCAPED if answer.value is None else "") + answer.item: mark(
                f"{who}\0{answer.item}\0{answer.value}"
            )
            for answer in response.answers
            if answer.item in rated
        } | words_marked(response, who, mark)

    return PublishedSide(
        day=day,
        cells={
            key: None if cell.hidden else tuple(sorted(cell.values)) for key, cell in cells.items()
        },
        people={
            who: marks_of(response, who)
            for response in group
            for who in (person_mark(response, mark),)
        },
        with_words=True,
    )


def person_mark(response: Response, mark: Marker) -> str:
    """A person in the ledger: told from others, and not to be read."""
    return mark("\0".join((response.relationship, response.perspective, response.respondent)))


def words_marked(response: Response, who: str, mark: Marker) -> dict[str, str]:
    """Written item → mark of the words and of who may read them."""
    return {
        WRITTEN + answer.item: _mark_of_words(answer, who, mark)
        for answer in response.answers
        if isinstance(answer.value, str)
    }


def as_published(response: Response, state: PublishedSide, mark: Marker) -> Response | None:
    """The response with the words that went into pages then and are still the same; None for who
    did not count then: the words of others would show who came since.
    """
    who = person_mark(response, mark)
    given = state.people.get(who)
    if given is None or not state.with_words:
        return None if given is None else response
    return replace(
        response,
        answers=tuple(
            answer
            for answer in response.answers
            if not isinstance(answer.value, str)
            or given.get(WRITTEN + answer.item) == _mark_of_words(answer, who, mark)
        ),
    )


def _mark_of_words(answer: Answer, who: str, mark: Marker) -> str:
    return mark(f"{who}\0{answer.item}\0{answer.consent.value}\0{answer.value}")


def cells_of(state: PublishedSide) -> dict[str, Cell]:
    """The cells as they were published."""
    return {
        key: Cell(hidden=True) if values is None else Cell(values=values)
        for key, values in state.cells.items()
    }
