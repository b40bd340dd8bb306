"""Page 1 of the brief: what it says, how much of it fits, and how the rest of the page is used.

Heights in millimetres repeat what brief.css sets. Knows finished reviews and paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.review import Review
from app.core.survey import Role
from app.pages import parts, sentences, shared_sentences, sureness
from app.pages.agreed import next_meeting, when
from app.pages.brief_labels import column_names
from app.pages.brief_paper import (
    BODY,
    FACT,
    HEADLINE,
    KICKER,
    SMALL,
    STANDFIRST,
    WIDTH,
    Filled,
    columns_head,
    fill,
    heading,
    number_width,
    shortened,
    table_row,
)
from app.pages.brief_rows import sides
from app.pages.brief_topics import brief_topics
from app.pages.brief_words import Voice
from app.pages.chart_words import Legend, Placed, brief_dumbbell, legend, placed
from app.pages.charts import Dumbbell


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
    FirstFit(their_part=2, our_part=2),
    FirstFit(their_part=1, our_part=1),
    FirstFit(their_part=0, our_part=0),
    FirstFit(their_part=0, our_part=0, with_questions=False),
    FirstFit(their_part=0, our_part=0, with_questions=False, strengths=1),
    FirstFit(their_part=0, our_part=0, with_questions=False, strengths=1, topics=1),
)
"""Dropped in this order: both sides' parts alike, the topics' questions, strengths, topics."""

_HEADLINE, _QUESTION, _NAME, _PLACE = 180, 150, 140, 60
"""Characters after which a text is cut at a word and marked."""
_SURE = "How sure is this?"
"""As long as its longest translation, for the measure."""
_TALLEST_CHART = 92.0
_INDENT = 6.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSheet:
    name: str
    about: str
    """Kind, lead and the meeting ahead, beside the name."""
    headline: str
    headline_width: float
    """Millimetres: lines of about one length."""
    standfirst: str
    facts: tuple[parts.Fact, ...]
    chart: Dumbbell | None
    legend: Legend | None
    placed: tuple[Placed, ...]
    """Words over the chart, where they cannot be in it."""
    chart_width: float
    """Millimetres."""
    reading: str
    """How to read the chart."""
    how_sure: str
    """What the numbers rest on."""
    topics: tuple[parts.Topic, ...]
    strengths: tuple[parts.Topic, ...]
    our_part: tuple[parts.QuestionRow, ...]
    their_part: tuple[parts.QuestionRow, ...]
    filled: Filled


def first_sheets(review: Review, voice: Voice, height: float, spare: float) -> Iterator[FirstSheet]:
    """Page 1 at ever shorter lengths, without those that cannot fit; the last always comes.

    `spare` of the page's `height` is kept free at the foot, in millimetres.
    """
    for fit in FIRST:
        sheet = _sheet(review, voice, fit, height - spare)
        if sheet.filled.fits or fit is FIRST[-1]:
            yield sheet


def _sheet(review: Review, voice: Voice, fit: FirstFit, room: float) -> FirstSheet:
    chart = brief_dumbbell(review, voice)
    width = WIDTH if chart is None else min(WIDTH, _TALLEST_CHART / chart.height * chart.width)
    name = shortened(review.name, _NAME)
    ahead = next_meeting(review)
    if voice.shared:
        about = voice.say("with {we}")
        if ahead is not None:
            about += " · " + voice.say("meeting on {day}", day=voice.day(ahead.on))
        title = shared_sentences.headline(review, voice)
        standfirst = shared_sentences.who_answered(review, voice)
        facts = shared_sentences.facts(review, voice)
        reading = shared_sentences.reading(review, voice)
        sure = shared_sentences.how_sure(review, voice)
        silent = shared_sentences.silent_could_move(review, voice)
        topics = shared_sentences.topics(review, voice, fit.topics, fit.with_questions)
        high = shared_sentences.strengths(review, voice, fit.strengths)
    else:
        about = f"{sentences.kind_name(review.kind)}, led by {review.lead_name}"
        if ahead is not None:
            about += f" · meeting on {shortened(when(ahead), _PLACE)}"
        title = sentences.headline(review)
        standfirst = sentences.who_answered(review)
        facts = parts.facts(review)
        # What a plus means is of no use where there is none.
        reading = (
            sureness.reading(review)
            if chart is None or chart.has_gap
            else f"{sureness.scale_text(review.factors[0].scale)}."
        )
        sure = sureness.how_sure(review)
        silent = sureness.silent_could_move(review)
        topics = brief_topics(review, fit.topics, fit.with_questions)
        high = parts.strengths(review, fit.strengths)
    title = shortened(title, _HEADLINE)
    sure = f"{sure} {silent}".strip()
    strengths = tuple(
        parts.Topic(title=shortened(s.title.rstrip("."), _QUESTION), text=s.text) for s in high
    )
    ours = sides(review, voice, Role.THEIR_PART, fit.our_part)
    theirs = sides(review, voice, Role.OUR_PART, fit.their_part)

    fixed = 17.0 + KICKER.height(f"{name} {about}") + HEADLINE.height(title)
    fixed += STANDFIRST.height(standfirst)
    column = WIDTH / max(1, len(facts)) - 5
    fixed += max((SMALL.height(f.label, column) for f in facts), default=0.0)
    fixed += max((FACT.height(f.value, column) for f in facts), default=0.0)
    gaps = 1 if facts else 0
    if chart is not None:
        gaps += 1
        fixed += (
            heading()
            + chart.height * width / chart.width
            + 1.4
            + SMALL.height(f"{reading} {_SURE} {sure}")
        )
    for listed in (topics, strengths):
        if listed:
            gaps += 1
            fixed += heading() + sum(
                BODY.height(f"{t.title}: {t.text}", WIDTH - _INDENT) + 1.4 for t in listed
            )
    if ours or theirs:
        heads, numbers = column_names(voice), 3 * number_width(voice.shared)
        gaps += 1
        fixed += heading()
        for rows in (ours, theirs):
            fixed += columns_head(*heads, voice.shared) if rows else 0.0
            fixed += sum(table_row(row.question, WIDTH - 3 - numbers) for row in rows)
        fixed += 3.0 if ours and theirs else 0.0
    words: Legend | None = None
    over: tuple[Placed, ...] = ()
    if chart is not None:
        words = legend(chart, voice)
        chart, words, over = placed(chart, words, round(width, 2), parts.PAPER, voice)
    return FirstSheet(
        name=name,
        about=about,
        headline=title,
        headline_width=HEADLINE.balanced(title),
        standfirst=standfirst,
        facts=facts,
        chart=chart,
        legend=words,
        placed=over,
        chart_width=round(width, 2),
        reading=reading,
        how_sure=sure,
        topics=topics,
        strengths=strengths,
        our_part=ours,
        their_part=theirs,
        filled=fill(room - fixed, gaps, rows=0, most_rows=0),
    )
