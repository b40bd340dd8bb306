"""One person who moves a mean is said, in named groups alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.known import Unknown, Why
from app.core.one_voice import LeftOut, OneOut, leave_one_out
from app.core.survey import Scale
from app.core.wave import Privacy
from tests.builders import TEN
from tests.properties import ANSWERS, FEW


def left_out(values: list[float], scale: Scale = TEN) -> OneOut:
    found = leave_one_out(values, scale, Privacy.NAMED)
    assert isinstance(found, OneOut)
    return found


def test_without_the_lowest_answer_it_would_be_eight() -> None:
    found = left_out([8, 8, 2])
    assert (found.mean, found.without, found.swing) == (6.0, 8.0, 2.0)
    assert (found.left_out, found.answer, found.one_voice) == (LeftOut.LOWEST, 2, True)


def test_a_high_answer_is_left_out_like_a_low_one() -> None:
    found = left_out([2, 2, 8])
    assert (found.left_out, found.without, found.one_voice) == (LeftOut.HIGHEST, 2.0, True)


def test_a_swing_of_just_one_point_is_not_one_voice() -> None:
    assert left_out([8, 8, 8, 4]).swing == 1.0
    assert not left_out([8, 8, 8, 4]).one_voice


def test_a_little_more_than_one_point_is() -> None:
    assert left_out([8, 8, 8, 8, 2]).swing == pytest.approx(1.2)
    assert left_out([8, 8, 8, 8, 2]).one_voice


def test_of_two_answers_equally_far_the_lower_is_left_out() -> None:
    assert left_out([8, 5, 2]).left_out is LeftOut.LOWEST


def test_on_another_scale_it_is_a_tenth_of_that_scale() -> None:
    five = Scale(id="five", minimum=1, maximum=5)
    assert left_out([5, 5, 4], five).swing == pytest.approx(1 / 3)
    assert not left_out([5, 5, 4], five).one_voice
    assert left_out([5, 5, 3], five).one_voice


def test_of_two_answers_neither_is_the_odd_one() -> None:
    assert leave_one_out([2, 8], TEN, Privacy.NAMED) == Unknown(why=Why.TOO_FEW_ANSWERS)
    assert leave_one_out([5, 5, 5], TEN, Privacy.NAMED) == Unknown(why=Why.ALL_EQUAL)


@given(st.lists(ANSWERS, max_size=9))
@FEW
def test_a_confidential_group_never_says_it(values: list[float]) -> None:
    assert isinstance(leave_one_out(values, TEN, Privacy.CONFIDENTIAL), Unknown)


@given(st.lists(ANSWERS, min_size=3, max_size=9).filter(lambda values: len(set(values)) > 1))
@FEW
def test_no_other_answer_moves_the_mean_more(values: list[float]) -> None:
    found = left_out(values)
    for n in range(len(values)):
        others = values[:n] + values[n + 1 :]
        assert abs(sum(others) / len(others) - found.mean) <= found.swing + 1e-9
    assert left_out(values[::-1]) == found
    assert left_out([10 - value for value in values]).swing == pytest.approx(found.swing)


def test_what_one_voice_is_stretches_with_the_scale() -> None:
    seven = Scale(id="seven", minimum=1, maximum=7)
    # Six points wide: .6 is the limit. Without the 2 the mean moves by .6 and by .8.
    assert left_out([5.0, 5.0, 5.0, 2.6], seven).swing == pytest.approx(0.6)
    assert not left_out([5.0, 5.0, 5.0, 2.6], seven).one_voice
    assert left_out([5.0, 5.0, 5.0, 2.5], seven).one_voice
    assert left_out([8.0, 8.0, 8.0, 3.9]).one_voice
