"""Drafts of the letters after a survey: asking for a meeting, what was agreed, what was heard.

A letter to somebody who asked to talk with someone other than the lead lies in a folder of its own
and is told by number alone: the lead is not to know. Knows the road.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from app.core.asked import Key
from app.core.letters_after import (
    Addressee,
    asked_of,
    everyone_asked,
    meeting_of,
    met_of,
    senior_of,
    to_meet,
)
from app.core.meeting import MeetingState
from app.core.response import Talk
from app.core.standing_sides import what_is_known
from app.core.survey import Perspective
from app.core.wave import Privacy
from app.post.calendars import with_sequence
from app.post.eml import Mailbox
from app.post.ics import Event
from app.post.letters_after import About, check_letters, said_to_both
from app.publish.letters_house import (
    Drafted,
    Drafts,
    LettersHouse,
    about_of,
    folder_of,
    one_letter,
    why_nobody,
    write_drafts,
)
from app.sealing.links import new_key
from app.store.answers import AnswerStore
from app.store.calendars import OF_LETTERS, noting
from app.store.keys import kept_key

_COMING = (MeetingState.ASKED, MeetingState.ACCEPTED)


def draft_meeting(house: LettersHouse, named: tuple[str, ...], *, dry_run: bool = False) -> Drafts:
    """Asks for a meeting: whoever is to be met first, or the relationships named."""
    kinds = ("meeting", "meeting-senior")
    for kind in kinds:
        check_letters(kind, house.files.letters, house.files.firm.languages[0])
    talks = what_is_known(
        house.opened,
        AnswerStore(house.site.instance).responses(house.opened.id),
        over=True,
        no_more=frozenset(),
    ).talks
    listed = next(p.attention for p in house.compiled.portfolios if p.wave == house.opened.id)
    slugs = to_meet(listed, talks, named)
    letters: dict[str, bytes] = {}
    drafted = []
    settled = {slug: words for slug in slugs if (words := _settled(house, slug))}
    wanted = slugs if named else tuple(slug for slug in slugs if slug not in settled)
    events = _events(house, wanted, dry_run=dry_run)
    for slug in slugs:
        one = house.relationships[slug]
        people = asked_of(one, house.opened, house.as_of)
        notes = why_nobody(one, people)
        if slug in settled and not named:
            people, notes = (), (*notes, settled[slug])
        elif people and slug in settled:
            notes = (f"{settled[slug]}, and asks all the same",)
        elif people and slug not in events:
            notes = (f"names no day: --about {slug} --on DAY suggests one",)
        made = _letters(house, "meeting", people, house.signed(one.lead), events.get(slug))
        letters |= made
        drafted.append(Drafted(name=one.name, letters=len(made), notes=notes))
    senior = _senior(house, talks, named)
    folder = folder_of(house, "meeting")
    private = house.site.send / "for-the-principal" / house.opened.id
    if not dry_run:
        write_drafts(house.site, folder, letters, whole=not named)
        write_drafts(house.site, private, senior, whole=not named)
    return Drafts(folder=folder, drafted=tuple(drafted), senior=len(senior), senior_folder=private)


def _settled(house: LettersHouse, slug: str) -> str:
    """Why nobody needs to ask for a meeting any more; empty while somebody does."""
    since = house.opened.wave.opens
    held = meeting_of(house.meetings, slug, since, (MeetingState.HELD,))
    if held is not None:
        return f"was met on {held.on}"
    coming = meeting_of(house.meetings, slug, since, _COMING)
    accepted = coming is not None and coming.state is MeetingState.ACCEPTED
    return f"has accepted to meet on {coming.on}" if coming is not None and accepted else ""


def _senior(
    house: LettersHouse, talks: Mapping[Key, Talk], named: tuple[str, ...]
) -> dict[str, bytes]:
    """To each who would rather talk with someone other than the lead, from whoever that is."""
    letters: dict[str, bytes] = {}
    for slug in sorted({key[0] for key, talk in talks.items() if talk is Talk.SOMEONE_ELSE}):
        one = house.relationships.get(slug)
        if one is None or (named and slug not in named):
            continue
        senior = senior_of(one, house.files.firm.principal)
        people = tuple(
            to
            for to in asked_of(one, house.opened, house.as_of)
            if talks.get(to.key) is Talk.SOMEONE_ELSE
        )
        if senior:
            letters |= _letters(house, "meeting-senior", people, house.signed(senior), None)
    return letters


def draft_agreed(house: LettersHouse, named: tuple[str, ...], *, dry_run: bool = False) -> Drafts:
    """What was agreed, to those who were there, of every meeting since the wave opened."""
    check_letters("agreed", house.files.letters, house.files.firm.languages[0])
    letters: dict[str, bytes] = {}
    drafted = []
    for slug in named or [frozen.slug for frozen in house.opened.relationships]:
        one = house.relationships.get(slug)
        since = house.opened.wave.opens
        met = meeting_of(house.meetings, slug, since, (MeetingState.HELD,))
        if one is None or met is None:
            if one is not None and named:
                none = "no meeting since this survey opened stands in content/meetings as held"
                drafted.append(Drafted(name=one.name, letters=0, notes=(none,)))
            continue
        people = met_of(met, one, house.opened, house.as_of)
        agreed = said_to_both(met.agreements, house.others((slug,)))
        notes = why_nobody(one, people)
        if one.dispute:
            people = ()
        if not agreed:
            people, notes = (), (f"nothing was agreed on {met.on}",)
        elif len(agreed) < len(met.agreements):
            left = len(met.agreements) - len(agreed)
            notes = (
                *notes,
                f"{left} left out: not fit for the other side as it is written",
            )
        about = about_of(house, one, meeting=met)
        about = replace(about, agreements=agreed)
        made = {
            name: data
            for to in people
            for name, data in one_letter(house, "agreed", to, about, house.signed(one.lead))
        }
        letters |= made
        drafted.append(Drafted(name=one.name, letters=len(made), notes=notes))
    folder = folder_of(house, "agreed")
    if not dry_run:
        write_drafts(house.site, folder, letters, whole=not named)
    return Drafts(folder=folder, drafted=tuple(drafted), senior_folder=folder)


def draft_heard(house: LettersHouse, *, dry_run: bool = False) -> Drafts:
    """Thanks to everyone asked, on both sides: how many answered, and what happens next."""
    for kind in ("heard", "heard-ours"):
        check_letters(kind, house.files.letters, house.files.firm.languages[0])
    letters: dict[str, bytes] = {}
    everyone = everyone_asked(
        house.opened,
        dict.fromkeys(house.relationships.values()),
        house.files.people,
        house.as_of,
    )
    for to in everyone:
        ours = to.key[1] is Perspective.SELF
        leads = {house.relationships[slug].lead for slug in to.about}
        lead = leads.pop() if len(leads) == 1 and not ours else house.files.firm.principal
        signed = house.signed(lead)
        about = About(
            counterpart=", ".join(house.relationships[slug].name for slug in to.about),
            lead_name=signed.name,
            answered=() if ours else _answered(house, to),
        )
        letters |= dict(one_letter(house, "heard-ours" if ours else "heard", to, about, signed))
    folder = folder_of(house, "heard")
    if not dry_run:
        write_drafts(house.site, folder, letters, whole=True)
    drafted = (Drafted(name="", letters=len(letters)),)
    return Drafts(folder=folder, drafted=drafted, senior_folder=folder)


def _answered(house: LettersHouse, to: Addressee) -> tuple[str, ...]:
    """`Northlight Foods: 5 / 5`, where that may be said: as on the copy for the table, and of a
    confidential side only from the number on that shows anything.
    """
    lines = []
    for slug in to.about:
        review = house.review(slug)
        if review is None:
            continue
        side = review.sides[0]
        least = side.k if side.privacy is Privacy.CONFIDENTIAL else 1
        if side.answered >= least:
            lines.append(f"{review.name}: {side.answered} / {side.invited}")
    return tuple(lines)


def _letters(
    house: LettersHouse,
    kind: str,
    people: tuple[Addressee, ...],
    signed: Mailbox,
    event: Event | None,
) -> dict[str, bytes]:
    """The letters of one relationship, by file name."""
    if not people:
        return {}
    one = house.relationships[people[0].about[0]]
    meeting = None
    if kind == "meeting":
        meeting = meeting_of(house.meetings, one.slug, house.opened.wave.opens, _COMING)
    about = about_of(house, one, meeting=meeting, event=event)
    return {
        name: data for to in people for name, data in one_letter(house, kind, to, about, signed)
    }


def _events(house: LettersHouse, slugs: Iterable[str], *, dry_run: bool) -> dict[str, Event]:
    """By relationship the meeting asked for, as it goes into the other side's calendar."""
    zone = ZoneInfo(house.files.firm.time_zone)
    key = b"\0" * 16 if dry_run else kept_key(house.site.instance, "calendars", new_key)
    found = {}
    for slug in slugs:
        meeting = meeting_of(house.meetings, slug, house.opened.wave.opens, _COMING)
        if meeting is None or house.relationships[slug].dispute:
            continue
        found[slug] = Event(
            uid=str(uuid5(UUID(bytes=key[:16]), f"letter\0{meeting.id}")),
            begins=meeting.on
            if meeting.starts is None
            else datetime.combine(meeting.on, meeting.starts, zone),
            # Names alone, which are the same in every language.
            summary=f"{house.files.firm.name} – {house.relationships[slug].name}",
            location=meeting.where,
            status="CONFIRMED" if meeting.state is MeetingState.ACCEPTED else "TENTATIVE",
            changed=house.as_of,
        )
    if dry_run or not found:
        return found
    with noting(house.site.instance) as (before, keep):
        notes = dict(before.get(OF_LETTERS, {}))
        found = {slug: with_sequence(event, notes, house.as_of)[0] for slug, event in found.items()}
        keep(before | {OF_LETTERS: notes})
    return found
