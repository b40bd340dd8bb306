"""One calendar file (RFC 5545): events in, bytes out.

Published, never a request: nobody is invited by a file and no answer is waited for. The same events
give the same bytes; the library folds, escapes and ends lines. Knows no firm and no relationships.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event as Component

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    uid: str
    begins: date | datetime
    """A day, the whole of it; or an aware moment, written in UTC."""
    summary: str
    description: str = ""
    location: str = ""
    status: str = "CONFIRMED"
    """`CONFIRMED`, `TENTATIVE` or `CANCELLED`."""
    sequence: int = 0
    changed: date
    """When it last changed."""
    lasts: timedelta = AN_HOUR
    """Of an event at a moment."""


def calendar_file(name: str, events: Iterable[Event], made_on: date, firm: str) -> bytes:
    """A calendar called `name`, by `firm`; every event says that it was made on that day."""
    # Read where a file is made: in a build that is another process than the one that is waited for.
    from icalendar import Calendar

    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//{_of_id(firm)}//{_of_id(name)}//EN")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    for event in events:
        made.add_component(_component(event, made_on))
    return bytes(made.to_ical())


def _component(event: Event, made_on: date) -> Component:
    from icalendar import Event as Component

    one = Component()
    one.add("uid", event.uid)
    one.add("dtstamp", _midnight(made_on))
    one.add("last-modified", _midnight(event.changed))
    one.add("sequence", event.sequence)
    if isinstance(event.begins, datetime):
        begins = event.begins.astimezone(UTC)
        one.add("dtstart", begins)
        one.add("dtend", begins + event.lasts)
        one.add("transp", "OPAQUE")
    else:
        one.add("dtstart", event.begins)
        one.add("dtend", event.begins + timedelta(days=1))  # the end is outside
        one.add("transp", "TRANSPARENT")  # a day on which something is due is not a day off
    one.add("summary", event.summary)
    if event.description:
        one.add("description", event.description)
    if event.location:
        one.add("location", event.location)
    one.add("status", event.status)
    one.add("class", "PRIVATE")
    return one


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _of_id(text: str) -> str:
    """Text for a product's id, whose parts are set apart by two slashes."""
    return text.replace("//", "/ /")
