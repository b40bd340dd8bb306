"""The lead's sheet before the meeting: one page, for us only, to be left at home.

Says what to find out, what to bring, what may not be repeated and how to begin. It is help and not
a file on anyone: nothing on it is evidence about whoever leads. Knows finished reviews and paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.core.firm import Paper
from app.core.response import Consent
from app.core.review import Edition, FactorReview, Review
from app.core.survey import Perspective
from app.core.wave import Privacy
from app.pages import sentences
from app.pages.agreed import next_meeting, still_open, when
from app.pages.brief_agenda import opening_lines
from app.pages.brief_page import fair
from app.pages.brief_paper import shortened
from app.pages.brief_words import Voice, voice_of
from app.pages.guidance import guidance
from app.pages.numbers import day, in_words, score_text
from app.pages.printed import made_with

_TEXT, _NAME = 120, 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    heading: str
    points: tuple[str, ...]
    to_do: bool = False
    """To be ticked off."""


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
    sure: str
    """How much the numbers can carry, in a sentence."""
    parts: tuple[Part, ...]
    lines: tuple[int, ...]
    foot: str
    mark: str = ""
    """Survey, build version and what is printed, the same in every language."""
    page_of: tuple[str, ...]
    made_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What the lead's sheet is made of: a review, and the guide there is to point to."""

    review: Review
    guide: tuple[tuple[str, str], ...] = ()
    """Slug and title of each of its pages."""
    site_at: str = ""
    """Where the firm's site stands; empty where it has none."""

    @property
    def as_of(self) -> date:
        return self.review.as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    promises: int = 4
    incidents: int = 2
    openings: int = 3
    guide: int = 3
    lines: int = 9


_FITS = (
    *(_Fit(lines=lines) for lines in (9, 7, 6, 5, 4)),
    _Fit(lines=4, guide=2),
    _Fit(lines=4, guide=2, promises=2, incidents=1),
    _Fit(lines=3, guide=2, promises=1, incidents=1, openings=1),
    _Fit(lines=2, guide=1, promises=0, incidents=0, openings=1),
    _Fit(lines=2, guide=0, promises=0, incidents=0, openings=1),
)
"""Dropped in this order: lines to write on, the guide's third page, promises and incidents, opening
lines, the guide."""


def preparations(of: Preparation, paper: Paper = Paper.A4) -> Iterator[PreparePage]:
    """The sheet at ever shorter lengths."""
    of = replace(of, review=fair(of.review))
    for fit in _FITS:
        yield _page(of, paper, fit)


def _page(of: Preparation, paper: Paper, fit: _Fit) -> PreparePage:
    review = of.review
    voice = voice_of(review, Edition.FIRM)
    name = shortened(review.name, _NAME)
    page = PreparePage(
        title=f"{review.firm} with {review.name}: preparing the meeting, {review.wave} survey",
        firm=review.firm,
        language=voice.language,
        direction=voice.direction,
        paper=paper,
        wave=review.wave,
        relationship=review.relationship,
        band=f"{shortened(review.firm, _NAME)} · {review.wave} survey",
        name=name,
        about=_about(review),
        headline=shortened(sentences.headline(review), 150),
        sure=f"{sentences.who_answered(review)} {_sure(review)}".strip(),
        parts=tuple(part for part in _parts(of, voice, fit) if part.points),
        lines=tuple(range(fit.lines)),
        foot=f"{name} · as of {day(review.as_of)} · stays with us",
        page_of=(voice.say("page {n} of {of}", n=1, of=1),),
        made_on=review.as_of.isoformat(),
    )
    mark = f"{review.survey} {review.survey_version} · {made_with(page)}"
    return replace(page, mark=mark)


def _about(review: Review) -> str:
    ahead = next_meeting(review)
    met = f"to meet on {shortened(when(ahead), _NAME)}" if ahead is not None else ""
    return ", ".join(filter(None, (f"for {review.lead_name}" if review.lead_name else "", met)))


def _sure(review: Review) -> str:
    if not any(score.value is not None for f in review.factors for score in (f.counterpart,)):
        return "There are no numbers of theirs to lean on: come to ask."
    silent = sentences.silent_could_move(review)
    if silent:
        return silent
    if any(f.counterpart.low is not None for f in review.factors):
        return "Those who are silent may see it differently: take the numbers as a first word."
    return "The numbers say where to listen, and not who is right."


def _parts(of: Preparation, voice: Voice, fit: _Fit) -> tuple[Part, ...]:
    review = of.review
    return (
        Part(heading="Find out before you go", points=_find_out(review, fit), to_do=True),
        Part(heading="Bring, and leave at home", points=_bring(review), to_do=True),
        Part(heading="Do not repeat", points=_not_to_repeat(review)),
        Part(
            heading="How to begin",
            points=tuple(
                f"{line.lead} {line.text}".strip()
                for line in opening_lines(review, voice, fit.openings)
            ),
        ),
        Part(heading="Read beforehand", points=_to_read(of, fit.guide)),
        Part(
            heading="In the room",
            points=(
                "They speak first where they rate it lower. Ask until you can say it back in words "
                "they accept.",
                "Explain nothing before they have finished, and promise nothing you cannot date.",
                "Write down in the room who does what by when. Read it out. Send it the same day.",
            ),
        ),
    )


def _find_out(review: Review, fit: _Fit) -> tuple[str, ...]:
    """Facts to know, without anybody's name beside them."""
    found = []
    if review.talks:
        found.append(f"{sentences.would_talk(review)} Call before the meeting, not after.")
    found += [
        f"How it stands: {shortened(what, _TEXT)}{f' (by {day(due)})' if due else ''}."
        for due, what in still_open(review)[: fit.promises]
    ]
    latest = sorted(review.incidents, key=lambda i: i.on, reverse=True)[: fit.incidents]
    found += [
        f"What keeps it from happening again: {shortened(i.what, _TEXT)} ({day(i.on)})."
        for i in latest
    ]
    surprise = _largest_surprise(review.factors)
    if surprise is not None:
        found.append(
            f"What we missed on {str(surprise.name).lower()}: we expected "
            f"{score_text(surprise.expectation)} and got {score_text(surprise.counterpart)}."
        )
    found.append("Who comes: those who were asked there, and no more than three of ours.")
    return tuple(found)


def _largest_surprise(factors: tuple[FactorReview, ...]) -> FactorReview | None:
    known = [
        f
        for f in factors
        if f.surprise.value is not None and abs(f.surprise.value) * 10 / f.scale.width >= 1
    ]
    return max(known, key=lambda f: abs(f.surprise.value or 0.0) / f.scale.width, default=None)


def _bring(review: Review) -> tuple[str, ...]:
    copy = (
        f"Bring the copy for the table, {review.relationship}-shared.pdf, one for each person."
        if not review.dispute
        else "There is no copy for the table, because this relationship is in dispute."
    )
    return (copy, "Leave this sheet and our own brief at home: both are for us only.")


def _to_read(of: Preparation, most: int) -> tuple[str, ...]:
    """The pages of the guide that help most, why, and where they stand, to be typed."""
    site = of.site_at.partition("://")[2]
    return tuple(
        f"“{link.title}”: {link.why}." + (f" {site}/guide/{link.slug}" if site else "")
        for link in guidance(of.review, of.guide)[:most]
    )


def _not_to_repeat(review: Review) -> tuple[str, ...]:
    found = []
    kept = sum(1 for words in review.words if words.consent is Consent.UNSAID)
    if kept:
        what = "remark stands" if kept == 1 else "remarks stand"
        found.append(
            f"{in_words(kept).capitalize()} {what} in our brief only: their writers did not agree "
            "to more. Do not quote them, and do not hint."
        )
    if review.side(Perspective.COUNTERPART).privacy is Privacy.CONFIDENTIAL:
        found.append("Their answers are confidential: never ask or guess who said what.")
    if any(not w.text and w.perspective is Perspective.COUNTERPART for w in review.words):
        found.append("Somebody there will raise something themselves: leave room, and wait.")
    return tuple(found)
