"""Whom a letter of a wave goes to, and whom not and why: one letter a person, however many links.

Knows the frozen wave, what files say today, what was answered and which letters have gone. Knows
no texts and no mail. The list of a wave is frozen: who was added later is told and not asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.core.asked import Key, lists, person_key
from app.core.firm import Person, Relationship
from app.core.left_alone import NoMore, said_by
from app.core.response import State
from app.core.survey import Perspective
from app.core.wave import Invitation, OpenedWave


class Why(StrEnum):
    """Why somebody who is asked gets no letter now."""

    DISPUTE = "in dispute"
    LEFT = "has left"
    GONE = "is in no file any more"
    NOT_ASKED = "is not to be asked, says the file"
    NO_MORE = "asked not to be asked again"
    REVOKED = "has a link that was revoked"
    ANSWERED = "has answered"
    DECLINED = "would rather not answer"
    TOO_SOON = "had the last letter too short a while ago"
    ENOUGH = "had as many reminders as the wave allows"


TELLS = frozenset((Why.ANSWERED, Why.DECLINED, Why.TOO_SOON, Why.ENOUGH))
"""Reasons that tell who has answered or has not: on a confidential side they are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One person, one letter, one link."""

    key: Key
    """Of the link: an invitation's own, or that of a person's list."""
    name: str
    email: str
    language: str
    about: tuple[Invitation, ...]
    """What the letter is about: those that go on, in the order of their list."""

    @property
    def perspective(self) -> Perspective:
        return self.key[1]

    @property
    def first_name(self) -> str:
        """What a letter calls them by: the first word of the name."""
        return first_name(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """An invitation that no letter is about now."""

    invitation: Invitation
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersSoFar:
    """What somebody has had."""

    last: date
    reminders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    recipients: tuple[Recipient, ...]
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is so today, whatever the frozen wave says."""

    today: date
    relationships: tuple[Relationship, ...]
    people: tuple[Person, ...]
    no_more: tuple[NoMore, ...]
    revoked: Collection[Key]
    """Keys of links that open nothing."""


def first_name(name: str) -> str:
    """The first word of a name."""
    words = name.split()
    return words[0] if words else name


def to_invite(opened: OpenedWave, now: Now) -> Due:
    """Everyone asked whom nothing stops. Looks at no answers: a second run tells nobody's."""
    return _due(opened, now, {})


def to_remind(
    opened: OpenedWave,
    now: Now,
    states: Mapping[Key, State],
    had: Mapping[Key, LettersSoFar],
) -> Due:
    """Of these, whoever has not answered, at most as often as the wave allows.

    `states` is by invitation, `had` by the key of a recipient; who is not in it had the invitation
    when the wave was opened, or on its first day.
    """
    whys = {key: why for key, state in states.items() if (why := _ANSWER.get(state))}
    due = _due(opened, now, whys)
    wave = opened.wave
    first = LettersSoFar(last=max(opened.opened, wave.opens), reminders=0)
    recipients, passed = [], list(due.passed)
    for recipient in due.recipients:
        so_far = had.get(recipient.key, first)
        why = None
        if so_far.reminders >= wave.reminders:
            why = Why.ENOUGH
        elif now.today < max(so_far.last, wave.opens) + timedelta(days=wave.remind_after):
            why = Why.TOO_SOON
        if why is None:
            recipients.append(recipient)
        else:
            passed += [Passed(invitation=i, why=why) for i in recipient.about]
    return Due(recipients=tuple(recipients), passed=tuple(passed))


_ANSWER = {State.SENT: Why.ANSWERED, State.DECLINED: Why.DECLINED}


def _due(opened: OpenedWave, now: Now, whys: Mapping[Key, Why]) -> Due:
    several = lists(opened)
    about = {
        name: relationship
        for relationship in now.relationships
        for name in (relationship.slug, *relationship.formerly)
    }
    people = {person.slug: person for person in now.people}
    found: dict[Key, list[Invitation]] = {}
    passed = []
    for invitation in opened.invitations:
        listed = person_key(invitation)
        key = listed if listed is not None and listed in several else invitation.key
        why = _stopped(invitation, key, now, about, people) or whys.get(invitation.key)
        if why is not None:
            passed.append(Passed(invitation=invitation, why=why))
        else:
            found.setdefault(key, []).append(_addressed(invitation, about, people))
    recipients = []
    for key, own in found.items():
        order = {i.key: place for place, i in enumerate(several.get(key, ()))}
        own.sort(key=lambda i: order.get(i.key, 0))
        recipients.append(
            Recipient(
                key=key,
                name=own[0].name,
                email=own[0].email,
                language=own[0].language,
                about=tuple(own),
            )
        )
    return Due(recipients=tuple(recipients), passed=tuple(passed))


def _stopped(
    invitation: Invitation,
    key: Key,
    now: Now,
    about: Mapping[str, Relationship],
    people: Mapping[str, Person],
) -> Why | None:
    relationship = about.get(invitation.relationship)
    if relationship is None:
        return Why.GONE
    if relationship.dispute:
        return Why.DISPUTE
    if invitation.revoked or key in now.revoked or invitation.key in now.revoked:
        return Why.REVOKED
    if invitation.perspective is Perspective.SELF:
        person = people.get(invitation.respondent)
        if person is None:
            return Why.GONE
        return Why.LEFT if person.left is not None and person.left <= now.today else None
    contact = next((c for c in relationship.contacts if c.id == invitation.respondent), None)
    if contact is None:
        return Why.GONE
    if contact.left is not None and contact.left <= now.today:
        return Why.LEFT
    if said_by(contact, relationship, now.no_more) is not None:
        return Why.NO_MORE
    return None if contact.ask else Why.NOT_ASKED


def _addressed(
    invitation: Invitation, about: Mapping[str, Relationship], people: Mapping[str, Person]
) -> Invitation:
    """With the address that the files have today: one that was wrong is mended there."""
    if invitation.perspective is Perspective.SELF:
        return replace(invitation, email=people[invitation.respondent].email)
    contacts = about[invitation.relationship].contacts
    contact = next(c for c in contacts if c.id == invitation.respondent)
    return replace(invitation, email=contact.email)


def added_later(opened: OpenedWave, now: Iterable[Invitation]) -> tuple[Invitation, ...]:
    """Whom the wave would ask if it were opened today, and does not: its list is frozen."""
    asked = {invitation.key for invitation in opened.invitations}
    return tuple(invitation for invitation in now if invitation.key not in asked)


def same_address(recipients: Iterable[Recipient]) -> tuple[tuple[Recipient, ...], ...]:
    """Recipients who would get several letters at one address: perhaps one human, not said so."""
    found: dict[str, list[Recipient]] = {}
    for recipient in recipients:
        found.setdefault(recipient.email.casefold(), []).append(recipient)
    return tuple(tuple(own) for own in found.values() if len(own) > 1)
