"""How often a printed range holds what it is about: the mean of everyone on the list.

Every wave has one relationship for each pair of n answers and N asked, the other side's pairs in an
order drawn by chance, so that spreads are pooled over large and small groups as in a real firm.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from random import Random

from app.core.survey import Perspective
from app.core.wave import Privacy
from tests.simulation.firms import Population, compiled, listed, mean_of

LISTS = (3, 4, 5, 6, 8, 10)
PAIRS = tuple((n, of) for of in LISTS for n in range(2, of))
"""n answers of N asked, n = 2 … N − 1."""
TWICE = 2
"""Relationships of each pair in one wave."""


@dataclass(slots=True)
class Coverage:
    """How many ranges were printed, and how many held the truth."""

    printed: Counter[tuple[int, int]] = field(default_factory=Counter)
    held: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Of means, by n and N."""
    gaps_printed: int = 0
    gaps_held: int = 0

    def of(self, pair: tuple[int, int]) -> float:
        """Per cent of one pair's ranges of means that held."""
        return 100 * self.held[pair] / self.printed[pair]

    @property
    def means(self) -> float:
        return 100 * self.held.total() / self.printed.total()

    @property
    def gaps(self) -> float:
        return 100 * self.gaps_held / self.gaps_printed

    def by_answers(self, n: int) -> float:
        """Per cent over all lists of which n answered."""
        pairs = [pair for pair in self.printed if pair[0] == n]
        return 100 * sum(self.held[p] for p in pairs) / sum(self.printed[p] for p in pairs)


def coverage(
    population: Population,
    waves: int,
    seed: int,
    *,
    uneven: bool = False,
    privacy: Privacy = Privacy.NAMED,
) -> Coverage:
    """Coverage over so many waves of 48 relationships each."""
    draw = Random(f"{seed} {population.name} {uneven} {privacy}")
    found = Coverage()
    for _ in range(waves):
        _one_wave(population, uneven, privacy, draw, found)
    return found


def _one_wave(
    population: Population, uneven: bool, privacy: Privacy, draw: Random, found: Coverage
) -> None:
    slugs = [f"r{n:02}" for n in range(TWICE * len(PAIRS))]
    pairs: dict[tuple[str, Perspective], tuple[int, int]] = {}
    for perspective in Perspective:
        turned = list(PAIRS) * TWICE
        draw.shuffle(turned)
        pairs |= {(slug, perspective): pair for slug, pair in zip(slugs, turned, strict=True)}
    lists = {key: listed(population, of, uneven, draw) for key, (_, of) in pairs.items()}
    answering = {key: n for key, (n, _) in pairs.items()}
    truth = {key: mean_of(people) for key, people in lists.items()}
    _, factors = compiled(population.scale, lists, answering, privacy)
    for slug, factor in factors:
        sides = (
            (Perspective.COUNTERPART, factor.counterpart),
            (Perspective.SELF, factor.own),
        )
        for perspective, score in sides:
            if score.low is not None and score.high is not None:
                pair = pairs[slug, perspective]
                found.printed[pair] += 1
                found.held[pair] += score.low <= truth[slug, perspective] <= score.high
        gap = factor.gap
        if gap.low is not None and gap.high is not None:
            true = truth[slug, Perspective.SELF] - truth[slug, Perspective.COUNTERPART]
            found.gaps_printed += 1
            found.gaps_held += gap.low <= true <= gap.high


def table(results: list[tuple[str, Coverage]]) -> str:
    """Per cent that held: by how many answered, the worst and best pair of n and N, and gaps."""
    answers = sorted({n for n, _ in PAIRS})
    lines = [
        f"{'population':<32}{'means':>7}"
        + "".join(f"{f'n={n}':>7}" for n in answers)
        + f"{'lowest (n of N)':>18}{'highest':>18}{'gaps':>7}"
    ]
    for name, found in results:
        order = sorted(found.printed, key=found.of)
        low, high = order[0], order[-1]
        known = {n for n, _ in found.printed}
        lines.append(
            f"{name:<32}{found.means:>7.1f}"
            + "".join(
                f"{found.by_answers(n):>7.1f}" if n in known else f"{'–':>7}" for n in answers
            )
            + f"{f'{found.of(low):.1f} ({low[0]} of {low[1]})':>18}"
            + f"{f'{found.of(high):.1f} ({high[0]} of {high[1]})':>18}{found.gaps:>7.1f}"
        )
    return "\n".join(lines)


def every_population(
    populations: tuple[Population, ...], waves: int, seed: int
) -> list[tuple[str, Coverage]]:
    """All populations, with equal and with uneven spreads."""
    return [
        (
            population.name + (", spreads ±25 %" if uneven else ""),
            coverage(population, waves, seed, uneven=uneven),
        )
        for population, uneven in product(populations, (False, True))
    ]
