"""A reader with pencil and paper who knows more than any real one, and subtracts.

Knows of every build what `export reviews` says, who answered which question, and whose answer was
another one by then; not what anybody answered. Every shown score is an equation. What it tries to
find is a combination of them that is about fewer than k people. Written apart from the product:
brute force over all small groups, by Gaussian elimination.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

Given = Mapping[str, Mapping[str, int]]
"""Person → item → their answer, as the tests know it. The solver uses it for telling answers apart
and for checking its equations, never as something known."""
Unknown = tuple[str, str, int]
"""One answer: whose, to what, and which version of it."""
Equation = dict[Unknown, Fraction]


def equations(
    told: Mapping[str, Any], given: Given, factors: Mapping[str, Sequence[str]], side: str
) -> list[Equation]:
    """What one review says of one side; checked against the answers that it is said of."""
    found: list[Equation] = []
    for item, figure in told["items"].items():
        if _is_number(figure[side]):
            whose = {p: answers for p, answers in given.items() if item in answers}
            equation = {
                (p, item, answers[item]): Fraction(1, len(whose)) for p, answers in whose.items()
            }
            found.append(_checked(equation, figure[side]))
    means: dict[str, dict[str, Equation]] = {}
    for factor, items in factors.items():
        for person, answers in given.items():
            own = [item for item in items if item in answers]
            if len(own) >= 2:
                means.setdefault(person, {})[factor] = {
                    (person, item, answers[item]): Fraction(1, len(own)) for item in own
                }
    for factor in factors:
        if factor in told["factors"] and _is_number(told["factors"][factor][side]):
            parts = [of[factor] for of in means.values() if factor in of]
            found.append(_checked(_mean(parts), told["factors"][factor][side]))
    if "scale" in told["index"] and _is_number(told["index"][side]):
        parts = [_mean(list(of.values())) for of in means.values() if len(of) >= 3]
        found.append(_checked(_mean(parts), told["index"][side]))
    return found


def recovered(known: Sequence[Equation], k: int) -> set[str]:
    """People who are found to be in a group of fewer than k that some combination is about."""
    people = sorted({person for equation in known for person, _, _ in equation})
    unknowns = sorted({unknown for equation in known for unknown in equation})
    rows = [[equation.get(unknown, Fraction(0)) for unknown in unknowns] for equation in known]
    whole = rank(rows)
    found: set[str] = set()
    for size in range(1, k):
        for group in combinations(people, size):
            outside = [n for n, unknown in enumerate(unknowns) if unknown[0] not in group]
            if rank([[row[n] for n in outside] for row in rows]) < whole:
                found |= set(group)
    return found


def rank(rows: Iterable[Sequence[Fraction]]) -> int:
    """Gaussian elimination, exactly."""
    left = [list(row) for row in rows if any(row)]
    done = 0
    while left:
        pivot = left.pop()
        lead = next(n for n, value in enumerate(pivot) if value)
        reduced = []
        for row in left:
            factor = row[lead] / pivot[lead]
            rest = [a - factor * b for a, b in zip(row, pivot, strict=True)] if factor else row
            if any(rest):
                reduced.append(rest)
        left, done = reduced, done + 1
    return done


def _is_number(score: Mapping[str, Any]) -> bool:
    return score["value"] is not None and "bound" not in score


def _mean(parts: Sequence[Equation]) -> Equation:
    mean: Equation = {}
    for part in parts:
        for unknown, share in part.items():
            mean[unknown] = mean.get(unknown, Fraction(0)) + share / len(parts)
    return mean


def _checked(equation: Equation, score: Mapping[str, Any]) -> Equation:
    """The solver's model of what is published is the right one, or its failing proves nothing."""
    mean = sum(share * unknown[2] for unknown, share in equation.items())
    assert abs(float(mean) - score["value"]) <= 0.05 + 1e-9
    assert len({person for person, _, _ in equation}) == score["n"]
    return equation
