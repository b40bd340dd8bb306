"""Whom a wave does not ask, and why: silence that nobody chose is said before a wave opens.

Also the rule for teams of the firm's own people. Knows files' contents as core objects; knows
nothing opened and no answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.firm import Contact, Kind, Relationship
from app.core.wave import Wave, goes_on, why_passed_over

LEAST_TEAM = 3
"""People of a team who must be asked."""
WHY_NOT_SMALL = "an employer could tell who of one or two people said what"
WHY_NOT_NAMED = "people who answer their employer by name cannot say what is wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Relationships that go on and are not asked, for one reason."""

    why: str
    names: tuple[str, ...]


def left_out(wave: Wave, relationships: Iterable[Relationship]) -> tuple[LeftOut, ...]:
    """Those that a wave passes over although they have begun and not ended on its first day."""
    found: dict[str, list[str]] = {}
    for relationship in sorted(relationships, key=lambda r: (r.name.casefold(), r.slug)):
        why = why_passed_over(wave, relationship)
        if why and goes_on(relationship, wave.opens):
            found.setdefault(why, []).append(relationship.name)
    return tuple(LeftOut(why=why, names=tuple(names)) for why, names in sorted(found.items()))


def people_left_out(relationship: Relationship, wave: Wave) -> tuple[Contact, ...]:
    """Contacts who are there in this wave and are not to be asked; each says why."""
    return tuple(c for c in relationship.contacts if not c.ask and is_there(c, wave))


def is_there(contact: Contact, wave: Wave) -> bool:
    """Whether the contact had come by the wave's last day and not left before its first."""
    here = contact.since is None or contact.since <= wave.closes
    return here and (contact.left is None or contact.left > wave.opens)


def is_small_team(relationship: Relationship, wave: Wave | None = None) -> bool:
    """Whether it is a team of whom too few would be asked: in this wave, or as things stand."""
    if relationship.kind is not Kind.EMPLOYEE:
        return False
    asked = sum(
        1
        for contact in relationship.contacts
        if contact.ask and (contact.left is None if wave is None else is_there(contact, wave))
    )
    return asked < LEAST_TEAM
