"""A relationship's finished review for one wave: everything a page or a brief may show.

What is suppressed is already gone: a page cannot leak what it was never given. Every figure has a
value or a reason for having none. Scores are in the points of the survey's own scale, unrounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.attention import Place
from app.core.business import RelationshipBusiness
from app.core.firm import Commitment, Incident, Kind, Milestone
from app.core.gaps import ClassifiedGap
from app.core.known import Known, Unknown
from app.core.meeting import Agreement, Meeting
from app.core.nonresponse import Bounds
from app.core.one_voice import OneOut
from app.core.reliability import Standing
from app.core.requests import Request
from app.core.response import Consent
from app.core.steadied import Between
from app.core.survey import Form, Perspective, Role, Scale, Text, TextTopic
from app.core.trend import FactorTrend, Split
from app.core.wave import Privacy, Sealed


class Missing(StrEnum):
    """Why a figure has no value."""

    NO_ANSWERS = "no answers"
    NOT_ASKED = "not asked"
    SUPPRESSED = "suppressed"
    """Withheld, to protect people."""
    ONE_SIDED = "one-sided"
    """A difference with nothing on one side."""
    AT_THE_END = "at an end of the scale"
    """A difference from a score that is shown only as "9.5 or more"."""
    NO_EARLIER_WAVE = "no earlier wave"
    HARD_TO_JUDGE = "hard to judge"
    """More people could not judge the question than could."""
    NOT_COMPARABLE = "not comparable"
    """The earlier wave asked on another scale or with other words."""


class Bound(StrEnum):
    """A protected score at an end of its scale stands for all scores beyond it."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A mean of answers with its n of N; `value` and `missing` exclude each other."""

    n: int | None
    """People behind it; None where even the number is withheld."""
    value: float | None = None
    """Scale points."""
    low: float | None = None
    high: float | None = None
    """Likely range (95 %), scale points; None where there is none to print."""
    bound: Bound | None = None
    assumed_spread: bool = False
    """The range rests on an assumed spread: fewer than ten degrees of freedom."""
    missing: Missing | None = None
    few_answers: bool = False
    """Shown, and to be read with care: one or two people (in confidence three or four), fewer than
    60 % of those asked, a range wider than 1.5 points of ten either way, or an assumed spread.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A gap, a surprise or a change, in scale points."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    missing: Missing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """How far apart the people of one side are among themselves, scale points."""

    n: int
    average_deviation: float
    """Mean distance from their mean; of a confidential side rounded to one decimal."""
    split: bool
    within: Known | Unknown
    """r_wg: how far they agree beyond chance, 0 to 1; of a confidential side to two decimals."""
    lowest: float | None
    highest: float | None
    """The ends of their scores; None on a confidential side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorReview:
    factor: str
    """Id; `index` for the mean of the factors."""
    name: Text
    scale: Scale
    counterpart: Score
    own: Score
    expectation: Score
    gap: Difference
    """Self − counterpart: positive, we rate higher."""
    surprise: Difference
    """Expectation − counterpart."""
    change_counterpart: Difference
    change_own: Difference
    """This wave − the one before that asked the same (`Review.compared_with`)."""
    gap_class: ClassifiedGap | None = None
    """What the gap is called and how sure its direction is; None without a gap."""
    bounds: Bounds | None = None
    """Between what the counterpart's mean is sure to lie, where fewer than 60 % answered."""
    among_counterpart: Among | None = None
    among_own: Among | None = None
    """None below three answers, and in a confidential group below five."""
    without_counterpart: OneOut | None = None
    without_own: OneOut | None = None
    """The mean without the one answer that moves it most; named sides of three or more alone."""
    projection: Difference = Difference(missing=Missing.NOT_ASKED)
    """Self − expectation: how far we thought that they see it as we do."""
    adjusted: float | None = None
    """The counterpart's steadied score, scale points: it ranks, and the mean is what people said.
    None with fewer than ten relationships of the survey.
    """
    adjusted_by: Between | None = None
    """By what it is drawn: estimated, assumed, or nothing but chance. None without one."""
    split_counterpart: Split | Unknown | None = None
    split_own: Split | Unknown | None = None
    """The change in its two parts: who answered both waves, and the rest. None without one."""
    standing: Standing = Standing.FACTOR
    """Whether the factor may stand for its items: they may not move together this year."""

    @property
    def asked(self) -> bool:
        """Whether the form asked either side enough for this score; a short one does not."""
        return any(s.missing is not Missing.NOT_ASKED for s in (self.counterpart, self.own))


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionCount:
    point: int
    label: Text | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReview:
    item: str
    role: Role
    factor: str | None
    they: Text | None
    we: Text | None
    scale: Scale
    counterpart: Score
    own: Score
    gap: Difference
    change_counterpart: Difference
    change_own: Difference
    counterpart_counts: tuple[OptionCount, ...] = ()
    escaped_counterpart: int = 0
    escaped_own: int = 0
    """How many could not judge it, where that is worth saying; else 0."""
    own_counts: tuple[OptionCount, ...] = ()
    """Answers per point, of a confidential side on labelled points alone; empty where not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideReview:
    """Who answered on one side."""

    perspective: Perspective
    privacy: Privacy
    answered: int
    invited: int
    shown: bool
    """False: too few answers to show without exposing someone."""
    k: int = 3
    """The smallest group that a confidential side shows."""
    kept_from: date | None = None
    """The day of the build whose figures stand here: what changed since is about too few people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One open answer, or the bare notice that someone will raise something themselves."""

    topic: TextTopic
    perspective: Perspective
    text: str
    """The respondent's own words, or empty when they will say it themselves."""
    name: str = ""
    """Only with consent, in a named wave."""
    consent: Consent = Consent.UNSAID


class FindingKind(StrEnum):
    """What the headline states: levels and differences, no motives."""

    WE_HIGHER = "we higher"
    THEY_HIGHER = "they higher"
    CLOSE_HIGH = "close high"
    CLOSE_LOW = "close low"
    CLOSE_MIDDLING = "close middling"
    CLOSE_UNSURE = "close, unsure"
    """Less than a point apart, but somewhere it cannot be said that there is no gap."""
    ONLY_THEY = "only they"
    ONLY_WE = "only we"
    NOBODY = "nobody"
    AT_THE_TOP = "at the top"
    AT_THE_BOTTOM = "at the bottom"
    """Their scores, as far as they are shown, are known only to lie at one end."""
    WITHHELD = "withheld"
    STILL_OPEN = "still open"
    """A confidential wave that has not closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    kind: FindingKind
    factor: str | None = None
    """The factor the headline is about, where it is about one."""
    item: str | None = None
    """The item instead, on a form that gives no factor scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPoint:
    """A factor's two scores in one wave that holds the relationship, for the trend."""

    wave: str
    factor: str
    counterpart: Score
    own: Score
    begins: bool = False
    """A line begins here: the first wave, or the first with these words."""


class Edition(StrEnum):
    """For whom a review, and every page and brief of it, is made."""

    FIRM = "firm"
    SHARED = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One relationship in one wave, compiled and protected."""

    edition: Edition = Edition.FIRM
    """The copy for the table is made of a shared one and of nothing else."""
    wave: str
    opens: date
    closes: date
    as_of: date
    form: Form
    compiled: bool
    """False for a confidential wave that is still open: nothing but its dates is known."""
    firm: str
    relationship: str
    """Slug."""
    name: str
    kind: Kind
    sector: str
    ended: date | None
    lead_name: str
    survey: str
    survey_version: str
    sides: tuple[SideReview, SideReview]
    """Counterpart, self."""
    factors: tuple[FactorReview, ...]
    index: FactorReview | None
    items: tuple[ItemReview, ...]
    """Everything rated except expectations, in the order of the survey."""
    words: tuple[Words, ...]
    talks: tuple[str, ...]
    """Names of those who would like to talk with the lead."""
    sealed: Sealed | None
    """Our expectations as they were before theirs were known; None where there are none."""
    expected_later: int
    """How many of ours gave or changed expectations after that; they are not compared."""
    commitments: tuple[Commitment, ...]
    incidents: tuple[Incident, ...]
    milestones: tuple[Milestone, ...]
    meetings: tuple[Meeting, ...] = ()
    """Asked for, accepted or held, as on the day of the review; the earliest first."""
    finding: Finding
    history: tuple[EarlierPoint, ...]
    """All waves that asked about it up to this one, oldest first, per factor."""
    compared_with: str
    """The wave that changes are counted from: its id, or nothing."""
    earlier_waves: tuple[str, ...]
    """Ids, newest first, without this one."""
    note: str
    """This year's note of the wave, Markdown."""
    business: RelationshipBusiness | None = None
    """For us only; None where nobody entered a figure."""
    slopes: tuple[FactorTrend, ...] = ()
    """How each factor moves over the waves, where four or more can be compared."""
    attention: Place | None = None
    """Its place in "whom to meet first"; None where a newer wave has it, or none is made."""
    requests: tuple[Request, ...] = ()
    """Where a side's own part is seen as short; the counterpart's first."""
    language: str = "en"
    """What most of those asked at the counterpart read."""
    dispute: bool = False
    """In dispute on this day: nothing of it is made for the table."""
    headline: str = ""
    """The firm's own, in place of the finding's; empty where it wrote none. For us only."""

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """What was agreed in all meetings held up to this day, the earliest first."""
        return tuple(a for meeting in self.meetings for a in meeting.agreements)

    def side(self, perspective: Perspective) -> SideReview:
        return self.sides[0] if perspective is Perspective.COUNTERPART else self.sides[1]
