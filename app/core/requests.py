"""What one side may ask of the other: where a side's own part is seen as short, and by whom.

Made of an item's two finished scores and nothing else, so that it tells no more than they do and is
protected as they are. Knows no words: pages say what an item asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from app.core.levels import LOW, on_ten
from app.core.survey import Perspective, Role

if TYPE_CHECKING:
    from app.core.review import ItemReview, Score

SHORT = LOW
"""Below this, in points of 0–10, a part is seen as short: the line under which a score is low."""


class SeenBy(StrEnum):
    """Who sees the part as short."""

    BOTH = "both"
    ITSELF = "itself"
    """The side whose part it is says so, and the other does not: the easiest request there is."""
    THE_OTHER = "the other"
    """Only the other side says so: to be asked about, not to be demanded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One verification that falls short."""

    item: str
    of: Perspective
    """Whose part it is: the counterpart's for a request to it, ours for one to us."""
    seen_by: SeenBy


_PART_OF = {Role.OUR_PART: Perspective.COUNTERPART, Role.THEIR_PART: Perspective.SELF}
"""Roles are named as the counterpart reads them: "our part" is the counterpart's own."""


def requests(items: Iterable[ItemReview]) -> tuple[Request, ...]:
    """Every verification that a side sees as short, requests to the counterpart first.

    Within a side the lowest score comes first, and equals stay in the survey's order.
    """
    found: list[tuple[tuple[int, float], Request]] = []
    for item in items:
        of = _PART_OF.get(item.role)
        if of is None:
            continue
        itself, other = item.counterpart, item.own
        if of is Perspective.SELF:
            itself, other = other, itself
        levels = [_level(score, item) for score in (itself, other)]
        short = [level is not None and level < SHORT for level in levels]
        if not any(short):
            continue
        seen_by = SeenBy.BOTH if all(short) else SeenBy.ITSELF if short[0] else SeenBy.THE_OTHER
        lowest = min(level for level in levels if level is not None)
        order = (list(Perspective).index(of), lowest)
        found.append((order, Request(item=item.item, of=of, seen_by=seen_by)))
    return tuple(request for _, request in sorted(found, key=lambda one: one[0]))


def in_turn(found: tuple[Request, ...], most: int) -> tuple[Request, ...]:
    """At most so many, taken from one side's part and the other's by turns, in their order."""
    sides = ([one for one in found if one.of is side] for side in Perspective)
    turns = [one for pair in zip_longest(*sides) for one in pair if one is not None]
    return tuple(one for one in found if one in turns[:most])


def _level(score: Score, item: ItemReview) -> float | None:
    """The score as it is shown, on 0–10; one known to lie at an end stands for the end's edge."""
    return None if score.value is None else on_ten(score.value, item.scale)
