"""Page 1 of the brief: what it says, how much of it fits, and how the rest of the page is used.

Heights in millimetres repeat what brief.css sets. Knows finished reviews and paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.review import Review
from app.core.survey import Role
from app.pages import parts
from app.pages.brief_paper import (
    BODY,
    FACT,
    HEADLINE,
    HEIGHT,
    KICKER,
    SMALL,
    STANDFIRST,
    WIDTH,
    Filled,
    fill,
    heading,
    shortened,
    table_head,
    table_row,
)
from app.pages.brief_topics import brief_topics
from app.pages.charts import Dumbbell, dumbbell
from app.pages.sentences import headline, how_sure, who_answered


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFit:
    """How much of each part is printed."""

    our_part: int = 3
    """Questions about what we do, as both sides see it."""
    their_part: int = 3
    with_questions: bool = True
    """Each topic names its widest question."""
    strengths: int = 3
    topics: int = 3


FIRST = (
    FirstFit(),
    FirstFit(their_part=0),
    FirstFit(their_part=0, our_part=0),
    FirstFit(their_part=0, our_part=0, with_questions=False),
    FirstFit(their_part=0, our_part=0, with_questions=False, strengths=1),
    FirstFit(their_part=0, our_part=0, with_questions=False, strengths=1, topics=1),
)
"""Dropped in this order: their part, our part, the topics' questions, strengths, topics."""

_HEADLINE, _QUESTION, _NAME = 180, 150, 140
"""Characters after which a text is cut at a word and marked."""
_TALLEST_CHART = 92.0
_INDENT = 6.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSheet:
    name: str
    about: str
    """Kind and lead, beside the name."""
    headline: str
    headline_width: float
    """Millimetres: lines of about one length."""
    standfirst: str
    facts: tuple[parts.Fact, ...]
    chart: Dumbbell | None
    chart_width: float
    """Millimetres."""
    how_sure: str
    topics: tuple[parts.Topic, ...]
    strengths: tuple[parts.Topic, ...]
    our_part: tuple[parts.QuestionRow, ...]
    their_part: tuple[parts.QuestionRow, ...]
    filled: Filled


def first_sheets(review: Review, spare: float) -> Iterator[FirstSheet]:
    """Page 1 at ever shorter lengths, without those that cannot fit; the last always comes.

    `spare` is kept free at the foot, in millimetres.
    """
    for fit in FIRST:
        sheet = _sheet(review, fit, spare)
        if sheet.filled.fits or fit is FIRST[-1]:
            yield sheet


def _sheet(review: Review, fit: FirstFit, spare: float) -> FirstSheet:
    chart = dumbbell(review)
    width = WIDTH if chart is None else min(WIDTH, _TALLEST_CHART / chart.height * chart.width)
    name = shortened(review.name, _NAME)
    about = f"{review.kind}, led by {review.lead_name}"
    title = shortened(headline(review), _HEADLINE)
    standfirst = who_answered(review)
    facts = parts.facts(review)
    sure = how_sure(review)
    topics = brief_topics(review, fit.topics, fit.with_questions)
    strengths = _strengths(review, fit.strengths)
    ours = _sides(review, Role.THEIR_PART, fit.our_part)
    theirs = _sides(review, Role.OUR_PART, fit.their_part)

    fixed = 17.0 + KICKER.height(f"{name} {about}") + HEADLINE.height(title)
    fixed += STANDFIRST.height(standfirst)
    column = WIDTH / max(1, len(facts)) - 5
    fixed += max((SMALL.height(f.label, column) for f in facts), default=0.0)
    fixed += max((FACT.height(f.value, column) for f in facts), default=0.0)
    gaps = 1 if facts else 0
    if chart is not None:
        gaps += 1
        fixed += heading() + chart.height * width / chart.width + 1.4 + SMALL.height(sure)
    for listed in (topics, strengths):
        if listed:
            gaps += 1
            fixed += heading() + sum(
                BODY.height(f"{t.title}: {t.text}", WIDTH - _INDENT) + 1.4 for t in listed
            )
    if ours or theirs:
        gaps += 1
        fixed += heading()
        for rows in (ours, theirs):
            fixed += table_head() if rows else 0.0
            fixed += sum(table_row(row.question, WIDTH - 54) for row in rows)
        fixed += 3.0 if ours and theirs else 0.0
    return FirstSheet(
        name=name,
        about=about,
        headline=title,
        headline_width=HEADLINE.balanced(title),
        standfirst=standfirst,
        facts=facts,
        chart=chart,
        chart_width=round(width, 2),
        how_sure=sure,
        topics=topics,
        strengths=strengths,
        our_part=ours,
        their_part=theirs,
        filled=fill(HEIGHT - spare - fixed, gaps, rows=0, most_rows=0),
    )


def _strengths(review: Review, most: int) -> tuple[parts.Topic, ...]:
    return tuple(
        parts.Topic(title=shortened(strength.title.rstrip("."), _QUESTION), text=strength.text)
        for strength in parts.strengths(review, most)
    )


def _sides(review: Review, role: Role, most: int) -> tuple[parts.QuestionRow, ...]:
    """Rows with numbers on both sides; a row of reasons says nothing to a meeting."""
    both = {item.item for item in review.items if item.role is role and item.gap.value is not None}
    items = [item for item in review.items if item.role is role]
    rows = zip(items, parts.parts(review, role), strict=True)
    return tuple(row for item, row in rows if item.item in both)[:most]
