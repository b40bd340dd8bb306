"""Expectations count in the comparison only if they were said before theirs were known."""

from __future__ import annotations

from app.core.compile import compile_review
from app.core.context import firm_context
from app.core.expectations import expectations, inside_the_seal, sealable
from app.core.response import Response
from app.core.survey import Perspective
from app.core.wave import Sealed
from tests.builders import (
    AFTER,
    CLOSES,
    a_relationship,
    a_response,
    a_wave,
    everywhere,
    their_answers,
)

OURS = Perspective.SELF
WAVE = a_wave()


def ours(who: str, expected: int) -> Response:
    values = everywhere(7) | {f"E-{factor}": expected for factor in "abcd"}
    return a_response(who, values, perspective=OURS)


def test_the_counterpart_has_none() -> None:
    assert expectations(their_answers(5)[0], WAVE) == ()
    assert expectations(ours("s1", 6), WAVE)[0] == ("E-a", 6)


def test_nothing_is_sealed_before_the_other_side_has_answered() -> None:
    mine = ours("s1", 6)
    assert sealable([mine]) == {}
    assert sealable([mine, *their_answers(5)]) == {"north": [mine]}


def test_who_is_outside_the_seal_loses_expectations_and_nothing_else() -> None:
    seal = Sealed(day=CLOSES, digest="d", respondents=("s1",))
    kept, later = inside_the_seal([ours("s1", 6), ours("s2", 2)], WAVE, {"north": seal})
    assert later == {"north": 1}
    assert expectations(kept[0], WAVE)
    assert expectations(kept[1], WAVE) == ()
    assert kept[1].value("A1") == 7


def test_the_surprise_is_that_of_the_sealed_ones_and_the_review_says_so() -> None:
    seal = Sealed(day=CLOSES, digest="d" * 64, respondents=("s1",))
    said = [ours("s1", 6), ours("s2", 2), *their_answers(5, 5)]
    for seals, surprise, later in (({}, -1.0, 0), ({"north": seal}, 1.0, 1)):
        context = firm_context(
            WAVE,
            said,
            [a_relationship()],
            AFTER,
            seal=lambda _, seals=seals: seals,  # type: ignore[misc]
        )
        review = compile_review("north", context)
        assert review.factors[0].surprise.value == surprise
        assert review.factors[0].own.n == 2
        assert review.expected_later == later
        assert (review.sealed is None) == (not seals)


def test_an_expectation_of_a_relationship_that_nobody_asked_about_is_none() -> None:
    stray = a_response("s1", {"E-a": 6}, perspective=OURS, relationship="nowhere")
    assert expectations(stray, WAVE) == ()


def test_expectations_are_points_in_the_order_of_their_items() -> None:
    values = {"E-d": 6, "E-a": None, "E-c": 4, "E-b": "many", "A1": 7}
    said = a_response("s1", values, perspective=OURS)
    assert expectations(said, WAVE) == (("E-c", 4), ("E-d", 6))


def test_what_may_be_sealed_stands_in_the_order_of_relationships() -> None:
    came = [
        *their_answers(5, relationship="west"),
        *their_answers(5, relationship="east"),
        *their_answers(5, relationship="north"),
    ]
    assert list(sealable(came)) == ["east", "north", "west"]
    assert list(sealable(came).values()) == [[], [], []]
