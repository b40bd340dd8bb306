"""The days of a firm's year, one list a lead: surveys, meetings, checks, promises, renewals.

Knows files' contents and opened waves; knows no answers, no calendar format and no wording. What
stands in an entry may lie on the servers of others: names of relationships, and what is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.core.firm import CommitmentState, Relationship
from app.core.meeting import Meeting, MeetingState
from app.core.survey import Form
from app.core.wave import OpenedWave, Wave, invitations_due

CHECKS = (30, 90, 180)
"""Days after a meeting, or after somebody else has taken the lead."""


class Occasion(StrEnum):
    OPENS = "opens"
    REMIND = "remind"
    CLOSES = "closes"
    NEXT_WAVE = "next wave"
    """A year after the last one opened, where no file names another day."""
    MEETING = "meeting"
    CHECK_OF_MEETING = "check of meeting"
    CHECK_OF_LEAD = "check of lead"
    PROMISE = "promise"
    AGREEMENT = "agreement"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that is due on a day, for one lead."""

    lead: str
    """Slug of a person of ours."""
    occasion: Occasion
    key: str
    """With lead and occasion the same as long as it is the same thing, whatever day it moves to."""
    begins: date | datetime
    """A day, or an aware moment."""
    names: tuple[str, ...]
    """Relationships it is about."""
    wave: str = ""
    what: str = ""
    """What was promised, in the firm's own words."""
    who: str = ""
    """Who promised, as the firm's own file says."""
    after: int = 0
    """Days since what is checked on."""
    certain: bool = True
    """False for a meeting that was asked for and not accepted yet."""


def year_of(
    relationships: Iterable[Relationship],
    waves: Iterable[Wave],
    opened: Iterable[OpenedWave] = (),
    meetings: Iterable[Meeting] = (),
    time_zone: str = "UTC",
) -> tuple[Entry, ...]:
    """Everything that files and opened waves name a day for, by lead and day.

    What is over stays in, however long ago: whoever writes it down chooses from when on.
    `time_zone` is the firm's, in which meetings start.
    """
    going_on = tuple(relationships)
    found = [entry for one in going_on for entry in _of_relationship(one)]
    known = {one.slug: one for one in going_on}
    for meeting in meetings:
        if meeting.relationship in known:
            found += _of_meeting(meeting, known[meeting.relationship], ZoneInfo(time_zone))
    found += _of_waves(going_on, tuple(waves), tuple(opened))
    return tuple(sorted(found, key=lambda e: (e.lead, _day(e.begins), e.occasion, e.key)))


def _day(begins: date | datetime) -> date:
    return begins.date() if isinstance(begins, datetime) else begins


def _of_relationship(one: Relationship) -> Iterator[Entry]:
    if one.renews is not None:
        yield from _due(one, Occasion.RENEWAL, "renews", one.renews)
    if one.lead_since is not None and not one.dispute:
        for after in CHECKS:
            # Whoever takes over is checked on anew: the day of it is part of the key.
            key, day = f"{one.lead_since}/{after}", one.lead_since + timedelta(days=after)
            yield from _due(one, Occasion.CHECK_OF_LEAD, key, day, after=after)
    keys = _keys_of_words(promise.what for promise in one.commitments)
    for promise, key in zip(one.commitments, keys, strict=True):
        if promise.state is CommitmentState.OPEN and promise.due is not None:
            yield from _due(
                one, Occasion.PROMISE, key, promise.due, what=promise.what, who=promise.who
            )


def _of_meeting(meeting: Meeting, one: Relationship, zone: ZoneInfo) -> Iterator[Entry]:
    """The meeting, what to look at after it, and what was agreed. Its file's name stays its key."""
    held = meeting.state is MeetingState.HELD
    starts = meeting.starts
    yield from _due(
        one,
        Occasion.MEETING,
        meeting.id,
        meeting.on if starts is None else datetime.combine(meeting.on, starts, zone),
        certain=meeting.state is not MeetingState.ASKED,
    )
    for after in CHECKS if held and not one.dispute else ():
        day = meeting.on + timedelta(days=after)
        yield from _due(one, Occasion.CHECK_OF_MEETING, f"{meeting.id}/{after}", day, after=after)
    keys = _keys_of_words(agreement.what for agreement in meeting.agreements)
    for agreement, key in zip(meeting.agreements, keys, strict=True):
        if agreement.state is CommitmentState.OPEN and agreement.by is not None:
            yield from _due(
                one,
                Occasion.AGREEMENT,
                f"{meeting.id}/{key}",
                agreement.by,
                what=agreement.what,
                who=agreement.who.name if agreement.who is not None else "",
            )


def _due(
    one: Relationship,
    occasion: Occasion,
    key: str,
    begins: date | datetime,
    *,
    what: str = "",
    who: str = "",
    after: int = 0,
    certain: bool = True,
) -> Iterator[Entry]:
    """One entry of a relationship; none after it has ended."""
    if one.ended is None or _day(begins) <= one.ended:
        yield Entry(
            lead=one.lead,
            occasion=occasion,
            key=f"{one.slug}/{key}",
            begins=begins,
            names=(one.name,),
            what=what,
            who=who,
            after=after,
            certain=certain,
        )


def _keys_of_words(texts: Iterable[str]) -> list[str]:
    """A key for each text of a list: entries have no id, so their words are theirs, and of the
    same words each next one counts on.
    """
    seen: dict[str, int] = {}
    keys = []
    for text in texts:
        words = " ".join(text.casefold().split())
        seen[words] = seen.get(words, 0) + 1
        keys.append(f"{words}/{seen[words]}")
    return keys


def _of_waves(
    relationships: tuple[Relationship, ...],
    planned: tuple[Wave, ...],
    opened: tuple[OpenedWave, ...],
) -> Iterator[Entry]:
    """Each wave once for every lead whom it concerns; an opened one as opening froze it."""
    frozen = {one.id: one for one in opened}
    waves = {wave.id: wave for wave in planned} | {one.id: one.wave for one in opened}
    for wave in waves.values():
        asked = (
            {r.slug for r in frozen[wave.id].relationships}
            if wave.id in frozen
            else {r.slug for r in relationships if invitations_due(wave, r, wave.opens)}
        )
        for lead, names in _by_lead(r for r in relationships if r.slug in asked and not r.dispute):
            for occasion, key, day in _days_of(wave):
                yield Entry(
                    lead=lead, occasion=occasion, key=key, begins=day, names=names, wave=wave.id
                )
    # A check-in on the short form is not what comes round once a year.
    whole = [wave for wave in waves.values() if wave.form is not Form.SHORT]
    last = max(whole, key=lambda wave: (wave.opens, wave.id), default=None)
    if last is not None:
        for lead, _ in _by_lead(r for r in relationships if r.ended is None):
            yield Entry(
                lead=lead,
                occasion=Occasion.NEXT_WAVE,
                key=last.id,
                begins=a_year_later(last.opens),
                names=(),
                wave=last.id,
            )


def _days_of(wave: Wave) -> Iterator[tuple[Occasion, str, date]]:
    """Opening, closing, and between them the first days on which the wave allows a reminder."""
    yield Occasion.OPENS, wave.id, wave.opens
    yield Occasion.CLOSES, wave.id, wave.closes
    for number in range(1, wave.reminders + 1):
        day = wave.opens + timedelta(days=number * wave.remind_after)
        if day <= wave.closes:
            yield Occasion.REMIND, f"{wave.id}/{number}", day


def _by_lead(relationships: Iterable[Relationship]) -> list[tuple[str, tuple[str, ...]]]:
    found: dict[str, list[str]] = {}
    for one in relationships:
        found.setdefault(one.lead, []).append(one.name)
    return [
        (lead, tuple(sorted(names, key=lambda name: (name.casefold(), name))))
        for lead, names in sorted(found.items())
    ]


def a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
