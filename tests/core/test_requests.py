"""What one side may ask of the other, and of what it is made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.compile import compile_review
from app.core.requests import Request, SeenBy, in_turn, requests
from app.core.response import Response, Value
from app.core.review import Bound, ItemReview, Missing, Review, Score
from app.core.survey import Item, Perspective, Role
from app.core.wave import Privacy
from tests.builders import FIVE, TEN, a_context, a_response, a_survey, a_wave, words

THEIRS, OURS = Perspective.COUNTERPART, Perspective.SELF


def a_review(
    their_part: tuple[Value, ...],
    our_view: tuple[Value, ...],
    *,
    privacy: Privacy = Privacy.NAMED,
    role: Role = Role.OUR_PART,
) -> Review:
    """One verification, answered so on the counterpart's form and on ours."""
    survey = a_survey()
    item = Item(id="V4", role=role, scale=TEN, they=words("We do"), we=words("They do"))
    opened = a_wave(
        survey=replace(survey, items=(*survey.items, item)),
        relationships={"north": (5, 5)},
        counterpart=privacy,
    )
    answers: list[Response] = [
        a_response(f"{perspective.value[0]}{n}", {"V4": value}, perspective=perspective)
        for perspective, values in ((THEIRS, their_part), (OURS, our_view))
        for n, value in enumerate(values, 1)
    ]
    return compile_review("north", a_context(answers, opened=opened))


@pytest.mark.parametrize(
    ("their_part", "our_view", "seen_by"),
    [
        ((5, 6), (4, 5), SeenBy.BOTH),
        ((5, 5), (8, 8), SeenBy.ITSELF),
        ((9, 9), (5, 6), SeenBy.THE_OTHER),
        ((5,), (), SeenBy.ITSELF),
        ((), (5,), SeenBy.THE_OTHER),
    ],
)
def test_a_part_that_a_side_sees_as_short_is_a_request_to_whoever_has_it(
    their_part: tuple[Value, ...], our_view: tuple[Value, ...], seen_by: SeenBy
) -> None:
    review = a_review(their_part, our_view)
    assert review.requests == (Request(item="V4", of=THEIRS, seen_by=seen_by),)


def test_our_own_part_is_a_request_to_us_seen_from_the_other_end() -> None:
    review = a_review((3, 4), (8, 8), role=Role.THEIR_PART)
    assert review.requests == (Request(item="V4", of=OURS, seen_by=SeenBy.THE_OTHER),)


def test_six_is_not_short_and_a_part_that_nobody_answered_is_no_request() -> None:
    assert a_review((6, 6), (6, 6)).requests == ()
    assert a_review((None,), (None,)).requests == ()


def test_what_is_suppressed_makes_no_request() -> None:
    review = a_review((1, 2), (9, 9), privacy=Privacy.CONFIDENTIAL)
    assert review.requests == ()
    assert a_review((1, 2, 3), (9, 9), privacy=Privacy.CONFIDENTIAL).requests != ()


def test_requests_are_made_of_shown_scores_alone() -> None:
    hidden = Score(n=None, missing=Missing.SUPPRESSED)
    (item,) = [i for i in a_review((2, 2, 2), (9, 9)).items if i.item == "V4"]
    assert requests([item])
    assert requests([replace(item, counterpart=hidden)]) == ()


def test_a_score_known_only_to_lie_at_the_low_end_is_short() -> None:
    (item,) = [i for i in a_review((9, 9), (9, 9)).items if i.item == "V4"]
    low = Score(n=3, value=0.5, bound=Bound.AT_MOST)
    assert [r.seen_by for r in requests([replace(item, counterpart=low)])] == [SeenBy.ITSELF]


def test_short_is_stretched_to_other_scales() -> None:
    item = _item(4.0, 4.0)
    assert requests([replace(item, scale=FIVE)]) == ()  # 7.5 on 0–10
    assert requests([item]) != ()


def test_theirs_come_first_and_the_lowest_of_them() -> None:
    items = [
        replace(_item(2.0, 9.0), item="ours", role=Role.THEIR_PART),
        replace(_item(5.0, 9.0), item="five"),
        replace(_item(9.0, 3.0), item="three"),
        replace(_item(1.0, 1.0), item="core", role=Role.CORE),
    ]
    assert [request.item for request in requests(items)] == ["three", "five", "ours"]


def _item(theirs: float, ours: float) -> ItemReview:
    (item,) = [i for i in a_review((9, 9), (9, 9)).items if i.item == "V4"]
    return replace(item, counterpart=Score(n=2, value=theirs), own=Score(n=2, value=ours))


def test_of_many_requests_each_side_may_make_as_many() -> None:
    def asked(item: str, of: Perspective) -> Request:
        return Request(item=item, of=of, seen_by=SeenBy.BOTH)

    theirs = tuple(asked(f"V{n}", THEIRS) for n in (1, 2, 3))
    ours = tuple(asked(f"V{n}", OURS) for n in (4, 5))
    assert in_turn((*theirs, *ours), 3) == (*theirs[:2], ours[0])
    assert in_turn((*theirs, *ours), 9) == (*theirs, *ours)
    assert in_turn(ours, 1) == ours[:1]
