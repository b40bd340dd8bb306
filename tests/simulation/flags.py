"""How often the classes of gaps are right, in invented firms whose true gaps are known.

The truth is of the relationship: what ever so many people of each side would say on average. Ours
and theirs agree as little as people and those who judge them do (correlation .22), we a little
more lenient; persons differ by 1.7 points around their side's level. Everyone asked answers: 1 to
4 of ours, 2 to 7 of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from random import Random
from statistics import NormalDist

from app.core.gaps import GapClass, chance_flags
from app.core.survey import Perspective
from tests.builders import TEN
from tests.simulation.firms import Population, answers_of, compiled

CORRELATION = 0.22
LENIENT = 0.3
"""Points by which we rate ourselves higher on the whole."""
LARGE = 1.5
_NORMAL = NormalDist()


def percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else nan


@dataclass(slots=True)
class Flags:
    """Counts over many firms."""

    relationships: int = 0
    blind_spots: int = 0
    blind_spots_wrong: int = 0
    """Flagged where they truly rate no lower than we do."""
    strengths: int = 0
    strengths_wrong: int = 0
    raw: int = 0
    """Plain gaps of a point or more, whatever they rest on."""
    raw_wrong: int = 0
    large: int = 0
    """True gaps of 1.5 points or more."""
    large_found: int = 0
    large_asked: int = 0
    """Of those, called blind spot or possible blind spot."""
    promised: float = 0.0
    """Chance flags that were announced, blind spots and hidden strengths."""

    @property
    def wrong(self) -> float:
        """Per cent of blind spots with the wrong sign."""
        return percent(self.blind_spots_wrong, self.blind_spots)

    @property
    def strengths_wrong_share(self) -> float:
        return percent(self.strengths_wrong, self.strengths)

    @property
    def raw_wrong_share(self) -> float:
        return percent(self.raw_wrong, self.raw)

    @property
    def found(self) -> float:
        return percent(self.large_found, self.large)

    @property
    def asked(self) -> float:
        return percent(self.large_asked, self.large)

    @property
    def promised_share(self) -> float:
        """Per cent of all flags announced to be chance."""
        return percent(self.promised, self.blind_spots + self.strengths)

    @property
    def wrong_share(self) -> float:
        """Per cent of all flags, of both kinds, with the wrong sign."""
        wrong = self.blind_spots_wrong + self.strengths_wrong
        return percent(wrong, self.blind_spots + self.strengths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A kind of firm."""

    relationships: int
    level: float
    between: float
    """Standard deviation of a side's levels."""
    spread: float = 1.7

    @property
    def name(self) -> str:
        return f"{self.relationships} at {self.level:.1f} ± {self.between:.1f}"


def flags(firm: Firm, firms: int, seed: int) -> Flags:
    """The classes' record over so many firms of one kind."""
    draw = Random(f"{seed} {firm.name}")
    found = Flags()
    noise = 0.8
    # Three answers' noise is part of what one person's score differs by.
    own = sqrt(firm.spread**2 - noise**2 / 3)
    population = Population(
        name=firm.name,
        scale=TEN,
        level=firm.level,
        between=firm.between,
        away=lambda d: d.gauss(0, own),
        noise=noise,
    )
    for _ in range(firms):
        _one_firm(firm, population, draw, found)
    return found


def _one_firm(firm: Firm, population: Population, draw: Random, found: Flags) -> None:
    lists, true = {}, {}
    for n in range(firm.relationships):
        theirs, shared = draw.gauss(0, 1), draw.gauss(0, 1)
        ours = CORRELATION * theirs + sqrt(1 - CORRELATION**2) * shared
        levels = {
            Perspective.COUNTERPART: firm.level + firm.between * theirs,
            Perspective.SELF: firm.level + LENIENT + firm.between * ours,
        }
        sizes = {
            Perspective.COUNTERPART: draw.randint(2, 7),
            Perspective.SELF: draw.randint(1, 4),
        }
        for side, level in levels.items():
            lists[f"r{n:03}", side] = [
                answers_of(population, level, 1.0, draw) for _ in range(sizes[side])
            ]
        expected = {side: said_on_average(level, firm.spread) for side, level in levels.items()}
        true[f"r{n:03}"] = expected[Perspective.SELF] - expected[Perspective.COUNTERPART]
    answering = {key: len(people) for key, people in lists.items()}
    _, factors = compiled(TEN, lists, answering)
    classes = []
    for slug, factor in factors:
        kind, gap = factor.gap_class, true[slug]
        assert kind is not None
        classes.append(kind)
        blind = kind.kind is GapClass.BLIND_SPOT
        found.relationships += 1
        found.blind_spots += blind
        found.blind_spots_wrong += blind and gap <= 0
        strength = kind.kind is GapClass.HIDDEN_STRENGTH
        found.strengths += strength
        found.strengths_wrong += strength and gap >= 0
        found.raw += kind.plain >= 1
        found.raw_wrong += kind.plain >= 1 and gap <= 0
        found.large += gap >= LARGE
        found.large_found += gap >= LARGE and blind
        found.large_asked += gap >= LARGE and (blind or kind.kind is GapClass.POSSIBLE_BLIND_SPOT)
    found.promised += chance_flags(classes).expected


def said_on_average(level: float, spread: float) -> float:
    """The mean of a normal distribution that is cut off at the ends of 0–10."""
    low, high = (0 - level) / spread, (10 - level) / spread
    inside = _NORMAL.cdf(high) - _NORMAL.cdf(low)
    bend = _NORMAL.pdf(low) - _NORMAL.pdf(high)
    return level * inside + spread * bend + 10 * (1 - _NORMAL.cdf(high))


FIRMS = tuple(
    Firm(relationships=count, level=level, between=between)
    for count in (30, 200)
    for level, between in ((7.2, 1.2), (7.2, 0.9), (8.2, 0.9), (7.2, 0.6))
)


def table(results: list[tuple[Firm, Flags]]) -> str:
    lines = [
        f"{'relationships at level ± between':<34}{'blind spots':>12}{'wrong %':>9}"
        f"{'strengths wrong %':>19}{'raw wrong %':>13}{'found %':>9}{'or asked %':>12}"
        f"{'promised %':>12}{'was %':>7}"
    ]
    lines += [
        f"{firm.name:<34}{one.blind_spots:>12}{one.wrong:>9.1f}{one.strengths_wrong_share:>19.1f}"
        f"{one.raw_wrong_share:>13.1f}{one.found:>9.1f}{one.asked:>12.1f}"
        f"{one.promised_share:>12.1f}{one.wrong_share:>7.1f}"
        for firm, one in results
    ]
    return "\n".join(lines)
