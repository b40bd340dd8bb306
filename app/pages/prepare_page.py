"""The lead's sheet before the meeting: one page, for us only, to be left at home.

Says what to find out, what to bring, what may not be repeated and how to begin. It is help and not
a file on anyone: nothing on it is evidence about whoever leads. Knows finished reviews and paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from app.core.firm import Paper
from app.core.review import Edition, Review
from app.pages import sentences, sureness
from app.pages.agreed import next_meeting, when
from app.pages.brief_page import fair
from app.pages.brief_paper import (
    BODY,
    HEADLINE,
    HEIGHTS,
    KICKER,
    LINE,
    STANDFIRST,
    shortened,
    tight_heading,
)
from app.pages.brief_words import voice_of
from app.pages.numbers import day
from app.pages.prepare_parts import POINT_WIDTH, Part, Preparation, PrepareFit, prepare_parts
from app.pages.printed import with_mark

_NAME, _BAND = 80, 50
"""Characters of a name, and of one in the band beside its words."""
_GAP = 4.4
"""Millimetres before each heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparePage:
    template: ClassVar[str] = "prepare.html"

    title: str
    firm: str
    language: str
    direction: str
    paper: Paper
    wave: str
    relationship: str
    band: str
    name: str
    about: str
    headline: str
    headline_width: float
    """Millimetres: lines of about one length."""
    sure: str
    """How much the numbers can carry, in a sentence."""
    parts: tuple[Part, ...]
    lines: tuple[int, ...]
    foot: str
    mark: str = ""
    """Survey, build version and what is printed, the same in every language."""
    digest: str = ""
    """What all of the page came to before it had its mark."""
    page_of: tuple[str, ...]
    made_on: str


FITS = (
    PrepareFit(),
    PrepareFit(guide=2),
    PrepareFit(guide=2, openings=2),
    PrepareFit(guide=2, openings=1),
    PrepareFit(guide=1, openings=1),
    PrepareFit(guide=1, openings=1, text=80),
    PrepareFit(guide=1, openings=1, incidents=1, promises=3, text=80),
    PrepareFit(guide=1, openings=1, incidents=1, promises=2, text=80),
    PrepareFit(guide=0, openings=1, incidents=1, promises=2, text=80),
    PrepareFit(guide=0, openings=1, incidents=1, promises=1, text=80),
    PrepareFit(guide=0, openings=1, incidents=1, promises=1, text=45),
    PrepareFit(guide=0, openings=1, incidents=0, promises=1, text=45),
    PrepareFit(guide=0, openings=1, incidents=0, promises=0),
)
"""Dropped in this order: the guide's third page, opening lines (the brief has them too), the
guide's second page, the ends of long promises and incidents, some of these, the guide, the rest of
them. What is left is lines to write on."""
_MOST_LINES, _ENOUGH_LINES, _LEAST_LINES = 14, 3, 2
_SPARE = 3.0
"""Millimetres kept free at the foot."""


def preparations(of: Preparation, paper: Paper = Paper.A4) -> Iterator[PreparePage]:
    """The sheet at ever shorter lengths, without those that cannot fit; the last always comes."""
    of = replace(of, review=fair(of.review))
    for fit in FITS:
        left = HEIGHTS[paper] - _SPARE - _height(_page(of, paper, fit, 0))
        lines = min(_MOST_LINES, int(left // LINE))
        if lines >= _ENOUGH_LINES or fit is FITS[-1]:
            # The renderer has the last word: a line or two less, where our measure was off.
            for fewer in range(3):
                yield _page(of, paper, fit, max(_LEAST_LINES, lines - fewer))


def _height(page: PreparePage) -> float:
    """Millimetres from the top of the band to the first line to write on, as brief.css sets it."""
    fixed = 15.0 + KICKER.height(f"{page.name} {page.about}") + 1.0
    fixed += HEADLINE.height(page.headline) + 1.8 + STANDFIRST.height(page.sure)
    for part in page.parts:
        fixed += _GAP + tight_heading()
        fixed += sum(BODY.height(point, POINT_WIDTH) + 1.4 for point in part.points)
        for page_of_guide in part.guide:
            lines = (page_of_guide.why, page_of_guide.address)
            fixed += sum(BODY.height(line, POINT_WIDTH) for line in lines if line) + 1.4
    return fixed + _GAP + tight_heading()


def _page(of: Preparation, paper: Paper, fit: PrepareFit, lines: int) -> PreparePage:
    review = of.review
    voice = voice_of(review, Edition.FIRM)
    name = shortened(review.name, _NAME)
    headline = shortened(sentences.headline(review), 150)
    page = PreparePage(
        title=f"{review.firm} with {review.name}: preparing the meeting, {review.wave} survey",
        firm=review.firm,
        language=voice.language,
        direction=voice.direction,
        paper=paper,
        wave=review.wave,
        relationship=review.relationship,
        band=f"{shortened(review.firm, _BAND)} · {review.wave} survey",
        name=name,
        about=_about(review),
        headline=headline,
        headline_width=HEADLINE.balanced(headline),
        sure=f"{sentences.who_answered(review)} {_sure(review)}".strip(),
        parts=tuple(part for part in prepare_parts(of, voice, fit) if part.points or part.guide),
        lines=tuple(range(lines)),
        foot=f"{name} · as of {day(review.as_of)} · stays with us",
        page_of=(voice.say("page {n} of {of}", n=1, of=1),),
        made_on=review.as_of.isoformat(),
        mark=f"{review.survey} {review.survey_version}",
    )
    return with_mark(page)


def _about(review: Review) -> str:
    ahead = next_meeting(review)
    met = f"to meet on {shortened(when(ahead), _NAME)}" if ahead is not None else ""
    return ", ".join(filter(None, (f"for {review.lead_name}" if review.lead_name else "", met)))


def _sure(review: Review) -> str:
    if not any(score.value is not None for f in review.factors for score in (f.counterpart,)):
        return "There are no numbers of theirs to lean on: come to ask."
    silent = sureness.silent_could_move(review)
    if silent:
        return silent
    if any(f.counterpart.low is not None for f in review.factors):
        return "Those who are silent may see it differently: take the numbers as a first word."
    return "The numbers say where to listen, and not who is right."
