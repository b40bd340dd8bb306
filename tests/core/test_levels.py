"""A difference of a tenth of the scale is a topic, whichever way it goes and however it is made."""

import pytest

from app.core.levels import is_apart
from app.core.survey import Scale
from tests.builders import FIVE, TEN

SEVEN = Scale(id="seven", minimum=1, maximum=7)


def test_a_point_that_was_reached_by_subtraction_is_a_point() -> None:
    tenths = [(low / 10, low / 10 + 1) for low in range(91)]
    assert any(high - low < 1 for low, high in tenths)  # as floats have it
    assert all(is_apart(high - low, TEN) and is_apart(low - high, TEN) for low, high in tenths)
    assert not any(is_apart(high - low - 0.1, TEN) for low, high in tenths)


@pytest.mark.parametrize(("scale", "point"), [(TEN, 1.0), (SEVEN, 0.6), (FIVE, 0.4)])
def test_a_point_is_a_tenth_of_the_scale(scale: Scale, point: float) -> None:
    assert is_apart(point, scale)
    assert is_apart(-point, scale)
    assert not is_apart(point - 0.01, scale)


def test_without_both_figures_nothing_is_apart() -> None:
    assert not is_apart(None, TEN)
