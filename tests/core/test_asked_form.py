"""What a form asks of either side, and which scores that gives."""

from __future__ import annotations

from dataclasses import replace

from app.core.asked_form import AskedForm
from app.core.people import INDEX
from app.core.survey import Form, Perspective
from tests.builders import TEN, a_survey
from tests.core.test_figures import only


def test_a_form_gives_factor_scores_if_either_side_is_asked_enough_of_one() -> None:
    survey = a_survey(factors=2)
    assert AskedForm(survey, Form.ANNUAL).gives_factor_scores
    assert AskedForm(survey, Form.LONG).gives_factor_scores
    assert AskedForm(survey, Form.SHORT).gives_factor_scores is False
    # Two items of one factor suffice, whoever reads them, and the other's one takes nothing away.
    two = only(survey, Perspective.SELF, "A1", "A2", "A3", "B1", "B2", "B3")
    assert AskedForm(two, Form.ANNUAL).gives_factor_scores
    few = replace(survey, items=tuple(i for i in survey.items if i.id in ("A1", "A2", "B1")))
    assert AskedForm(few, Form.ANNUAL).gives_factor_scores
    one = replace(survey, items=tuple(i for i in survey.items if i.id in ("A1", "B1", "E-a")))
    assert not AskedForm(one, Form.ANNUAL).gives_factor_scores


def test_a_side_has_a_score_where_its_own_form_asks_enough_and_an_index_of_enough_factors() -> None:
    survey = replace(only(a_survey(factors=2), Perspective.SELF, "A1", "A2", "A3"), min_factors=2)
    form = AskedForm(survey, Form.ANNUAL)
    ours, theirs = Perspective.SELF, Perspective.COUNTERPART
    assert [form.gives_score(ours, factor) for factor in ("a", "b", INDEX)] == [True, True, True]
    assert [form.gives_score(theirs, one) for one in ("a", "b", INDEX)] == [False, True, False]
    assert "A1" in form.asked[ours]
    assert "A1" not in form.asked[theirs]


def test_the_same_answers_are_counted_once_and_in_the_order_of_the_points() -> None:
    form = AskedForm(a_survey(), Form.ANNUAL)
    counts = form.counts(TEN, (7, 7, 10))
    assert [option.count for option in counts] == [0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 1]
    assert [option.point for option in counts] == list(range(11))
    assert form.counts(TEN, (7, 7, 10)) is counts
    assert form.counts(TEN, (10, 7, 7)) == counts
    assert form.counts(TEN, ())[7] is form.counts(TEN, (1,))[7]
