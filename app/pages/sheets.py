"""What is printed of a relationship: our brief, the copy for the table, the lead's sheet.

Knows which review each is made from, how many pages it has and what it is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from app.core.consent import Edition
from app.core.firm import Paper
from app.core.review import Review
from app.pages.brief_page import BriefPage, fitting
from app.pages.prepare_page import PreparePage, preparations
from app.pages.thanks_page import ThanksPage


class Sheet(StrEnum):
    FIRM = "firm"
    SHARED = "shared"
    """Takes a review that was made for the table (`core/shared.py`)."""
    PREPARE = "prepare"

    @property
    def pages(self) -> int:
        """Exactly so many."""
        return 1 if self is Sheet.PREPARE else 2

    @property
    def folder(self) -> str:
        """Below the print folder: what may leave the house lies apart from what may not."""
        return "for-the-table/" if self is Sheet.SHARED else ""


PrintedPage = BriefPage | PreparePage | ThanksPage


def lengths(review: Review, sheet: Sheet, paper: Paper) -> Iterator[PrintedPage]:
    """The sheet at ever shorter lengths; the first that holds is printed."""
    match sheet:
        case Sheet.FIRM:
            yield from fitting(review, Edition.FIRM, paper)
        case Sheet.SHARED:
            yield from fitting(review, Edition.SHARED, paper)
        case Sheet.PREPARE:
            yield from preparations(review, paper)


def sheet_name(review: Review, sheet: Sheet) -> str:
    """Where a sheet stands below the print folder."""
    return f"{sheet.folder}{review.wave}/{review.relationship}-{sheet.value}.pdf"
