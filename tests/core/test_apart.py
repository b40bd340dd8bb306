"""How far apart people are, as a review shows it: made of nothing that is not shown already."""

from app.core.apart import among, bounds_of, gap_class, side_of_gap
from app.core.cells import Cell
from app.core.compile import compile_review
from app.core.gaps import GapClass, SideOfGap
from app.core.known import Known
from app.core.nonresponse import Bounds
from app.core.review import Among, Bound, Missing, Score
from app.core.survey import Perspective
from app.core.wave import Privacy
from tests.builders import TEN, a_context, a_wave, our_answers, their_answers

NAMED, CONFIDENTIAL = Privacy.NAMED, Privacy.CONFIDENTIAL


def test_bounds_are_made_of_the_shown_mean_of_a_few() -> None:
    assert bounds_of(Score(n=2, value=7.5), 5, TEN) == Bounds(worst=3.0, best=9.0, n=2, asked=5)


def test_bounds_are_not_said_where_most_answered_or_nothing_is_shown() -> None:
    assert bounds_of(Score(n=3, value=7.5), 5, TEN) is None
    assert bounds_of(Score(n=2, value=9.5, bound=Bound.AT_LEAST), 5, TEN) is None
    assert bounds_of(Score(n=None, missing=Missing.SUPPRESSED), 5, TEN) is None
    assert bounds_of(Score(n=0, missing=Missing.NO_ANSWERS), 5, TEN) is None
    # A list that nobody stands on, and more answers than people asked.
    assert bounds_of(Score(n=2, value=7.5), 0, TEN) is None
    assert bounds_of(Score(n=2, value=7.5), 1, TEN) is None


def test_by_name_the_ends_are_told_and_in_confidence_neither_they_nor_two_decimals() -> None:
    cell = Cell(values=(4.0, 7.0, 6.0, 8.0, 8.0))
    assert among(cell, TEN, NAMED) == Among(
        n=5, average_deviation=1.28, split=False, within=Known(value=0.72), lowest=4.0, highest=8.0
    )
    assert among(cell, TEN, CONFIDENTIAL) == Among(
        n=5, average_deviation=1.3, split=False, within=Known(value=0.72), lowest=None, highest=None
    )


def test_too_few_are_neither_apart_nor_agreed() -> None:
    assert among(Cell(values=(1.0, 9.0)), TEN, NAMED) is None
    assert among(Cell(values=(1.0, 9.0, 5.0, 5.0)), TEN, CONFIDENTIAL) is None
    assert among(Cell(hidden=True), TEN, CONFIDENTIAL) is None
    assert among(None, TEN, NAMED) is None


def test_a_class_takes_both_sides_as_plain_numbers() -> None:
    ours, theirs = (SideOfGap(n=4, mean=mean, spread=0.5) for mean in (8.0, 6.0))
    found = gap_class(ours, theirs, TEN)
    assert found is not None
    assert found.kind is GapClass.BLIND_SPOT
    assert gap_class(None, theirs, TEN) is None
    assert gap_class(ours, None, TEN) is None
    assert gap_class(ours, SideOfGap(n=0, mean=None, spread=0.5), TEN) is None


def test_a_side_at_an_end_or_without_answers_has_no_class() -> None:
    opened = a_wave(counterpart=CONFIDENTIAL, relationships={"north": (6, 3)})
    context = a_context(their_answers(10, 10, 10) + our_answers(6, 6), opened=opened)
    review = compile_review("north", context)
    assert review.factors[0].counterpart.bound is Bound.AT_LEAST
    assert review.factors[0].gap_class is None
    (frozen,) = opened.relationships
    at_the_end = review.factors[0].counterpart
    side = Perspective.COUNTERPART
    assert side_of_gap(at_the_end, context, frozen, side, "factor:a", TEN) is None
    nobody = Score(n=0, missing=Missing.NO_ANSWERS)
    found = side_of_gap(nobody, context, frozen, side, "factor:a", TEN)
    assert found == SideOfGap(n=0, mean=None, spread=1.7)


def test_with_ten_relationships_the_steadied_scores_decide_the_class() -> None:
    slugs = [f"r{n}" for n in range(10)]
    opened = a_wave(relationships=dict.fromkeys(slugs, (2, 2)))
    answers = [r for slug in slugs for r in their_answers(5, 7, relationship=slug)]
    answers += [r for slug in slugs[1:] for r in our_answers(6, 8, relationship=slug)]
    answers += our_answers(9, 10, relationship="r0")
    context = a_context(answers, opened=opened)
    found = compile_review("r0", context).factors[0].gap_class
    assert found is not None
    # Ours: 9.5 drawn towards 7.25 by B = ¼/(¼ + ½); theirs are all 6.
    spread = context.spread(Perspective.SELF, "factor:a", TEN)
    assert not spread.assumed
    assert found.plain == 3.5
    assert abs(found.steadied - (7.25 + (9.5 - 7.25) / 3 - 6.0)) < 1e-9
    assert found.steadied == context.steadied[Perspective.SELF, "client", "factor:a"]["r0"] - 6.0
