"""To whom the letters after a survey go: asking for a meeting, what was agreed, what was heard.

To everyone asked who is there still, whether they answered or not: a letter to those who answered
alone would say who did. Knows a frozen wave, files and meetings; knows no texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.asked import Key, person_key
from app.core.attention import AttentionList, Band
from app.core.firm import Contact, Person, Relationship
from app.core.meeting import Meeting, MeetingState
from app.core.response import Talk
from app.core.survey import Perspective
from app.core.wave import Invitation, OpenedWave


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One person who gets one letter."""

    key: Key
    """Of the first relationship it is about."""
    name: str
    email: str
    language: str
    about: tuple[str, ...]
    """Slugs of relationships."""


def asked_of(relationship: Relationship, opened: OpenedWave, as_of: date) -> tuple[Addressee, ...]:
    """The contacts of one relationship whom the wave asked, who are there and may be written to.

    Nobody where it is in dispute. Contacts who asked to be left alone are not to be asked.
    """
    if relationship.dispute:
        return ()
    there = {contact.id: contact for contact in relationship.contacts if _is_there(contact, as_of)}
    return tuple(
        _contact(invitation, there[invitation.respondent])
        for invitation in _invited(relationship, opened)
        if invitation.respondent in there and there[invitation.respondent].ask
    )


def met_of(
    meeting: Meeting, relationship: Relationship, opened: OpenedWave, as_of: date
) -> tuple[Addressee, ...]:
    """Whom to write what was agreed: the contacts who were in the meeting, or else all asked."""
    present = {one.id for one in meeting.who if one.perspective is Perspective.COUNTERPART}
    if relationship.dispute or not present:
        return asked_of(relationship, opened, as_of)
    languages = {i.respondent: i.language for i in _invited(relationship, opened)}
    return tuple(
        Addressee(
            key=(relationship.slug, Perspective.COUNTERPART, contact.id),
            name=contact.name,
            email=contact.email,
            language=languages.get(contact.id, contact.language),
            about=(relationship.slug,),
        )
        for contact in relationship.contacts
        if contact.id in present and _is_there(contact, as_of)
    )


def everyone_asked(
    opened: OpenedWave,
    relationships: Iterable[Relationship],
    people: Iterable[Person],
    as_of: date,
) -> tuple[Addressee, ...]:
    """Everyone on either side, one letter a person however many relationships they were asked
    about; of our own people who are with us still.
    """
    known = {name: one for one in relationships for name in (one.slug, *one.formerly)}
    ours = {p.slug: p for p in people if p.left is None or p.left > as_of}
    contacts = {
        (slug, contact.id): contact
        for slug, one in known.items()
        if not one.dispute
        for contact in one.contacts
        if contact.ask and _is_there(contact, as_of)
    }
    found: dict[Key, Addressee] = {}
    for invitation in opened.invitations:
        now = known.get(invitation.relationship)
        if now is None or now.dispute:
            continue
        if invitation.perspective is Perspective.SELF:
            person = ours.get(invitation.respondent)
            one = None if person is None else _person(invitation, person)
        else:
            contact = contacts.get((invitation.relationship, invitation.respondent))
            one = None if contact is None else _contact(invitation, contact)
        if one is None:
            continue
        key = person_key(invitation) or invitation.key
        before = found.get(key)
        found[key] = one if before is None else _also(before, invitation.relationship)
    return tuple(found.values())


def to_meet(
    listed: AttentionList | None, talks: Mapping[Key, Talk], named: Iterable[str]
) -> tuple[str, ...]:
    """Slugs of whom to ask for a meeting: those named, or else those to meet within thirty days and
    those where somebody asked the lead for a talk.
    """
    chosen = tuple(named)
    if chosen:
        return chosen
    first = tuple(p.relationship for p in listed.in_band(Band.MEET)) if listed else ()
    asked = sorted({key[0] for key, talk in talks.items() if talk is Talk.LEAD} - set(first))
    return (*first, *asked)


def senior_of(relationship: Relationship, principal: str) -> str:
    """Who of ours talks with somebody who would rather not talk with the lead; empty for nobody."""
    for slug in (principal, relationship.deputy):
        if slug and slug != relationship.lead:
            return slug
    return ""


def meeting_of(
    meetings: Iterable[Meeting], slug: str, since: date, states: Iterable[MeetingState]
) -> Meeting | None:
    """The last meeting of a relationship in one of these states, asked for or held since a day."""
    wanted = frozenset(states)
    found = [
        m
        for m in meetings
        if m.relationship == slug and m.state in wanted and (m.asked_on or m.on) >= since
    ]
    return max(found, key=lambda m: (m.on, m.id), default=None)


def _invited(relationship: Relationship, opened: OpenedWave) -> Iterator[Invitation]:
    """Whom the wave asked there, also under an earlier name."""
    slugs = (relationship.slug, *relationship.formerly)
    for invitation in opened.invitations:
        if invitation.relationship in slugs and invitation.perspective is Perspective.COUNTERPART:
            yield invitation


def _is_there(contact: Contact, as_of: date) -> bool:
    return contact.left is None or contact.left > as_of


def _contact(invitation: Invitation, contact: Contact) -> Addressee:
    return Addressee(
        key=invitation.key,
        name=invitation.name,
        email=contact.email,
        language=invitation.language,
        about=(invitation.relationship,),
    )


def _person(invitation: Invitation, person: Person) -> Addressee:
    return Addressee(
        key=invitation.key,
        name=invitation.name,
        email=person.email,
        language=invitation.language,
        about=(invitation.relationship,),
    )


def _also(one: Addressee, slug: str) -> Addressee:
    return Addressee(
        key=one.key, name=one.name, email=one.email, language=one.language, about=(*one.about, slug)
    )
