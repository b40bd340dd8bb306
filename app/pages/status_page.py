"""Where all surveys stand, on one page: everything its template prints. For us only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.core.standing import FirmStands, Phase, RelationshipStands, WaveStands
from app.core.standing_sides import SideStands
from app.pages.numbers import day
from app.pages.printed import with_footer
from app.pages.standing_words import (
    answered_of,
    besides,
    coverage_words,
    hidden_words,
    meetings_words,
    next_words,
    not_asked_words,
    notes_of,
    phase_words,
    side_words,
    someone_else_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLine:
    """One side: `2 of 5`, and what else is told of it: `1 begun, 3 silent`."""

    who: str
    answered: str
    besides: str
    whole: str
    """Both in one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    relationship: str
    name: str
    lead: str
    sides: tuple[SideLine, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingWave:
    wave: str
    phase: str
    why_ended: str
    next: str
    sides: tuple[SideLine, ...]
    hidden: str
    said: tuple[str, ...]
    """Meetings, coverage, who would like to talk with someone else."""
    not_asked: tuple[tuple[str, str], ...]
    """Whom, and why."""
    lines: tuple[StandingLine, ...]
    """Of the newest wave and those that still take answers; others stand on their overviews."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    template: ClassVar[str] = "status.html"

    firm: str
    waves: tuple[StandingWave, ...]
    backup: str
    footer: str
    digest: str = ""
    """What all of the page came to before it had its mark."""


def status_page(found: FirmStands) -> StatusPage:
    """The page; the newest survey comes first, with every relationship."""
    page = StatusPage(
        firm=found.firm,
        waves=tuple(_wave(one, newest=not place) for place, one in enumerate(found.waves)),
        backup="No backup was made here yet."
        if found.last_backup is None
        else f"The last backup is of {day(found.last_backup)}.",
        footer=f"As of {day(found.as_of)}. Silent are those who have sent nothing and did not say "
        "that they would rather not; whoever has begun is among them.",
    )
    return with_footer(page)


def _wave(one: WaveStands, *, newest: bool) -> StandingWave:
    said = (meetings_words(one), *coverage_words(one), someone_else_words(one))
    whole = newest or one.phase in (Phase.COMING, Phase.OPEN, Phase.ENDING)
    return StandingWave(
        wave=one.wave,
        phase=phase_words(one),
        why_ended=one.why_ended,
        next=next_words(one) if whole or one.phase is Phase.OVER else "",
        sides=_sides(one.sides),
        hidden=hidden_words(one),
        said=tuple(text for text in said if text) if whole else (),
        not_asked=not_asked_words(one) if whole else (),
        lines=tuple(_line(row) for row in one.rows) if whole else (),
    )


def _line(row: RelationshipStands) -> StandingLine:
    return StandingLine(
        relationship=row.relationship,
        name=row.name,
        lead=row.lead_name,
        sides=_sides(row.sides),
        notes=notes_of(row),
    )


def _sides(sides: tuple[SideStands, SideStands]) -> tuple[SideLine, ...]:
    return tuple(
        SideLine(who=who, answered=answered_of(side), besides=besides(side), whole=side_words(side))
        for who, side in zip(("They", "We"), sides, strict=True)
    )
