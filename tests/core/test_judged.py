"""Who could not judge a question is counted; beyond half of a side there is no score."""

from __future__ import annotations

from app.core.compile import compile_review
from app.core.review import ItemReview, Missing
from app.core.wave import Privacy
from tests.builders import a_context, a_response, a_wave, everywhere, our_answers


def item(answered: int, escaped: int, privacy: Privacy = Privacy.NAMED) -> ItemReview:
    opened = a_wave(counterpart=privacy, relationships={"north": (20, 2)})
    people = [
        a_response(f"c{n}", everywhere(6) | {"A1": 6 if n <= answered else None})
        for n in range(1, answered + escaped + 1)
    ]
    review = compile_review("north", a_context([*people, *our_answers(8)], opened=opened))
    return next(one for one in review.items if one.item == "A1")


def test_half_may_escape_and_the_score_stands() -> None:
    found = item(2, 2)
    assert (found.counterpart.value, found.escaped_counterpart) == (6, 2)


def test_beyond_half_there_is_no_score_and_no_gap_and_the_reason_is_said() -> None:
    found = item(2, 3)
    assert found.counterpart.missing is Missing.HARD_TO_JUDGE
    assert found.gap.missing is Missing.HARD_TO_JUDGE
    assert (found.counterpart.n, found.escaped_counterpart) == (2, 3)


def test_three_in_ten_is_worth_saying_and_less_is_not() -> None:
    assert item(7, 3).escaped_counterpart == 3
    assert item(8, 3).escaped_counterpart == 0


def test_who_left_it_open_has_not_said_that_they_could_not_judge() -> None:
    opened = a_wave(relationships={"north": (20, 2)})
    left = everywhere(6)
    del left["A1"]
    review = compile_review(
        "north", a_context([a_response("c1", everywhere(6)), a_response("c2", left)], opened=opened)
    )
    found = next(one for one in review.items if one.item == "A1")
    assert (found.counterpart.value, found.escaped_counterpart) == (6, 0)


def test_in_confidence_one_or_two_who_escaped_are_not_counted_out() -> None:
    assert item(4, 2, Privacy.CONFIDENTIAL).escaped_counterpart == 0
    assert item(5, 3, Privacy.CONFIDENTIAL).escaped_counterpart == 3
