"""Who answered, how far the silent could move a mean, and lists that cannot be right."""

from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.known import Unknown, Why
from app.core.nonresponse import (
    Bounds,
    Disposition,
    ResponseRate,
    bounds,
    disposition,
    response_rate,
    response_rate_of,
)
from app.core.response import State, Value
from app.core.survey import Form, Scale
from tests.builders import TEN, a_response, a_survey, everywhere
from tests.properties import ANSWERS, FEW

SURVEY = a_survey()
"""At the counterpart thirteen rated items: twelve core ones and S."""
SEVEN = Scale(id="seven", minimum=1, maximum=7)


def came_out(values: dict[str, Value], state: State = State.SENT) -> Disposition:
    return disposition(a_response("c1", values, state=state), SURVEY, Form.ANNUAL)


def first(count: int) -> dict[str, Value]:
    return dict(list(everywhere(7).items())[:count])


def test_two_of_five_leave_the_mean_between_three_and_nine() -> None:
    assert bounds([7, 8], 5, TEN) == Bounds(worst=3.0, best=9.0, n=2, asked=5)


def test_on_another_scale_the_silent_answer_at_its_own_ends() -> None:
    assert bounds([4, 4], 4, SEVEN) == Bounds(worst=2.5, best=5.5, n=2, asked=4)


def test_bounds_are_said_below_sixty_percent() -> None:
    said = {}
    for n in (2, 3):
        found = bounds([7.0] * n, 5, TEN)
        assert isinstance(found, Bounds)
        said[n] = found.worth_saying
    assert said == {2: True, 3: False}
    four_of_seven = bounds([7.0] * 4, 7, TEN)
    assert isinstance(four_of_seven, Bounds)
    assert four_of_seven.worth_saying


@given(st.lists(ANSWERS, min_size=1, max_size=6), st.lists(ANSWERS, max_size=4))
@FEW
def test_whatever_the_silent_would_say_the_mean_lies_within(
    values: list[float], silent: list[float]
) -> None:
    found = bounds(values, len(values) + len(silent), TEN)
    assert isinstance(found, Bounds)
    assert found.worst - 1e-9 <= fmean(values + silent) <= found.best + 1e-9
    assert found == bounds(values[::-1], len(values) + len(silent), TEN)


@given(st.lists(ANSWERS, min_size=2, max_size=9))
@FEW
def test_bounds_narrow_with_every_answer(values: list[float]) -> None:
    fewer, more = bounds(values[:-1], 10, TEN), bounds(values, 10, TEN)
    assert isinstance(fewer, Bounds)
    assert isinstance(more, Bounds)
    assert more.best - more.worst < fewer.best - fewer.worst


def test_bounds_that_cannot_be_told_say_why() -> None:
    assert bounds([], 3, TEN) == Unknown(why=Why.NO_ANSWERS)
    assert bounds([7], None, TEN) == Unknown(why=Why.NUMBER_ASKED_UNKNOWN)
    assert bounds([7, 8], 1, TEN) == Unknown(why=Why.MORE_ANSWERS_THAN_ASKED)


def test_rr1_counts_the_complete_and_rr2_the_partial_too() -> None:
    rate = response_rate(complete=3, partial=1, asked=8)
    assert isinstance(rate, ResponseRate)
    assert (rate.rr1, rate.rr2, rate.more_than_asked) == (0.375, 0.5, False)
    assert response_rate(complete=3, asked=8) == response_rate(complete=3, partial=0, asked=8)


@pytest.mark.parametrize(("partial", "more"), [(4, False), (5, True)])
def test_partial_answers_can_be_more_than_were_asked_too(partial: int, more: bool) -> None:
    rate = response_rate(complete=1, partial=partial, asked=5)
    assert isinstance(rate, ResponseRate)
    assert rate.more_than_asked is more


def test_more_answers_than_people_asked_stay_raw_and_are_shown_as_all() -> None:
    rate = response_rate(complete=34, asked=33)
    assert isinstance(rate, ResponseRate)
    assert rate.more_than_asked
    assert rate.rr1 == 34 / 33
    assert (rate.shown_rr1, rate.shown_rr2) == (1.0, 1.0)


def test_nobody_asked_is_no_rate_and_not_zero() -> None:
    assert response_rate(complete=0, asked=0) == Unknown(why=Why.NOBODY_ASKED)
    assert response_rate(complete=4, asked=0) == Unknown(why=Why.NOBODY_ASKED)
    assert response_rate(complete=4, asked=None) == Unknown(why=Why.NUMBER_ASKED_UNKNOWN)
    with pytest.raises(ValueError, match="not negative"):
        response_rate(complete=-1, asked=3)


def test_who_left_before_the_wave_is_not_counted_as_silent() -> None:
    rate = response_rate_of(
        [
            Disposition.COMPLETE,
            Disposition.PARTIAL,
            Disposition.BREAK_OFF,
            Disposition.REFUSED,
            Disposition.SILENT,
            Disposition.NOT_ELIGIBLE,
        ]
    )
    assert rate == response_rate(complete=1, partial=1, asked=5)


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        (12, Disposition.COMPLETE),
        (11, Disposition.COMPLETE),
        (10, Disposition.PARTIAL),
        (7, Disposition.PARTIAL),
        (6, Disposition.BREAK_OFF),
    ],
)
def test_complete_from_eighty_percent_partial_from_half(
    answered: int, expected: Disposition
) -> None:
    assert came_out(first(answered)) is expected


def test_what_was_not_sent_is_partial_at_most() -> None:
    assert came_out(everywhere(7), State.STARTED) is Disposition.PARTIAL
    assert came_out(first(3), State.STARTED) is Disposition.BREAK_OFF


def test_the_escape_is_an_answer_here() -> None:
    assert came_out({**dict.fromkeys(everywhere(7)), "S": 3}) is Disposition.COMPLETE


def test_silence_and_refusal_are_told_apart() -> None:
    assert disposition(None, SURVEY, Form.ANNUAL) is Disposition.SILENT
    assert came_out({}, State.STARTED) is Disposition.SILENT
    assert came_out({}, State.DECLINED) is Disposition.REFUSED


def test_eighty_percent_without_three_whole_factors_is_partial() -> None:
    strict = a_survey(min_answered=3)
    most = {item: v for item, v in everywhere(7).items() if item not in ("A1", "B1")} | {"S": 4}
    assert disposition(a_response("c1", most), SURVEY, Form.ANNUAL) is Disposition.COMPLETE
    assert disposition(a_response("c1", most), strict, Form.ANNUAL) is Disposition.PARTIAL


def test_half_is_partial_and_eighty_percent_complete_to_the_item() -> None:
    four, ten = a_survey(factors=1), a_survey(factors=3)
    half = a_response("c1", {"A1": 7, "A2": 7})
    most = a_response("c1", {i: v for i, v in everywhere(7, ten).items() if i != "A1"})
    assert disposition(half, four, Form.ANNUAL) is Disposition.PARTIAL
    assert disposition(most, ten, Form.ANNUAL) is Disposition.COMPLETE


def test_a_form_of_fewer_factors_is_complete_with_those() -> None:
    few = replace(a_survey(factors=2), min_factors=3)
    whole = a_response("c1", everywhere(7, few))
    assert disposition(whole, few, Form.ANNUAL) is Disposition.COMPLETE
