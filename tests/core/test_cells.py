"""Which cells of a side may be shown, and which take others with them."""

from dataclasses import replace

import pytest

from app.core.cells import Cell, at_an_end, counts_may_show
from app.core.people import INDEX, factor_score, person_scores
from app.core.protection import protected_cells
from app.core.response import Value
from app.core.survey import Scale, Survey
from app.core.wave import Privacy
from tests.builders import TEN, a_response, a_survey, everywhere

NAMED, CONFIDENTIAL = Privacy.NAMED, Privacy.CONFIDENTIAL
SURVEY = a_survey()
SEVEN = Scale(id="seven", minimum=1, maximum=7)
HIDDEN = Cell(hidden=True)


def cells(
    *people: dict[str, Value], privacy: Privacy = CONFIDENTIAL, k: int = 3, survey: Survey = SURVEY
) -> dict[str, Cell]:
    scores = tuple(person_scores(a_response("c", values), survey) for values in people)
    return protected_cells(scores, survey, privacy, k)


def hidden(found: dict[str, Cell]) -> set[str]:
    return {key for key, cell in found.items() if cell.hidden}


@pytest.mark.parametrize(
    ("values", "scale", "expected"),
    [
        ((9.5,), TEN, True),
        ((9.49,), TEN, False),
        ((0.5,), TEN, True),
        ((0.51,), TEN, False),
        ((10.0, 9.0), TEN, True),
        ((6.7,), SEVEN, True),
        ((6.6,), SEVEN, False),
        ((1.3,), SEVEN, True),
        ((1.4,), SEVEN, False),
    ],
)
def test_an_end_is_the_last_twentieth_of_the_scale(
    values: tuple[float, ...], scale: Scale, expected: bool
) -> None:
    assert at_an_end(values, scale) is expected


def test_a_named_side_shows_everything_that_was_said() -> None:
    found = cells(everywhere(10), privacy=NAMED)
    assert hidden(found) == set()
    assert found["A1"] == Cell(values=(10.0,))
    assert found["A1"].n == 1
    assert "S" not in found


def test_nobody_is_nothing() -> None:
    assert cells() == {}


def test_below_k_people_every_rated_item_is_hidden_asked_or_not() -> None:
    found = cells(everywhere(5), everywhere(6))
    assert set(found.values()) == {HIDDEN}
    assert {item.id for item in SURVEY.items if item.rated} <= found.keys()
    assert {factor_score("a"), factor_score(INDEX)} <= found.keys()
    assert "O1" not in found


def test_a_wave_may_set_a_larger_least_group() -> None:
    three = [everywhere(score) for score in (4, 5, 6)]
    assert set(cells(*three, k=4).values()) == {HIDDEN}
    assert hidden(cells(*three, everywhere(7), k=4)) <= {"S", *(f"E-{f}" for f in "abcd")}


def test_an_item_of_a_factor_that_is_hidden_whole_takes_nothing_with_it() -> None:
    # Two people answered factor a at all: its score and each of its items rest on two.
    thin = {item: value for item, value in everywhere(5).items() if not item.startswith("A")}
    found = cells(everywhere(4), everywhere(5), thin)
    assert {"A1", "A2", "A3", factor_score("a")} <= hidden(found)
    assert not {"B1", "B2", "B3", factor_score("b")} & hidden(found)


def test_a_factor_that_is_hidden_whole_spares_no_other() -> None:
    people = [everywhere(score) for score in (4, 5, 6)]
    people[0] = {item: value for item, value in people[0].items() if not item.startswith("A")}
    people[1] = people[1] | {"B2": None}
    assert hidden(cells(*people)) & {"B1", "B2", "B3"} == {"B1", "B2"}


def test_the_smallest_of_the_others_is_hidden_with_the_one() -> None:
    people = [everywhere(score) for score in (4, 5, 6, 5, 4)]
    for place in (0, 1, 2):
        people[place] = people[place] | {"B2": None}
    people[3] = people[3] | {"B3": None}
    assert hidden(cells(*people)) & {"B1", "B2", "B3"} == {"B2", "B3"}


def test_two_hidden_items_hide_each_other_and_no_third() -> None:
    people = [everywhere(score) for score in (4, 5, 6, 5)]
    people[0] = people[0] | {"B1": None}
    people[1] = people[1] | {"B1": None, "B2": None}
    people[2] = people[2] | {"B2": None}
    assert hidden(cells(*people)) & {"B1", "B2", "B3"} == {"B1", "B2"}


def test_an_item_known_only_to_lie_at_an_end_takes_another_with_it() -> None:
    people = [everywhere(5) | {"C3": 10} for _ in range(4)]
    found = cells(*people)
    assert hidden(found) & {"C1", "C2", "C3"} == {"C1"}
    # From five people on an end says nothing of a single one.
    assert not hidden(cells(*people, everywhere(5) | {"C3": 10})) & {"C1", "C2", "C3"}


def test_the_index_is_hidden_with_a_factor_that_is_no_plain_number() -> None:
    middle = [everywhere(5)] * 3
    assert not cells(*middle)[factor_score(INDEX)].hidden
    end = [values | {"D1": 10, "D2": 10, "D3": 10} for values in middle]
    assert cells(*end)[factor_score(INDEX)].hidden
    assert not cells(*end)[factor_score("d")].hidden
    thin = {item: value for item, value in everywhere(5).items() if not item.startswith("D")}
    assert cells(*middle[:2], thin)[factor_score(INDEX)].hidden


def test_a_factor_that_nobody_answered_is_hidden_like_one_that_few_did() -> None:
    """And so is the index: made of three factors alone, it would tell that nobody did."""
    three = {item: value for item, value in everywhere(5).items() if not item.startswith("D")}
    nobody, few = cells(*[three] * 3), cells(*[three] * 2, everywhere(5))
    for found in (nobody, few):
        assert {"D1", "D2", "D3", factor_score("d"), factor_score(INDEX)} <= hidden(found)
        assert not {factor_score(factor) for factor in "abc"} & hidden(found)


def test_a_factor_that_this_side_is_not_asked_about_hides_no_index() -> None:
    three = {item: value for item, value in everywhere(5).items() if not item.startswith("D")}
    asked = replace(SURVEY, items=tuple(i for i in SURVEY.items if not i.id.startswith("D")))
    found = cells(three, three, three, survey=asked)
    assert factor_score("d") not in found
    assert not found[factor_score(INDEX)].hidden


def test_a_form_that_asks_just_enough_for_a_score_asks_for_it() -> None:
    """Two of three items of d, or three of four factors: enough, and one less is not."""

    def keys(*left_out: str) -> set[str]:
        items = tuple(i for i in SURVEY.items if not i.id.startswith(left_out))
        return hidden(cells({}, {}, survey=replace(SURVEY, items=items)))

    assert {factor_score("d"), factor_score(INDEX)} <= keys("D1")
    assert factor_score("d") not in keys("D1", "D2")
    assert factor_score(INDEX) in keys("D")
    assert factor_score(INDEX) not in keys("C", "D")


def test_below_k_people_nothing_tells_how_much_they_answered() -> None:
    assert cells({}, {}) == cells(everywhere(5), everywhere(6) | {"S": 3})


def test_a_survey_without_an_index_hides_none() -> None:
    short = replace(SURVEY, min_factors=5)
    people = [everywhere(5) | {"D1": 10, "D2": 10, "D3": 10}] * 3
    assert factor_score(INDEX) not in cells(*people, survey=short)


@pytest.mark.parametrize(
    ("cell", "privacy", "shown"),
    [
        (Cell(values=(5.0,)), NAMED, True),
        (Cell(values=(5.0,) * 4), CONFIDENTIAL, False),
        (Cell(values=(5.0,) * 5), CONFIDENTIAL, True),
        (Cell(), NAMED, False),
        (HIDDEN, NAMED, False),
    ],
)
def test_answers_per_point_are_counted_by_name_or_from_five(
    cell: Cell, privacy: Privacy, shown: bool
) -> None:
    assert counts_may_show(cell, privacy) is shown
