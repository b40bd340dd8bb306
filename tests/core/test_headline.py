"""The one thing that a review says first: a difference, or else a level; never a motive."""

from dataclasses import replace

import pytest

from app.core.gaps import ClassifiedGap, GapClass
from app.core.headline import finding, widest, widest_items
from app.core.reliability import Standing
from app.core.review import (
    Bound,
    Difference,
    FactorReview,
    Finding,
    FindingKind,
    ItemReview,
    Missing,
    Score,
    SideReview,
)
from app.core.scores import NOT_ASKED, difference
from app.core.survey import Perspective, Role, Scale
from app.core.wave import Privacy
from tests.builders import FIVE, TEN, words

NONE = Difference(missing=Missing.NOT_ASKED)
SEVEN = Scale(id="seven", minimum=1, maximum=7)


def side(perspective: Perspective, answered: int = 3, shown: bool = True) -> SideReview:
    return SideReview(
        perspective=perspective,
        privacy=Privacy.NAMED,
        answered=answered,
        invited=5,
        shown=shown,
    )


THEIRS, OURS = side(Perspective.COUNTERPART), side(Perspective.SELF)


def score(value: float | None, bound: Bound | None = None) -> Score:
    if value is None:
        return Score(n=0, missing=Missing.NO_ANSWERS)
    return Score(n=3, value=value, bound=bound)


def factor(
    theirs: float | None, ours: float | None, name: str = "a", scale: Scale = TEN
) -> FactorReview:
    return of_scores(score(theirs), score(ours), name, scale)


def of_scores(theirs: Score, ours: Score, name: str = "a", scale: Scale = TEN) -> FactorReview:
    return FactorReview(
        factor=name,
        name=words(name),
        scale=scale,
        counterpart=theirs,
        own=ours,
        expectation=NOT_ASKED,
        gap=difference(ours, theirs),
        surprise=NONE,
        change_counterpart=NONE,
        change_own=NONE,
        gap_class=classified(GapClass.ALIGNED_MIDDLING),
    )


def classified(kind: GapClass) -> ClassifiedGap:
    return ClassifiedGap(kind=kind, plain=0.0, steadied=0.0, sd=1.0, sure=0.5)


def item(theirs: float | None, ours: float | None, name: str, scale: Scale = TEN) -> ItemReview:
    return ItemReview(
        item=name,
        role=Role.CORE,
        factor="a",
        they=None,
        we=None,
        scale=scale,
        counterpart=score(theirs),
        own=score(ours),
        gap=difference(score(ours), score(theirs)),
        change_counterpart=NONE,
        change_own=NONE,
    )


def said(*factors: FactorReview, items: tuple[ItemReview, ...] = ()) -> Finding:
    return finding(True, (THEIRS, OURS), factors, items)


def kind(theirs: float, ours: float, scale: Scale = TEN) -> FindingKind:
    return said(factor(theirs, ours, scale=scale)).kind


def test_the_widest_difference_counts_whichever_way_it_goes() -> None:
    found = said(factor(7, 8, "a"), factor(9, 6, "b"), factor(5, 7, "c"))
    assert found == Finding(kind=FindingKind.THEY_HIGHER, factor="b")
    assert widest((factor(None, 8), factor(7, 8, "b"))) == factor(7, 8, "b")
    assert widest((factor(7, None),)) is None


def test_differences_of_two_scales_are_compared_by_their_width() -> None:
    # 2.4 of ten points is less than 2 of six.
    assert said(factor(5, 7.4, "a"), factor(3, 5, "b", SEVEN)).factor == "b"


def test_of_equal_differences_the_first_of_the_survey_is_said() -> None:
    assert said(factor(5, 7, "a"), factor(9, 7, "b")).factor == "a"


@pytest.mark.parametrize(
    ("theirs", "ours", "scale", "expected"),
    [
        (7.0, 8.0, TEN, FindingKind.WE_HIGHER),
        (8.0, 7.0, TEN, FindingKind.THEY_HIGHER),
        (7.2, 8.2, TEN, FindingKind.WE_HIGHER),  # one point, reached by subtraction
        (8.2, 7.2, TEN, FindingKind.THEY_HIGHER),
        (7.0, 7.99, TEN, FindingKind.CLOSE_HIGH),
        (4.0, 4.6, SEVEN, FindingKind.WE_HIGHER),
        (4.0, 4.59, SEVEN, FindingKind.CLOSE_LOW),
        (3.0, 3.4, FIVE, FindingKind.WE_HIGHER),
    ],
)
def test_a_tenth_of_the_scale_is_worth_a_headline(
    theirs: float, ours: float, scale: Scale, expected: FindingKind
) -> None:
    assert kind(theirs, ours, scale) is expected


@pytest.mark.parametrize(
    ("theirs", "ours", "scale", "expected"),
    [
        (7.0, 7.0, TEN, FindingKind.CLOSE_HIGH),
        (7.0, 6.9, TEN, FindingKind.CLOSE_MIDDLING),
        (6.0, 5.9, TEN, FindingKind.CLOSE_MIDDLING),
        (5.9, 5.9, TEN, FindingKind.CLOSE_LOW),
        (5.2, 5.2, SEVEN, FindingKind.CLOSE_HIGH),
        (4.6, 4.6, SEVEN, FindingKind.CLOSE_MIDDLING),
        (4.5, 4.5, SEVEN, FindingKind.CLOSE_LOW),
        (3.8, 3.8, FIVE, FindingKind.CLOSE_HIGH),
        (3.4, 3.4, FIVE, FindingKind.CLOSE_MIDDLING),
    ],
)
def test_without_a_difference_the_level_of_both_is_said(
    theirs: float, ours: float, scale: Scale, expected: FindingKind
) -> None:
    assert kind(theirs, ours, scale) is expected


@pytest.mark.parametrize("unsure", [GapClass.NOT_ENOUGH, GapClass.POSSIBLE_BLIND_SPOT])
def test_closeness_is_claimed_where_every_factor_is_aligned_and_nowhere_else(
    unsure: GapClass,
) -> None:
    one = replace(factor(8, 8.5, "b"), gap_class=classified(unsure))
    assert said(factor(8, 8), one).kind is FindingKind.CLOSE_UNSURE
    low = replace(factor(4, 4.5, "b"), gap_class=classified(unsure))
    assert said(factor(4, 4), low).kind is FindingKind.CLOSE_LOW  # no closeness is claimed


def test_of_single_questions_two_answers_a_side_are_needed_to_call_them_close() -> None:
    close = item(8, 8, "a1")
    assert said(items=(close,)).kind is FindingKind.CLOSE_HIGH
    one = replace(close, own=replace(close.own, n=1))
    assert said(items=(one,)).kind is FindingKind.CLOSE_UNSURE


def test_factors_at_different_levels_are_neither_high_nor_low() -> None:
    assert said(factor(8, 8, "a"), factor(5, 5, "b")).kind is FindingKind.CLOSE_MIDDLING
    assert said(factor(8, 8, "a"), factor(9, 9, "b")).kind is FindingKind.CLOSE_HIGH
    # One that we alone have answered says nothing of both.
    assert said(factor(8, 8, "a"), factor(None, 5, "b")).kind is FindingKind.CLOSE_HIGH


def test_no_difference_at_all_is_less_than_a_small_one() -> None:
    assert said(factor(7, 7, "a"), factor(7, 7.05, "b")).factor == "b"
    items = (item(7, 7, "A1"), item(7, 7.05, "B1"))
    assert [one.item for one in widest_items(items)] == ["B1", "A1"]


def test_a_form_without_factor_scores_speaks_of_its_items() -> None:
    items = (item(7, 8, "A1"), item(9, 4, "B1"), item(None, 4, "C1"))
    found = said(of_scores(NOT_ASKED, NOT_ASKED), items=items)
    assert found == Finding(kind=FindingKind.THEY_HIGHER, item="B1")
    assert [one.item for one in widest_items(items)] == ["B1", "A1"]


def test_a_factor_whose_questions_do_not_move_together_makes_no_headline() -> None:
    loose = replace(of_scores(score(3), score(9), "a"), standing=Standing.ITEMS)
    near = of_scores(score(6), score(8), "b")
    assert widest((loose, near)) is near
    assert said(loose, items=(item(2, 9, "A1"),)).item == "A1"


def test_items_in_equal_distance_keep_the_order_of_the_survey() -> None:
    items = (item(7, 8, "A1"), item(8, 7, "B1"), item(4, 4.9, "C1", SEVEN), item(2, 8, "D1"))
    assert [one.item for one in widest_items(items)] == ["D1", "C1", "A1", "B1"]


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (8.0, 8.5, FindingKind.CLOSE_HIGH),
        (5.0, 5.5, FindingKind.CLOSE_LOW),
        (6.5, 6.0, FindingKind.CLOSE_MIDDLING),
    ],
)
def test_an_item_without_a_difference_is_said_by_its_level(
    theirs: float, ours: float, expected: FindingKind
) -> None:
    found = finding(True, (THEIRS, OURS), (), (item(theirs, ours, "A1"),))
    assert found == Finding(kind=expected, item="A1")


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (0, 0, FindingKind.NOBODY),
        (0, 2, FindingKind.ONLY_WE),
        (2, 0, FindingKind.ONLY_THEY),
    ],
)
def test_silence_is_said_before_any_figure(theirs: int, ours: int, expected: FindingKind) -> None:
    sides = (side(Perspective.COUNTERPART, theirs), side(Perspective.SELF, ours))
    assert finding(True, sides, (factor(5, 9),), ()).kind is expected
    assert finding(False, sides, (), ()).kind is FindingKind.STILL_OPEN


def test_a_hidden_side_is_said_to_be_withheld() -> None:
    hidden = replace(THEIRS, shown=False)
    assert finding(True, (hidden, OURS), (), ()).kind is FindingKind.WITHHELD
    ours = side(Perspective.SELF, 1, shown=False)
    assert finding(True, (THEIRS, ours), (), ()).kind is FindingKind.WITHHELD
    # Nothing of ours is withheld where nobody of ours answered.
    silent = replace(ours, answered=0)
    assert finding(True, (THEIRS, silent), (), ()).kind is FindingKind.ONLY_THEY


TOP, BOTTOM = score(9.5, Bound.AT_LEAST), score(0.5, Bound.AT_MOST)
HIDDEN = Score(n=None, missing=Missing.SUPPRESSED)


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ((TOP, TOP), FindingKind.AT_THE_TOP),
        ((BOTTOM, HIDDEN), FindingKind.AT_THE_BOTTOM),
        ((TOP, BOTTOM), FindingKind.WITHHELD),
        ((HIDDEN, score(None)), FindingKind.WITHHELD),
        ((score(None), score(None)), FindingKind.CLOSE_MIDDLING),
    ],
)
def test_scores_known_only_to_lie_at_an_end_are_said_so(
    theirs: tuple[Score, ...], expected: FindingKind
) -> None:
    factors = tuple(of_scores(one, score(8)) for one in theirs)
    assert said(*factors).kind is expected
