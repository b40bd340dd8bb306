"""The two-page brief, firm edition: everything its template prints, chosen so that it fits.

Two A4 pages hold only so much. What is dropped, and in which order, stands in `brief_first.FIRST`
and `brief_second.SECOND`; the renderer takes the first length that holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from app.core.review import Review
from app.pages.brief_first import FirstSheet, first_sheets
from app.pages.brief_paper import shortened
from app.pages.brief_second import SecondSheet, second_sheets
from app.pages.numbers import day
from app.pages.parts import PAPER, Ink

SNUG, LOOSE = 3.0, 18.0
"""Millimetres kept free at the foot of a page: by our measure, and where that was too little."""
_NAME = 80
"""Characters of a name in a page's band and foot, which are one line high."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    template: ClassVar[str] = "brief.html"

    title: str
    firm: str
    band: str
    """Whose copy this is, beside the words that it is for us only."""
    wave: str
    relationship: str
    first: FirstSheet
    second: SecondSheet
    ink: Ink
    foot: str
    made_on: str
    """ISO day that goes into the PDF's metadata."""


def fitting(review: Review) -> Iterator[BriefPage]:
    """The brief at ever shorter lengths: first what should fit, then with more and more dropped."""
    yield _page(review, next(first_sheets(review, SNUG)), next(second_sheets(review, SNUG)))
    firsts = tuple(first_sheets(review, LOOSE))
    seconds = tuple(second_sheets(review, LOOSE))
    for step in range(max(len(firsts), len(seconds))):
        yield _page(
            review,
            firsts[min(step, len(firsts) - 1)],
            seconds[min(step, len(seconds) - 1)],
        )


def _page(review: Review, first: FirstSheet, second: SecondSheet) -> BriefPage:
    return BriefPage(
        title=f"{review.firm} with {review.name}: brief for the {review.wave} survey",
        firm=review.firm,
        band=f"{shortened(review.firm, _NAME)} · {review.wave} survey",
        wave=review.wave,
        relationship=review.relationship,
        first=first,
        second=second,
        ink=PAPER,
        foot=f"{shortened(review.name, _NAME)} · survey open {day(review.opens)} to "
        f"{day(review.closes)}, as of {day(review.as_of)}",
        made_on=review.as_of.isoformat(),
    )
