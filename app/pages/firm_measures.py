"""What the firm's means rest on: what gaps are called, whether a factor's questions move together,
and how much of the differences between relationships is more than chance.

Knows finished overviews; what is not told says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.core.agreement import MOSTLY_CHANCE
from app.core.gaps import GapClass
from app.core.gates import FactorGate
from app.core.known import Unknown, Why
from app.core.overview import Portfolio
from app.core.reliability import FEWEST_PEOPLE, Reliability, Standing
from app.core.survey import Perspective
from app.pages.numbers import in_words, two_decimals, whole
from app.pages.reasons import reason

_TOGETHER = {
    Standing.FACTOR: "they do",
    Standing.GREY: "loosely",
    Standing.ITEMS: "they do not: read them one by one",
}
_NO_ALPHA = {Why.TOO_FEW_PEOPLE: f"fewer than {FEWEST_PEOPLE} people answered all of them"}
_NO_SHARE = {
    Why.TOO_FEW_RELATIONSHIPS: "nothing to compare with",
    Why.NO_GROUP_OF_TWO: "nobody gave a second answer",
}
_NOT_ANSWERED = "not answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """One factor of one survey, or all of a survey's where nothing else is to be said of any."""

    name: str
    they_together: str
    we_together: str
    they_differ: str
    we_differ: str


def classes_sentence(portfolio: Portfolio) -> str:
    """How many gaps are called what; nothing where there is none."""
    counts = dict(portfolio.classes)
    if not counts:
        return ""
    named = [
        _noun(counts[GapClass.BLIND_SPOT], "blind spot"),
        _noun(counts[GapClass.POSSIBLE_BLIND_SPOT], "possible blind spot"),
        _noun(counts[GapClass.HIDDEN_STRENGTH], "hidden strength"),
        _noun(counts[GapClass.POSSIBLE_HIDDEN_STRENGTH], "possible hidden strength"),
    ]
    good, middling, poor = (
        counts[kind]
        for kind in (GapClass.ALIGNED_GOOD, GapClass.ALIGNED_MIDDLING, GapClass.ALIGNED_POOR)
    )
    close = f"no gap we could see in {good + middling + poor}"
    if good + middling + poor:
        close += f" ({good} with both high, {middling} in the middle, {poor} with both low)"
    total = sum(counts.values())
    of = "One gap" if total == 1 else f"Of {total} gaps"
    return (
        f"{of}, each of a relationship and a factor: {', '.join(named)}; {close}; "
        f"not enough answers to say in {counts[GapClass.NOT_ENOUGH]}."
    )


def _noun(count: int, noun: str) -> str:
    return f"{in_words(count) if count else 'no'} {noun}{'' if count == 1 else 's'}"


def measure_lines(portfolio: Portfolio) -> tuple[MeasureLine, ...]:
    """A line a factor; one for the whole survey where all of its factors would read the same."""
    by_survey: dict[str, dict[str, dict[Perspective, FactorGate]]] = {}
    for gate in portfolio.gates:
        factors = by_survey.setdefault(gate.survey, {})
        factors.setdefault(gate.factor, {})[gate.perspective] = gate
    names = {mean.scores.factor: str(mean.scores.name) for mean in portfolio.means}
    found: list[MeasureLine] = []
    for survey, factors in by_survey.items():
        of = f" · the {survey} survey" if len(by_survey) > 1 else ""
        lines = [_line(f"{names.get(f, f)}{of}", sides) for f, sides in factors.items()]
        alike = {replace(line, name="") for line in lines}
        if len(alike) == 1 and len(lines) > 1:
            lines = [replace(lines[0], name=f"Every factor{of}")]
        found += lines
    return tuple(found)


def _line(name: str, sides: dict[Perspective, FactorGate]) -> MeasureLine:
    theirs, ours = sides.get(Perspective.COUNTERPART), sides.get(Perspective.SELF)
    return MeasureLine(
        name=name,
        they_together=_together(theirs),
        we_together=_together(ours),
        they_differ=_differ(theirs),
        we_differ=_differ(ours),
    )


def _together(gate: FactorGate | None) -> str:
    """Whether the questions of a factor move together: Cronbach's alpha with its range and n."""
    if gate is None:
        return _NOT_ANSWERED
    alpha = gate.alpha
    if not isinstance(alpha, Reliability):
        return _NO_ALPHA.get(alpha.why) or reason(alpha)
    low, high = two_decimals(alpha.interval.low), two_decimals(alpha.interval.high)
    return (
        f"{_TOGETHER[alpha.standing]} (α {two_decimals(alpha.alpha)}, between {low} and {high}, "
        f"{alpha.people} people)"
    )


def _differ(gate: FactorGate | None) -> str:
    """How much of the differences between relationships' means is more than chance: ICC(2)."""
    if gate is None:
        return _NOT_ANSWERED
    share = gate.icc_means
    if isinstance(share, Unknown):
        return _NO_SHARE.get(share.why) or reason(share)
    mostly = ": mostly chance" if share.value < MOSTLY_CHANCE else ""
    return f"{whole(share.value * 100)}% over {gate.relationships} relationships{mostly}"
