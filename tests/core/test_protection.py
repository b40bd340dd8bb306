"""The small-group rule: what a confidential side may show, and what is gone before compiling."""

from dataclasses import fields, is_dataclass
from itertools import product
from typing import Any

import pytest

from app.core.compile import compile_review
from app.core.portfolio import compile_portfolio
from app.core.response import Consent, Response
from app.core.review import Bound, FactorReview, FindingKind, ItemReview, Missing, Review
from app.core.survey import Perspective
from app.core.wave import Privacy
from tests.builders import (
    AFTER,
    CLOSES,
    a_context,
    a_response,
    a_wave,
    everywhere,
    our_answers,
    their_answers,
)

CONFIDENTIAL = a_wave(counterpart=Privacy.CONFIDENTIAL, relationships={"north": (6, 3)})


def review_of(responses: list[Response], **changes: Any) -> Review:
    return compile_review("north", a_context(responses, opened=CONFIDENTIAL, **changes))


def test_two_answers_show_how_many_answered_and_nothing_else() -> None:
    review = review_of(their_answers(4, 5) + our_answers(8, 8))
    assert (review.sides[0].answered, review.sides[0].shown) == (2, False)
    figures: list[FactorReview | ItemReview] = [*review.factors, *review.items]
    for figure in figures:
        assert figure.counterpart.missing is Missing.SUPPRESSED
        assert figure.counterpart.value is None
        assert figure.counterpart.n is None
        assert figure.gap.value is None
    assert review.finding.kind is FindingKind.WITHHELD


def test_three_answers_show_scores() -> None:
    review = review_of(their_answers(4, 5, 6) + our_answers(8, 8))
    assert review.factors[0].counterpart.value == 5
    assert review.factors[0].gap.value == 3


def test_an_item_is_counted_by_its_own_answers() -> None:
    thin = a_response("c3", everywhere(6) | {"A1": None})
    review = review_of([*their_answers(4, 5), thin])
    by_id = {item.item: item for item in review.items}
    assert by_id["A1"].counterpart.missing is Missing.SUPPRESSED
    assert by_id["B1"].counterpart.value == 5


def test_exactly_one_hidden_item_takes_the_next_smallest_with_it() -> None:
    thin = a_response("c3", everywhere(6) | {"A1": None})
    review = review_of([*their_answers(4, 5), thin])
    hidden = [
        i.item
        for i in review.items
        if i.counterpart.missing is Missing.SUPPRESSED and i.factor == "a"
    ]
    assert hidden == ["A1", "A2"]


def test_a_mean_at_the_end_is_only_nine_and_a_half_or_more() -> None:
    review = review_of(their_answers(10, 10, 10) + our_answers(8))
    score = review.factors[0].counterpart
    assert (score.value, score.bound, score.low) == (9.5, Bound.AT_LEAST, None)
    assert review.factors[0].gap.missing is Missing.AT_THE_END


def test_a_low_end_is_half_a_point_or_less() -> None:
    score = review_of(their_answers(0, 0, 1)).factors[0].counterpart
    assert (score.value, score.bound) == (0.5, Bound.AT_MOST)


def test_five_answers_may_stand_at_the_end() -> None:
    score = review_of(their_answers(10, 10, 10, 10, 10)).factors[0].counterpart
    assert (score.value, score.bound) == (10, None)


def test_small_groups_show_no_counts_of_single_options() -> None:
    def with_s(n: int) -> list[Response]:
        return [a_response(f"c{i}", everywhere(5) | {"S": 4}) for i in range(1, n + 1)]

    assert review_of(with_s(4)).items[0].counterpart_counts == ()
    assert sum(c.count for c in review_of(with_s(5)).items[0].counterpart_counts) == 5


def test_a_confidential_score_is_rounded_before_anything_is_made_of_it() -> None:
    review = review_of([*their_answers(4, 5, 5), *our_answers(8)])
    assert review.factors[0].counterpart.value == 4.7
    assert review.factors[0].gap.value == 8 - 4.7


def test_an_open_confidential_wave_is_not_compiled_at_all() -> None:
    review = review_of(their_answers(4, 5, 6, 7), as_of=CLOSES)
    assert not review.compiled
    assert not (review.factors or review.items or review.words)
    assert review.sides[0].answered == 0


def test_no_name_and_no_words_of_too_few() -> None:
    said = [a_response(f"c{n}", {"O1": f"word {n}"}, consent=Consent.NAMED) for n in (1, 2, 3)]
    assert review_of(said[:2]).words == ()
    shown = review_of(said).words
    assert len(shown) == 3
    assert all(words.name == "" for words in shown)


def test_hidden_answers_change_nothing_anywhere() -> None:
    """Whatever two hidden people answer, every figure of every review and mean stays the same."""
    opened = a_wave(
        counterpart=Privacy.CONFIDENTIAL, relationships={"north": (6, 3), "south": (6, 3)}
    )
    shown = their_answers(3, 5, 7, 6, relationship="south") + our_answers(8, relationship="south")

    def published(scores: tuple[int, ...]) -> object:
        context = a_context(their_answers(*scores) + our_answers(6) + shown, opened=opened)
        reviews = tuple(compile_review(slug, context) for slug in ("north", "south"))
        return reviews, compile_portfolio(context, reviews, ())

    first = published((0, 10))
    for scores in product((0, 5, 10), repeat=2):
        assert published(scores) == first


def test_a_hidden_value_is_in_no_corner_of_the_review() -> None:
    review = review_of(their_answers(4, 4) + our_answers(8))
    assert 4.0 not in set(_numbers(review))


def test_the_firms_own_side_can_be_confidential_too() -> None:
    opened = a_wave(own=Privacy.CONFIDENTIAL)
    review = compile_review("north", a_context(our_answers(7, 8), opened=opened))
    assert review.factors[0].own.missing is Missing.SUPPRESSED
    assert review.side(Perspective.SELF).answered == 2


def test_a_wave_of_yesterday_is_compiled_the_day_after_it_closed() -> None:
    assert review_of(their_answers(4, 5, 6), as_of=AFTER).compiled


def _numbers(thing: object) -> list[float]:
    if isinstance(thing, float):
        return [thing]
    if isinstance(thing, tuple):
        return [n for part in thing for n in _numbers(part)]
    if is_dataclass(thing):
        return [n for f in fields(thing) for n in _numbers(getattr(thing, f.name))]
    return []


def test_the_index_is_not_judged_by_numbers_of_people_but_by_who_they_are() -> None:
    """Index and factors are all of four people, and not of the same four: two would be told."""
    people = [a_response(f"c{n}", everywhere(4 + n)) for n in (2, 3, 4)]
    lacks_a = {key: value for key, value in everywhere(7).items() if not key.startswith("A")}
    only_a = {key: value for key, value in everywhere(5).items() if key.startswith("A")}
    review = review_of([*people, a_response("c1", lacks_a), a_response("c5", only_a)])
    assert {factor.counterpart.n for factor in review.factors} == {4}
    assert review.index is not None
    assert review.index.counterpart.missing is Missing.SUPPRESSED


@pytest.mark.parametrize("who", ["c1", "c3", "c6"])
def test_a_question_that_one_person_escaped_is_hidden_whoever_that_is(who: str) -> None:
    """Three times the factor less its questions is half of what that person said of the others."""
    asked = a_wave(counterpart=Privacy.CONFIDENTIAL, relationships={"north": (6, 3)})
    came = [
        a_response(f"c{n}", everywhere(3 + n) | ({"A1": None} if f"c{n}" == who else {}))
        for n in range(1, 7)
    ]
    review = compile_review("north", a_context(came, opened=asked))
    shown = {item.item for item in review.items if item.counterpart.value is not None}
    assert "A1" not in shown
    # One of three alone could be worked out of the factor and the others.
    assert len({"A2", "A3"} & shown) == 1
    assert {"B1", "B2", "B3"} <= shown


def without(person: str, *factors: str) -> Response:
    """Somebody who answered nothing of these factors, named by the first letters of their items."""
    given = {key: value for key, value in everywhere(6).items() if key[0] not in factors}
    return a_response(person, given)


def test_the_index_is_hidden_where_one_person_alone_has_it_without_every_factor() -> None:
    review = review_of([*their_answers(4, 5, 6, 7), without("c5", "D")])
    assert review.factors[3].counterpart.n == 4
    assert review.index is not None
    assert review.index.counterpart.missing is Missing.SUPPRESSED


def test_the_index_is_hidden_where_nobody_has_every_factor_and_it_leaves_one_person_out() -> None:
    """The factors' sums less three times the index are what the one with a single factor said."""
    others = [without(f"c{n}", "BCD"[n % 3]) for n in range(2, 8)]
    opened = a_wave(counterpart=Privacy.CONFIDENTIAL, relationships={"north": (7, 3)})
    context = a_context([*others, without("c1", "B", "C", "D")], opened=opened)
    review = compile_review("north", context)
    assert [factor.counterpart.n for factor in review.factors] == [7, 4, 4, 4]
    assert review.index is not None
    assert review.index.counterpart.missing is Missing.SUPPRESSED


def test_the_index_stands_where_everybody_has_every_factor() -> None:
    review = review_of(their_answers(4, 5, 6, 7))
    assert review.index is not None
    assert review.index.counterpart.value == 5.5
