"""The shape of the files about the firm, its people, relationships, waves and letters.

One pydantic model a kind of file, keys as the firm writes them, and its turn into a core object.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from app.core.firm import (
    Action,
    Commitment,
    CommitmentState,
    Contact,
    ContactRole,
    Firm,
    Incident,
    Kind,
    MailServer,
    Milestone,
    Paper,
    Person,
    Relationship,
    SendAs,
    Tls,
    YearFigures,
)
from app.core.survey import Form
from app.core.wave import Privacy, Wave
from app.files.attention_model import SignEntry, ThemeEntry
from app.files.headline_model import HeadlineEntry
from app.files.problems import suggestion
from app.files.reading import Strict
from app.files.words import (
    Address,
    Currency,
    Day,
    Host,
    Language,
    Line,
    Name,
    OptionalLanguage,
    OptionalSlug,
    OptionalWeb,
    OptionalZone,
    Picture,
    Slug,
    Web,
    Whole,
    Words,
    YesNo,
    Zone,
    shown,
    text,
)


class SmtpEntry(Strict):
    host: Host
    port: Whole | None = Field(default=None, ge=1, le=65535)
    tls: Tls = Tls.STARTTLS
    user: Line = ""
    sender: Address
    per_minute: Whole = Field(default=30, ge=1, le=6000)

    def core(self) -> MailServer:
        usual = {Tls.STARTTLS: 587, Tls.IMPLICIT: 465}
        return MailServer(**self.model_dump() | {"port": self.port or usual[self.tls]})


class FirmFile(Strict):
    format: Whole
    name: Name
    time_zone: Zone
    languages: tuple[Language, ...] = Field(min_length=1)
    principal: Slug
    privacy_contact: Address
    answers_at: Web
    site_at: OptionalWeb = ""
    currency: Currency = "EUR"
    lead_title: Words = Field(default={"en": "relationship lead"}, min_length=1)
    logo: Picture = ""
    keep_years: Whole | None = Field(default=None, ge=1, le=30)
    discount: float = Field(default=0.1, ge=0, le=1, strict=True)
    book_since: Day | None = Field(
        default=None, description="Since when relationships that ended are in these files"
    )
    sample: YesNo = False
    paper: Paper = Paper.A4
    send_as: tuple[SendAs, ...] = Field(default=(SendAs.EML, SendAs.CSV), min_length=1)
    smtp: SmtpEntry | None = None

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
            keep_years=self.keep_years,
            discount=self.discount,
            book_since=self.book_since,
            sample=self.sample,
            paper=self.paper,
            send_as=self.send_as,
            smtp=self.smtp.core() if self.smtp is not None else None,
            about=body,
        )


class PersonFile(Strict):
    name: Name
    email: Address
    languages: tuple[Language, ...] = ()
    reports_to: OptionalSlug = ""
    capacity: Whole | None = Field(default=None, ge=0, le=1000)
    left: Day | None = None

    def core(self, slug: str) -> Person:
        return Person(slug=slug, **self.model_dump())


class ContactEntry(Strict):
    id: Slug
    name: Name
    email: Address
    roles: tuple[ContactRole, ...] = ()
    language: OptionalLanguage = ""
    time_zone: OptionalZone = ""
    person: OptionalSlug = ""
    since: Day | None = None
    left: Day | None = None
    ask: YesNo = True
    why: Line = ""

    def core(self) -> Contact:
        fields = self.model_dump(exclude={"why"})
        return Contact(**fields, why_not=self.why)


class CommitmentEntry(Strict):
    what: Name
    who: Line = ""
    due: Day | None = None
    made: Day | None = None
    state: CommitmentState = CommitmentState.OPEN
    closed: Day | None = None


class IncidentEntry(Strict):
    what: Name
    on: Day


class FiguresEntry(Strict):
    year: Whole = Field(ge=1900, le=2200)
    value: float | None = Field(default=None, ge=-1e15, le=1e15, strict=True)
    cost: float | None = Field(default=None, ge=0, le=1e15, strict=True)


class ActionEntry(Strict):
    what: Name
    cost: float = Field(ge=0, le=1e15, strict=True)
    gain: float = Field(ge=-1e15, le=1e15, strict=True)
    source: Line = ""
    first: Day | None = None
    last: Day | None = None


class RelationshipFile(Strict):
    name: Name
    kind: Kind
    lead: Slug
    team: tuple[Slug, ...] = ()
    deputy: OptionalSlug = ""
    sector: Line = ""
    since: Day | None = None
    ended: Day | None = None
    renews: Day | None = None
    lead_since: Day | None = None
    complexity: Whole = Field(default=1, ge=1, le=3)
    stage: Literal["", "new", "established", "long-standing"] = ""
    dispute: YesNo = False
    agreed_roles: Line = ""
    formerly: tuple[Slug, ...] = ()
    figures: tuple[FiguresEntry, ...] = ()
    actions: tuple[ActionEntry, ...] = ()
    contacts: tuple[ContactEntry, ...] = ()
    commitments: tuple[CommitmentEntry, ...] = ()
    incidents: tuple[IncidentEntry, ...] = ()
    milestones: tuple[IncidentEntry, ...] = ()
    signs: tuple[SignEntry, ...] = ()
    themes: tuple[ThemeEntry, ...] = ()
    headlines: tuple[HeadlineEntry, ...] = ()

    def core(self, slug: str, body: str) -> Relationship:
        plain = self.model_dump(
            exclude={
                "figures",
                "actions",
                "contacts",
                "commitments",
                "incidents",
                "milestones",
                "team",
                "signs",
                "themes",
                "headlines",
            }
        )
        team = self.team or tuple(s for s in (self.lead, self.deputy) if s)
        return Relationship(
            slug=slug,
            notes=body,
            team=team,
            figures=tuple(YearFigures(**entry.model_dump()) for entry in self.figures),
            actions=tuple(Action(**entry.model_dump()) for entry in self.actions),
            contacts=tuple(entry.core() for entry in self.contacts),
            commitments=tuple(Commitment(**entry.model_dump()) for entry in self.commitments),
            incidents=tuple(Incident(**entry.model_dump()) for entry in self.incidents),
            milestones=tuple(Milestone(**entry.model_dump()) for entry in self.milestones),
            signs=tuple(entry.core() for entry in self.signs),
            themes=tuple(entry.core() for entry in self.themes),
            headlines=tuple(entry.core() for entry in self.headlines),
            **plain,
        )


class PrivacyPair(Strict):
    counterpart: Privacy
    own: Privacy = Field(alias="self")


def _both_sides(value: Any) -> Any:
    """One word is the rule of both sides."""
    if not isinstance(value, str):
        return value
    if value not in tuple(Privacy):
        raise ValueError(f"unknown privacy {shown(value)}; {suggestion(value, tuple(Privacy))}")
    return {"counterpart": value, "self": value}


class WaveFile(Strict):
    opens: Day
    closes: Day
    surveys: dict[Kind, Slug] = Field(min_length=1)
    form: Form = Form.ANNUAL
    privacy: Annotated[PrivacyPair, BeforeValidator(_both_sides)] = PrivacyPair(
        counterpart=Privacy.NAMED, self=Privacy.NAMED
    )
    k: Whole = Field(default=3, ge=3, le=50)
    relationships: tuple[Slug, ...] = ()
    remind_after: Whole = Field(default=7, ge=1, le=90)
    reminders: Whole = Field(default=2, ge=0, le=5)

    def core(self, wave_id: str, body: str) -> Wave:
        return Wave(
            id=wave_id,
            opens=self.opens,
            closes=self.closes,
            surveys=tuple(self.surveys.items()),
            form=self.form,
            privacy_counterpart=self.privacy.counterpart,
            privacy_self=self.privacy.own,
            k=self.k,
            relationships=self.relationships,
            remind_after=self.remind_after,
            reminders=self.reminders,
            note=body,
        )


class LetterFile(Strict):
    subject: Name


class GuideFile(Strict):
    title: Name
