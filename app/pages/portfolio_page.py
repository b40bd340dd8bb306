"""All relationships of a wave on one page: everything its template prints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from app.core.overview import Portfolio, PortfolioRow
from app.core.review import FactorReview, FindingKind
from app.pages.attention_portfolio import MeetFirst, meet_first
from app.pages.business import of_firm, of_firm_note
from app.pages.numbers import day, score_text, signed
from app.pages.overall_facts import overall
from app.pages.parts import Fact
from app.pages.printed import made_with
from app.pages.quotes import WordsGroup, words_of_pool
from app.pages.segment_tables import SegmentsTable, flags_sentence, segments, segments_note


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipLine:
    relationship: str
    name: str
    kind: str
    lead: str
    scale: str
    """The points of its numbers where they are not 0 to 10."""
    they_answered: str
    we_answered: str
    they: str
    we: str
    widest: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanLine:
    name: str
    they: str
    we: str
    gap: str
    relationships: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioPage:
    template: ClassVar[str] = "portfolio.html"

    firm: str
    wave: str
    period: str
    lines: tuple[RelationshipLine, ...]
    means: tuple[MeanLine, ...]
    overall: tuple[Fact, ...]
    flags: str
    """How many differences are called by a name, and how many of them by chance."""
    segments: tuple[SegmentsTable, ...]
    segments_note: str
    business: tuple[Fact, ...]
    business_note: str
    pool: tuple[WordsGroup, ...]
    meet: MeetFirst | None
    other_waves: tuple[str, ...]
    guide: tuple[tuple[str, str], ...]
    """Slug and title."""
    footer: str


_SAID = {
    FindingKind.WE_HIGHER: "we rate it higher",
    FindingKind.THEY_HIGHER: "they rate it higher",
    FindingKind.CLOSE_HIGH: "no gap we could see, both high",
    FindingKind.CLOSE_LOW: "both low",
    FindingKind.CLOSE_MIDDLING: "no gap we could see",
    FindingKind.ONLY_THEY: "our view is missing",
    FindingKind.ONLY_WE: "they have not answered",
    FindingKind.NOBODY: "nobody has answered",
    FindingKind.AT_THE_TOP: "they: at the top of the scale",
    FindingKind.AT_THE_BOTTOM: "they: at the bottom of the scale",
    FindingKind.WITHHELD: "not shown, to protect people",
    FindingKind.STILL_OPEN: "still open",
}


def portfolio_page(portfolio: Portfolio, guide: tuple[tuple[str, str], ...]) -> PortfolioPage:
    """The overview of one wave."""
    page = PortfolioPage(
        firm=portfolio.firm,
        wave=portfolio.wave,
        period=f"{day(portfolio.opens)} to {day(portfolio.closes)}",
        lines=tuple(_line(row) for row in portfolio.rows),
        means=tuple(
            MeanLine(
                name=f"{mean.name}{_other_scale(mean)}",
                they=score_text(mean.counterpart),
                we=score_text(mean.own),
                gap="" if mean.gap.value is None else signed(mean.gap.value),
                relationships=str(mean.counterpart.n or 0),
            )
            for mean in portfolio.means
        ),
        overall=overall(portfolio),
        flags=flags_sentence(portfolio.flags),
        segments=segments(portfolio),
        segments_note=segments_note(portfolio),
        business=of_firm(portfolio.business),
        business_note=of_firm_note(portfolio.business),
        pool=words_of_pool(portfolio),
        meet=meet_first(portfolio.attention),
        other_waves=portfolio.other_waves,
        guide=guide,
        footer=f"As of {day(portfolio.as_of)}. Means are over the relationships whose scores are "
        "shown; each relationship weighs the same.",
    )
    return replace(page, footer=f"{page.footer} Build and print: {made_with(page)}.")


def _line(row: PortfolioRow) -> RelationshipLine:
    theirs, ours = row.sides
    return RelationshipLine(
        relationship=row.relationship,
        name=row.name,
        kind=row.kind.value,
        lead=row.lead_name,
        they_answered=f"{theirs.answered} of {theirs.invited}" if row.compiled else "",
        we_answered=f"{ours.answered} of {ours.invited}" if row.compiled else "",
        they=_index(row.index, True) if row.compiled else "",
        we=_index(row.index, False) if row.compiled else "",
        widest=_widest(row.widest),
        said=_SAID[row.finding.kind] + (", in one question" if row.finding.item else ""),
        scale=_other_scale(row.index),
    )


def _other_scale(factor: FactorReview | None) -> str:
    """The points of a line that are not 0 to 10, so that nobody reads them as if they were."""
    if factor is None or (factor.scale.minimum, factor.scale.maximum) == (0, 10):
        return ""
    return f" · scale {factor.scale.minimum} to {factor.scale.maximum}"


def _index(factor: FactorReview | None, counterpart: bool) -> str:
    """One side's mean over all factors."""
    if factor is None:
        return "no score"
    return score_text(factor.counterpart if counterpart else factor.own)


def _widest(factor: FactorReview | None) -> str:
    if factor is None or factor.gap.value is None:
        return ""
    return f"{factor.name} {signed(factor.gap.value)}"
