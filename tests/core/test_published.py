"""A later build changes no published figure of a confidential side by fewer than k people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.core.compile import compile_review
from app.core.context import FirmContext, firm_context
from app.core.published import FORGOTTEN, PublishedSide
from app.core.response import Consent, Response
from app.core.review import Missing, Review
from app.core.sides import Ledger, SideKey
from app.core.survey import Perspective
from app.core.wave import Privacy
from tests.builders import (
    AFTER,
    a_relationship,
    a_response,
    a_wave,
    everywhere,
    our_answers,
    their_answers,
)

WAVE = a_wave(counterpart=Privacy.CONFIDENTIAL, relationships={"north": (12, 3)})
LATER = date(2026, 12, 24)
NORTH = ("north", Perspective.COUNTERPART)
States = dict[SideKey, tuple[PublishedSide, ...]]


def built(responses: list[Response], before: States | None = None) -> tuple[Review, States]:
    """The review that a build publishes, and the ledger after it."""
    known = before or {}
    context: FirmContext = firm_context(
        WAVE,
        responses,
        [a_relationship()],
        LATER if known else AFTER,
        ledger=Ledger(published=known),
    )
    kept = dict(known)
    for key, make in context.to_keep.items():
        kept[key] = (*kept.get(key, ()), make())
    return compile_review("north", context), kept


def trust(review: Review) -> float | None:
    return review.factors[0].counterpart.value


def test_the_first_build_is_kept() -> None:
    _, ledger = built(their_answers(4, 5, 6))
    (state,) = ledger[NORTH]
    assert (state.day, state.answered) == (AFTER, 3)


def test_the_same_answers_are_no_new_state() -> None:
    _, ledger = built(their_answers(4, 5, 6))
    review, again = built(their_answers(4, 5, 6), ledger)
    assert again == ledger
    assert review.sides[0].kept_from is None


def test_one_late_answer_changes_nothing_and_it_is_said() -> None:
    first, ledger = built(their_answers(4, 5, 6))
    review, again = built(their_answers(4, 5, 6, 10), ledger)
    assert trust(review) == trust(first) == 5
    assert review.factors[0].counterpart.n == 3
    assert review.sides[0].answered == 3
    assert review.sides[0].kept_from == AFTER
    assert again == ledger


def test_two_late_answers_change_nothing_three_do() -> None:
    _, ledger = built(their_answers(4, 5, 6))
    assert trust(built(their_answers(4, 5, 6, 10, 10), ledger)[0]) == 5
    review, again = built(their_answers(4, 5, 6, 9, 9, 9), ledger)
    assert trust(review) == 7
    assert review.sides[0].kept_from is None
    assert len(again[NORTH]) == 2


def test_a_corrected_answer_changes_nothing_three_do() -> None:
    _, ledger = built(their_answers(4, 5, 6, 6))
    assert trust(built(their_answers(4, 5, 6, 10), ledger)[0]) == 5.3
    assert trust(built(their_answers(7, 8, 9, 6), ledger)[0]) == 7.5


def test_a_correction_of_three_that_is_one_in_a_single_question_changes_nothing() -> None:
    """Three people corrected something; what A1 says of it would be about one of them."""
    before = [a_response(f"c{n}", everywhere(5)) for n in range(1, 6)]
    _, ledger = built(before)
    after = [
        a_response("c1", everywhere(5) | {"A1": 9}),
        a_response("c2", everywhere(5) | {"B1": 9}),
        a_response("c3", everywhere(5) | {"C1": 9}),
        *before[3:],
    ]
    review, _ = built(after, ledger)
    assert review.sides[0].kept_from == AFTER
    assert {item.counterpart.value for item in review.items if item.item == "A1"} == {5}


def test_somebody_taken_away_changes_nothing() -> None:
    _, ledger = built(their_answers(4, 5, 6, 9))
    review, _ = built(their_answers(4, 5, 6), ledger)
    assert trust(review) == 6
    assert review.sides[0].answered == 4


def test_steps_of_three_do_not_add_up_to_a_difference_of_one() -> None:
    """A → B by three, B → C by three, and C differs from A by one: C must not come."""
    first = their_answers(5, 5, 5, 5, 5, 5)
    _, ledger = built(first)
    second = their_answers(5, 5, 5, 5, 5, 5, 8, 8, 8)
    _, ledger = built(second, ledger)
    third = their_answers(5, 5, 5, 5, 5, 5, 8)
    review, _ = built(third, ledger)
    assert review.sides[0].answered == 9
    assert review.sides[0].kept_from == LATER


def test_a_state_that_was_published_may_come_back() -> None:
    _, ledger = built(their_answers(4, 5, 6))
    _, ledger = built(their_answers(4, 5, 6, 9, 9, 9), ledger)
    review, again = built(their_answers(4, 5, 6), ledger)
    assert (trust(review), review.sides[0].kept_from) == (5, None)
    assert again == ledger


def test_two_that_were_not_shown_stay_two_when_a_third_comes() -> None:
    _, ledger = built(their_answers(4, 5))
    review, _ = built(their_answers(4, 5, 9), ledger)
    assert review.sides[0].answered == 2
    assert review.factors[0].counterpart.missing is Missing.SUPPRESSED


def test_the_words_of_who_came_late_wait_with_their_answers() -> None:
    said = [
        a_response(f"c{n}", everywhere(5) | {"O1": f"word {n}"}, consent=Consent.UNNAMED)
        for n in range(1, 8)
    ]
    _, ledger = built(said[:3])
    late, _ = built(said[:4], ledger)
    assert [words.text for words in late.words] == ["word 1", "word 2", "word 3"]
    assert len(built(said, ledger)[0].words) == 7


def test_the_words_of_somebody_taken_away_are_gone() -> None:
    said = [
        a_response(f"c{n}", everywhere(5) | {"O1": f"word {n}"}, consent=Consent.UNNAMED)
        for n in range(1, 5)
    ]
    _, ledger = built(said)
    review, _ = built(said[1:], ledger)
    assert [words.text for words in review.words] == ["word 2", "word 3", "word 4"]


def test_a_forgotten_answer_counts_as_another_one() -> None:
    answers = their_answers(4, 5, 6, 7)
    _, ledger = built(answers)
    (state,) = ledger[NORTH]
    forgotten = next(iter(state.people))
    people = {
        who: dict.fromkeys(given, FORGOTTEN) if who == forgotten else given
        for who, given in state.people.items()
    }
    review, _ = built(answers, {NORTH: (replace(state, people=people),)})
    assert review.sides[0].kept_from == AFTER


def test_a_named_side_is_in_no_ledger_and_changes_at_once() -> None:
    _, ledger = built(their_answers(4, 5, 6) + our_answers(8))
    assert set(ledger) == {NORTH}
    review, _ = built(their_answers(4, 5, 6) + our_answers(8, 6), ledger)
    assert review.factors[0].own.value == 7


def test_the_ledger_holds_no_names_and_no_answers_of_people() -> None:
    marked = firm_context(
        WAVE,
        their_answers(4, 5, 6),
        [a_relationship()],
        AFTER,
        ledger=Ledger(mark=lambda text: f"mark{len(text)}{hash(text)}"),
    )
    (make,) = marked.to_keep.values()
    state = make()
    assert all(who.startswith("mark") for who in state.people)
    assert all(
        mark.startswith("mark") for given in state.people.values() for mark in given.values()
    )
