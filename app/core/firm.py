"""The firm, its people, and the relationships it asks about, as its files state them.

Knows no answers and no waves. Identity: a relationship is its slug, a contact an id within it, a
person of the firm a slug; an address is an attribute and never a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.signs import Sign, Theme
from app.core.survey import Text


class Kind(StrEnum):
    CLIENT = "client"
    CUSTOMER = "customer"
    PARTNER = "partner"
    SUPPLIER = "supplier"
    EMPLOYEE = "employee"
    """A team."""


class Paper(StrEnum):
    """The size that a firm's printer takes."""

    A4 = "A4"
    LETTER = "Letter"


class ContactRole(StrEnum):
    DECIDES = "decides"
    USES = "uses"
    PAYS = "pays"
    DAILY = "daily"


class CommitmentState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The firm's picture, checked: it draws and does nothing else."""

    media: str
    """`image/png`, `image/jpeg` or `image/svg+xml`."""
    data: bytes


class SendAs(StrEnum):
    """In which form letters leave the program."""

    EML = "eml"
    CSV = "csv"
    TEXT = "text"
    PRINT = "print"
    SMTP = "smtp"


class Tls(StrEnum):
    """How the road to a mail server is closed; it is never open, and its name is always checked."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The firm's own server for outgoing mail. Its password stands in no file of the firm's."""

    host: str
    port: int
    tls: Tls
    user: str
    """Empty: nobody signs in."""
    sender: str
    """The address that letters come from; answers go to whoever signs them."""
    per_minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """`content/firm.md`."""

    name: str
    time_zone: str
    languages: tuple[str, ...]
    principal: str
    """Slug of the person who heads the firm."""
    privacy_contact: str
    answers_at: str
    """The address under which `serve` is reached, without a slash at the end."""
    site_at: str
    currency: str
    lead_title: Text
    logo: str = ""
    discount: float = 0.1
    """What a year's waiting costs, as a share: for what a relationship is worth over ten years."""
    book_since: date | None = None
    """Since when relationships that ended are in these files; None: all that ever did are."""
    keep_years: int | None = None
    """For how many years after a wave has closed its answers are kept; None: until asked."""
    sample: bool = False
    """A sample firm: real invitations are refused."""
    paper: Paper = Paper.A4
    """What briefs and letters are printed on."""
    send_as: tuple[SendAs, ...] = (SendAs.EML, SendAs.CSV)
    """How letters leave the program unless a command says otherwise."""
    smtp: MailServer | None = None
    about: str = ""
    """The body, Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One of the firm's own people: `content/people/<slug>.md`."""

    slug: str
    name: str
    email: str
    languages: tuple[str, ...] = ()
    reports_to: str = ""
    capacity: int | None = None
    """How many relationships they can lead; kept for the firm, and shown nowhere yet."""
    left: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Someone at the counterpart."""

    id: str
    name: str
    email: str
    roles: tuple[ContactRole, ...] = ()
    language: str = ""
    time_zone: str = ""
    person: str = ""
    """One human who is a contact of several relationships has the same word here."""
    since: date | None = None
    left: date | None = None
    ask: bool = True
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Something promised: what, by whom, by when, and how it stands."""

    what: str
    who: str = ""
    due: date | None = None
    made: date | None = None
    state: CommitmentState = CommitmentState.OPEN
    closed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that must not happen again."""

    what: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    what: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """Value and cost of a relationship in one year, in the firm's currency."""

    year: int
    value: float | None = None
    """Credit notes taken off: below zero where they exceed what was invoiced."""
    cost: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something the firm did for a relationship, its cost, and what is known to have come of it."""

    what: str
    cost: float
    gain: float
    source: str
    """Where the gain is known from."""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What stands over a wave's review in place of the finding, in the firm's own words."""

    wave: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """`content/relationships/<slug>.md`: the firm with one counterpart."""

    slug: str
    name: str
    kind: Kind
    lead: str
    """Slug of a person."""
    team: tuple[str, ...] = ()
    """Slugs of our people who answer for it, the lead included."""
    sector: str = ""
    since: date | None = None
    ended: date | None = None
    renews: date | None = None
    lead_since: date | None = None
    deputy: str = ""
    complexity: int = 1
    """1 to 3; kept for the firm, and shown nowhere yet, as `agreed_roles` is."""
    stage: str = ""
    dispute: bool = False
    agreed_roles: str = ""
    figures: tuple[YearFigures, ...] = ()
    actions: tuple[Action, ...] = ()
    formerly: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    incidents: tuple[Incident, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    signs: tuple[Sign, ...] = ()
    themes: tuple[Theme, ...] = ()
    headlines: tuple[Headline, ...] = ()
    notes: str = ""
    """The body: for the firm only, Markdown."""
