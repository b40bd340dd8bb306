"""Spreads are pooled over relationships, kinds and nothing that is hidden."""

from dataclasses import replace
from math import sqrt

import pytest

from app.core.cells import Cell
from app.core.context import FirmContext
from app.core.people import INDEX, factor_score
from app.core.response import Response
from app.core.spread import Spread, assumed, pooled_spreads, scales_of
from app.core.student import t_quantile
from app.core.survey import Perspective, Scale
from app.core.wave import Privacy
from tests.builders import TEN, a_context, a_survey, a_wave, our_answers, their_answers

THEIRS = Perspective.COUNTERPART
SEVEN = Scale(id="seven", minimum=1, maximum=7)


def context(people: int, relationships: int, privacy: Privacy = Privacy.NAMED) -> FirmContext:
    slugs = [f"r{n}" for n in range(relationships)]
    opened = a_wave(relationships=dict.fromkeys(slugs, (people + 1, 3)), counterpart=privacy)
    came: list[Response] = []
    for n, slug in enumerate(slugs):
        came += their_answers(*[n % 5 + 2 * (p % 2) for p in range(people)], relationship=slug)
        came += our_answers(7, relationship=slug)
    return a_context(came, opened=opened)


def test_ten_degrees_of_freedom_are_enough_and_nine_are_not() -> None:
    ten, nine = context(2, 10), context(2, 9)
    found = ten.spread(THEIRS, factor_score("a"), TEN)
    assert found.value == pytest.approx(sqrt(2))
    assert (found.df, found.assumed) == (10, False)
    assert found.multiplier == t_quantile(0.975, 10)
    assert nine.spread(THEIRS, factor_score("a"), TEN) == assumed(TEN)


def test_where_too_few_answered_1_7_of_ten_points_is_assumed() -> None:
    assert assumed(TEN) == Spread(value=1.7, df=0, assumed=True)
    assert assumed(SEVEN).value == pytest.approx(1.02)
    assert assumed(TEN).multiplier == 1.96


def test_items_factors_and_the_index_have_spreads_of_their_own() -> None:
    spreads = context(2, 10).spreads
    scores = {score for side, score, _, _ in spreads if side is THEIRS}
    assert {"A1", factor_score("a"), factor_score(INDEX)} <= scores
    # One answer a relationship tells nothing of a spread.
    assert not any(side is Perspective.SELF for side, _, _, _ in spreads)


def test_hidden_cells_enter_no_spread() -> None:
    assert context(2, 12, Privacy.CONFIDENTIAL).spreads == {}
    assert context(3, 12, Privacy.CONFIDENTIAL).spreads != {}


def test_a_spread_weighs_groups_by_their_degrees_of_freedom() -> None:
    opened = a_wave(relationships={"a": (9, 1), "b": (9, 1)})
    key = factor_score("a")
    cells = {
        ("a", THEIRS): {key: Cell(values=(1.0, 3.0)), "gone": Cell(values=(1.0, 9.0))},
        ("b", THEIRS): {"S": Cell(values=(4.0,)), key: Cell(values=(2.0,) * 5 + (8.0,) * 5)},
        ("a", Perspective.SELF): {},
        ("b", Perspective.SELF): {key: Cell(values=(5.0,))},
    }
    found = pooled_spreads(opened, cells)
    # Squares 2 and 90 over 1 and 9 degrees of freedom.
    assert list(found) == [(THEIRS, key, 0, 10)]
    spread = found[THEIRS, key, 0, 10]
    assert spread.value == pytest.approx(sqrt(9.2))
    assert spread.df == 10


def test_every_score_of_a_survey_has_its_scale() -> None:
    survey = a_survey(factors=2, scale=SEVEN)
    scales = scales_of(survey)
    assert scales["A1"] == scales[factor_score("b")] == scales[factor_score(INDEX)] == SEVEN
    assert scales["S"].maximum == 5
    assert "O1" not in scales
    bare = replace(survey, items=tuple(i for i in survey.items if i.factor != "b"))
    assert factor_score("b") not in scales_of(bare)
