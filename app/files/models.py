"""The shape of the files about the firm, its people, relationships, waves and letters.

One pydantic model a kind of file, keys as the firm writes them, and its turn into a core object.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from app.core.firm import (
    Commitment,
    CommitmentState,
    Contact,
    ContactRole,
    Firm,
    Incident,
    Kind,
    Milestone,
    Person,
    Relationship,
    YearFigures,
)
from app.core.survey import Form, Text
from app.core.wave import Privacy, Wave
from app.files.reading import Strict

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
)
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_slug(value: str) -> bool:
    """Whether a word can be an id and a file's name on every system."""
    return _SLUG.fullmatch(value) is not None and value not in _DEVICES


def _slug(value: str) -> str:
    if not is_slug(value):
        raise ValueError(f"{value!r} is no id: small letters, digits and hyphens, at most 64")
    return value


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value) or ".." in value or len(value) > 254:
        raise ValueError(f"{value!r} is not one e-mail address")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{value!r} is no time zone; write it like Europe/Berlin") from error
    return value


def _name(value: str) -> str:
    if not value or len(value) > 200:
        raise ValueError("a name has 1 to 200 characters")
    if _HIDDEN.search(value):
        raise ValueError("a name holds no line breaks, control or direction characters")
    return value


def _web(value: str) -> str:
    if value and not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[\w./~-]*)?", value):
        raise ValueError(f"{value!r} is no web address; write it like https://answers.example.com")
    return value.rstrip("/")


Slug = Annotated[str, AfterValidator(_slug)]
Address = Annotated[str, AfterValidator(_address)]
Zone = Annotated[str, AfterValidator(_zone)]
Name = Annotated[str, AfterValidator(_name)]
Web = Annotated[str, AfterValidator(_web)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$")]
Words = dict[Language, str]


def text(words: Words) -> Text:
    return Text(tuple(words.items()))


class FirmFile(Strict):
    format: int
    name: Name
    time_zone: Zone
    languages: tuple[Language, ...] = Field(min_length=1)
    principal: Slug
    privacy_contact: Address
    answers_at: Web
    site_at: Web = ""
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")
    lead_title: Words = Field(default={"en": "relationship lead"})
    logo: str = ""
    sample: bool = False

    def core(self, body: str) -> Firm:
        return Firm(
            name=self.name,
            time_zone=self.time_zone,
            languages=self.languages,
            principal=self.principal,
            privacy_contact=self.privacy_contact,
            answers_at=self.answers_at,
            site_at=self.site_at,
            currency=self.currency,
            lead_title=text(self.lead_title),
            logo=self.logo,
            sample=self.sample,
            about=body,
        )


class PersonFile(Strict):
    name: Name
    email: Address
    languages: tuple[Language, ...] = ()
    reports_to: Slug | Literal[""] = ""
    capacity: int | None = Field(default=None, ge=0, le=1000)
    left: date | None = None

    def core(self, slug: str) -> Person:
        return Person(slug=slug, **self.model_dump())


class ContactEntry(Strict):
    id: Slug
    name: Name
    email: Address
    roles: tuple[ContactRole, ...] = ()
    language: Language | Literal[""] = ""
    time_zone: Zone | Literal[""] = ""
    person: str = ""
    since: date | None = None
    left: date | None = None
    ask: bool = True
    why: str = ""

    def core(self) -> Contact:
        fields = self.model_dump(exclude={"why"})
        return Contact(**fields, why_not=self.why)


class CommitmentEntry(Strict):
    what: Name
    who: str = ""
    due: date | None = None
    made: date | None = None
    state: CommitmentState = CommitmentState.OPEN
    closed: date | None = None


class IncidentEntry(Strict):
    what: Name
    on: date


class FiguresEntry(Strict):
    year: int = Field(ge=1900, le=2200)
    value: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    cost: float | None = Field(default=None, ge=0, allow_inf_nan=False)


class RelationshipFile(Strict):
    name: Name
    kind: Kind
    lead: Slug
    team: tuple[Slug, ...] = ()
    deputy: Slug | Literal[""] = ""
    sector: str = ""
    since: date | None = None
    ended: date | None = None
    renews: date | None = None
    lead_since: date | None = None
    complexity: int = Field(default=1, ge=1, le=3)
    stage: Literal["", "new", "established", "long-standing"] = ""
    dispute: bool = False
    agreed_roles: str = ""
    formerly: tuple[Slug, ...] = ()
    figures: tuple[FiguresEntry, ...] = ()
    contacts: tuple[ContactEntry, ...] = ()
    commitments: tuple[CommitmentEntry, ...] = ()
    incidents: tuple[IncidentEntry, ...] = ()
    milestones: tuple[IncidentEntry, ...] = ()

    def core(self, slug: str, body: str) -> Relationship:
        plain = self.model_dump(
            exclude={"figures", "contacts", "commitments", "incidents", "milestones", "team"}
        )
        team = self.team or tuple(s for s in (self.lead, self.deputy) if s)
        return Relationship(
            slug=slug,
            notes=body,
            team=team,
            figures=tuple(YearFigures(**entry.model_dump()) for entry in self.figures),
            contacts=tuple(entry.core() for entry in self.contacts),
            commitments=tuple(Commitment(**entry.model_dump()) for entry in self.commitments),
            incidents=tuple(Incident(**entry.model_dump()) for entry in self.incidents),
            milestones=tuple(Milestone(**entry.model_dump()) for entry in self.milestones),
            **plain,
        )


class PrivacyPair(Strict):
    counterpart: Privacy
    own: Privacy = Field(alias="self")


class WaveFile(Strict):
    opens: date
    closes: date
    surveys: dict[Kind, Slug] = Field(min_length=1)
    form: Form = Form.ANNUAL
    privacy: Privacy | PrivacyPair = Privacy.NAMED
    k: int = Field(default=3, ge=3, le=50)
    relationships: tuple[Slug, ...] = ()

    def core(self, wave_id: str, body: str) -> Wave:
        pair = self.privacy
        theirs, ours = (
            (pair.counterpart, pair.own) if isinstance(pair, PrivacyPair) else (pair, pair)
        )
        return Wave(
            id=wave_id,
            opens=self.opens,
            closes=self.closes,
            surveys=tuple(self.surveys.items()),
            form=self.form,
            privacy_counterpart=theirs,
            privacy_self=ours,
            k=self.k,
            relationships=self.relationships,
            note=body,
        )


class LetterFile(Strict):
    subject: Name


class GuideFile(Strict):
    title: Name
