"""Whom to meet first: what is said of one relationship, and the list of a wave.

Only the shapes. Every point carries what it says (a kind and its numbers, worded by pages) and the
row it rests on. Must not know pages, nor anything that a finished review does not show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.coverage import Coverage
from app.core.depth import Depth, HandPicked, NotAsked
from app.core.left_out import LeftOut
from app.core.steadied import Ranking
from app.core.warned import Outcomes
from app.core.weights import ChangedWeight


class Band(StrEnum):
    MEET = "meet within 30 days"
    QUARTER = "this quarter"
    ROUTINE = "routine"


class Apart(StrEnum):
    """Why a relationship stands in a list of its own, and never under routine."""

    NOT_SHOWN = "not shown"
    """Answers are withheld, to protect people."""
    ONE_SIDED = "one side only"
    TOO_LITTLE = "too little known"


class Input(StrEnum):
    """What points may come from; what of it is unknown adds nothing and is counted."""

    GAP = "gap"
    TRUST = "trust"
    DECLINE = "decline"
    RESPONSE = "response"
    THEMES = "themes"
    COMMITMENTS = "commitments"
    CONTACTS = "contacts"
    TURNOVER = "turnover"
    DECIDER = "decider"
    TROUBLE = "trouble"
    RENEWAL = "renewal"


class ReasonKind(StrEnum):
    """What a reason says; the numbers, names and days that it needs stand in `Reason`."""

    BLIND_SPOT = "blind spot"
    BLIND_SPOT_IN_TRUST = "blind spot in trust"
    BLIND_SPOTS = "blind spots"
    LOW_TRUST = "low trust"
    VERY_LOW_TRUST = "very low trust"
    DECLINE = "decline"
    TWO_FALLS = "two falls"
    FEW_ANSWERED = "few answered"
    NOBODY_ANSWERED = "nobody answered"
    FALLEN_SILENT = "fallen silent"
    RECURRING_THEME = "recurring theme"
    RECURRING_QUESTION = "recurring question"
    BROKEN_COMMITMENTS = "broken commitments"
    MANY_NEW_CONTACTS = "many new contacts"
    DECIDER_LEFT = "decider left"
    DECIDER_DETRACTS = "decider detracts"
    TROUBLE = "trouble"
    RENEWAL_NEAR = "renewal near"
    ONE_CONTACT = "one contact"
    NO_DECIDER = "no decider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The row that points rest on: a score in a wave, or an entry in a file."""

    wave: str = ""
    score: str = ""
    """Id of a factor or item, `index`, or empty."""
    file: str = ""
    """Relative to the firm's folder."""
    entry: str = ""
    """Which entry of the file: a key or a table, with what tells it from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    input: Input
    kind: ReasonKind
    points: int
    sources: tuple[Source, ...]
    numbers: tuple[float, ...] = ()
    """In the order that the kind's sentence has them; scale points or counts."""
    words: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One relationship on the list of a wave."""

    relationship: str
    name: str
    wave: str
    points: int
    """0 to 100. What is unknown adds nothing, so that it may be more."""
    band: Band
    apart: Apart | None
    reasons: tuple[Reason, ...]
    """Those with the most points first."""
    unknown: tuple[Input, ...]
    guarded: bool
    """Single people's answers were not looked at: the wave is confidential."""
    revenue_share: float | None
    """Of what is known to be earned with all relationships of the list, 0 to 1."""
    trust: float | None
    """Their trust on 0–10, for ties only."""
    depth: Depth
    not_asked: tuple[NotAsked, ...]
    hand_picked: tuple[HandPicked, ...]


class NoList(StrEnum):
    """Why a wave has no list."""

    STILL_OPEN = "still open"
    NO_SCORES = "no scores"
    """A check-in on the short form."""
    ALL_LATER = "all later"
    """Every relationship was asked again since, or has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Relationships of one survey by steadied score, or why there is no order."""

    survey: str
    ranking: Ranking
    rows: tuple[tuple[str, str, float], ...]
    """Slug, name, steadied index in scale points; the lowest first. Empty when refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionList:
    """The list of one wave as it stands on a day."""

    wave: str
    why_none: NoList | None
    places: tuple[Place, ...]
    """Most points first; ties by revenue share, then by the lower trust."""
    older: tuple[Place, ...]
    """Of the newest list alone: those last asked in an earlier wave, with what it says of them."""
    asked_again: int
    """Relationships of this wave that stand in the list of a newer one."""
    ended: int
    left_out: tuple[LeftOut, ...]
    orders: tuple[Order, ...]
    coverage: Coverage | None
    record: Outcomes
    """What became of earlier warnings of all waves; of the newest list alone."""
    changed: tuple[ChangedWeight, ...]

    def in_band(self, band: Band) -> tuple[Place, ...]:
        return tuple(p for p in self.places if p.apart is None and p.band is band)

    def apart_for(self, apart: Apart) -> tuple[Place, ...]:
        return tuple(p for p in self.places if p.apart is apart)
