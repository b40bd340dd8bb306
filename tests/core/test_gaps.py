"""A gap's class follows exact rules, and both directions are each other's mirror."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.gaps import (
    FLAGS,
    MIRRORED,
    ClassifiedGap,
    GapClass,
    SideOfGap,
    chance_flags,
    classify,
    smallest_gap,
)
from app.core.known import Unknown, Why
from app.core.survey import Scale
from tests.builders import FIVE, TEN
from tests.properties import FEW

SEVEN = Scale(id="seven", minimum=1, maximum=7)


def side(
    mean: float | None, n: int = 8, steadied: float | None = None, spread: float = 1.7
) -> SideOfGap:
    return SideOfGap(n=n, mean=mean, steadied=steadied, spread=spread)


def gap(own: SideOfGap, counterpart: SideOfGap, scale: Scale = TEN) -> ClassifiedGap:
    found = classify(own, counterpart, scale)
    assert isinstance(found, ClassifiedGap)
    return found


def kind(own: float, counterpart: float, n: int = 8, spread: float = 1.7) -> GapClass:
    return gap(side(own, n, spread=spread), side(counterpart, n, spread=spread)).kind


sides = st.builds(
    side,
    st.floats(0, 10, allow_nan=False),
    st.integers(1, 9),
    st.none() | st.floats(0, 10, allow_nan=False),
    st.sampled_from([0.0, 0.5, 1.7, 3.0]),
)


@given(sides, sides)
@FEW
def test_turned_round_a_gap_changes_its_sign_and_mirrors_its_class(
    one: SideOfGap, other: SideOfGap
) -> None:
    there, back = gap(one, other), gap(other, one)
    assert (there.plain, there.steadied) == (-back.plain, -back.steadied)
    assert (there.sd, there.sure) == (back.sd, back.sure)
    assert there.kind is MIRRORED.get(back.kind, back.kind)
    assert 0.5 <= there.sure <= 1.0


def test_the_class_that_managers_read_of_8_2_and_5_9() -> None:
    found = gap(side(8.2, 4), side(5.9, 4))
    assert found.kind is GapClass.BLIND_SPOT
    assert found.plain == pytest.approx(2.3)
    assert found.sd == pytest.approx(1.7 * sqrt(0.5))


@pytest.mark.parametrize(
    ("own", "counterpart", "n", "expected"),
    [
        (8.0, 6.0, 8, GapClass.BLIND_SPOT),
        (6.0, 8.0, 8, GapClass.HIDDEN_STRENGTH),
        # Φ(1/1.2) = .80: in the right direction, but not surely enough to flag.
        (8.0, 7.0, 4, GapClass.POSSIBLE_BLIND_SPOT),
        (7.0, 8.0, 4, GapClass.POSSIBLE_HIDDEN_STRENGTH),
        # Large enough to be a topic, and as likely chance: one answer a side, Φ(1/2.4) = .66.
        (8.0, 7.0, 1, GapClass.NOT_ENOUGH),
        # A gap of .8: in the right direction at .83, and at .68 not surely enough to ask about.
        (7.8, 7.0, 8, GapClass.POSSIBLE_BLIND_SPOT),
        (7.0, 7.8, 8, GapClass.POSSIBLE_HIDDEN_STRENGTH),
        (7.8, 7.0, 2, GapClass.NOT_ENOUGH),
        (7.0, 7.8, 2, GapClass.NOT_ENOUGH),
        (7.5, 7.0, 2, GapClass.ALIGNED_GOOD),
        (5.5, 5.0, 2, GapClass.ALIGNED_POOR),
        (7.2, 6.8, 2, GapClass.ALIGNED_MIDDLING),
        (6.0, 5.9, 2, GapClass.ALIGNED_MIDDLING),
        (7.5, 7.0, 1, GapClass.NOT_ENOUGH),
    ],
)
def test_classes_by_example(own: float, counterpart: float, n: int, expected: GapClass) -> None:
    assert kind(own, counterpart, n) is expected


def test_thresholds_belong_to_the_higher_class() -> None:
    sure = {"n": 40, "spread": 0.1}
    assert kind(8.0, 7.0, **sure) is GapClass.BLIND_SPOT  # type: ignore[arg-type]
    assert kind(7.99, 7.0, **sure) is GapClass.POSSIBLE_BLIND_SPOT  # type: ignore[arg-type]
    assert kind(7.75, 7.0, **sure) is GapClass.POSSIBLE_BLIND_SPOT  # type: ignore[arg-type]
    assert kind(7.74, 7.0, **sure) is GapClass.ALIGNED_GOOD  # type: ignore[arg-type]


def test_a_point_reached_by_subtraction_is_a_point() -> None:
    assert 8.2 - 7.2 < 1
    assert kind(8.2, 7.2, n=40, spread=0.1) is GapClass.BLIND_SPOT
    assert kind(7.2, 8.2, n=40, spread=0.1) is GapClass.HIDDEN_STRENGTH


def test_the_direction_must_be_ninety_percent_sure() -> None:
    # Φ(1.2816) = .90: a gap of one point needs a standard deviation of .7803.
    for spread, expected in ((0.780, GapClass.BLIND_SPOT), (0.781, GapClass.POSSIBLE_BLIND_SPOT)):
        own, theirs = side(8.0, 2, spread=spread), side(7.0, 2, spread=spread)
        assert gap(own, theirs).kind is expected


def test_the_steadied_gap_decides_the_class_and_the_plain_one_is_kept() -> None:
    found = gap(side(9.0, 2, steadied=7.6), side(5.0, 2, steadied=7.4))
    assert (found.plain, found.steadied) == (4.0, pytest.approx(0.2))
    assert found.kind is GapClass.NOT_ENOUGH


def test_with_a_steadied_score_on_one_side_only_the_plain_gap_decides() -> None:
    found = gap(side(9.0, 8, steadied=7.6), side(5.0, 8))
    assert found.steadied == found.plain == 4.0
    assert found.kind is GapClass.BLIND_SPOT


def test_aligned_needs_a_small_gap_both_steadied_and_plain() -> None:
    assert gap(side(7.9, 3, 7.3), side(7.0, 3, 7.2)).kind is GapClass.ALIGNED_GOOD
    assert gap(side(8.0, 3, 7.3), side(7.0, 3, 7.2)).kind is GapClass.NOT_ENOUGH
    assert gap(side(7.0, 3, 7.3), side(8.2, 3, 7.5)).kind is GapClass.NOT_ENOUGH
    # On 1–5 a plain gap of .4 is a topic already.
    assert gap(side(4.5, 3, 4.1), side(4.1, 3, 4.0), FIVE).kind is GapClass.NOT_ENOUGH
    assert gap(side(4.4, 3, 4.1), side(4.1, 3, 4.0), FIVE).kind is GapClass.ALIGNED_GOOD


def test_one_answer_on_either_side_is_not_enough_to_be_aligned() -> None:
    assert gap(side(7.2, 1), side(7.1, 6)).kind is GapClass.NOT_ENOUGH
    assert gap(side(7.2, 6), side(7.1, 1)).kind is GapClass.NOT_ENOUGH


@pytest.mark.parametrize(
    ("scale", "own", "counterpart"), [(SEVEN, 5.2, 4.6), (FIVE, 3.8, 3.4), (TEN, 7.0, 6.0)]
)
def test_thresholds_are_stretched_to_the_scale(
    scale: Scale, own: float, counterpart: float
) -> None:
    tight = scale.width / 1000
    high, low = side(own, 40, spread=tight), side(counterpart, 40, spread=tight)
    assert gap(high, low, scale).kind is GapClass.BLIND_SPOT
    assert gap(low, high, scale).kind is GapClass.HIDDEN_STRENGTH
    assert gap(high, high, scale).kind is GapClass.ALIGNED_GOOD
    assert gap(low, low, scale).kind is GapClass.ALIGNED_MIDDLING
    lower = side(counterpart - tight, 40, spread=tight)
    assert gap(lower, lower, scale).kind is GapClass.ALIGNED_POOR


def test_everyone_agreeing_makes_a_difference_certain_and_none_a_match() -> None:
    found = gap(side(8.0, spread=0.0), side(6.0, spread=0.0))
    assert (found.kind, found.sure) == (GapClass.BLIND_SPOT, 1.0)
    assert gap(side(8.0, spread=0.0), side(8.0, spread=0.0)).sure == 0.5


def test_a_side_without_answers_has_no_gap() -> None:
    assert classify(side(None, 0), side(7.0), TEN) == Unknown(why=Why.ONE_SIDED)
    assert classify(side(7.0), side(None, 0), TEN) == Unknown(why=Why.ONE_SIDED)
    assert classify(side(None, 3), side(7.0), TEN) == Unknown(why=Why.ONE_SIDED)
    assert classify(side(7.0), side(7.0, 0), TEN) == Unknown(why=Why.ONE_SIDED)
    assert classify(side(None, 0), side(None, 0), TEN) == Unknown(why=Why.NO_ANSWERS)


def test_flags_promise_how_many_of_them_are_chance() -> None:
    flagged = [gap(side(8.0), side(6.0)), gap(side(6.0), side(8.0))]
    possible = gap(side(8.0, 4), side(7.0, 4))
    found = chance_flags([*flagged, possible])
    assert found.flagged == 2
    assert found.expected == pytest.approx(2 * (1 - flagged[0].sure))
    assert found.expected == pytest.approx(0.0186, abs=1e-4)


@given(st.lists(st.tuples(sides, sides), max_size=8))
@FEW
def test_no_more_than_a_tenth_of_the_flags_is_ever_promised_to_chance(
    pairs: list[tuple[SideOfGap, SideOfGap]],
) -> None:
    gaps = [gap(*pair) for pair in pairs]
    found = chance_flags(gaps)
    assert found.flagged == sum(g.kind in FLAGS for g in gaps)
    assert 0.0 <= found.expected <= 0.1 * found.flagged + 1e-9
    assert found == chance_flags(gaps[::-1])


@pytest.mark.parametrize(("n", "smallest"), [(2, 3.3), (3, 2.7), (5, 2.1), (8, 1.7)])
def test_few_answers_can_show_large_gaps_only(n: int, smallest: float) -> None:
    assert round(smallest_gap(n, n, 1.7), 1) == smallest
    assert smallest_gap(1, 1, 1.7) > smallest_gap(1, n, 1.7) > smallest_gap(n, n, 1.7)


def test_the_smallest_gap_needs_both_sides() -> None:
    with pytest.raises(ValueError, match="both sides"):
        smallest_gap(0, 3, 1.7)


@pytest.mark.parametrize(("own", "steadied"), [(9.0, 5.0), (8.0, 5.0), (7.0, 9.0)])
def test_nobody_is_told_the_opposite_of_what_people_said(own: float, steadied: float) -> None:
    """One of ours says 9 where the firm rates itself 5: g is +1, and g* is −2."""
    theirs = side(8.0, 10, 7.9)
    assert gap(side(own, 1, steadied, spread=0.5), theirs).kind is GapClass.NOT_ENOUGH
    same_way = gap(side(8.0 + (steadied - 7.9), 1, steadied, spread=0.5), theirs)
    assert same_way.kind in FLAGS
