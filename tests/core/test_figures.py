"""The figures of one review: which are made of what was asked, and which are not."""

from dataclasses import replace

import pytest

from app.core.compile import compile_review
from app.core.response import Response, Value
from app.core.review import Missing, Review
from app.core.survey import Form, Item, Perspective, Role, Scale, Survey
from app.core.wave import OpenedWave, Privacy
from tests.builders import (
    FIVE,
    TEN,
    a_context,
    a_response,
    a_survey,
    a_wave,
    everywhere,
    our_answers,
    their_answers,
    words,
)

SEVEN = Scale(id="seven", minimum=1, maximum=7)
CHOICES = Scale(
    id="often",
    minimum=1,
    maximum=3,
    labels=tuple((point, words(f"choice {point}")) for point in (1, 2, 3)),
    averaged=False,
)


def review_of(
    responses: list[Response],
    survey: Survey | None = None,
    earlier: tuple[Review, ...] = (),
    wave: str = "2026",
) -> Review:
    opened: OpenedWave = a_wave(survey=survey, wave_id=wave)
    return compile_review("north", a_context(responses, opened=opened), earlier)


def with_items(survey: Survey, *items: Item) -> Survey:
    return replace(survey, items=(*survey.items, *items))


def only(survey: Survey, side: Perspective, *ids: str) -> Survey:
    """The survey with these items asked of one side alone."""
    words_of = {"we": None} if side is Perspective.COUNTERPART else {"they": None}
    return replace(
        survey,
        items=tuple(replace(i, **words_of) if i.id in ids else i for i in survey.items),  # type: ignore[arg-type]
    )


def test_the_index_is_the_mean_of_the_factors_with_a_gap_and_a_change_of_its_own() -> None:
    before = review_of(their_answers(5, 5), wave="2025")
    review = review_of(their_answers(6, 7) + our_answers(8), earlier=(before,))
    index = review.index
    assert index is not None
    assert (index.factor, index.counterpart.value, index.own.value) == ("index", 6.5, 8.0)
    assert (index.gap.value, index.change_counterpart.value) == (1.5, 1.5)
    assert index.scale == TEN


def test_factors_on_different_scales_have_no_index() -> None:
    survey = a_survey()
    turned = tuple(
        replace(i, scale=SEVEN) if i.factor == "d" and i.role is Role.CORE else i
        for i in survey.items
    )
    review = review_of(their_answers(5, 6), replace(survey, items=turned))
    assert review.index is None
    assert len(review.factors) == 4


def test_an_index_that_a_side_cannot_reach_was_not_asked() -> None:
    two = a_survey(factors=2)
    strict = replace(two, min_factors=3)
    for survey, missing in ((two, None), (strict, Missing.NOT_ASKED)):
        index = review_of(their_answers(5, 6), survey).index
        assert index is not None
        assert index.counterpart.missing is missing


def test_a_survey_of_one_factor_has_an_index_like_any_other() -> None:
    index = review_of(their_answers(5, 6), a_survey(factors=1)).index
    assert index is not None
    assert index.counterpart.value == 5.5


def test_a_factor_that_a_side_is_asked_too_little_of_was_not_asked() -> None:
    one_of_three = only(a_survey(), Perspective.COUNTERPART, "A1", "A2")
    review = review_of(their_answers(5, 6) + our_answers(7), one_of_three)
    assert review.factors[0].own.missing is Missing.NOT_ASKED
    assert review.factors[0].gap.missing is Missing.NOT_ASKED
    two_of_three = only(a_survey(), Perspective.COUNTERPART, "A1")
    assert review_of(our_answers(7), two_of_three).factors[0].own.value == 7


def test_an_item_asked_of_one_side_alone_is_shown_without_a_gap() -> None:
    survey = only(a_survey(), Perspective.COUNTERPART, "A1")
    review = review_of(their_answers(5, 6) + our_answers(7), survey)
    (item,) = [i for i in review.items if i.item == "A1"]
    assert item.counterpart.value == 5.5
    assert item.own.missing is Missing.NOT_ASKED
    assert item.gap.missing is Missing.NOT_ASKED


def test_what_the_form_does_not_ask_and_expectations_are_no_items_of_a_review() -> None:
    extra = Item(
        id="A4", role=Role.EXTRA, factor="a", they=words("x"), scale=TEN, forms=(Form.LONG,)
    )
    review = review_of(their_answers(5), with_items(a_survey(), extra))
    ids = [item.item for item in review.items]
    assert ids[:2] == ["S", "A1"]
    assert not {"A4", "E-a", "O1"} & set(ids)


def choice(side: Perspective, n: int, point: int) -> Response:
    return a_response(f"{side.value[0]}{n}", everywhere(5) | {"F": point}, perspective=side)


def test_choices_are_counted_and_never_averaged() -> None:
    often = Item(id="F", role=Role.FREQUENCY, they=words("F?"), we=words("F?"), scale=CHOICES)
    survey = with_items(a_survey(), often)
    theirs = [choice(Perspective.COUNTERPART, n, point) for n, point in ((1, 1), (2, 3), (3, 3))]
    review = review_of([*theirs, choice(Perspective.SELF, 1, 2)], survey)
    item = review.items[-1]
    assert item.item == "F"
    assert (item.counterpart.value, item.counterpart.n) == (None, 3)
    assert item.counterpart.missing is item.gap.missing is Missing.NOT_COMPARABLE
    assert [(o.point, o.count) for o in item.counterpart_counts] == [(1, 1), (2, 0), (3, 2)]
    assert [o.count for o in item.own_counts] == [0, 1, 0]
    assert item.counterpart_counts[0].label == words("choice 1")


def test_choices_that_nobody_made_say_so() -> None:
    often = Item(id="F", role=Role.FREQUENCY, they=words("F?"), we=words("F?"), scale=CHOICES)
    review = review_of(their_answers(5), with_items(a_survey(), often))
    assert review.items[-1].counterpart.missing is Missing.NO_ANSWERS
    assert review.items[-1].counterpart_counts == ()


def test_answers_are_counted_at_every_point() -> None:
    review = review_of([a_response("c1", everywhere(5) | {"S": 4})])
    by_id = {item.item: item for item in review.items}
    assert [o.count for o in by_id["S"].counterpart_counts] == [0, 0, 0, 1, 0]
    assert [o.count for o in by_id["A1"].counterpart_counts] == [0] * 5 + [1] + [0] * 5
    assert by_id["A1"].own_counts == ()


def test_points_without_words_are_counted_on_named_sides_alone() -> None:
    theirs = [a_response(f"c{n}", everywhere(n) | {"S": 4}) for n in range(1, 7)]
    opened = a_wave(counterpart=Privacy.CONFIDENTIAL, relationships={"north": (6, 2)})
    context = a_context([*theirs, *our_answers(8, 9)], opened=opened)
    by_id = {item.item: item for item in compile_review("north", context).items}
    assert sum(o.count for o in by_id["S"].counterpart_counts) == 6, "as audited"
    assert by_id["A1"].counterpart.value is not None
    assert by_id["A1"].counterpart_counts == ()
    assert [o.point for o in by_id["A1"].own_counts if o.count] == [8, 9]


@pytest.mark.parametrize("ours", [6, 8])
def test_people_of_one_side_are_set_beside_each_other(ours: int) -> None:
    first = review_of(their_answers(2, 5, 9) + our_answers(ours, ours)).factors[0]
    assert first.among_counterpart is not None
    assert (first.among_counterpart.lowest, first.among_counterpart.highest) == (2, 9)
    assert first.among_own is None


def test_a_surprise_is_told_on_one_scale_only() -> None:
    survey = a_survey()
    odd = replace(
        survey,
        items=tuple(replace(i, scale=FIVE) if i.id == "E-a" else i for i in survey.items),
    )
    expected: dict[str, Value] = {"E-a": 4, "E-b": 7}
    ours = a_response("s1", everywhere(8) | expected, perspective=Perspective.SELF)
    factors = review_of([*their_answers(5, 6), ours], odd).factors
    assert factors[0].expectation.value == 4
    assert factors[0].surprise.missing is Missing.NOT_ASKED
    assert factors[1].surprise.value == 1.5


def test_a_change_is_told_between_two_shown_figures_on_one_scale() -> None:
    before = review_of(their_answers(5, 5), wave="2025")
    after = review_of(our_answers(8), earlier=(before,))
    # We were silent then, and they are now.
    assert after.factors[0].change_own.missing is Missing.NO_ANSWERS
    assert after.factors[0].change_counterpart.missing is Missing.NO_ANSWERS
    seven = a_survey(scale=SEVEN)
    other = review_of(their_answers(5, 5), seven, earlier=(before,))
    assert other.factors[0].change_counterpart.missing is Missing.NOT_COMPARABLE
    # The first item on another scale; the one before, S, is still on its five points.
    assert other.items[1].change_counterpart.missing is Missing.NOT_COMPARABLE


def test_a_factor_that_is_new_has_nothing_to_be_compared_with() -> None:
    before = review_of(their_answers(5, 5), a_survey(factors=3), wave="2025")
    after = review_of(their_answers(6, 6), earlier=(before,))
    changes = [factor.change_counterpart for factor in after.factors]
    assert [change.value for change in changes] == [1.0, 1.0, 1.0, None]
    assert changes[3].missing is Missing.NOT_COMPARABLE
    assert after.index is not None
    assert after.index.change_counterpart.missing is Missing.NOT_COMPARABLE


def test_changes_are_counted_factor_by_factor() -> None:
    then, now = everywhere(5) | {"B1": 2, "B2": 2, "B3": 2}, everywhere(6)
    before = review_of([a_response("c1", then)], wave="2025")
    after = review_of([a_response("c1", now)], earlier=(before,))
    assert [f.change_counterpart.value for f in after.factors] == [1.0, 4.0, 1.0, 1.0]
