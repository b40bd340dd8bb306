"""Page 2 of the brief: years, questions, words, promises, and room to write what is agreed.

Heights in millimetres repeat what brief.css sets. Knows finished reviews and paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from app.core.review import Review
from app.pages import agreed, parts
from app.pages.brief_agenda import Step, agenda
from app.pages.brief_labels import column_names
from app.pages.brief_paper import (
    BODY,
    SAID,
    SMALL,
    STEP,
    WIDTH,
    Filled,
    columns_head,
    fill,
    number_width,
    shortened,
    table_head,
    table_row,
    tight_heading,
)
from app.pages.brief_rows import questions as questions_of
from app.pages.brief_rows import quotes as quotes_of
from app.pages.brief_second_fit import SECOND, WHOLE, SecondFit, more_of
from app.pages.brief_words import Voice
from app.pages.chart_words import brief_trends, trend_note
from app.pages.charts import Trend
from app.pages.quotes import Quote

_QUESTION, _PROMISE, _SOURCE, _SHORT = 150, 130, 70, 34
"""Characters after which a text is cut at a word and marked."""
_A_ROW = 4
"""Small charts next to each other."""
_COLUMN = 77.5
_MOST_ROWS = 8
_STEP_WIDTH, _STEP_NAME, _STEP_PADDING = 126.5, 24.0, 2.2
"""Millimetres: the text of a step of the hour, its name, and above and below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSheet:
    trends: tuple[tuple[Trend, ...], ...]
    trend_note: str
    questions: tuple[parts.QuestionRow, ...]
    quotes: tuple[tuple[Quote, ...], ...]
    """In two columns."""
    more_words: int
    """Words that did not fit; they stand on the review page."""
    promises: tuple[agreed.Promise, ...]
    promises_aside: str
    """How many more there are; empty where none was left out."""
    with_who: bool
    """Somebody's name or a side's stands beside a promise."""
    milestones: tuple[parts.Fact, ...]
    hour: tuple[Step, ...]
    filled: Filled


def second_sheets(
    review: Review, voice: Voice, height: float, spare: float
) -> Iterator[SecondSheet]:
    """Page 2 at ever shorter lengths, without those that cannot fit; the last always comes.

    `spare` of the page's `height` is kept free at the foot, in millimetres.
    """
    first = True
    for fit in SECOND:
        sheet = _sheet(review, voice, fit, height - spare)
        if sheet.filled.fits or fit is SECOND[-1]:
            yield _fuller(sheet, review, voice, fit, height - spare) if first else sheet
            first = False


def whole_second_sheet(review: Review, voice: Voice) -> SecondSheet:
    """Page 2 with all there is, for a screen."""
    return _sheet(review, voice, WHOLE, 0.0)


def _fuller(
    sheet: SecondSheet, review: Review, voice: Voice, fit: SecondFit, room: float
) -> SecondSheet:
    """With words and promises where there would be more empty lines than the least."""
    while len(sheet.filled.rows) > fit.rows:
        for more in more_of(fit):
            found = _sheet(review, voice, more, room)
            if found.filled.fits and (found.quotes, found.promises) != (
                sheet.quotes,
                sheet.promises,
            ):
                sheet, fit = found, more
                break
        else:
            break
    return sheet


def _sheet(review: Review, voice: Voice, fit: SecondFit, room: float) -> SecondSheet:
    charts = brief_trends(review, voice, fit.trends)
    note = trend_note(review, voice)
    hour = agenda(review, voice, openings=fit.openings, common=fit.common, requests=fit.requests)
    questions = tuple(
        replace(
            row,
            question=shortened(row.question, _QUESTION),
            about=shortened(row.about, _SHORT),
        )
        for row in questions_of(review, voice, fit.questions)
    )
    every = _by_turns(review, voice)
    columns = _two_columns(every[: fit.quotes], fit.quote_length)
    promised = agreed.promises(review, voice)
    promises = _printed(promised, fit.promises)
    milestones = tuple(
        parts.Fact(label=voice.day(m.on), value=shortened(m.what, _PROMISE))
        for m in sorted(review.milestones, key=lambda m: m.on, reverse=True)[: fit.milestones]
    )
    more_words = max(0, len(every) - fit.quotes)

    numbers = 3 * number_width(voice.shared)
    with_who = any(promise.who for promise in promises)

    fixed, gaps = 13.2, 0
    fixed += tight_heading() + sum(_step_height(step) for step in hour)
    if charts:
        gaps += 1
        rows = -(-len(charts) // _A_ROW)
        fixed += tight_heading() + rows * 25.5 + 1.0 + SMALL.height(note)
    if questions:
        gaps += 1
        fixed += (
            tight_heading()
            + columns_head(*column_names(voice), voice.shared)
            + sum(
                table_row(row.question, WIDTH - 30 - numbers, row.about, 24.0) for row in questions
            )
        )
    if every[: fit.quotes]:
        gaps += 1
        fixed += tight_heading() + max(sum(map(_quote_height, column)) for column in columns)
    if promises:
        gaps += 1
        fixed += (
            tight_heading()
            + table_head()
            + sum(
                table_row(row.what, WIDTH - (93 if with_who else 65), row.who, 25.0)
                for row in promises
            )
        )
    if milestones:
        fixed += 2.5 + SMALL.height(" · ".join(f"{m.value} {m.label}" for m in milestones))
    fixed += tight_heading() + table_head()
    return SecondSheet(
        trends=tuple(charts[at : at + _A_ROW] for at in range(0, len(charts), _A_ROW)),
        trend_note=note,
        questions=questions,
        quotes=columns,
        more_words=0 if voice.shared else more_words,
        promises=promises,
        promises_aside=_aside(len(promised) - len(promises), voice),
        with_who=with_who,
        milestones=milestones,
        hour=hour,
        filled=fill(room - fixed, gaps + 1, rows=fit.rows, most_rows=_MOST_ROWS),
    )


def _step_height(step: Step) -> float:
    said = sum(STEP.height(f"{line.lead} {line.text}".strip(), _STEP_WIDTH) for line in step.lines)
    return _STEP_PADDING + max(said, STEP.height(step.name, _STEP_NAME))


def _by_turns(review: Review, voice: Voice) -> list[Quote]:
    """Words from every heading in turn, so that none crowds the others out; the heading said."""
    every = chain.from_iterable(zip_longest(*quotes_of(review, voice)))
    return [quote for quote in every if quote is not None]


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


def _printed(every: tuple[agreed.Promise, ...], most: int) -> tuple[agreed.Promise, ...]:
    """At most so many in their order, and with two or more one that was kept, where there is one.

    What was not done comes first: nobody shall read that nothing was.
    """
    shown = every[:most]
    kept = next((promise for promise in every if promise.kept), None)
    if len(shown) > 1 and kept is not None and not any(promise.kept for promise in shown):
        shown = (*shown[:-1], kept)
    nobody = "—" if any(promise.who for promise in shown) else ""
    return tuple(
        replace(
            promise,
            what=shortened(promise.what, _PROMISE),
            who=shortened(promise.who, _SHORT) or nobody,
        )
        for promise in shown
    )


def _aside(more: int, voice: Voice) -> str:
    if not more:
        return ""
    return voice.say("and {n} more", n=more) if voice.shared else f"{more} more on the review page"
