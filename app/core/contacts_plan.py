"""What a list of people changes in the files of relationships: who is new, changed or not on it.

Compares, and writes nothing. Somebody is known by id, else by address, else by name; whoever is not
on the list is named and never taken away. Knows contacts as the files have them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from app.core.firm import Contact, Relationship
from app.core.lookalike import skeleton


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One row of the list."""

    row: int
    """The line it stands on."""
    relationship: str
    """Slug."""
    contact: Contact
    """With an empty id where the list has none, and empty fields where it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    relationship: str
    before: Contact
    after: Contact
    row: int

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of what differs."""
        return tuple(
            one.name
            for one in fields(Contact)
            if getattr(self.before, one.name) != getattr(self.after, one.name)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    relationship: str
    contact: Contact
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    new: tuple[New, ...]
    changed: tuple[Changed, ...]
    same: int
    gone: tuple[tuple[str, Contact], ...]
    """Relationship and contact: of the relationships on the list, who has not left and is not on
    it."""
    doubtful: tuple[tuple[int, str], ...]
    """Row and what cannot be decided: a name that looks like somebody else's, or two rows that
    are one contact."""


def contacts_plan(relationships: Iterable[Relationship], listed: Iterable[Listed]) -> Plan:
    """Compares the list with the files. New contacts get an id made of their names."""
    known = {relationship.slug: relationship for relationship in relationships}
    rows: dict[str, list[Listed]] = {}
    for one in listed:
        rows.setdefault(one.relationship, []).append(one)
    new: list[New] = []
    changed: list[Changed] = []
    doubtful: list[tuple[int, str]] = []
    gone: list[tuple[str, Contact]] = []
    same = 0
    for slug, own in rows.items():
        contacts = {contact.id: contact for contact in known[slug].contacts}
        taken: dict[str, int] = {}
        addresses: dict[str, int] = {}
        names = {skeleton(contact.name): contact.name for contact in contacts.values()}
        for one in own:
            twin = addresses.setdefault(one.contact.email.casefold(), one.row)
            if twin != one.row:
                doubtful.append((one.row, f"has the same address as row {twin}"))
                continue
            found = _known(one.contact, contacts)
            like = names.get(skeleton(one.contact.name))
            if like is not None and like != one.contact.name and found is None:
                doubtful.append((one.row, f"the name cannot be told from {like}'s"))
                continue
            made = one.contact if found is None else _merged(found, one.contact)
            if found is None:
                made_id = one.contact.id or _free_id(one.contact.name, {*contacts, *taken})
                made = replace(made, id=made_id)
            if made.id in taken:
                doubtful.append((one.row, f"is the same contact as row {taken[made.id]}"))
                continue
            taken[made.id] = one.row
            names.setdefault(skeleton(made.name), made.name)
            if found is None:
                new.append(New(relationship=slug, contact=made, row=one.row))
            elif made != found:
                changed.append(Changed(relationship=slug, before=found, after=made, row=one.row))
            else:
                same += 1
        gone += [
            (slug, contact)
            for contact in contacts.values()
            if contact.id not in taken and contact.left is None
        ]
    return Plan(
        new=tuple(new),
        changed=tuple(changed),
        same=same,
        gone=tuple(gone),
        doubtful=tuple(doubtful),
    )


def _known(listed: Contact, contacts: Mapping[str, Contact]) -> Contact | None:
    if listed.id:
        return contacts.get(listed.id)
    address = listed.email.casefold()
    by_address = [c for c in contacts.values() if c.email.casefold() == address]
    if by_address:
        by_name = [c for c in by_address if c.name == listed.name]
        return (by_name or by_address)[0]
    return next((c for c in contacts.values() if c.name == listed.name), None)


def _merged(there: Contact, listed: Contact) -> Contact:
    """What is there, with everything that the list says."""
    said = {
        one.name: getattr(listed, one.name)
        for one in fields(Contact)
        if one.name not in ("id", "since", "left", "ask", "why_not") and getattr(listed, one.name)
    }
    if not listed.ask and there.ask:
        said |= {"ask": False, "why_not": listed.why_not}
    return replace(there, **said)


def _free_id(name: str, taken: set[str]) -> str:
    """An id of small letters made of a name: dana-okafor, and dana-okafor-2 if that is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:56].strip("-") or "contact"
    made, number = stem, 1
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    return made
