"""Who is asked about several relationships, and what suffices from them.

One human gets one link, to a list of all of theirs. Of ours, that is who has the same slug; at
counterparts, contacts whose files name the same `person`.
"""

from __future__ import annotations

from app.core.survey import Perspective
from app.core.wave import Invitation, OpenedWave

Key = tuple[str, Perspective, str]
"""Relationship, perspective, respondent; the relationship is empty for a person's list."""
IN_FULL = 5
"""Of how many relationships a person answers everything; of the others the core items suffice."""


def person_key(invitation: Invitation) -> Key | None:
    """The key of the list that an invitation could stand on; None for a contact of one."""
    if invitation.perspective is Perspective.SELF:
        return ("", Perspective.SELF, invitation.respondent)
    if invitation.person:
        return ("", Perspective.COUNTERPART, invitation.person)
    return None


def lists(opened: OpenedWave) -> dict[Key, tuple[Invitation, ...]]:
    """The invitations of everyone with more than one: those they lead first, then by name."""
    names = {frozen.slug: frozen.name for frozen in opened.relationships}
    leads = {frozen.slug: frozen.lead for frozen in opened.relationships}
    found: dict[Key, list[Invitation]] = {}
    for invitation in opened.invitations:
        key = person_key(invitation)
        if key is not None and not invitation.revoked:
            found.setdefault(key, []).append(invitation)
    return {
        key: tuple(
            sorted(
                own,
                key=lambda i: (
                    leads[i.relationship] != i.respondent,
                    names[i.relationship].casefold(),
                    i.relationship,
                ),
            )
        )
        for key, own in found.items()
        if len(own) > 1
    }


def core_suffices(invitation: Invitation, listed: tuple[Invitation, ...]) -> bool:
    """Whether this one stands so far down its person's list that its core items suffice."""
    return invitation in listed[IN_FULL:]
