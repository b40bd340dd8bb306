"""The list of all relationships of a wave: its lines, its orders, and what it may be narrowed to.

Every order is a page of its own and every filter a choice that the style alone follows, so that
nothing needs a script. Knows finished overviews.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from app.core.overview import Portfolio, PortfolioRow
from app.core.review import FactorReview, FindingKind
from app.pages.numbers import day, range_text, score_text, signed
from app.pages.printed import with_footer
from app.pages.relationship_map import numbered
from app.pages.sentences import kind_name

NARROWED_FROM = 6
"""Fewer relationships are read at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipLine:
    relationship: str
    number: int
    """On the map."""
    name: str
    kind: str
    kind_name: str
    """As readers call it."""
    lead: str
    scale: str
    """The points of its numbers where they are not 0 to 10."""
    they_answered: str
    we_answered: str
    they: str
    they_range: str
    we: str
    we_range: str
    widest: str
    said: str
    state: str
    """Of the filter: `apart`, `close`, `one-sided` or `not-shown`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a filter, and the class of the lines that it leaves."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    template: ClassVar[str] = "relationships.html"

    firm: str
    wave: str
    heading: str
    order: str
    orders: tuple[tuple[str, str], ...]
    """Id and label of every order."""
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    lines: tuple[RelationshipLine, ...]
    footer: str
    digest: str = ""
    """What all of the page came to before it had its mark."""


_SAID = {
    FindingKind.WE_HIGHER: "we rate it higher",
    FindingKind.THEY_HIGHER: "they rate it higher",
    FindingKind.CLOSE_HIGH: "no gap we could see, both high",
    FindingKind.CLOSE_LOW: "both low",
    FindingKind.CLOSE_MIDDLING: "no gap we could see",
    FindingKind.CLOSE_UNSURE: "close, a gap cannot be ruled out",
    FindingKind.ONLY_THEY: "our view is missing",
    FindingKind.ONLY_WE: "they have not answered",
    FindingKind.NOBODY: "nobody has answered",
    FindingKind.AT_THE_TOP: "they: at the top of the scale",
    FindingKind.AT_THE_BOTTOM: "they: at the bottom of the scale",
    FindingKind.WITHHELD: "not shown, to protect people",
    FindingKind.STILL_OPEN: "still open",
}
_STATES = {
    "apart": "a difference to talk about",
    "close": "no such difference",
    "one-sided": "one side only",
    "not-shown": "not shown",
}
_STATE_OF = {
    FindingKind.WE_HIGHER: "apart",
    FindingKind.THEY_HIGHER: "apart",
    FindingKind.ONLY_THEY: "one-sided",
    FindingKind.ONLY_WE: "one-sided",
    FindingKind.NOBODY: "one-sided",
    FindingKind.WITHHELD: "not-shown",
    FindingKind.STILL_OPEN: "not-shown",
}
Order = Callable[[PortfolioRow], Any]
ORDERS: dict[str, tuple[str, Order]] = {
    "gap": ("widest gap first", lambda row: -_gap(row.widest)),
    "answered": ("fewest answers of theirs first", lambda row: _share(row)),
    "lead": ("by who leads it", lambda row: row.lead_name.casefold()),
    "kind": ("by kind", lambda row: row.kind.value),
}
"""Beside the order by name, which is the overview's own and that of equals. None by score: where
relationships may be ranked, the overview does so by the adjusted one, survey by survey."""


def relationship_lines(
    portfolio: Portfolio, order: Order | None = None
) -> tuple[RelationshipLine, ...]:
    """All lines, by name or in another order; equals stay by name."""
    numbers = numbered(portfolio)
    rows = portfolio.rows if order is None else sorted(portfolio.rows, key=order)
    return tuple(_line(row, numbers[row.relationship]) for row in rows)


def orders_of(portfolio: Portfolio) -> tuple[tuple[str, str], ...]:
    """Ids and labels of the orders that are worth a page: none for one relationship."""
    if len(portfolio.rows) < 2:
        return ()
    return tuple((order, label) for order, (label, _) in ORDERS.items())


def kinds_of(lines: tuple[RelationshipLine, ...]) -> tuple[Choice, ...]:
    """The kinds there are; none where there is nothing to choose between."""
    return _choices(lines, {line.kind: line.kind_name for line in lines}, lambda line: line.kind)


def states_of(lines: tuple[RelationshipLine, ...]) -> tuple[Choice, ...]:
    """The states there are, as words for a filter."""
    return _choices(lines, _STATES, lambda line: line.state)


def list_page(portfolio: Portfolio, order: str) -> ListPage:
    """The list alone in one of `ORDERS`."""
    label, key = ORDERS[order]
    lines = relationship_lines(portfolio, key)
    page = ListPage(
        firm=portfolio.firm,
        wave=portfolio.wave,
        heading=f"All relationships, {label}",
        order=order,
        orders=orders_of(portfolio),
        kinds=kinds_of(lines),
        states=states_of(lines),
        lines=lines,
        footer=f"As of {day(portfolio.as_of)}.",
    )
    return with_footer(page)


def _choices(
    lines: tuple[RelationshipLine, ...],
    labels: dict[str, str],
    of: Callable[[RelationshipLine], str],
) -> tuple[Choice, ...]:
    counted = {key: sum(of(line) == key for line in lines) for key in labels}
    found = tuple(
        Choice(id=key, label=labels[key], count=count) for key, count in counted.items() if count
    )
    return found if len(found) > 1 and len(lines) >= NARROWED_FROM else ()


def _line(row: PortfolioRow, number: int) -> RelationshipLine:
    theirs, ours = row.sides
    scores = (row.index.counterpart, row.index.own) if row.index and row.compiled else ()
    ranges = tuple(range_text(score.low, score.high) for score in scores) or ("", "")
    return RelationshipLine(
        relationship=row.relationship,
        number=number,
        name=row.name,
        kind=row.kind.value,
        kind_name=kind_name(row.kind),
        lead=row.lead_name,
        they_answered=f"{theirs.answered} of {theirs.invited}" if row.compiled else "",
        we_answered=f"{ours.answered} of {ours.invited}" if row.compiled else "",
        they=_index(row.index, True) if row.compiled else "",
        they_range=ranges[0],
        we=_index(row.index, False) if row.compiled else "",
        we_range=ranges[1],
        widest=_widest(row.widest),
        said=_SAID[row.finding.kind] + (", in one question" if row.finding.item else ""),
        scale=other_scale(row.index),
        state=_STATE_OF.get(row.finding.kind, "close"),
    )


def other_scale(factor: FactorReview | None) -> str:
    """The points of a line that are not 0 to 10, so that nobody reads them as if they were."""
    if factor is None or (factor.scale.minimum, factor.scale.maximum) == (0, 10):
        return ""
    return f" · scale {factor.scale.minimum} to {factor.scale.maximum}"


def _index(factor: FactorReview | None, counterpart: bool) -> str:
    """One side's mean over all factors."""
    if factor is None:
        return "no score"
    return score_text(factor.counterpart if counterpart else factor.own)


def _widest(factor: FactorReview | None) -> str:
    if factor is None or factor.gap.value is None:
        return ""
    return f"{factor.name} {signed(factor.gap.value)}"


def _gap(factor: FactorReview | None) -> float:
    """As a share of the scale; without one after all others."""
    if factor is None or factor.gap.value is None:
        return -1.0
    return abs(factor.gap.value) / factor.scale.width


def _share(row: PortfolioRow) -> float:
    theirs = row.sides[0]
    return theirs.answered / theirs.invited if theirs.invited else 2.0
