"""Segments of relationships as tables: a typical score, one weighted by value, and differences.

Knows finished portfolios. Segments by lead are about relationships and never about the person.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.gaps import ChanceFlags
from app.core.known import Known, Unknown
from app.core.overview import Portfolio
from app.core.people import INDEX
from app.core.segmented import Dimension, SegmentRow, SegmentTable
from app.core.segments import Segment, SegmentDifference
from app.pages.numbers import in_words, one_decimal, signed, whole
from app.pages.reasons import reason

HEADINGS = {
    Dimension.KIND: "By kind",
    Dimension.SECTOR: "By sector",
    Dimension.LEAD: "By whose relationships they are",
    Dimension.STAGE: "By stage",
    Dimension.TENURE: "By time together",
    Dimension.VALUE: "By value",
}

_SHOWN = INDEX
"""The score that has tables; single factors are looked at too, and only told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentLine:
    label: str
    relationships: str
    typical: str
    weighted: str
    against: str
    against_range: str
    stands: bool
    """The difference stands although so many were looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentsTable:
    heading: str
    scale: str
    lines: tuple[SegmentLine, ...]
    note: str


def segments(portfolio: Portfolio) -> tuple[SegmentsTable, ...]:
    """One table a dimension in which any segment is large enough to say something."""
    return tuple(
        _table(table)
        for table in portfolio.segments
        if table.score == _SHOWN and any(isinstance(row.typical, Segment) for row in table.rows)
    )


def _table(table: SegmentTable) -> SegmentsTable:
    large = [row for row in table.rows if isinstance(row.typical, Segment)]
    small = [row for row in table.rows if not isinstance(row.typical, Segment)]
    notes = []
    if small:
        names = ", ".join(row.label for row in small)
        notes.append(f"Fewer than three relationships or ten people, and so left blank: {names}.")
    if table.unplaced:
        notes.append(f"Not entered for {in_words(table.unplaced)}.")
    ends = (table.scale.minimum, table.scale.maximum)
    return SegmentsTable(
        heading=HEADINGS[table.dimension],
        scale="" if ends == (0, 10) else f"Scale {ends[0]} to {ends[1]}",
        lines=tuple(_line(row) for row in large),
        note=" ".join(notes),
    )


def _line(row: SegmentRow) -> SegmentLine:
    typical = row.typical
    assert isinstance(typical, Segment)  # blank ones are named below the table
    return SegmentLine(
        label=row.label,
        relationships=str(row.relationships),
        typical=one_decimal(typical.typical),
        weighted=one_decimal(typical.weighted.value)
        if isinstance(typical.weighted, Known)
        else reason(typical.weighted),
        against=signed(row.against.value)
        if isinstance(row.against, SegmentDifference)
        else "too few others",
        against_range=_range(row.against),
        stands=row.stands,
    )


def _range(found: SegmentDifference | Unknown) -> str:
    if isinstance(found, Unknown) or found.interval is None:
        return ""
    return f"between {signed(found.interval.low)} and {signed(found.interval.high)}"


def segments_note(portfolio: Portfolio) -> str:
    """How to read the tables, what of them stands, and what stands that they leave out."""
    if not segments(portfolio):
        return ""
    rows = [(table.score, row) for table in portfolio.segments for row in table.rows]
    said = [
        "What the other side says over all factors; each relationship weighs the same, then by its "
        "value of the year. The difference is to all others of the table."
    ]
    compared = sum(row.q is not None for _, row in rows)
    if not compared:
        return said[0]
    here = sum(row.stands for score, row in rows if score == _SHOWN)
    elsewhere = sum(row.stands for score, row in rows if score != _SHOWN)
    said.append(
        f"{_counted(compared, 'difference was', 'differences were')} looked at, those in single "
        "factors included. Where many are, some ranges leave out 0 by chance alone."
    )
    rule = "once that is allowed for (of all that do, about one in ten may be chance)"
    if here:
        said.append(f"Bold are those that stand {rule}: {in_words(here)} here.")
    else:
        said.append(f"None in these tables stands {rule}.")
    if elsewhere:
        does = "does" if elsewhere == 1 else "do"
        said.append(f"In single factors, which have no table here, {in_words(elsewhere)} {does}.")
    return " ".join(said)


def _counted(number: int, one: str, more: str) -> str:
    return f"{in_words(number).capitalize()} {one if number == 1 else more}"


def flags_sentence(flags: ChanceFlags | None) -> str:
    """How many differences are called by a name, and how many of them are chance."""
    if flags is None or not flags.flagged:
        return ""
    about = "less than one" if flags.expected < 0.5 else f"about {in_words(whole(flags.expected))}"
    return (
        f"{_counted(flags.flagged, 'difference is', 'differences are')} called a blind spot or a "
        f"hidden strength; expect {about} of them to be chance. "
        "A difference that is not called so is no all-clear."
    )
