"""The two-page brief, for us alone or for the table: everything its template prints, chosen to fit.

Two pages hold only so much. What is dropped, and in which order, stands in `brief_first.FIRST`
and `brief_second_fit.SECOND`; the renderer takes the first length that holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from app.core.firm import Paper
from app.core.reliability import Standing
from app.core.review import Edition, Review
from app.pages.brief_first import FirstSheet, first_sheets
from app.pages.brief_labels import Labels, labels
from app.pages.brief_paper import FOOT, FOOT_WIDTH, HEIGHTS, shortened
from app.pages.brief_second import SecondSheet, second_sheets
from app.pages.brief_words import Voice, voice_of
from app.pages.parts import PAPER, Ink
from app.pages.printed import with_mark

SNUG, LOOSE = 3.0, 18.0
"""Millimetres kept free at the foot of a page: by our measure, and where that was too little."""
SPARES = ((SNUG, SNUG), (9.0, SNUG), (SNUG, 9.0), (9.0, 9.0), (LOOSE, SNUG), (SNUG, LOOSE))
"""Of both pages: one that ran over takes nothing from the other."""
_NAME, _LEAST_NAME = 80, 20
"""Characters of a name in a page's band and foot, which are one line high: at most, and at least in
the foot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    template: ClassVar[str] = "brief.html"

    title: str
    firm: str
    language: str
    direction: str
    edition: str
    """`firm` or `shared`: colour and shape of the band."""
    paper: Paper
    labels: Labels
    band: str
    """Beside the words that say whose copy this is."""
    wave: str
    relationship: str
    first: FirstSheet
    second: SecondSheet
    ink: Ink
    foot: str
    mark: str = ""
    """Survey, build version and what is printed, the same in every language."""
    digest: str = ""
    """What all of the page came to before it had its mark."""
    page_of: tuple[str, ...]
    """`page 1 of 2`, and so on."""
    made_on: str
    """ISO day that goes into the PDF's metadata."""


def fitting(
    review: Review, edition: Edition = Edition.FIRM, paper: Paper = Paper.A4
) -> Iterator[BriefPage]:
    """The brief at ever shorter lengths: first what should fit, then with more and more dropped.

    The shared edition takes a review that was made for it (`core/shared.py`).
    """
    voice, height = voice_of(review, edition), HEIGHTS[paper]
    review = fair(review)
    for spare, second_spare in SPARES:
        yield _page(
            review,
            voice,
            paper,
            next(first_sheets(review, voice, height, spare)),
            next(second_sheets(review, voice, height, second_spare)),
        )
    firsts = tuple(first_sheets(review, voice, height, LOOSE))
    seconds = tuple(second_sheets(review, voice, height, LOOSE))
    for step in range(max(len(firsts), len(seconds))):
        yield _page(
            review,
            voice,
            paper,
            firsts[min(step, len(firsts) - 1)],
            seconds[min(step, len(seconds) - 1)],
        )


def fair(review: Review) -> Review:
    """Without the factors whose questions do not move together: there the questions speak."""
    fair = tuple(f for f in review.factors if f.standing is not Standing.ITEMS)
    return replace(review, factors=fair)


def _page(
    review: Review, voice: Voice, paper: Paper, first: FirstSheet, second: SecondSheet
) -> BriefPage:
    page = BriefPage(
        title=voice.say(
            "{firm} with {name}: brief for the {wave} survey",
            firm=review.firm,
            name=review.name,
            wave=review.wave,
        ),
        firm=review.firm,
        language=voice.language,
        direction=voice.direction,
        edition=voice.edition.value,
        paper=paper,
        labels=labels(
            voice,
            years=len({point.wave for point in review.history}),
            ours=tuple(quote.ours for column in second.quotes for quote in column),
        ),
        band=voice.say(
            "{firm} · {wave} survey", firm=shortened(review.firm, _NAME), wave=review.wave
        ),
        wave=review.wave,
        relationship=review.relationship,
        first=first,
        second=second,
        ink=PAPER,
        foot=_foot(review, voice),
        page_of=tuple(voice.say("page {n} of {of}", n=n, of=2) for n in (1, 2)),
        made_on=review.as_of.isoformat(),
        mark=f"{review.survey} {review.survey_version}",
    )
    return with_mark(page)


def _foot(review: Review, voice: Voice) -> str:
    """One line, with as much of the name as it holds."""

    def cut(most: int) -> str:
        return voice.say(
            "{name} · survey open {opens} to {closes}, as of {day}",
            name=shortened(review.name, most),
            opens=voice.day(review.opens),
            closes=voice.day(review.closes),
            day=voice.day(review.as_of),
        )

    lengths = range(_NAME, _LEAST_NAME, -1)
    return cut(next((n for n in lengths if FOOT.width(cut(n)) <= FOOT_WIDTH), _LEAST_NAME))
