"""When a wave takes answers: until the end of its last day where the respondent is, or until it was
closed by hand, and of those who had begun for a day longer.

Knows days, zones and moments that are passed in; has no clock and knows no store.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.response import Response, State
from app.core.wave import Ended, Invitation, OpenedWave

GRACE = timedelta(days=1)
"""For how long after closing an answer that was under way can still be sent. The same for every
wave, so that nobody is told anything else than what the page says.
"""


def closing_moment(opened: OpenedWave, invitation: Invitation) -> datetime:
    """From when on this person can begin nothing new."""
    if opened.ended is not None:
        return opened.ended.at
    zone = ZoneInfo(invitation.time_zone or opened.time_zone)
    return datetime.combine(opened.wave.closes + timedelta(days=1), time(), zone)


def takes_answers(opened: OpenedWave, invitation: Invitation, now: datetime) -> bool:
    """Whether this person can begin, go on and change what they sent; `now` is aware."""
    zone = ZoneInfo(invitation.time_zone or opened.time_zone)
    has_opened = opened.wave.opens <= now.astimezone(zone).date()
    return has_opened and now < closing_moment(opened, invitation)


def takes_what_was_begun(
    opened: OpenedWave, invitation: Invitation, known: Response | None, now: datetime
) -> bool:
    """Whether what this person had begun before closing, and not sent, can be sent still.

    Nothing is taken from anybody new after closing, so that what is there was begun before.
    """
    begun = known is not None and known.state is State.STARTED and bool(known.answers)
    closed = closing_moment(opened, invitation)
    # On the clock of the wall: a day that a zone makes 23 or 25 hours long stays a day.
    return begun and closed <= now < closed + GRACE


def last_day_to_begin(opened: OpenedWave) -> date:
    """The last day, counted at the firm, on which some invited person may begin an answer.

    A wave closes at the end of the day where the contact is, which can be up to 26 hours after
    the end of that day at the firm, and is then the day after the next.
    """
    if opened.ended is not None:
        return opened.wave.closes
    return _last_day_before(opened, _last_closing(opened))


def last_day_anywhere(opened: OpenedWave) -> date:
    """The last day, counted at the firm, on which what was begun may still be sent."""
    if opened.ended is not None:
        return (opened.ended.at + GRACE).astimezone(ZoneInfo(opened.time_zone)).date()
    return _last_day_before(opened, _last_closing(opened, GRACE))


def _last_closing(opened: OpenedWave, longer: timedelta = timedelta()) -> datetime:
    """The latest closing moment of all zones that somebody is in, so much longer by the wall."""
    # Of one person in each zone: there are few zones, and thousands of people.
    zones = {i.time_zone or opened.time_zone: i for i in opened.invitations}
    moments = [closing_moment(opened, one) + longer for one in zones.values()]
    at_the_firm = datetime.combine(
        opened.wave.closes + timedelta(days=1), time(), ZoneInfo(opened.time_zone)
    )
    return max((moment.astimezone(UTC) for moment in moments), default=at_the_firm + longer)


def _last_day_before(opened: OpenedWave, moment: datetime) -> date:
    """The day at the firm of the last instant before a moment."""
    instant = moment.astimezone(UTC) - timedelta(microseconds=1)
    return instant.astimezone(ZoneInfo(opened.time_zone)).date()


def is_closed(opened: OpenedWave, as_of: date) -> bool:
    """Whether, on the day `as_of` at the firm, nobody can send an answer any more."""
    return as_of > last_day_anywhere(opened)


def ended_by_hand(opened: OpenedWave, ended: Ended) -> OpenedWave:
    """The wave as it is after it was closed before its day: that day is the last of it."""
    day = ended.at.astimezone(ZoneInfo(opened.time_zone)).date()
    closes = max(opened.wave.opens, min(day, opened.wave.closes))
    return replace(opened, ended=ended, wave=replace(opened.wave, closes=closes))
