"""Which responses count, and one person's scores."""

from dataclasses import replace

from app.core.people import counting, factor_score, person_scores, settled, share_answered
from app.core.response import State
from app.core.survey import Form, Item, Perspective, Role
from tests.builders import AFTER, CLOSES, TEN, a_response, a_survey, a_wave, everywhere, words


def test_a_factor_is_the_mean_of_its_answered_core_items() -> None:
    scores = person_scores(a_response("c1", {"A1": 4, "A2": 8, "A3": 9}), a_survey())
    assert scores[factor_score("a")] == 7


def test_a_factor_needs_two_of_its_three_items() -> None:
    scores = person_scores(a_response("c1", {"A1": 4, "A2": None, "A3": None}), a_survey())
    assert factor_score("a") not in scores
    assert scores["A1"] == 4


def test_the_escape_is_neither_a_zero_nor_a_five() -> None:
    scores = person_scores(a_response("c1", {"A1": 8, "A2": 6, "A3": None}), a_survey())
    assert scores[factor_score("a")] == 7
    assert "A3" not in scores


def test_the_index_needs_three_of_four_factors() -> None:
    two = {f"{f}{n}": 6 for f in "AB" for n in (1, 2, 3)}
    three = two | {f"C{n}": 9 for n in (1, 2, 3)}
    assert factor_score("index") not in person_scores(a_response("c1", two), a_survey())
    assert person_scores(a_response("c1", three), a_survey())[factor_score("index")] == 7


def test_a_reversed_item_is_turned_round() -> None:
    item = Item(id="X", role=Role.CORE, they=words("x"), scale=TEN, factor="a", reversed=True)
    assert item.scored(3) == 7


def test_sent_counts_with_whatever_was_answered() -> None:
    responses = [a_response("c1", {"A1": 3})]
    assert counting(responses, a_wave(), CLOSES) == tuple(responses)


def test_a_started_one_counts_after_closing_with_half_of_it_answered() -> None:
    full = a_response("c1", everywhere(5), state=State.STARTED)
    thin = a_response("c2", {"A1": 5}, state=State.STARTED)
    assert counting([full, thin], a_wave(), CLOSES) == ()
    assert counting([full, thin], a_wave(), AFTER) == (full,)


def test_someone_who_was_not_invited_does_not_count() -> None:
    assert counting([a_response("stranger", everywhere(5))], a_wave(), AFTER) == ()


def test_declined_does_not_count() -> None:
    assert counting([a_response("c1", {}, state=State.DECLINED)], a_wave(), AFTER) == ()


def test_of_several_versions_the_last_that_counts_does() -> None:
    sent = a_response("c1", everywhere(5))
    again = a_response("c1", everywhere(7))
    glimpse = a_response("c1", {"A1": 9}, state=State.STARTED)
    declined = a_response("c1", {}, state=State.DECLINED)
    wave = a_wave()
    assert counting((sent, again), wave, AFTER) == (again,)
    assert counting((sent, glimpse), wave, AFTER) == (sent,)
    assert counting((sent, declined), wave, AFTER) == ()
    assert counting((declined, sent), wave, AFTER) == (sent,)
    assert settled((sent, glimpse), wave) == sent
    assert settled((sent, declined), wave) == declined
    assert settled((glimpse,), wave) == glimpse


def test_half_of_the_items_is_enough_of_a_started_one_and_less_is_not() -> None:
    """Thirteen rated items at the counterpart, ten on a form of three factors."""
    ten, wave = a_survey(factors=3), a_wave(survey=a_survey(factors=3))
    core = list(everywhere(5, ten).items())
    half = a_response("c1", dict(core[:5]), state=State.STARTED)
    less = a_response("c1", dict(core[:4]), state=State.STARTED)
    assert share_answered(half, ten, Form.ANNUAL) == 0.5
    assert counting([half], wave, AFTER) == (half,)
    assert counting([less], wave, AFTER) == ()
    six_of_thirteen = dict(list(everywhere(5).items())[:6])
    almost = a_response("c1", six_of_thirteen, state=State.STARTED)
    assert counting([almost], a_wave(), AFTER) == ()


def test_of_a_form_that_asks_nothing_nothing_is_answered() -> None:
    assert share_answered(a_response("c1", {"A1": 3}), a_survey(), Form.SHORT) == 0.0


def test_one_stranger_among_many_stops_nobody_and_keys_are_in_order() -> None:
    answers = [
        a_response("stranger", everywhere(5)),
        a_response("c2", everywhere(5)),
        a_response("c1", everywhere(6), relationship="nowhere"),
        a_response("c1", everywhere(6)),
    ]
    assert [r.respondent for r in counting(answers, a_wave(), AFTER)] == ["c1", "c2"]


def test_what_is_settled_is_what_counts_once_nobody_can_answer_any_more() -> None:
    """Half of it answered and never sent counts from the day after, wherever people are."""
    for wave in (a_wave(), a_wave(time_zone="Asia/Tokyo")):
        half = a_response("c1", everywhere(5), state=State.STARTED)
        glimpse = a_response("c1", {"A1": 9}, state=State.STARTED)
        assert settled((half, glimpse), wave) == half


def test_only_core_items_make_a_factor() -> None:
    extra = Item(id="A4", role=Role.EXTRA, factor="a", they=words("x"), scale=TEN)
    stray = Item(id="Z", role=Role.CORE, they=words("x"), scale=TEN)
    survey = a_survey()
    longer = replace(survey, items=(extra, stray, *survey.items))
    values = {"A1": 4, "A2": 6, "A4": 10, "Z": 9, "E-a": 1}
    ours = a_response("s1", values, perspective=Perspective.SELF)
    scores = person_scores(ours, longer)
    assert scores[factor_score("a")] == 5
    assert (scores["A4"], scores["Z"], scores["E-a"]) == (10, 9, 1)


def test_a_reversed_item_counts_from_the_other_end_in_its_factor() -> None:
    survey = a_survey()
    turned = tuple(replace(i, reversed=i.id == "A2") for i in survey.items)
    scores = person_scores(a_response("c1", {"A1": 8, "A2": 2}), replace(survey, items=turned))
    assert (scores["A2"], scores[factor_score("a")]) == (8, 8)


def test_words_are_no_score_even_where_a_point_belongs() -> None:
    for said in ({"A1": "eight", "O1": "8"}, {"Q": 3}, {"O1": 7}):
        assert person_scores(a_response("c1", said), a_survey()) == {}
