"""All relationships of a wave on one page: everything its template prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.core.overview import Portfolio
from app.pages.attention_portfolio import MeetFirst, meet_first
from app.pages.business import of_firm, of_firm_note
from app.pages.firm_measures import MeasureLine, classes_sentence, measure_lines
from app.pages.mean_lines import MeanLine, mean_lines
from app.pages.numbers import day
from app.pages.overall_facts import overall
from app.pages.parts import SCREEN, Fact, Ink
from app.pages.printed import with_footer
from app.pages.quotes import WordsGroup, words_of_pool
from app.pages.relationship_list import (
    Choice,
    RelationshipLine,
    kinds_of,
    orders_of,
    relationship_lines,
    states_of,
)
from app.pages.relationship_map import RelationshipMap, relationship_map
from app.pages.segment_tables import SegmentsTable, flags_sentence, segments, segments_note


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioPage:
    template: ClassVar[str] = "portfolio.html"

    firm: str
    wave: str
    period: str
    map: RelationshipMap | None
    phone_map: RelationshipMap | None
    ink: Ink
    lines: tuple[RelationshipLine, ...]
    orders: tuple[tuple[str, str], ...]
    """Ids and labels of the list's other orders."""
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    means: tuple[MeanLine, ...]
    overall: tuple[Fact, ...]
    flags: str
    """How many differences are called by a name, and how many of them by chance."""
    classes: str
    """How many differences are called what."""
    measures: tuple[MeasureLine, ...]
    """Whether one number for a factor is fair, and whether relationships differ by chance."""
    segments: tuple[SegmentsTable, ...]
    segments_note: str
    business: tuple[Fact, ...]
    business_note: str
    pool: tuple[WordsGroup, ...]
    meet: MeetFirst | None
    sheet: str
    """Where the principal's sheet stands; empty where none was printed."""
    has_status: bool
    """There is a page of where the surveys stand."""
    other_waves: tuple[str, ...]
    guide: tuple[tuple[str, str], ...]
    """Slug and title."""
    footer: str
    digest: str = ""
    """What all of the page came to before it had its mark."""


def portfolio_page(
    portfolio: Portfolio,
    guide: tuple[tuple[str, str], ...],
    *,
    sheet: str = "",
    has_status: bool = False,
) -> PortfolioPage:
    """The overview of one wave; `sheet` is where it stands on one page of paper."""
    lines = relationship_lines(portfolio)
    page = PortfolioPage(
        firm=portfolio.firm,
        wave=portfolio.wave,
        period=f"{day(portfolio.opens)} to {day(portfolio.closes)}",
        map=relationship_map(portfolio),
        phone_map=relationship_map(portfolio, size=358),
        ink=SCREEN,
        lines=lines,
        orders=orders_of(portfolio),
        kinds=kinds_of(lines),
        states=states_of(lines),
        means=mean_lines(portfolio),
        overall=overall(portfolio),
        flags=flags_sentence(portfolio.flags),
        classes=classes_sentence(portfolio),
        measures=measure_lines(portfolio),
        segments=segments(portfolio),
        segments_note=segments_note(portfolio),
        business=of_firm(portfolio.business),
        business_note=of_firm_note(portfolio.business),
        pool=words_of_pool(portfolio),
        sheet=sheet,
        has_status=has_status,
        meet=meet_first(portfolio.attention),
        other_waves=portfolio.other_waves,
        guide=guide,
        footer=f"As of {day(portfolio.as_of)}. Means are over the relationships whose scores are "
        "shown; each relationship weighs the same.",
    )
    return with_footer(page)
