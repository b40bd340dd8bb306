"""Who asked not to be asked again: honoured in every later letter and every later wave.

Knows keys and what files say of contacts. A relationship that was renamed is the same one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.core.asked import Key
from app.core.firm import Contact, Relationship
from app.core.survey import Perspective
from app.core.wave import OpenedWave


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMore:
    """Somebody at a counterpart said "please do not ask me again"."""

    key: Key
    """Relationship, perspective, contact; for one human of several relationships the first is
    empty and the last is their `person`."""
    wave: str
    """Whose link it was said with."""
    day: date


def key_of(relationship: str, contact_id: str, person: str) -> Key:
    """Under which key it is kept: one human says it once for everywhere."""
    if person:
        return ("", Perspective.COUNTERPART, person)
    return (relationship, Perspective.COUNTERPART, contact_id)


def said_by(contact: Contact, relationship: Relationship, kept: Iterable[NoMore]) -> NoMore | None:
    """What a contact said, also under an earlier name of the relationship; None if nothing."""
    keys = {
        key_of(slug, contact.id, person)
        for slug in (relationship.slug, *relationship.formerly)
        for person in ("", contact.person)
    }
    return next((one for one in kept if one.key in keys), None)


def left_alone(
    relationships: Iterable[Relationship], kept: Iterable[NoMore]
) -> tuple[Relationship, ...]:
    """The relationships as a wave may ask them: whoever said so is a contact not to be asked."""
    said = tuple(kept)
    return tuple(
        replace(
            relationship,
            contacts=tuple(_left(contact, relationship, said) for contact in relationship.contacts),
        )
        if said
        else relationship
        for relationship in relationships
    )


def left_alone_in(
    opened: OpenedWave, relationships: Iterable[Relationship], kept: Iterable[NoMore]
) -> frozenset[Key]:
    """The invitations of an opened wave whose people asked not to be asked again."""
    said = {one.key for one in kept}
    if not said:
        return frozenset()
    names = {
        name: (relationship.slug, *relationship.formerly)
        for relationship in relationships
        for name in (relationship.slug, *relationship.formerly)
    }
    return frozenset(
        one.key
        for one in opened.invitations
        if one.perspective is Perspective.COUNTERPART
        and any(
            key_of(slug, one.respondent, person) in said
            for slug in names.get(one.relationship, (one.relationship,))
            for person in ("", one.person)
        )
    )


def _left(contact: Contact, relationship: Relationship, said: tuple[NoMore, ...]) -> Contact:
    found = said_by(contact, relationship, said)
    if found is None or not contact.ask:
        return contact
    return replace(contact, ask=False, why_not=f"asked on {found.day} not to be asked again")
