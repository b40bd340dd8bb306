"""What is printed: our brief, the copy for the table and the lead's sheet of a relationship, and
one sheet of a wave for the principal.

Knows what each is made from, how many pages it has and what it is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from app.core.firm import Paper
from app.core.overview import Portfolio
from app.core.review import Edition, Review
from app.pages.brief_page import BriefPage, fitting
from app.pages.portfolio_sheet import PortfolioSheet, portfolio_sheets
from app.pages.posted_page import PostedPage
from app.pages.prepare_page import PreparePage, preparations
from app.pages.prepare_parts import Preparation
from app.pages.thanks_page import ThanksPage


class Sheet(StrEnum):
    FIRM = "firm"
    SHARED = "shared"
    """Takes a review that was made for the table (`core/shared.py`)."""
    PREPARE = "prepare"
    PORTFOLIO = "portfolio"
    """The only one that is about a whole wave."""

    @property
    def pages(self) -> int:
        """Exactly so many."""
        return 1 if self in (Sheet.PREPARE, Sheet.PORTFOLIO) else 2

    @property
    def folder(self) -> str:
        """Below the print folder: what may leave the house lies apart from what may not."""
        return "for-the-table/" if self is Sheet.SHARED else ""


PrintedPage = BriefPage | PreparePage | ThanksPage | PostedPage | PortfolioSheet
Subject = Review | Portfolio | Preparation
"""What a sheet is about: one relationship's review, alone or with the guide, or all of a wave."""


def lengths(subject: Subject, sheet: Sheet, paper: Paper) -> Iterator[PrintedPage]:
    """The sheet at ever shorter lengths; the first that holds is printed."""
    if isinstance(subject, Portfolio):
        yield from portfolio_sheets(subject, paper)
    elif isinstance(subject, Preparation):
        yield from preparations(subject, paper)
    elif sheet is Sheet.PREPARE:
        yield from preparations(Preparation(review=subject), paper)
    else:
        yield from fitting(subject, _EDITIONS[sheet], paper)


_EDITIONS = {Sheet.FIRM: Edition.FIRM, Sheet.SHARED: Edition.SHARED}


def sheet_name(subject: Subject, sheet: Sheet) -> str:
    """Where a sheet stands below the print folder."""
    if isinstance(subject, Portfolio):
        return f"portfolio-{subject.wave}.pdf"
    review = subject.review if isinstance(subject, Preparation) else subject
    return f"{sheet.folder}{review.wave}/{review.relationship}-{sheet.value}.pdf"
