"""Which responses count, and one person's scores."""

from datetime import date

from app.core.people import counting, factor_score, is_closed, person_scores, settled
from app.core.response import State
from app.core.survey import Item, Role
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


def test_a_wave_is_closed_when_the_day_has_ended_everywhere() -> None:
    assert is_closed(a_wave(), date(2026, 11, 7))
    elsewhere = a_wave(time_zone="America/Los_Angeles")
    assert not is_closed(elsewhere, date(2026, 11, 7))
    assert is_closed(elsewhere, date(2026, 11, 8))


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
