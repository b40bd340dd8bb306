"""What stands on the lead's sheet: to find out, to bring, not to repeat, how to begin, to read.

It is help and not a file on anyone: nothing here is evidence about whoever leads. Knows finished
reviews and the pages of the guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.levels import is_apart
from app.core.response import Consent
from app.core.review import FactorReview, Review
from app.core.survey import Perspective
from app.core.wave import Privacy
from app.pages import sentences
from app.pages.agreed import still_open
from app.pages.brief_agenda import opening_lines
from app.pages.brief_paper import BODY, WIDTH, shortened
from app.pages.brief_words import Voice
from app.pages.guidance import guidance
from app.pages.numbers import day, in_words, score_text

POINT_WIDTH = WIDTH - 6.5
"""Millimetres of a line beside its box or dot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A page of the guide."""

    why: str
    address: str
    """Where it stands, to be typed; empty where the firm has no site."""
    unbroken: bool
    """The address fits on a line of its own: no hyphen ends one that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    heading: str
    points: tuple[str, ...] = ()
    guide: tuple[ToRead, ...] = ()
    to_do: bool = False
    """To be ticked off."""


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
class PrepareFit:
    """How much of each part is printed."""

    promises: int = 4
    incidents: int = 2
    openings: int = 3
    guide: int = 3
    text: int = 120
    """Characters after which a promise or an incident is cut at a word; its day never is."""


def prepare_parts(of: Preparation, voice: Voice, fit: PrepareFit) -> tuple[Part, ...]:
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
        Part(heading="Read beforehand", guide=_to_read(of, fit.guide)),
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


def _find_out(review: Review, fit: PrepareFit) -> tuple[str, ...]:
    """Facts to know, without anybody's name beside them."""
    found = []
    if review.talks:
        found.append(f"{sentences.would_talk(review)} Call before the meeting, not after.")
    found += [
        f"How it stands: {shortened(what, fit.text)}{f' (by {day(due)})' if due else ''}."
        for due, what in still_open(review)[: fit.promises]
    ]
    latest = sorted(review.incidents, key=lambda i: i.on, reverse=True)[: fit.incidents]
    found += [
        f"What keeps it from happening again: {shortened(i.what, fit.text)} ({day(i.on)})."
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
    known = [f for f in factors if is_apart(f.surprise.value, f.scale)]
    return max(known, key=lambda f: abs(f.surprise.value or 0.0) / f.scale.width, default=None)


def _bring(review: Review) -> tuple[str, ...]:
    copy = (
        f"Bring the copy for the table, {review.relationship}-shared.pdf, one for each person."
        if not review.dispute
        else "There is no copy for the table, because this relationship is in dispute."
    )
    return (copy, "Leave this sheet and our own brief at home: both are for us only.")


def _to_read(of: Preparation, most: int) -> tuple[ToRead, ...]:
    """The pages of the guide that help most, why, and where they stand."""
    site = of.site_at.partition("://")[2]
    found = []
    for link in guidance(of.review, of.guide)[:most]:
        address = f"{site}/guide/{link.slug}" if site else ""
        found.append(
            ToRead(
                why=f"“{link.title}”: {link.why}.",
                address=address,
                unbroken=BODY.lines(address, POINT_WIDTH) == 1,
            )
        )
    return tuple(found)


def _not_to_repeat(review: Review) -> tuple[str, ...]:
    found = _kept_from_them(review)
    theirs = review.side(Perspective.COUNTERPART)
    if theirs.privacy is Privacy.CONFIDENTIAL and theirs.answered:
        found.append("Their answers are confidential: never ask or guess who said what.")
    if any(not w.text and w.perspective is Perspective.COUNTERPART for w in review.words):
        found.append("Somebody there will raise something themselves: leave room, and wait.")
    return tuple(found)


def _kept_from_them(review: Review) -> list[str]:
    """How many remarks, of which side, stand in our own brief alone."""
    unsaid = [words.perspective for words in review.words if words.consent is Consent.UNSAID]
    sides = ((Perspective.COUNTERPART, "theirs"), (Perspective.SELF, "ours"))
    counts = [(n, of) for side, of in sides if (n := unsaid.count(side))]
    if not counts:
        return []
    (first, of), *rest = counts
    one = len(unsaid) == 1
    who = f"{in_words(first).capitalize()} {'remark' if first == 1 else 'remarks'} of {of}"
    who += "".join(f" and {in_words(n)} of {other}" for n, other in rest)
    return [
        f"{who} {'stands' if one else 'stand'} in our brief only: "
        f"{'its writer' if one else 'their writers'} did not agree to more. Do not quote "
        f"{'it' if one else 'them'}, and do not hint."
    ]
