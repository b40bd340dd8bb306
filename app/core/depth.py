"""How deep a relationship is, who of it was not asked and why, and whether the asked look chosen.

Knows contacts, people of ours and lists of who was asked. Knows answers only of a named wave, and
of those only who gave low ones: in a confidential wave nobody looks who answered what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.firm import Contact, ContactRole, Kind, Person, Relationship

FEWEST_TO_CHOOSE = 2
"""One person asked is no choice among people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """Their people and ours in touch, on a day."""

    theirs: int
    """Contacts who are there, asked or not."""
    ours: int
    """People of the team who are with us."""
    decider: bool | None
    """Whether one of theirs decides; None for a team, or where no part is written down."""

    @property
    def lines(self) -> int:
        """How many pairs could talk to each other: their people × ours."""
        return self.theirs * self.ours


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked:
    """A contact who was there and was not asked: by their part, because pages name no contact."""

    roles: tuple[ContactRole, ...]
    why: str


class HandPicked(StrEnum):
    """Why a list of the asked looks chosen. Each has one rule; none says who chose."""

    LEFT_OUT_WITHOUT_REASON = "left out without reason"
    """Asked the wave before, by the files neither gone nor to be left out, and not asked now."""
    MORE_LEFT_OUT = "more left out"
    """At least as many contacts are not to be asked as were asked, and two or more."""
    ALL_NEW = "all new"
    """Two or more were asked and none of them the wave before, which asked two or more."""
    ALL_ONE_ROLE = "all one role"
    """Two or more were asked, all with one and the same part, and the files name others."""
    LOW_NOT_ASKED_AGAIN = "low not asked again"
    """Somebody low in a named wave before, by the files not gone, was not asked now."""


def present(relationship: Relationship, day: date) -> tuple[Contact, ...]:
    """The contacts who have come and not left by this day."""
    return tuple(
        c
        for c in relationship.contacts
        if (c.since is None or c.since <= day) and (c.left is None or c.left > day)
    )


def depth(relationship: Relationship, people: Mapping[str, Person], day: date) -> Depth:
    """Contacts there × our team in touch; a person whose file is missing is not counted."""
    there = present(relationship, day)
    ours = [
        slug
        for slug in dict.fromkeys((relationship.lead, *relationship.team))
        if (person := people.get(slug)) is not None and (person.left is None or person.left > day)
    ]
    decider: bool | None = any(ContactRole.DECIDES in contact.roles for contact in there)
    if relationship.kind is Kind.EMPLOYEE or (there and not any(c.roles for c in there)):
        decider = None
    return Depth(theirs=len(there), ours=len(ours), decider=decider)


def not_asked(relationship: Relationship, asked: frozenset[str], day: date) -> tuple[NotAsked, ...]:
    """Contacts there on the wave's first day whom it did not ask, with the reason of their file."""
    return tuple(
        NotAsked(roles=contact.roles, why=contact.why_not)
        for contact in present(relationship, day)
        if contact.id not in asked and not contact.ask
    )


def hand_picked(
    relationship: Relationship,
    asked: frozenset[str],
    before: frozenset[str],
    low_before: frozenset[str],
    opens: date,
) -> tuple[HandPicked, ...]:
    """Whether the list of the asked looks chosen, by ids of contacts.

    `before` are those asked the wave before (none: there was none); `low_before` are those of
    them who scored low there, empty unless that wave was named.
    """
    found = []
    by_id = {contact.id: contact for contact in relationship.contacts}
    excused = {
        c.id for c in by_id.values() if not c.ask or (c.left is not None and c.left <= opens)
    }
    missing = before - asked - excused
    if missing - low_before:
        found.append(HandPicked.LEFT_OUT_WITHOUT_REASON)
    there = present(relationship, opens)
    out = sum(1 for contact in there if not contact.ask and contact.id not in asked)
    if out >= FEWEST_TO_CHOOSE and out >= len(asked):
        found.append(HandPicked.MORE_LEFT_OUT)
    if min(len(asked), len(before)) >= FEWEST_TO_CHOOSE and not asked & before:
        found.append(HandPicked.ALL_NEW)
    if _one_role(relationship, asked, there):
        found.append(HandPicked.ALL_ONE_ROLE)
    gone = {c.id for c in by_id.values() if c.left is not None and c.left <= opens}
    if (low_before - asked) - gone:
        found.append(HandPicked.LOW_NOT_ASKED_AGAIN)
    return tuple(found)


def _one_role(
    relationship: Relationship, asked: frozenset[str], there: tuple[Contact, ...]
) -> bool:
    """Of a team of our own all have one part, and that says nothing."""
    roles = [frozenset(c.roles) for c in relationship.contacts if c.id in asked]
    if relationship.kind is Kind.EMPLOYEE or len(roles) < FEWEST_TO_CHOOSE:
        return False
    same = set(roles) == {roles[0]} and len(roles[0]) == 1
    return same and any(set(c.roles) - roles[0] for c in there if c.id not in asked)
