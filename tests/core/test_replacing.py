"""A later build changes no published figure of a confidential side by fewer than k people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.compile import compile_review
from app.core.context import FirmContext, firm_context
from app.core.published import FORGOTTEN, WRITTEN, PublishedSide
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


def test_new_words_of_one_person_are_not_put_in_the_place_of_the_old_ones() -> None:
    """Whoever kept both pages would know that one person wrote both, and who was late."""

    def all_of(*words: str) -> list[Response]:
        return [
            a_response(f"c{n}", everywhere(5) | {"O1": text}, consent=Consent.UNNAMED)
            for n, text in enumerate(words, 1)
        ]

    def shown(review: Review) -> list[str]:
        return [words.text for words in review.words]

    _, ledger = built(all_of("a", "b", "c", "d"))
    one, _ = built(all_of("x", "b", "c", "d"), ledger)
    assert (shown(one), one.sides[0].kept_from) == (["b", "c", "d"], AFTER)
    three, _ = built(all_of("x", "y", "z", "d"), ledger)
    assert (shown(three), three.sides[0].kept_from) == (["d", "x", "y", "z"], None)


def test_words_that_one_person_takes_back_are_gone_and_nothing_else_changes() -> None:
    said = [
        a_response(f"c{n}", everywhere(5) | {"O1": f"word {n}"}, consent=Consent.UNNAMED)
        for n in range(1, 5)
    ]
    _, ledger = built(said)
    back = a_response("c1", everywhere(5) | {"O1": "word 1"}, consent=Consent.PRINCIPAL)
    review, _ = built([back, *said[1:]], ledger)
    assert [words.text for words in review.words] == ["word 2", "word 3", "word 4"]


def test_a_ledger_that_knows_no_words_lets_those_of_its_people_stand() -> None:
    said = [
        a_response(f"c{n}", everywhere(5) | {"O1": f"word {n}"}, consent=Consent.UNNAMED)
        for n in range(1, 5)
    ]
    _, ledger = built(said)
    (state,) = ledger[NORTH]
    people = {
        who: {item: mark for item, mark in given.items() if not item.startswith(WRITTEN)}
        for who, given in state.people.items()
    }
    old: States = {NORTH: (replace(state, people=people, with_words=False),)}
    late = a_response("c9", everywhere(5) | {"O1": "late"}, consent=Consent.UNNAMED)
    review, _ = built([*said, late], old)
    assert [words.text for words in review.words] == ["word 1", "word 2", "word 3", "word 4"]


@pytest.mark.parametrize(("late", "stand"), [((2, 2, 3), False), ((2, 2, 3, 4, 3), True)])
def test_counts_of_a_point_never_tell_fewer_than_five_apart(
    late: tuple[int, ...], stand: bool
) -> None:
    def all_of(*levels: int) -> list[Response]:
        return [a_response(f"c{n}", everywhere(6) | {"S": v}) for n, v in enumerate(levels, 1)]

    _, ledger = built(all_of(3, 4, 4, 5, 5))
    review, _ = built(all_of(3, 4, 4, 5, 5, *late), ledger)
    assert (review.sides[0].kept_from is None) is stand


@pytest.mark.parametrize(("late", "stand"), [((0, 0, 1), False), ((2, 3, 3), True)])
def test_nobody_who_came_late_is_told_to_be_at_an_end(late: tuple[int, ...], stand: bool) -> None:
    _, ledger = built(their_answers(7, 8, 8))
    review, _ = built(their_answers(7, 8, 8, *late), ledger)
    assert (review.sides[0].kept_from is None) is stand
