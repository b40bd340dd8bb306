"""The copy for the table as a page: the brief's text and charts, with all the room there is.

Takes a review that was made for the table (`core/shared.py`) and nothing else. One file that can be
handed over as it is: it carries its style and links to nothing of ours. Where it stands it finds
our fonts; alone it is set in those of the machine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

from markupsafe import Markup

from app.core.review import Edition, Review
from app.pages.brief_first import FirstSheet, first_sheets
from app.pages.brief_labels import Labels, labels
from app.pages.brief_page import fair
from app.pages.brief_second import SecondSheet, whole_second_sheet
from app.pages.brief_words import Voice, voice_of
from app.pages.environment import STATIC
from app.pages.parts import PAPER, Ink
from app.pages.printed import with_mark

_ROOM = 1_000.0
"""Millimetres: more than any review fills, so that nothing is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorLine:
    """A row of the table behind the chart."""

    name: str
    they: str
    we: str
    apart: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    template: ClassVar[str] = "shared.html"

    title: str
    language: str
    direction: str
    labels: Labels
    band: str
    factors: tuple[FactorLine, ...]
    first: FirstSheet
    second: SecondSheet
    ink: Ink
    foot: str
    mark: str = ""
    """Survey, build version and what is printed."""
    digest: str = ""
    """What all of the page came to before it had its mark."""
    style: str = ""


def shared_name(relationship: str) -> str:
    """What the file is called: never like a page of ours."""
    return f"{relationship}-shared.html"


def shared_page(review: Review) -> SharedPage:
    """The page of a review that was made for the table, in the language of those asked there."""
    voice, review = voice_of(review, Edition.SHARED), fair(review)
    page = SharedPage(
        mark=f"{review.survey} {review.survey_version}",
        title=voice.say(
            "{firm} with {name}: brief for the {wave} survey",
            firm=review.firm,
            name=review.name,
            wave=review.wave,
        ),
        language=voice.language,
        direction=voice.direction,
        labels=labels(voice, years=len({point.wave for point in review.history})),
        band=voice.say("{firm} · {wave} survey", firm=review.firm, wave=review.wave),
        factors=tuple(_factors(review, voice)),
        first=next(first_sheets(review, voice, _ROOM, 0)),
        second=whole_second_sheet(review, voice),
        ink=PAPER,
        foot=voice.say(
            "{name} · survey open {opens} to {closes}, as of {day}",
            name=review.name,
            opens=voice.day(review.opens),
            closes=voice.day(review.closes),
            day=voice.day(review.as_of),
        ),
    )
    return replace(with_mark(page), style=_style())


def _factors(review: Review, voice: Voice) -> list[FactorLine]:
    return [
        FactorLine(
            name=factor.name.in_language(voice.language),
            they=voice.score(factor.counterpart),
            we=voice.score(factor.own),
            apart="–" if factor.gap.value is None else voice.number(factor.gap.value),
        )
        for factor in review.factors
        if factor.asked
    ]


@cache
def _style() -> Markup:
    # Ours, and free of "</": it stands in the page itself.
    return Markup((STATIC / "shared.css").read_text(encoding="utf-8"))
