"""Segments of a wave's relationships: what their other sides say, and how far that is chance.

Made of scores that relationships show as plain numbers and of nothing else, so that no segment
says more of a relationship than its own page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.core.comparisons import benjamini_hochberg
from app.core.firm import Relationship
from app.core.known import DAYS_A_YEAR, Unknown
from app.core.segments import (
    RelationshipMean,
    Segment,
    SegmentDifference,
    all_but_each,
    gathered,
    segment,
    segment_difference,
)
from app.core.survey import Scale


class Dimension(StrEnum):
    """By what relationships are put side by side."""

    KIND = "kind"
    SECTOR = "sector"
    LEAD = "lead"
    STAGE = "stage"
    TENURE = "tenure"
    VALUE = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One relationship as it enters segments."""

    name: str
    mean: RelationshipMean
    scale: Scale
    labels: Mapping[Dimension, str]
    """Its segment by dimension; without one where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow:
    label: str
    relationships: int
    """With a score on this scale."""
    people: int
    """Behind the scores."""
    typical: Segment | Unknown
    against: SegmentDifference | Unknown
    """This segment − all the others of the dimension."""
    q: float | None = None
    """The smallest false discovery rate at which the difference stands (Benjamini–Hochberg)."""
    stands: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTable:
    dimension: Dimension
    score: str
    """`index`, or a factor."""
    scale: Scale
    rows: tuple[SegmentRow, ...]
    unplaced: int
    """Relationships with a score and without a segment of this dimension."""


TENURE_BANDS = ((2.0, "under 2 years"), (5.0, "2 to 5 years"), (10.0, "5 to 10 years"))
LONGEST = "10 years and more"
STAGES = ((2.0, "new"), (7.0, "established"))
LONG_STANDING = "long-standing"


def labels_of(
    relationship: Relationship | None, kind: str, lead: str, day: date, band: str
) -> dict[Dimension, str]:
    """The segments of a relationship on a day; `band` is that of its value, or nothing."""
    found = {Dimension.KIND: kind, Dimension.LEAD: lead, Dimension.VALUE: band}
    if relationship is not None:
        since = relationship.since
        years = None if since is None else (day - since).days / DAYS_A_YEAR
        found[Dimension.SECTOR] = relationship.sector
        found[Dimension.STAGE] = relationship.stage or _banded(years, STAGES, LONG_STANDING)
        found[Dimension.TENURE] = _banded(years, TENURE_BANDS, LONGEST)
    return {dimension: label for dimension, label in found.items() if label}


def _banded(years: float | None, bands: Sequence[tuple[float, str]], last: str) -> str:
    if years is None:
        return ""
    return next((label for below, label in bands if years < below), last)


def value_bands(values: Mapping[str, float]) -> dict[str, str]:
    """Thirds by value, the first with most: slug → band. Equal values share a band."""
    ordered = sorted(values.values(), reverse=True)
    first = {value: place for place, value in reversed([*enumerate(ordered)])}
    third = len(ordered) / 3
    names = ("upper third", "middle third", "lower third")
    return {slug: names[min(2, int(first[value] / third))] for slug, value in values.items()}


def segment_tables(score: str, every: Iterable[Compared]) -> tuple[SegmentTable, ...]:
    """A table a dimension, over the scale that most relationships share.

    A dimension in which all are alike has none. The tests are not weighed together yet.
    """
    compared = list(every)
    if not compared:
        return ()
    ends = Counter((c.scale.minimum, c.scale.maximum) for c in compared).most_common(1)[0][0]
    same = [c for c in compared if (c.scale.minimum, c.scale.maximum) == ends]
    return tuple(
        table for dimension in Dimension if (table := _table(score, dimension, same)) is not None
    )


def _table(score: str, dimension: Dimension, same: Sequence[Compared]) -> SegmentTable | None:
    groups: dict[str, list[Compared]] = {}
    for one in same:
        if dimension in one.labels:
            groups.setdefault(one.labels[dimension], []).append(one)
    if len(groups) < 2:
        return None
    ordered = sorted(groups.items(), key=_by_size(dimension))
    members = [gathered([one.mean for one in group]) for _, group in ordered]
    scale = same[0].scale
    return SegmentTable(
        dimension=dimension,
        score=score,
        scale=scale,
        rows=tuple(
            SegmentRow(
                label=label,
                relationships=len(group),
                people=mine.people,
                typical=segment([one.mean for one in group]),
                against=segment_difference(mine, others, scale),
            )
            for (label, group), mine, others in zip(
                ordered, members, all_but_each(members), strict=True
            )
        ),
        unplaced=len(same) - sum(len(group) for _, group in ordered),
    )


def _by_size(
    dimension: Dimension,
) -> Callable[[tuple[str, list[Compared]]], tuple[float, int, str]]:
    orders = {
        Dimension.TENURE: [label for _, label in TENURE_BANDS] + [LONGEST],
        Dimension.STAGE: [label for _, label in STAGES] + [LONG_STANDING],
        Dimension.VALUE: ["upper third", "middle third", "lower third"],
    }
    order = orders.get(dimension, [])

    def place(entry: tuple[str, list[Compared]]) -> tuple[float, int, str]:
        label, group = entry
        return (order.index(label) if label in order else len(order), -len(group), label)

    return place


def weighed(tables: Sequence[SegmentTable]) -> tuple[SegmentTable, ...]:
    """The tables with every test of them weighed together: who looks often finds something."""
    tests = [
        (number, place, row.against.p)
        for number, table in enumerate(tables)
        for place, row in enumerate(table.rows)
        if isinstance(row.against, SegmentDifference) and row.against.p is not None
    ]
    adjusted = benjamini_hochberg([p for _, _, p in tests])
    found = {(n, place): one for (n, place, _), one in zip(tests, adjusted, strict=True)}
    return tuple(
        replace(
            table,
            rows=tuple(
                replace(row, q=one.q, stands=one.stands)
                if (one := found.get((number, place))) is not None
                else row
                for place, row in enumerate(table.rows)
            ),
        )
        for number, table in enumerate(tables)
    )
