"""The review page, firm edition: everything its template prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from app.core.review import Edition, FactorReview, Review
from app.core.survey import Role
from app.pages import agreed, parts, review_parts
from app.pages.attention_review import WhyMeet, why_meet
from app.pages.brief_words import voice_of
from app.pages.business import of_relationship
from app.pages.charts import Dumbbell, Trend, dumbbell, trends
from app.pages.guidance import GuideLink, guidance
from app.pages.moved import adjusted, hard_to_judge, moves, one_by_one, slopes, voices
from app.pages.numbers import day
from app.pages.printed import with_footer
from app.pages.prose import to_html
from app.pages.quotes import WordsGroup, words_said
from app.pages.sentences import (
    divided,
    factor_sentence,
    headline,
    privacy,
    sealed,
    trend_note,
    who_answered,
    would_talk,
)
from app.pages.small_charts import Distribution, distributions
from app.pages.sureness import how_sure, reading, silent_could_move


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    template: ClassVar[str] = "review.html"

    firm: str
    name: str
    wave: str
    headline: str
    standfirst: str
    privacy: tuple[str, ...]
    compiled: bool
    facts: tuple[parts.Fact, ...]
    chart: Dumbbell | None
    phone_chart: Dumbbell | None
    ink: parts.Ink
    reading: str
    """How to read the chart."""
    how_sure: str
    """What the numbers rest on."""
    sentences: tuple[parts.Topic, ...]
    brief: str
    guide: tuple[GuideLink, ...]
    table: str
    """Where the copy for the table stands; empty where none was made."""
    """Relative address of the PDF; empty where there is none."""
    numbers: tuple[review_parts.NumbersRow, ...]
    questions: tuple[parts.QuestionRow, ...]
    our_part: tuple[parts.QuestionRow, ...]
    """Our part, as both sides see it."""
    their_part: tuple[parts.QuestionRow, ...]
    singles: tuple[parts.Fact, ...]
    words: tuple[WordsGroup, ...]
    spread: tuple[Distribution, ...]
    """How single answers are spread, where they may be counted."""
    promises: tuple[agreed.Promise, ...]
    meetings: tuple[agreed.MeetingLine, ...]
    incidents: tuple[parts.Fact, ...]
    milestones: tuple[parts.Fact, ...]
    trends: tuple[Trend, ...]
    trend_note: str
    trend_answers: str
    """How many answers the points of the lines rest on."""
    moves: tuple[str, ...]
    """Changes and slopes, as sentences."""
    voices: tuple[str, ...]
    """Where one person makes the difference, and where one number would mislead."""
    hard_to_judge: tuple[str, ...]
    """Questions that many could not judge."""
    business: tuple[parts.Fact, ...]
    """What it is worth to the firm; for us only."""
    relationship: str
    earlier: tuple[str, ...]
    """Earlier waves, newest first."""
    note: Markup
    ended: str
    lead: str
    footer: str
    digest: str = ""
    """What all of the page came to before it had its mark."""
    talks: str
    """Who would like to talk with the lead, as a sentence; empty for nobody."""
    sealed: str
    """When our expectations were sealed, and what came later; empty where there are none."""
    why: WhyMeet | None


_SINGLES = (
    ("Satisfaction", Role.SATISFACTION),
    ("Would recommend, or choose again", Role.RECOMMENDATION),
    ("Hearing from each other", Role.FREQUENCY),
)


def review_page(
    review: Review,
    *,
    brief: str = "",
    table: str = "",
    guide: Iterable[tuple[str, str]] = (),
) -> ReviewPage:
    """The page of one review; `guide` has the slugs and titles of the pages that there are."""
    page = ReviewPage(
        firm=review.firm,
        name=review.name,
        wave=review.wave,
        headline=headline(review),
        standfirst=who_answered(review) if review.compiled else "",
        privacy=tuple(privacy(side) for side in review.sides),
        compiled=review.compiled,
        facts=review_parts.key_facts(review) if review.compiled else (),
        chart=dumbbell(review),
        phone_chart=dumbbell(review, compact=True, width=358),
        ink=parts.SCREEN,
        reading=reading(review),
        how_sure=" ".join(filter(None, (how_sure(review), silent_could_move(review)))),
        sentences=tuple(_said(factor, review) for factor in review.factors if factor.asked),
        brief=brief,
        table=table,
        guide=guidance(review, guide),
        numbers=review_parts.numbers(review),
        questions=parts.questions(review, 5),
        our_part=parts.parts(review, Role.THEIR_PART),
        their_part=parts.parts(review, Role.OUR_PART),
        singles=tuple(
            parts.Fact(label=label, value=said)
            for label, role in _SINGLES
            if (said := review_parts.single(review, role))
        ),
        spread=distributions(review),
        words=words_said(review),
        promises=agreed.promises(review, voice_of(review, Edition.FIRM)),
        meetings=agreed.meeting_lines(review),
        incidents=tuple(parts.Fact(label=day(i.on), value=i.what) for i in review.incidents),
        milestones=tuple(parts.Fact(label=day(m.on), value=m.what) for m in review.milestones),
        trends=trends(review),
        trend_note=trend_note(review),
        trend_answers=review_parts.trend_answers(review),
        moves=(*moves(review), *slopes(review)),
        voices=(
            *voices(review),
            *adjusted(review),
            *((apart,) if (apart := one_by_one(review)) else ()),
        ),
        hard_to_judge=hard_to_judge(review),
        business=of_relationship(review.business),
        relationship=review.relationship,
        earlier=review.earlier_waves,
        note=to_html(review.note),
        ended=day(review.ended) if review.ended and review.ended <= review.as_of else "",
        lead=review.lead_name,
        talks=would_talk(review),
        sealed=sealed(review),
        why=why_meet(review.attention),
        footer=f"The {review.wave} survey “{review.survey}” ({review.survey_version}), "
        f"{day(review.opens)} to {day(review.closes)}. As of {day(review.as_of)}.",
    )
    return with_footer(page)


def _said(factor: FactorReview, review: Review) -> parts.Topic:
    """The factor's sentence, its name apart so that it can stand out."""
    name = str(factor.name)
    said = f"{factor_sentence(factor, review)} {divided(factor)}".strip()
    return parts.Topic(title=name, text=said.removeprefix(f"{name}: "))
