"""The year as calendar files: files and opened waves → `build/send/calendars/<lead>.ics`.

What is new is noted before a file is written, so that no two files ever say different things under
one sequence. Knows the road; knows no wording and no format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.year import Entry, year_of
from app.files.site import SiteFiles
from app.post.calendars import LeadsCalendar, leads_calendar
from app.post.ics import calendar_file
from app.sealing.links import new_key
from app.settings import Site
from app.store.calendars import OF_LETTERS, noting
from app.store.disk import write_atomically
from app.store.kept_apart import kept_apart
from app.store.keys import kept_key
from app.store.waves import opened_ids, read_opened


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCalendar:
    path: Path
    name: str
    """Whose it is."""
    events: int
    new: int
    changed: int
    cancelled: int


def write_calendars(site: Site, files: SiteFiles, as_of: date) -> tuple[WrittenCalendar, ...]:
    """Writes one file a lead, by their name, and returns what they hold. Raises StoreError."""
    opened = [read_opened(site.instance, wave_id) for wave_id in opened_ids(site.instance)]
    entries = year_of(
        files.relationships, files.waves, opened, files.meetings, files.firm.time_zone
    )
    names = {person.slug: person.name for person in files.people}
    key = kept_key(site.instance, "calendars", new_key)
    with noting(site.instance) as (before, keep):
        # Whoever leads nothing any more has what was theirs cancelled.
        by_lead: dict[str, list[Entry]] = {lead: [] for lead in before if lead != OF_LETTERS}
        for entry in entries:
            by_lead.setdefault(entry.lead, []).append(entry)
        made = [
            leads_calendar(lead, own, before.get(lead, {}), key, as_of)
            for lead, own in sorted(by_lead.items())
        ]
        keep(before | {one.lead: one.noted for one in made})
        written = [
            _write(one, names.get(one.lead, one.lead), site, files.firm.name, as_of) for one in made
        ]
    return tuple(sorted(written, key=lambda one: one.name.casefold()))


def _write(one: LeadsCalendar, name: str, site: Site, firm: str, as_of: date) -> WrittenCalendar:
    path = kept_apart(site, site.send) / "calendars" / f"{one.lead}.ics"
    data = calendar_file(f"{firm}: {name}", one.events, as_of, firm)
    if not path.is_file() or path.read_bytes() != data:
        write_atomically(path, data)
    return WrittenCalendar(
        path=path,
        name=name,
        events=len(one.events),
        new=one.new,
        changed=one.changed,
        cancelled=one.cancelled,
    )
