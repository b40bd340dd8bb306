"""The pages of a form: which questions stand together, in which order, and where one goes on.

Knows a survey and one response. Knows no addresses and nothing of how a page looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from app.core.response import Response
from app.core.survey import Form, Item, Perspective, Role, Survey

MINUTES = {Form.SHORT: 2, Form.ANNUAL: 6, Form.LONG: 8}
"""About how long each form takes."""


class PageKind(StrEnum):
    OVERALL = "overall"
    FACTOR = "factor"
    MIXED = "mixed"
    """Questions of several factors, on a form that asks one of each."""
    PARTS = "parts"
    """Each side's part, and how often they hear from each other."""
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    number: int
    """From 1."""
    kind: PageKind
    items: tuple[Item, ...]
    factor: str | None = None
    """The factor's id on a page of one factor."""
    optional: bool = False
    """Passed over on the way from page to page; can be answered all the same."""

    @property
    def rated(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.rated)


_KINDS = {
    Role.SATISFACTION: PageKind.OVERALL,
    Role.RECOMMENDATION: PageKind.OVERALL,
    Role.THEIR_PART: PageKind.PARTS,
    Role.OUR_PART: PageKind.PARTS,
    Role.FREQUENCY: PageKind.PARTS,
    Role.TEXT: PageKind.WORDS,
}


def form_pages(
    survey: Survey, perspective: Perspective, form: Form, *, core_only: bool = False
) -> tuple[FormPage, ...]:
    """The pages of one side's form in the order of the survey.

    Neighbours that belong together share a page. Factors of which one question each is asked, as
    on the short form, share one too. `core_only` leaves the pages of the factors with their core
    items, and makes the others optional: what suffices from somebody's sixth relationship on.
    """
    asked = survey.asked(perspective, form)
    groups = [
        (kind, factor, tuple(items))
        for (kind, factor), items in groupby(asked, key=lambda item: _place(item))
    ]
    factors = [items for kind, _, items in groups if kind is PageKind.FACTOR]
    if len(factors) > 1 and all(len(items) == 1 for items in factors):
        groups = [
            (kind, None, tuple(item for _, _, items in joined for item in items))
            for kind, joined in groupby(
                groups,
                key=lambda group: PageKind.MIXED if group[0] is PageKind.FACTOR else group[0],
            )
        ]
    pages = []
    for number, (kind, factor, items) in enumerate(groups, 1):
        core = tuple(item for item in items if item.role is Role.CORE)
        pages.append(
            FormPage(
                number=number,
                kind=kind,
                factor=factor,
                items=core if core_only and core else items,
                optional=core_only and not core,
            )
        )
    return tuple(pages)


def _place(item: Item) -> tuple[PageKind, str | None]:
    kind = _KINDS.get(item.role, PageKind.FACTOR)
    return kind, item.factor if kind is PageKind.FACTOR else None


def first_open(pages: tuple[FormPage, ...], response: Response | None) -> FormPage | None:
    """The first page of which nothing is answered; None when something is on each."""
    answered = {answer.item for answer in response.answers} if response is not None else set()
    for page in pages:
        if not page.optional and not any(item.id in answered for item in page.items):
            return page
    return None


def next_page(pages: tuple[FormPage, ...], page: FormPage) -> FormPage | None:
    """The page that follows on the way; None after the last."""
    return next((p for p in pages[page.number :] if not p.optional), None)


def page_before(pages: tuple[FormPage, ...], page: FormPage) -> FormPage | None:
    """The page that came before on the way; None before the first."""
    return next((p for p in reversed(pages[: page.number - 1]) if not p.optional), None)


def left_open(page: FormPage, response: Response | None) -> tuple[Item, ...]:
    """The rated questions of a page without an answer; the escape is one."""
    answered = {answer.item for answer in response.answers} if response is not None else set()
    return tuple(item for item in page.rated if item.id not in answered)
