"""Opening a wave: who is asked about what, frozen from the files on one day.

Also says beforehand how many relationships could show scores under the chosen privacy. Knows
files' contents as core objects; knows no links, no store and no answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.firm import CommitmentState, Firm, Person, Relationship
from app.core.left_out import is_there
from app.core.survey import Perspective, Survey
from app.core.wave import (
    FrozenRelationship,
    Invitation,
    OpenedWave,
    Privacy,
    Wave,
    invitations_due,
)

NAMED_BELOW = 3
"""With fewer contacts than this, *named* is proposed: three answers are the least that is shown."""


def open_wave(
    wave: Wave,
    firm: Firm,
    people: Iterable[Person],
    relationships: Iterable[Relationship],
    surveys: Iterable[Survey],
    opened: date,
) -> OpenedWave:
    """The wave as it stands on the day `opened`: words, kinds, leads, follow-ups, people asked."""
    known = {person.slug: person for person in people}
    asked = sorted(
        (r for r in relationships if invitations_due(wave, r, wave.opens)), key=lambda r: r.slug
    )
    used = {wave.survey_for(relationship.kind) for relationship in asked}
    return OpenedWave(
        wave=wave,
        opened=opened,
        firm_name=firm.name,
        time_zone=firm.time_zone,
        keep_years=firm.keep_years,
        principal=firm.principal,
        principal_name=known[firm.principal].name if firm.principal in known else "",
        surveys=tuple(survey for survey in surveys if survey.id in used),
        relationships=tuple(_frozen(relationship, wave, known) for relationship in asked),
        invitations=tuple(
            invitation
            for relationship in asked
            for invitation in (
                *_contacts(relationship, wave, firm),
                *_people(relationship, wave, firm, known),
            )
        ),
    )


def _frozen(
    relationship: Relationship, wave: Wave, people: dict[str, Person]
) -> FrozenRelationship:
    return FrozenRelationship(
        slug=relationship.slug,
        name=relationship.name,
        kind=relationship.kind,
        lead=relationship.lead,
        lead_name=people[relationship.lead].name,
        survey=wave.survey_for(relationship.kind) or "",
        since=relationship.since,
        follow_ups=tuple(
            commitment
            for commitment in relationship.commitments
            if commitment.state is CommitmentState.OPEN
            and (commitment.made is None or commitment.made <= wave.opens)
        ),
    )


def _contacts(relationship: Relationship, wave: Wave, firm: Firm) -> list[Invitation]:
    return [
        Invitation(
            relationship=relationship.slug,
            perspective=Perspective.COUNTERPART,
            respondent=contact.id,
            name=contact.name,
            email=contact.email,
            language=contact.language or firm.languages[0],
            time_zone=contact.time_zone or firm.time_zone,
            person=contact.person,
        )
        for contact in relationship.contacts
        if contact.ask and is_there(contact, wave)
    ]


def _people(
    relationship: Relationship, wave: Wave, firm: Firm, people: dict[str, Person]
) -> list[Invitation]:
    return [
        Invitation(
            relationship=relationship.slug,
            perspective=Perspective.SELF,
            respondent=slug,
            name=people[slug].name,
            email=people[slug].email,
            language=(people[slug].languages or firm.languages)[0],
            time_zone=firm.time_zone,
        )
        for slug in dict.fromkeys((relationship.lead, *relationship.team))
        if (left := people[slug].left) is None or left > wave.opens
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the chosen privacy could show, before anybody has answered."""

    relationships: int
    could_show: int
    """With enough people asked at the counterpart for scores."""
    too_few: tuple[str, ...]
    """Names of those that could not show scores even if everyone answered."""
    better_named: tuple[str, ...]
    """Names with fewer than three contacts in a confidential wave."""
    nobody_to_ask: tuple[str, ...]
    """Names without a single contact to ask."""


def outlook(opened: OpenedWave) -> Outlook:
    """How many relationships could show the counterpart's scores under the wave's rule."""
    confidential = opened.wave.privacy_counterpart is Privacy.CONFIDENTIAL
    needed = opened.wave.k if confidential else 1
    contacts = Counter(
        i.relationship for i in opened.invitations if i.perspective is Perspective.COUNTERPART
    )
    asked = [(frozen.name, contacts[frozen.slug]) for frozen in opened.relationships]
    return Outlook(
        relationships=len(asked),
        could_show=sum(1 for _, n in asked if n >= needed),
        too_few=tuple(name for name, n in asked if 0 < n < needed),
        better_named=tuple(name for name, n in asked if confidential and 0 < n < NAMED_BELOW),
        nobody_to_ask=tuple(name for name, n in asked if n == 0),
    )
