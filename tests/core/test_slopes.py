"""A slope belongs to the line that ends in the newest wave, and to nothing before it broke."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.known import Unknown, Why
from app.core.review import Bound, EarlierPoint, Missing, Score
from app.core.slopes import slopes_of
from app.core.survey import Perspective
from app.core.trend import FactorTrend, Significance, Trend

OPENED = {str(year): date(year, 10, 5) for year in range(2019, 2027)}
GONE = Score(n=0, missing=Missing.NO_ANSWERS)


def point(year: int, theirs: float | Score, *, begins: bool = False) -> EarlierPoint:
    score = theirs if isinstance(theirs, Score) else Score(n=3, value=theirs)
    return EarlierPoint(
        wave=str(year), factor="trust", counterpart=score, own=Score(n=2, value=8.0), begins=begins
    )


def theirs(points: list[EarlierPoint]) -> Trend | Unknown:
    found: tuple[FactorTrend, ...] = slopes_of(points, OPENED)
    return next(s.trend for s in found if s.perspective is Perspective.COUNTERPART)


def test_four_waves_have_a_slope_that_is_too_short_to_be_significant() -> None:
    found = theirs([point(2023 + n, 8.0 - n, begins=n == 0) for n in range(4)])
    assert isinstance(found, Trend)
    assert found.slope == pytest.approx(-1.0, abs=0.01)
    assert found.significance is Significance.TOO_SHORT


def test_five_that_only_fall_are_significant() -> None:
    found = theirs([point(2022 + n, 8.0 - n, begins=n == 0) for n in range(5)])
    assert isinstance(found, Trend)
    assert found.significance is Significance.SIGNIFICANT


def test_what_was_said_in_other_words_is_no_part_of_it() -> None:
    old = [point(2020 + n, 2.0, begins=n == 0) for n in range(4)]
    new = [point(2024 + n, 8.0, begins=n == 0) for n in range(3)]
    assert theirs(old + new) == Unknown(why=Why.TOO_FEW_WAVES)


def test_a_wave_without_a_plain_score_is_no_point() -> None:
    line = [point(2023 + n, 8.0 - n, begins=n == 0) for n in range(4)]
    for nothing in (GONE, Score(n=3, value=9.5, bound=Bound.AT_LEAST)):
        thin = [line[0], point(2024, nothing), *line[2:]]
        assert theirs(thin) == Unknown(why=Why.TOO_FEW_WAVES)


def test_two_waves_on_one_day_have_no_order() -> None:
    points = [point(2023 + n, 8.0 - n, begins=n == 0) for n in range(4)]
    same = dict.fromkeys(OPENED, date(2026, 1, 1))
    assert slopes_of(points, same)[0].trend == Unknown(why=Why.NO_PERIOD)


def test_each_factor_has_its_own_line() -> None:
    falling = [point(2023 + n, 8.0 - n, begins=n == 0) for n in range(4)]
    other = [replace(p, factor="respect", counterpart=Score(n=3, value=5.0)) for p in falling]
    mixed = [p for pair in zip(falling, other, strict=True) for p in pair]
    found = {(s.factor, s.perspective): s.trend for s in slopes_of(mixed, OPENED)}
    steady = found["respect", Perspective.COUNTERPART]
    assert isinstance(steady, Trend)
    assert (steady.slope, steady.waves) == (0, 4)
    trust = found["trust", Perspective.COUNTERPART]
    assert isinstance(trust, Trend)
    assert trust.slope == pytest.approx(-1.0, abs=0.01)
