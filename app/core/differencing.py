"""Whether figures that stand next to each other say together what none of them says alone.

Every published mean is a sum over people. A combination of such sums in which all but a few people
cancel out is a figure about those few. Figures are taken as exact here, so that no protection
rests on rounding. Knows sums; knows no surveys and no pages.

Source: the audit of linear disclosure in Willenborg & de Waal, *Elements of Statistical Disclosure
Control* (2001), ch. 1, turned from cells to people.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

Variable = tuple[Hashable, Hashable]
"""Whose, and what of theirs: one unknown number."""
Row = Mapping[Variable, Fraction]
"""A figure as a sum of unknown numbers, up to a factor."""
Column = tuple[int, ...]
"""One unknown number in all the figures, modulo `_PRIME`."""
_PRIME = 2**61 - 1
"""Ranks are counted modulo this prime, which costs a small part of what fractions do. One comes out
too low only where a determinant that is not 0 is a multiple of it: by chance once in 10^18.
"""
Basis = list[tuple[int, list[int]]]
"""Independent columns, each with its first place that is not 0, where it is 1."""


def isolated(rows: Sequence[Row], k: int) -> frozenset[Hashable]:
    """Fewer than `k` people whom some combination of the figures is about; empty for nobody.

    A combination that is zero for everybody outside a group and not inside it exists exactly when
    the figures without the group's columns have a lower rank.
    """
    people = _columns(rows)
    alike: dict[frozenset[Column], list[Hashable]] = {}
    for person, columns in people.items():
        alike.setdefault(columns, []).append(person)
    # A class of k people who count the same in everything is never a part of a smaller group.
    if all(len(group) >= k for group in alike.values()):
        return frozenset()
    whole = _rank(column for columns in alike for column in columns)
    if _is_carried_by_many(people, whole, k):
        return frozenset()
    for group in _groups_below(alike, k):
        rest = (column for columns in alike if columns not in group for column in columns)
        if _rank(rest, whole) < whole:
            return frozenset(person for columns in group for person in alike[columns])
    return frozenset()


def _columns(rows: Sequence[Row]) -> dict[Hashable, frozenset[Column]]:
    """By person the columns of their unknown numbers."""
    found: dict[Variable, list[int]] = {}
    for place, row in enumerate(rows):
        for variable, share in row.items():
            found.setdefault(variable, [0] * len(rows))[place] = _modulo(share)
    people: dict[Hashable, set[Column]] = {}
    for (person, _), column in found.items():
        people.setdefault(person, set()).add(tuple(column))
    return {person: frozenset(columns) for person, columns in people.items()}


def _is_carried_by_many(people: Mapping[Hashable, frozenset[Column]], whole: int, k: int) -> bool:
    """Whether `k` groups without a person in common each have the full rank.

    Then no group of fewer than `k` people can lower it, and nothing needs to be tried.
    """
    left = list(people.values())
    for _ in range(k):
        basis: Basis = []
        over = []
        for columns in left:
            fresh = [column for column in columns if len(basis) < whole and _extend(basis, column)]
            if not fresh:
                over.append(columns)
        if len(basis) < whole:
            return False
        left = over
    return True


def _groups_below(
    alike: Mapping[frozenset[Column], Sequence[Hashable]], k: int
) -> Iterator[frozenset[frozenset[Column]]]:
    """Sets of classes with fewer than `k` people in all, the largest first."""
    small = [columns for columns, group in alike.items() if len(group) < k]
    for size in range(k - 1, 0, -1):
        for group in combinations(small, size):
            if sum(len(alike[columns]) for columns in group) < k:
                yield frozenset(group)


def _rank(columns: Iterable[Column], enough: int | None = None) -> int:
    """The rank, or `enough` as soon as that is reached."""
    basis: Basis = []
    for column in columns:
        _extend(basis, column)
        if len(basis) == enough:
            break
    return len(basis)


def _extend(basis: Basis, column: Column) -> bool:
    """Adds what of a column the basis does not span yet; whether there was any."""
    rest = list(column)
    for lead, known in basis:
        factor = rest[lead]
        if factor:
            rest = [(a - factor * b) % _PRIME for a, b in zip(rest, known, strict=True)]
    first = next((place for place, share in enumerate(rest) if share), None)
    if first is None:
        return False
    scale = pow(rest[first], -1, _PRIME)
    basis.append((first, [share * scale % _PRIME for share in rest]))
    return True


@lru_cache(maxsize=1024)
def _modulo(share: Fraction) -> int:
    return share.numerator * pow(share.denominator, -1, _PRIME) % _PRIME
