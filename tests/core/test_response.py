"""One person's set of answers."""

from dataclasses import replace
from datetime import date

from app.core.survey import Perspective
from tests.builders import a_response


def test_an_item_is_found_by_its_id() -> None:
    response = a_response("c1", {"A1": 3, "A2": None, "O1": "well"})
    assert (response.value("A1"), response.value("O1")) == (3, "well")
    assert response.value("A2") is None
    assert response.value("A3") is None
    assert response.key == ("north", Perspective.COUNTERPART, "c1")


def test_two_versions_say_the_same_if_nothing_but_the_day_differs() -> None:
    first = a_response("c1", {"A1": 3})
    assert first.says_the_same_as(replace(first, day=date(2026, 10, 7)))
    assert not first.says_the_same_as(a_response("c1", {"A1": 4}))
