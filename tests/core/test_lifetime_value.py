"""What a client is worth: ten years of margins, never a sum without an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.known import Unknown, Why
from app.core.lifetime_value import (
    FirstMargin,
    LifetimeValue,
    UsedRetention,
    lifetime_value,
    margin_multiple,
    used_retention,
)
from tests.properties import FEW

SHARES = st.floats(0.0, 1.0)


def rate(value: float) -> UsedRetention:
    return UsedRetention(rate=value, clients=20, assumed=False)


def worth(margin: float, retention: float, discount: float, **more: FirstMargin) -> LifetimeValue:
    found = lifetime_value(margin, rate(retention), discount, **more)
    assert isinstance(found, LifetimeValue)
    return found


@pytest.mark.parametrize(
    ("retention", "discount", "multiple"), [(0.9, 0.12, 4.09), (0.6, 0.10, 1.20)]
)
def test_the_margin_multiple_is_that_of_gupta_and_lehmann(
    retention: float, discount: float, multiple: float
) -> None:
    assert round(margin_multiple(retention, discount), 2) == multiple


def test_todays_margin_adds_one() -> None:
    later = margin_multiple(0.9, 0.12)
    assert margin_multiple(0.9, 0.12, FirstMargin.TODAY) == pytest.approx(later + 1)
    counted = worth(100, 0.9, 0.12, first=FirstMargin.TODAY)
    assert counted.value == pytest.approx(worth(100, 0.9, 0.12).value + 100)


def test_ten_years_are_counted_and_no_more() -> None:
    found = worth(100, 0.9, 0.12)
    by_hand = sum(100 * 0.9**t / 1.12**t for t in range(1, 11))
    assert found.value == pytest.approx(by_hand)
    assert found.without_end == pytest.approx(100 * 0.9 / 0.22)
    assert worth(100, 1.0, 0.05).value < worth(100, 1.0, 0.05).without_end


@given(st.floats(-1e6, 1e6), SHARES, st.floats(0.001, 1.0))
@FEW
def test_ten_years_lie_between_nothing_and_forever(
    margin: float, retention: float, discount: float
) -> None:
    found = worth(margin, retention, discount)
    assert abs(found.value) <= abs(found.without_end) * (1 + 1e-9)
    assert found.value * margin >= 0.0


def test_a_loss_each_year_is_a_negative_value_and_shown() -> None:
    assert worth(-100, 0.9, 0.12).value == -worth(100, 0.9, 0.12).value < 0


def test_who_never_returns_is_worth_nothing_more_and_that_is_known() -> None:
    assert worth(100, 0.0, 0.1).value == 0.0


def test_what_cannot_be_summed_says_why() -> None:
    assert lifetime_value(100, rate(1.0), 0.0) == Unknown(why=Why.WITHOUT_END)
    assert lifetime_value(100, rate(0.9), -0.05) == Unknown(why=Why.DISCOUNT_BELOW_ZERO)
    assert lifetime_value(100, rate(1.2), 0.1) == Unknown(why=Why.NOT_A_RATE)
    for margin, discount in ((float("inf"), 0.1), (100.0, float("nan"))):
        assert lifetime_value(margin, rate(0.9), discount) == Unknown(why=Why.NOT_A_NUMBER)
    with pytest.raises(ValueError, match="no bound"):
        margin_multiple(1.0, 0.0)


def test_a_retention_that_is_not_known_gives_no_value() -> None:
    lone = used_retention(1, 1)
    assert lone == Unknown(why=Why.ONE_CLIENT_ALONE)
    assert lifetime_value(100, lone, 0.1) == lone
    assert used_retention(0, 0) == Unknown(why=Why.NO_RELATIONSHIPS_AT_START)


def test_that_nobody_left_is_not_taken_for_never() -> None:
    assert used_retention(19, 19) == UsedRetention(rate=19.5 / 20, clients=19, assumed=True)
    assert used_retention(18, 20) == UsedRetention(rate=0.9, clients=20, assumed=False)
    with pytest.raises(ValueError, match="more clients"):
        used_retention(3, 2)


@pytest.mark.parametrize("share", [-0.05, 1.05])
def test_a_retention_outside_nothing_and_everyone_is_no_rate(share: float) -> None:
    assert lifetime_value(100, rate(share), 0.5) == Unknown(why=Why.NOT_A_RATE)


def test_fewer_than_nobody_kept_is_refused() -> None:
    with pytest.raises(ValueError, match="more clients"):
        used_retention(-1, 2)
