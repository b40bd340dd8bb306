"""Figures that together are about fewer than k people are found, and no others."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.core.differencing import Row, isolated


def mean(*people: str, of: str = "x") -> Row:
    return {(person, of): Fraction(1) for person in people}


def test_one_mean_of_three_is_about_three() -> None:
    assert isolated([mean("a", "b", "c")], 3) == frozenset()


def test_two_means_that_differ_by_one_person_are_about_that_person() -> None:
    assert isolated([mean("a", "b", "c"), mean("a", "b", "c", "d")], 3) == {"d"}


def test_two_means_that_differ_by_two_are_about_those_two() -> None:
    rows = [mean("a", "b", "c"), mean("a", "b", "c", "d", "e")]
    assert isolated(rows, 3) == {"d", "e"}
    assert isolated(rows, 2) == frozenset()


def test_two_means_that_differ_by_three_are_not_about_fewer() -> None:
    assert isolated([mean(*"abc"), mean(*"abcdef")], 3) == frozenset()


def test_three_means_can_do_what_no_two_of_them_do() -> None:
    """abcd + efgh − (all but h) leaves h alone."""
    rows = [mean(*"abcd"), mean(*"efgh"), mean(*"abcdefg")]
    for two in ((0, 1), (0, 2)):
        assert isolated([rows[n] for n in two], 3) == frozenset()
    assert isolated(rows, 3) == {"h"}


def test_the_same_person_is_one_person_in_all_their_answers() -> None:
    """b changed two answers: the differences are about b alone, however many they are."""
    old: Row = {("a", 1): Fraction(1), ("b", 1): Fraction(1), ("c", 1): Fraction(1)}
    new: Row = {("a", 1): Fraction(1), ("b", 2): Fraction(1), ("c", 1): Fraction(1)}
    assert isolated([old, new], 3) == {"b"}


def test_everything_about_fewer_than_k_is_about_fewer_than_k() -> None:
    assert isolated([mean("a", "b")], 3) == {"a", "b"}


def test_more_figures_never_say_less() -> None:
    rows = [mean(*"abcde"), mean(*"abcd"), mean(*"vwxyz")]
    assert isolated(rows, 3) == {"e"}


@given(
    st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=3), min_size=1, max_size=4),
    st.integers(2, 4),
)
def test_what_is_found_is_what_trying_every_small_group_finds(
    groups: list[set[str]], k: int
) -> None:
    """The shortcuts against the definition: the rank without a group is lower than with it."""
    from itertools import combinations

    rows = [mean(*sorted(group)) for group in groups]
    people = sorted({person for group in groups for person in group})

    def rank(without: set[str]) -> int:
        left = [[int(p in g and p not in without) for g in groups] for p in people]
        return _rank([[Fraction(x) for x in line] for line in left])

    expected = any(
        rank(set(few)) < rank(set()) for size in range(1, k) for few in combinations(people, size)
    )
    assert bool(isolated(rows, k)) == expected


def _rank(lines: list[list[Fraction]]) -> int:
    found = 0
    for column in range(len(lines[0]) if lines else 0):
        pivot = next((n for n in range(found, len(lines)) if lines[n][column]), None)
        if pivot is None:
            continue
        lines[found], lines[pivot] = lines[pivot], lines[found]
        for n in range(found + 1, len(lines)):
            factor = lines[n][column] / lines[found][column]
            lines[n] = [a - factor * b for a, b in zip(lines[n], lines[found], strict=True)]
        found += 1
    return found
