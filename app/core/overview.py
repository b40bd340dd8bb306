"""All relationships of one wave, finished: everything a page of all of them may show.

Holds reviews' own figures, what is made of shown figures, and what the firm wrote. What is
suppressed is already gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.attention import AttentionList
from app.core.firm import Kind
from app.core.firm_business import FirmBusiness
from app.core.firm_means import FirmMean
from app.core.gaps import ChanceFlags, GapClass
from app.core.gates import FactorGate
from app.core.known import Unknown
from app.core.nonresponse import ResponseRate
from app.core.proportions import Csat, Nps
from app.core.review import FactorReview, Finding, SideReview, Words
from app.core.segmented import SegmentTable
from app.core.survey import Perspective


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRow:
    """One relationship in the firm's overview of a wave."""

    relationship: str
    name: str
    kind: Kind
    lead_name: str
    sides: tuple[SideReview, SideReview]
    index: FactorReview | None
    widest: FactorReview | None
    """The factor with the largest difference either way."""
    finding: Finding
    compiled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """All relationships of a wave; firm means hold only scores that are shown."""

    wave: str
    opens: date
    closes: date
    as_of: date
    firm: str
    rows: tuple[PortfolioRow, ...]
    means: tuple[FirmMean, ...]
    other_waves: tuple[str, ...]
    business: FirmBusiness | None = None
    """For us only; None where no relationship that pays has a value entered."""
    response: tuple[tuple[Perspective, ResponseRate | Unknown], ...] = ()
    satisfied: Csat | Unknown | None = None
    """Over all counterparts that were asked it on five labelled points; None where none was."""
    recommend: Nps | Unknown | None = None
    """Over all counterparts that were asked it on 0 to 10; None where none was."""
    flags: ChanceFlags | None = None
    classes: tuple[tuple[GapClass, int], ...] = ()
    """How many gaps of a factor and relationship are called what; every class once, or none."""
    segments: tuple[SegmentTable, ...] = ()
    gates: tuple[FactorGate, ...] = ()
    attention: AttentionList | None = None
    """Whom to meet first."""
    pool: tuple[Words, ...] = ()
    """Words of people whose relationship may not show them, without saying whose."""
