"""Words of those whose relationship may not show them: together, from ten people of two."""

from __future__ import annotations

import pytest

from app.core.compile import compile_review
from app.core.context import firm_context
from app.core.portfolio import compile_portfolio
from app.core.response import Consent, Response
from app.core.sides import Ledger
from app.core.wave import Privacy
from tests.builders import AFTER, a_relationship, a_response, a_wave

SLUGS = [f"r{n}" for n in range(1, 8)]
WAVE = a_wave(counterpart=Privacy.CONFIDENTIAL, relationships=dict.fromkeys(SLUGS, (6, 1)))


def two_of_each(relationships: int, consent: Consent = Consent.UNNAMED) -> list[Response]:
    return [
        a_response(f"c{n}", {"O1": f"{slug} says {n}"}, relationship=slug, consent=consent)
        for slug in SLUGS[:relationships]
        for n in (1, 2)
    ]


def pool_of(responses: list[Response], ledger: Ledger | None = None) -> list[str]:
    context = firm_context(WAVE, responses, [a_relationship()], AFTER, ledger=ledger or Ledger())
    reviews = tuple(compile_review(slug, context) for slug in SLUGS)
    assert all(review.words == () for review in reviews)
    return [words.text for words in compile_portfolio(context, reviews, ()).pool]


def test_ten_people_of_five_relationships_stand_together_without_a_name() -> None:
    assert len(pool_of(two_of_each(5, Consent.NAMED))) == 10


def test_eight_people_do_not() -> None:
    assert pool_of(two_of_each(4)) == []


@pytest.mark.parametrize("consent", [Consent.PRINCIPAL, Consent.SPOKEN, Consent.REWORDED])
def test_what_was_not_given_for_it_is_not_in_it(consent: Consent) -> None:
    assert pool_of(two_of_each(7, consent)) == []


def test_words_of_a_relationship_that_shows_them_are_not_in_it() -> None:
    third = a_response("c3", {"O1": "r1 says 3"}, relationship="r1", consent=Consent.UNNAMED)
    context = firm_context(WAVE, [*two_of_each(7), third], [a_relationship()], AFTER)
    assert len(compile_review("r1", context).words) == 3
    pool = compile_portfolio(context, (), ()).pool
    assert len(pool) == 12
    assert not any(words.text.startswith("r1") for words in pool)


def test_the_order_says_nothing_of_whose_they_are() -> None:
    assert (
        pool_of(two_of_each(5)) == pool_of(two_of_each(5)[::-1]) == sorted(pool_of(two_of_each(5)))
    )


def test_who_came_after_the_first_build_is_not_in_it() -> None:
    context = firm_context(WAVE, two_of_each(5), [a_relationship()], AFTER)
    ledger = Ledger(published={key: (make(),) for key, make in context.to_keep.items()})
    assert len(pool_of(two_of_each(6), ledger)) == 10
    assert len(pool_of(two_of_each(7), ledger)) == 10


def test_who_was_taken_away_since_is_not_in_it_and_nine_are_too_few() -> None:
    context = firm_context(WAVE, two_of_each(6), [a_relationship()], AFTER)
    ledger = Ledger(published={key: (make(),) for key, make in context.to_keep.items()})
    assert len(pool_of(two_of_each(6)[1:], ledger)) == 11
    assert pool_of(two_of_each(6)[3:], ledger) == []


def test_a_named_wave_has_none() -> None:
    named = a_wave(relationships=dict.fromkeys(SLUGS, (6, 1)))
    context = firm_context(named, two_of_each(7), [a_relationship()], AFTER)
    assert compile_portfolio(context, (), ()).pool == ()
