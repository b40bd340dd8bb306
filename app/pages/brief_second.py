"""Page 2 of the brief: years, questions, words, promises, and room to write what is agreed.

Heights in millimetres repeat what brief.css sets. Knows finished reviews and paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from app.core.review import Review
from app.pages import parts
from app.pages.brief_paper import (
    BODY,
    HEIGHT,
    SAID,
    SMALL,
    WIDTH,
    Filled,
    fill,
    heading,
    shortened,
    table_head,
    table_row,
)
from app.pages.charts import Trend, trends
from app.pages.numbers import day
from app.pages.quotes import Quote, words_said
from app.pages.sentences import trend_note


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFit:
    """How much of each part is printed."""

    milestones: int = 2
    quotes: int = 6
    quote_length: int = 320
    """Characters; a longer one is cut at a word and marked."""
    questions: int = 6
    promises: int = 6
    trends: int = 8
    """Factors."""


SECOND = (
    SecondFit(),
    SecondFit(milestones=0),
    SecondFit(milestones=0, quotes=4, quote_length=240),
    SecondFit(milestones=0, quotes=4, quote_length=180, questions=4, promises=4),
    SecondFit(milestones=0, quotes=2, quote_length=160, questions=3, promises=3, trends=4),
    SecondFit(milestones=0, quotes=2, quote_length=160, questions=2, promises=2, trends=4),
    SecondFit(milestones=0, quotes=1, quote_length=120, questions=2, promises=2, trends=4),
)
"""Dropped in this order: milestones, words, questions and promises, factors of the trend."""

_QUESTION, _PROMISE, _SOURCE, _SHORT = 150, 130, 70, 34
"""Characters after which a text is cut at a word and marked."""
_A_ROW = 4
"""Small charts next to each other."""
_COLUMN = 77.5
_LEAST_ROWS, _MOST_ROWS = 4, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSheet:
    trends: tuple[tuple[Trend, ...], ...]
    trend_note: str
    questions: tuple[parts.QuestionRow, ...]
    quotes: tuple[tuple[Quote, ...], ...]
    """In two columns."""
    more_words: int
    """Words that did not fit; they stand on the review page."""
    promises: tuple[parts.Promise, ...]
    more_promises: int
    milestones: tuple[parts.Fact, ...]
    filled: Filled


def second_sheets(review: Review, spare: float) -> Iterator[SecondSheet]:
    """Page 2 at ever shorter lengths, without those that cannot fit; the last always comes.

    `spare` is kept free at the foot, in millimetres.
    """
    for fit in SECOND:
        sheet = _sheet(review, fit, spare)
        if sheet.filled.fits or fit is SECOND[-1]:
            yield sheet


def _sheet(review: Review, fit: SecondFit, spare: float) -> SecondSheet:
    charts = trends(review)[: fit.trends]
    questions = tuple(
        replace(
            row,
            question=shortened(row.question, _QUESTION),
            about=shortened(row.about, _SHORT),
        )
        for row in parts.questions(review, fit.questions)
    )
    every = _by_turns(review)
    columns = _two_columns(every[: fit.quotes], fit.quote_length)
    promises = tuple(_brief(promise) for promise in parts.promises(review))
    milestones = tuple(
        parts.Fact(label=day(m.on), value=shortened(m.what, _PROMISE))
        for m in sorted(review.milestones, key=lambda m: m.on, reverse=True)[: fit.milestones]
    )
    more_words = max(0, len(every) - fit.quotes)
    more_promises = max(0, len(promises) - fit.promises)

    fixed, gaps = 15.5, -1
    if charts:
        gaps += 1
        rows = -(-len(charts) // _A_ROW)
        fixed += heading() + rows * 25.5 + 1.0 + SMALL.height(trend_note(review))
    if questions:
        gaps += 1
        fixed += (
            heading()
            + table_head()
            + sum(table_row(row.question, WIDTH - 81, row.about, 24.0) for row in questions)
        )
    if every:
        gaps += 1
        fixed += heading() + max(sum(map(_quote_height, column)) for column in columns)
        fixed += SMALL.height("") if more_words else 0.0
    if promises:
        gaps += 1
        fixed += (
            heading()
            + table_head()
            + sum(
                table_row(row.what, WIDTH - 106, row.who, 24.0) for row in promises[: fit.promises]
            )
        )
        fixed += SMALL.height("") + 1.2 if more_promises else 0.0
    if milestones:
        fixed += 2.5 + SMALL.height(" · ".join(f"{m.value} {m.label}" for m in milestones))
    fixed += heading() + table_head()
    return SecondSheet(
        trends=tuple(charts[at : at + _A_ROW] for at in range(0, len(charts), _A_ROW)),
        trend_note=trend_note(review),
        questions=questions,
        quotes=columns,
        more_words=more_words,
        promises=promises[: fit.promises],
        more_promises=more_promises,
        milestones=milestones,
        filled=fill(HEIGHT - spare - fixed, gaps + 1, rows=_LEAST_ROWS, most_rows=_MOST_ROWS),
    )


def _by_turns(review: Review) -> list[Quote]:
    """Words from every heading in turn, so that none crowds the others out; the heading said."""
    groups = [
        [replace(quote, who=f"{group.heading} · {quote.who}") for quote in group.quotes]
        for group in words_said(review)
    ]
    return [quote for quote in chain.from_iterable(zip_longest(*groups)) if quote is not None]


def _two_columns(quotes: list[Quote], length: int) -> tuple[tuple[Quote, ...], ...]:
    """Each quote below the shorter column, its text and its source cut to length."""
    columns: tuple[list[Quote], list[Quote]] = ([], [])
    heights = [0.0, 0.0]
    for quote in quotes:
        # Line breaks would take the room of words.
        text = shortened(" ".join(quote.text.split()), length)
        kept = replace(quote, text=text, who=shortened(quote.who, _SOURCE))
        shorter = 0 if heights[0] <= heights[1] else 1
        columns[shorter].append(kept)
        heights[shorter] += _quote_height(kept)
    return tuple(tuple(column) for column in columns)


def _quote_height(quote: Quote) -> float:
    said = SAID.leading if quote.spoken else 0.0
    text = "" if quote.spoken else quote.text
    height = SAID.height(text, _COLUMN) if text else BODY.height("x" if said else "")
    return height + SMALL.height(quote.who, _COLUMN) + 3.0


def _brief(promise: parts.Promise) -> parts.Promise:
    return replace(
        promise, what=shortened(promise.what, _PROMISE), who=shortened(promise.who, _SHORT)
    )
