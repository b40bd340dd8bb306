"""A change is split into who said otherwise and who was asked; a trend waits for enough waves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.known import Unknown, Why
from app.core.trend import Significance, Split, Trend, WaveChange, WavePoint, trend, wave_change
from tests.properties import ANSWERS, FEW

PEOPLE = st.dictionaries(st.sampled_from("abcdef"), ANSWERS, min_size=1)


def change(before: dict[str, float], after: dict[str, float], k: int = 1) -> WaveChange:
    found = wave_change(before, after, k=k)
    assert isinstance(found, WaveChange)
    return found


def line(*values: float, first: int = 2020) -> list[WavePoint]:
    return [WavePoint(opened=date(first + n, 10, 5), value=v) for n, v in enumerate(values)]


def of(points: list[WavePoint]) -> Trend:
    found = trend(points)
    assert isinstance(found, Trend)
    return found


def test_down_1_2_while_the_two_who_answered_both_years_moved_0_4() -> None:
    found = change(
        {"ann": 7.4, "bob": 7.4, "old": 9.4}, {"ann": 7.0, "bob": 7.0, "new": 6.6, "too": 6.8}
    )
    assert isinstance(found.split, Split)
    assert found.total == pytest.approx(6.85 - 24.2 / 3)
    assert found.split.returning == pytest.approx(-0.4)
    assert (found.split.n_returning, found.split.n_came, found.split.n_went) == (2, 2, 1)


def test_the_same_people_change_by_their_own_differences_alone() -> None:
    found = change({"a": 7.1, "b": 3.3}, {"a": 6.2, "b": 3.9})
    assert isinstance(found.split, Split)
    assert found.split.cast == 0.0
    assert found.split.returning == pytest.approx(found.total)


@given(PEOPLE, PEOPLE)
@FEW
def test_the_parts_add_up_and_turn_round_with_the_waves(
    before: dict[str, float], after: dict[str, float]
) -> None:
    there, back = change(before, after), change(after, before)
    assert there.total == -back.total
    if isinstance(there.split, Split):
        assert isinstance(back.split, Split)
        assert there.split.returning + there.split.cast == pytest.approx(there.total)
        assert there.split.returning == -back.split.returning
    else:
        assert there.split == Unknown(why=Why.NOBODY_IN_BOTH)


def test_nobody_who_answered_both_leaves_the_total() -> None:
    assert change({"a": 7.0}, {"b": 5.0}).split == Unknown(why=Why.NOBODY_IN_BOTH)
    assert change({"a": 7.0}, {"b": 5.0}).total == -2.0


def test_a_confidential_change_needs_three_people_in_both_waves() -> None:
    three, two = dict.fromkeys("abc", 7.0), dict.fromkeys("ab", 5.0)
    assert wave_change(three, two, k=3) == Unknown(why=Why.TOO_FEW_PEOPLE)
    assert wave_change(two, three, k=3) == Unknown(why=Why.TOO_FEW_PEOPLE)


@pytest.mark.parametrize(
    ("before", "after"), [("abcde", "abcdef"), ("abcdef", "abcde"), ("abcde", "defgh")]
)
def test_one_or_two_confidential_people_are_not_told_apart(before: str, after: str) -> None:
    found = change(dict.fromkeys(before, 7.0), dict.fromkeys(after, 5.0), k=3)
    assert found.split == Unknown(why=Why.CONFIDENTIAL)


def test_three_confidential_people_who_came_are() -> None:
    found = change(dict.fromkeys("abc", 7.0), dict.fromkeys("abcdef", 5.0), k=3)
    assert isinstance(found.split, Split)


def test_a_wave_without_answers_has_no_change() -> None:
    assert wave_change({}, {"a": 5.0}, k=1) == Unknown(why=Why.ONE_SIDED)
    assert wave_change({}, {}, k=1) == Unknown(why=Why.NO_ANSWERS)


def test_three_waves_have_no_slope() -> None:
    assert trend(line(5, 6, 7)) == Unknown(why=Why.TOO_FEW_WAVES)
    assert trend([]) == Unknown(why=Why.TOO_FEW_WAVES)


def test_four_waves_have_a_slope_that_is_never_significant() -> None:
    found = of(line(5, 6, 7, 8))
    assert found.slope == pytest.approx(1.0, abs=0.003)
    assert (found.significance, round(found.smallest_p, 3)) == (Significance.TOO_SHORT, 0.083)


def test_five_falls_running_are_significant_and_an_up_and_down_is_not() -> None:
    assert of(line(9, 8, 7, 6, 5)).significance is Significance.SIGNIFICANT
    assert of(line(9, 8, 9, 6, 5)).significance is Significance.NOT_SIGNIFICANT
    assert of(line(7, 7, 7, 7, 7)).p == 1.0


def test_means_equal_but_for_what_floats_lose_neither_rise_nor_fall() -> None:
    assert of(line(0.3, 0.1 + 0.2, 0.3, 0.3, 0.3)).p == 1.0


def test_a_wave_that_was_not_held_leaves_a_hole_and_not_a_value() -> None:
    held = [*line(5, 6), *line(9, 10, first=2024)]
    assert of(held).slope == pytest.approx(1.0, abs=0.003)


def test_one_odd_wave_does_not_turn_the_slope() -> None:
    assert of(line(5, 6, 0, 8, 9)).slope == pytest.approx(1.0, abs=0.1)


@given(st.lists(ANSWERS, min_size=4, max_size=7))
@FEW
def test_the_order_of_points_does_not_matter_and_up_mirrors_down(values: list[float]) -> None:
    points = line(*values)
    found, down = of(points), of(line(*(10 - value for value in values)))
    assert of(points[::-1]) == found
    assert down.slope == pytest.approx(-found.slope)
    assert down.p == found.p
    assert found.p >= found.smallest_p * (1 - 1e-12)


def test_two_waves_on_one_day_have_no_order() -> None:
    with pytest.raises(ValueError, match="one day"):
        trend([*line(5, 6, 7, 8), *line(4)])
