"""Invented firms whose truth is known: what everyone on each list would have said.

One factor of three questions. A relationship has a level on each side, a person a level of their
own around it, and each answer a little noise around that, rounded to a point of the scale and cut
off at its ends. Who answers is drawn by chance from the list. `Population` says the shape; with
`uneven` a relationship's spread is a quarter smaller or larger than the others', by a coin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from app.core.compile import compile_review
from app.core.context import FirmContext, firm_context
from app.core.response import Response
from app.core.review import FactorReview
from app.core.survey import Perspective, Scale
from app.core.wave import Privacy
from tests.builders import AFTER, TEN, a_response, a_survey, a_wave

FINE = Scale(id="fine", minimum=0, maximum=1000)
"""So many points that rounding is nothing."""
ITEMS = ("A1", "A2", "A3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """How far one person is from their relationship's level, and where levels lie."""

    name: str
    scale: Scale
    level: float
    """Scale points: the middle of relationships' levels."""
    between: float
    """Standard deviation of levels."""
    away: Callable[[Random], float]
    """One person's distance from the level, scale points."""
    noise: float
    """Standard deviation of one answer around its person."""


def _unhappy(draw: Random) -> float:
    return draw.gauss(-4.3, 1.5) if draw.random() < 1 / 7 else draw.gauss(0.7, 1.0)


POPULATIONS = (
    Population(
        name="normal, unrounded",
        scale=FINE,
        level=500,
        between=60,
        away=lambda draw: draw.gauss(0, 90),
        noise=40,
    ),
    Population(
        name="normal, 0-10",
        scale=TEN,
        level=5.5,
        between=0.9,
        away=lambda draw: draw.gauss(0, 1.5),
        noise=0.8,
    ),
    Population(
        name="ceilinged, 0-10",
        scale=TEN,
        level=8.6,
        between=0.9,
        away=lambda draw: draw.gauss(0, 1.7),
        noise=0.8,
    ),
    Population(
        name="skewed, 0-10",
        scale=TEN,
        level=7.4,
        between=0.9,
        away=lambda draw: 2.0 - draw.gammavariate(1.6, 1.25),
        noise=0.8,
    ),
    Population(
        name="one in seven unhappy",
        scale=TEN,
        level=7.2,
        between=0.7,
        away=_unhappy,
        noise=0.6,
    ),
)


def answers_of(population: Population, level: float, wider: float, draw: Random) -> list[int]:
    """One person's three answers."""
    own = level + wider * population.away(draw)
    ends = population.scale.minimum, population.scale.maximum
    return [min(ends[1], max(ends[0], round(draw.gauss(own, population.noise)))) for _ in ITEMS]


def listed(population: Population, size: int, uneven: bool, draw: Random) -> list[list[int]]:
    """What everyone on one side's list would say."""
    level = draw.gauss(population.level, population.between)
    wider = draw.choice((0.75, 1.25)) if uneven else 1.0
    return [answers_of(population, level, wider, draw) for _ in range(size)]


def mean_of(people: Sequence[Sequence[int]]) -> float:
    return fmean(fmean(answers) for answers in people)


Lists = Mapping[tuple[str, Perspective], list[list[int]]]
Sizes = Mapping[tuple[str, Perspective], int]


def compiled(
    scale: Scale, lists: Lists, answering: Sizes, privacy: Privacy = Privacy.NAMED
) -> tuple[FirmContext, Iterator[tuple[str, FactorReview]]]:
    """The factor of every relationship, by the road that real answers take.

    The first `answering` of each list answer: people of a list come in no order.
    """
    slugs = tuple(dict.fromkeys(slug for slug, _ in lists))
    opened = a_wave(
        survey=a_survey(factors=1, scale=scale),
        relationships={
            slug: (len(lists[slug, Perspective.COUNTERPART]), len(lists[slug, Perspective.SELF]))
            for slug in slugs
        },
        counterpart=privacy,
        own=privacy,
    )
    context = firm_context(opened, list(_responses(lists, answering)), [], AFTER)
    return context, ((slug, compile_review(slug, context).factors[0]) for slug in slugs)


def _responses(lists: Lists, answering: Sizes) -> Iterator[Response]:
    for (slug, perspective), people in lists.items():
        for place, answers in enumerate(people[: answering[slug, perspective]], 1):
            yield a_response(
                f"{perspective.value[0]}{place}",
                dict(zip(ITEMS, answers, strict=True)),
                perspective=perspective,
                relationship=slug,
            )
