"""One round of asking: what a wave file says, and what opening it froze.

Knows who is invited and until when answers are taken. Knows no answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from app.core.firm import Commitment, Kind, Relationship
from app.core.survey import Form, Perspective, Survey


class Privacy(StrEnum):
    """Who sees the answers: fixed when the wave opens, per perspective."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """`content/waves/<id>.md`. Days include both ends, in the contact's zone."""

    id: str
    opens: date
    closes: date
    surveys: tuple[tuple[Kind, str], ...]
    """Survey id per kind of relationship."""
    form: Form = Form.ANNUAL
    privacy_counterpart: Privacy = Privacy.NAMED
    privacy_self: Privacy = Privacy.NAMED
    k: int = 3
    """Smallest group whose figures are shown in a confidential wave; never below 3."""
    relationships: tuple[str, ...] = ()
    """Slugs; empty asks every relationship of the kinds that have a survey."""
    remind_after: int = 7
    """Days after the last letter before there may be a reminder."""
    reminders: int = 2
    """How many reminders a person gets at most."""
    note: str = ""
    """The body: this year's note, Markdown."""

    def privacy(self, perspective: Perspective) -> Privacy:
        if perspective is Perspective.COUNTERPART:
            return self.privacy_counterpart
        return self.privacy_self

    @property
    def confidential(self) -> bool:
        """Whether either side was promised confidentiality: compiled only after closing."""
        return Privacy.CONFIDENTIAL in (self.privacy_counterpart, self.privacy_self)

    def survey_for(self, kind: Kind) -> str | None:
        return dict(self.surveys).get(kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Respondent × relationship × wave. `respondent` is a contact id or a person's slug."""

    relationship: str
    perspective: Perspective
    respondent: str
    name: str
    email: str
    language: str
    time_zone: str
    person: str = ""
    """One human who is asked about several relationships has the same word in all of them."""
    generation: int = 1
    """Raised when a link is renewed; the old one then opens nothing."""
    revoked: bool = False

    @property
    def key(self) -> tuple[str, Perspective, str]:
        return (self.relationship, self.perspective, self.respondent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """An open answer put in other words by one of the firm's people, as its writer asked for."""

    relationship: str
    perspective: Perspective
    respondent: str
    item: str
    of: str
    """The answer's own words when it was done: for others it does not count."""
    by: str
    """Slug of whoever wrote it; the lead's own does not count."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A relationship's expectations as they were when its answers were first compiled."""

    day: date
    digest: str
    """Over all of them, hexadecimal."""
    respondents: tuple[str, ...]
    """Whose expectations still are what they were then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRelationship:
    """What the wave knows of a relationship, whatever its file says later."""

    slug: str
    name: str
    kind: Kind
    lead: str
    """Slug."""
    lead_name: str
    survey: str
    since: date | None = None
    follow_ups: tuple[Commitment, ...] = ()
    """Commitments open on the opening day: what both sides are asked about again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """That a wave was closed by hand before its day."""

    at: datetime
    """An aware moment: from then on nothing new is taken."""
    why: str


@dataclass(frozen=True, kw_only=True)
class OpenedWave:
    """A wave as opening froze it: later edits of `content/` change nothing here."""

    wave: Wave
    opened: date
    firm_name: str
    time_zone: str = "UTC"
    """The firm's; days are counted there unless a contact has another."""
    keep_years: int | None = None
    """For how many years after closing answers are kept, as respondents are told."""
    principal: str = ""
    """Slug of the firm's principal, and the name, as respondents read it."""
    principal_name: str = ""
    surveys: tuple[Survey, ...]
    relationships: tuple[FrozenRelationship, ...]
    invitations: tuple[Invitation, ...]
    ended: Ended | None = None
    """Noted beside the frozen wave; `wave.closes` is then the day of it."""

    @property
    def id(self) -> str:
        return self.wave.id

    def survey(self, survey_id: str) -> Survey:
        return next(survey for survey in self.surveys if survey.id == survey_id)

    def relationship(self, slug: str) -> FrozenRelationship | None:
        return self._by_slug.get(slug)

    @cached_property
    def _by_slug(self) -> dict[str, FrozenRelationship]:
        return {relationship.slug: relationship for relationship in self.relationships}

    def invited(self, slug: str, perspective: Perspective) -> tuple[Invitation, ...]:
        """Everyone asked on this side: their number is N."""
        return tuple(
            i for i in self.invitations if i.relationship == slug and i.perspective is perspective
        )


def most_read(invitations: Iterable[Invitation]) -> dict[str, str]:
    """By relationship the language that most at the counterpart read; of equals the first."""
    read: dict[str, list[str]] = {}
    for invitation in invitations:
        if invitation.perspective is Perspective.COUNTERPART:
            read.setdefault(invitation.relationship, []).append(invitation.language)
    return {slug: max(languages, key=languages.count) for slug, languages in read.items()}


def invitations_due(wave: Wave, relationship: Relationship, as_of: date) -> bool:
    """Whether this wave asks about this relationship: of its kinds, named, and not ended."""
    return not why_passed_over(wave, relationship) and goes_on(relationship, as_of)


def why_passed_over(wave: Wave, relationship: Relationship) -> str:
    """Why a wave does not ask about a relationship that goes on; empty where it does."""
    if relationship.dispute:
        return "in dispute"
    if wave.survey_for(relationship.kind) is None:
        return f"the wave has no survey for {relationship.kind}"
    if wave.relationships and relationship.slug not in wave.relationships:
        return "not among the relationships that the wave names"
    return ""


def goes_on(relationship: Relationship, day: date) -> bool:
    """Whether the relationship is served on this day, its first and its last included."""
    began = relationship.since is None or relationship.since <= day
    return began and (relationship.ended is None or relationship.ended >= day)
