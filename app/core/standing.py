"""Where a wave stands on a day: who of whom has answered, whom it left out, whom to meet.

Knows opened waves, answers and files; what may be counted is decided in `standing_sides`. Knows no
scores and no pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.attention_list import revenue_of
from app.core.closing import is_closed, last_day_to_begin
from app.core.coverage import Coverage, Heard, coverage
from app.core.depth import NotAsked, not_asked
from app.core.firm import ContactRole, Relationship
from app.core.left_out import LeftOut, left_out
from app.core.meeting import Meeting, MeetingState
from app.core.response import Response, Talk
from app.core.standing_sides import (
    Key,
    Known,
    SideKey,
    SideStands,
    by_side,
    hidden_side,
    side_of,
    what_is_known,
    whole_side,
)
from app.core.survey import Perspective
from app.core.wave import OpenedWave, Privacy


class Phase(StrEnum):
    COMING = "coming"
    OPEN = "open"
    ENDING = "ending"
    """Nothing new is taken; what was begun can still be sent."""
    OVER = "over"
    CLOSED = "closed"
    """Over, backed up and settled by `close`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipStands:
    relationship: str
    name: str
    lead_name: str
    sides: tuple[SideStands, SideStands]
    """Theirs, ours."""
    dispute: bool
    """By the file of today: nobody there is written to."""
    meeting: MeetingState | None
    met_on: date | None
    """The day of the meeting, held or to be held."""
    talks: tuple[str, ...]
    """Names of those who asked the lead for a talk."""
    not_asked: tuple[NotAsked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveStands:
    wave: str
    opens: date
    closes: date
    phase: Phase
    closed_on: date | None
    why_ended: str
    """The reason of a closing by hand; empty otherwise."""
    confidential: tuple[Perspective, ...]
    rows: tuple[RelationshipStands, ...]
    """By name."""
    sides: tuple[SideStands, SideStands]
    """Over all relationships."""
    coverage: Coverage | None
    """None while nobody may know who was heard."""
    left_out: tuple[LeftOut, ...]
    with_someone_else: int | None
    """How many would rather talk with someone other than the lead; None where one lead alone could
    tell from it that it is about them, and before anything may be read.
    """

    def meetings(self, state: MeetingState) -> int:
        return sum(1 for row in self.rows if row.meeting is state)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmStands:
    """All waves that were opened, and how old the last backup is."""

    firm: str
    as_of: date
    waves: tuple[WaveStands, ...]
    """Newest first."""
    last_backup: date | None


def wave_stands(
    opened: OpenedWave,
    latest: Iterable[Response],
    relationships: Iterable[Relationship],
    meetings: Iterable[Meeting],
    as_of: date,
    *,
    published: Mapping[SideKey, int] | None = None,
    closed_on: date | None = None,
    no_more: frozenset[Key] = frozenset(),
    until: date | None = None,
    count_hidden: bool = False,
) -> WaveStands:
    """Where it stands; `latest` is everyone's last version, `meetings` as known on the day.

    `published` is how many answered of each confidential side whose figures are out. `until` is
    when the next wave opened: a later meeting belongs to that. `count_hidden` counts a confidential
    side as a whole before anything of it is published; never for what goes into a file.
    """
    phase = _phase(opened, as_of, closed_on)
    over = phase in (Phase.OVER, Phase.CLOSED)
    known = {one.slug: one for one in relationships}
    states = what_is_known(opened, latest, over, no_more)
    may_read = not opened.wave.confidential or over
    of_meeting = _meetings(meetings, opened.wave.opens, until)
    frozen = {one.slug for one in opened.relationships}
    asked: dict[SideKey, set[str]] = {}
    for invitation in opened.invitations:
        side_key = (invitation.relationship, invitation.perspective)
        asked.setdefault(side_key, set()).add(invitation.respondent)
    counted = by_side(states.by_key)
    out = published or {}

    def side(slug: str, perspective: Perspective) -> SideStands:
        key = (slug, perspective)
        n = len(asked.get(key, ()))
        if opened.wave.privacy(perspective) is Privacy.NAMED:
            return side_of(n, counted.get(key, Counter()))
        return hidden_side(n, out.get(key))

    talks = _talks(states) if may_read else {}
    rows = tuple(
        RelationshipStands(
            relationship=one.slug,
            name=one.name,
            lead_name=one.lead_name,
            sides=(side(one.slug, Perspective.COUNTERPART), side(one.slug, Perspective.SELF)),
            dispute=(now := known.get(one.slug)) is not None and now.dispute,
            meeting=met.state if (met := of_meeting.get(one.slug)) is not None else None,
            met_on=met.on if met is not None else None,
            talks=talks.get(one.slug, ()),
            not_asked=()
            if now is None
            else not_asked(
                now,
                frozenset(asked.get((one.slug, Perspective.COUNTERPART), ())),
                opened.wave.opens,
            ),
        )
        for one in sorted(opened.relationships, key=lambda r: (r.name.casefold(), r.slug))
    )
    theirs, ours = (
        whole_side(
            [row.sides[place] for row in rows],
            counted,
            perspective,
            opened,
            count_hidden=count_hidden and not out,
        )
        for place, perspective in enumerate(Perspective)
    )
    return WaveStands(
        wave=opened.id,
        opens=opened.wave.opens,
        closes=opened.wave.closes,
        phase=phase,
        closed_on=closed_on,
        why_ended=opened.ended.why if opened.ended is not None else "",
        confidential=tuple(
            p for p in Perspective if opened.wave.privacy(p) is Privacy.CONFIDENTIAL
        ),
        rows=rows,
        sides=(theirs, ours),
        coverage=_coverage(rows, known, asked, states, opened, as_of),
        left_out=left_out(opened.wave, (r for slug, r in known.items() if slug not in frozen)),
        with_someone_else=_others(opened, states) if may_read else None,
    )


def _phase(opened: OpenedWave, as_of: date, closed_on: date | None) -> Phase:
    if closed_on is not None and closed_on <= as_of:
        return Phase.CLOSED
    if is_closed(opened, as_of):
        return Phase.OVER
    if as_of < opened.wave.opens:
        return Phase.COMING
    ended = opened.ended is not None or as_of > last_day_to_begin(opened)
    return Phase.ENDING if ended else Phase.OPEN


def _meetings(meetings: Iterable[Meeting], opens: date, until: date | None) -> dict[str, Meeting]:
    """By relationship the last meeting that was asked for or held since the wave opened."""
    found: dict[str, Meeting] = {}
    for meeting in sorted(meetings, key=lambda m: (m.on, m.id)):
        since = meeting.asked_on or meeting.on
        if since >= opens and (until is None or since < until):
            found[meeting.relationship] = meeting
    return found


def _others(opened: OpenedWave, states: Known) -> int | None:
    """With one lead alone, a number would tell that lead what the principal alone is to know."""
    if len({frozen.lead for frozen in opened.relationships}) < 2:
        return None
    return sum(1 for talk in states.talks.values() if talk is Talk.SOMEONE_ELSE)


def _talks(states: Known) -> dict[str, tuple[str, ...]]:
    """By relationship the names of those who asked its lead for a talk."""
    found: dict[str, list[str]] = {}
    for key, talk in states.talks.items():
        if talk is Talk.LEAD:
            found.setdefault(key[0], []).append(states.names[key])
    return {slug: tuple(sorted(names)) for slug, names in found.items()}


def _coverage(
    rows: tuple[RelationshipStands, ...],
    known: Mapping[str, Relationship],
    asked: Mapping[SideKey, set[str]],
    states: Known,
    opened: OpenedWave,
    as_of: date,
) -> Coverage | None:
    """Who was heard of those asked about; None where some relationship's count is not known."""
    if any(row.sides[0].answered is None for row in rows):
        return None
    named = opened.wave.privacy_counterpart is Privacy.NAMED
    return coverage(
        Heard(
            relationship=row.relationship,
            heard=bool(row.sides[0].answered),
            revenue=revenue_of(known[row.relationship], as_of)
            if row.relationship in known
            else None,
            roles=_roles(known.get(row.relationship), asked, states, named),
        )
        for row in rows
    )


def _roles(
    now: Relationship | None,
    asked: Mapping[SideKey, set[str]],
    states: Known,
    named: bool,
) -> dict[ContactRole, tuple[int, int | None]]:
    """Part → asked and answered; a part often has one or two people, so only by name counted."""
    if now is None:
        return {}
    there = asked.get((now.slug, Perspective.COUNTERPART), set())
    counted: dict[ContactRole, tuple[int, int]] = {}
    for contact in now.contacts:
        key = (now.slug, Perspective.COUNTERPART, contact.id)
        for role in contact.roles if contact.id in there else ():
            of, n = counted.get(role, (0, 0))
            counted[role] = (of + 1, n + (states.by_key.get(key) == "answered"))
    return {role: (of, n if named else None) for role, (of, n) in counted.items()}
