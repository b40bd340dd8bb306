"""The two-page brief, firm edition: everything its template prints, at one of several lengths.

Two A4 pages hold only so much. What is dropped, and in which order, stands in `FITS`; the renderer
tries one after the other until both pages hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.core.review import Review
from app.core.survey import Role
from app.pages import parts
from app.pages.charts import Dumbbell, Trend, dumbbell, trends
from app.pages.numbers import day
from app.pages.sentences import headline, how_sure, who_answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How much of each part is printed."""

    topics: int = 3
    strengths: int = 3
    sides: int = 3
    """Questions about each side's part."""
    questions: int = 5
    quotes: int = 6
    quote_length: int = 320
    """Characters; a longer one is cut at a word and marked."""
    promises: int = 5
    lines: int = 5
    """Empty lines to write on."""
    milestones: int = 3


FITS = (
    Fit(),
    Fit(milestones=0, quotes=4, quote_length=240),
    Fit(milestones=0, quotes=4, quote_length=180, questions=4, promises=4, lines=4),
    Fit(
        milestones=0,
        quotes=2,
        quote_length=160,
        questions=3,
        promises=3,
        lines=4,
        strengths=2,
        sides=0,
    ),
    Fit(
        milestones=0,
        quotes=1,
        quote_length=120,
        questions=3,
        promises=2,
        lines=3,
        strengths=1,
        sides=0,
        topics=2,
    ),
)
"""From everything to the least: milestones go first, then words, questions, promises, parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    template: ClassVar[str] = "brief.html"

    title: str
    firm: str
    name: str
    wave: str
    headline: str
    standfirst: str
    facts: tuple[parts.Fact, ...]
    chart: Dumbbell | None
    how_sure: str
    topics: tuple[parts.Topic, ...]
    strengths: tuple[parts.Topic, ...]
    our_part: tuple[parts.QuestionRow, ...]
    their_part: tuple[parts.QuestionRow, ...]
    trends: tuple[Trend, ...]
    questions: tuple[parts.QuestionRow, ...]
    quotes: tuple[parts.Quote, ...]
    more_words: int
    """Words that did not fit; they stand on the review page."""
    promises: tuple[parts.Promise, ...]
    milestones: tuple[parts.Fact, ...]
    lines: tuple[int, ...]
    ink: parts.Ink
    footer: str
    relationship: str
    made_on: str
    """ISO day that goes into the PDF's metadata."""


def brief_page(review: Review, fit: Fit = FITS[0]) -> BriefPage:
    """The brief of one review at one length."""
    every = [quote for group in parts.words(review) for quote in group.quotes]
    quotes = tuple(_cut(quote, fit.quote_length) for quote in every[: fit.quotes])
    return BriefPage(
        title=f"{review.name}, {review.wave}: brief of {review.firm}",
        firm=review.firm,
        name=review.name,
        wave=review.wave,
        headline=headline(review),
        standfirst=who_answered(review),
        facts=parts.facts(review),
        chart=dumbbell(review),
        how_sure=how_sure(review),
        topics=parts.topics(review, fit.topics),
        strengths=parts.strengths(review, fit.strengths),
        our_part=parts.parts(review, Role.THEIR_PART)[: fit.sides],
        their_part=parts.parts(review, Role.OUR_PART)[: fit.sides],
        trends=trends(review),
        questions=parts.questions(review, fit.questions),
        quotes=quotes,
        more_words=len(every) - len(quotes),
        promises=parts.promises(review)[: fit.promises],
        milestones=tuple(
            parts.Fact(label=day(m.on), value=m.what) for m in review.milestones[: fit.milestones]
        ),
        lines=tuple(range(fit.lines)),
        ink=parts.PAPER,
        footer=f"The {review.wave} survey “{review.survey}” ({review.survey_version}). "
        f"As of {day(review.as_of)}.",
        relationship=review.relationship,
        made_on=review.as_of.isoformat(),
    )


def _cut(quote: parts.Quote, length: int) -> parts.Quote:
    if len(quote.text) <= length:
        return quote
    kept = quote.text[:length].rsplit(" ", 1)[0]
    return parts.Quote(text=f"{kept} […]", who=quote.who, spoken=quote.spoken)
