"""Which pages of the guide a review points to, and why: by what it shows, and never by who.

Knows finished reviews and the titles that the firm's guide has; a page that the firm took out of it
is not pointed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.levels import LOW, on_ten
from app.core.review import FactorReview, Review
from app.core.survey import Role
from app.pages.agreed import any_broken


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideLink:
    slug: str
    title: str
    why: str


def guidance(review: Review, titles: Iterable[tuple[str, str]]) -> tuple[GuideLink, ...]:
    """The pages of the guide that help with this review, the most pressing first."""
    known = dict(titles)
    return tuple(
        GuideLink(slug=slug, title=known[slug], why=why)
        for slug, why in _for(review)
        if slug in known
    )


def _for(review: Review) -> Iterator[tuple[str, str]]:
    if not review.compiled:
        return
    if review.dispute or review.incidents or any_broken(review):
        yield "after-a-breakdown", "something went wrong between you, or was promised and not done"
    if any(_is_low(factor) for factor in review.factors):
        yield "hard-conversations", "they rate at least one thing low"
    if any(_is_wide(factor) for factor in review.factors):
        yield "resolving-a-conflict", "the two views are a point or more of ten apart"
    yield "holding-the-meeting", "the hour, and what to agree in it"
    yield "listening", "how to hear what a number means"
    if any(factor.asked for factor in review.factors):
        yield "four-factors", "what respect, trust, cooperation and transparency ask about"
    if any(item.role in (Role.OUR_PART, Role.THEIR_PART) for item in review.items):
        yield "three-verifications", "what each side’s part is, and how it is checked"


def _is_wide(factor: FactorReview) -> bool:
    gap = factor.gap.value
    return gap is not None and abs(gap) * 10 >= factor.scale.width


def _is_low(factor: FactorReview) -> bool:
    value = factor.counterpart.value
    return value is not None and on_ten(value, factor.scale) < LOW
