"""The overview of a wave is made of what reviews show and of nothing else."""

from dataclasses import replace

import pytest

from app.core.compile import compile_review
from app.core.overview import Portfolio
from app.core.portfolio import compile_portfolio
from app.core.response import Response
from app.core.review import Bound, FactorReview, Missing, Review
from app.core.survey import Scale
from app.core.wave import Privacy
from tests.builders import a_context, a_survey, a_wave, our_answers, their_answers

SEVEN = Scale(id="seven", minimum=1, maximum=7)


def of(responses: list[Response], *slugs: str, privacy: Privacy = Privacy.NAMED) -> Portfolio:
    opened = a_wave(relationships=dict.fromkeys(slugs, (5, 3)), counterpart=privacy)
    context = a_context(responses, opened=opened)
    reviews = tuple(compile_review(slug, context) for slug in slugs)
    return compile_portfolio(context, reviews, ("2025",))


def answers(slug: str, theirs: tuple[int, ...], ours: tuple[int, ...]) -> list[Response]:
    return [*their_answers(*theirs, relationship=slug), *our_answers(*ours, relationship=slug)]


def test_the_wave_and_its_relationships_stand_in_it_by_name() -> None:
    found = of(answers("b", (5, 6), (7,)), "b", "a", "C")
    assert (found.wave, found.firm, found.other_waves) == ("2026", "Harbour", ("2025",))
    assert [row.relationship for row in found.rows] == ["a", "b", "C"]
    row = found.rows[1]
    assert (row.name, row.lead_name, row.compiled) == ("B", "Ann Lead", True)
    assert [side.answered for side in row.sides] == [2, 1]
    assert row.index is not None
    assert row.index.gap.value == 1.5
    assert row.widest is not None
    assert row.widest.factor == "a"


def test_a_firm_mean_weighs_every_relationship_alike() -> None:
    found = of(
        answers("a", (4, 4, 4, 4), (8,)) + answers("b", (7,), ()) + answers("c", (), ()),
        *"abc",
    )
    first = found.means[0].scores
    assert [mean.scores.factor for mean in found.means] == ["a", "b", "c", "d"]
    assert (first.counterpart.value, first.counterpart.n) == (5.5, 2)
    assert (first.own.value, first.own.n) == (8.0, 1)
    assert (first.gap.value, found.means[0].both) == (4.0, 1)
    assert first.expectation.missing is Missing.NOT_ASKED


def test_a_side_that_nobody_shows_has_no_mean() -> None:
    first = of(answers("a", (4, 5), ()), "a").means[0].scores
    assert (first.own.n, first.own.missing) == (0, Missing.NO_ANSWERS)
    assert first.gap.missing is Missing.ONE_SIDED


def test_a_score_known_only_to_lie_at_an_end_enters_no_mean() -> None:
    found = of(
        answers("a", (10, 10, 10), (8,)) + answers("b", (5, 6, 7), (8,)),
        *"ab",
        privacy=Privacy.CONFIDENTIAL,
    )
    assert found.rows[0].index is not None
    first = found.means[0].scores
    assert (first.counterpart.value, first.counterpart.n) == (6.0, 1)


def test_hidden_scores_enter_no_mean() -> None:
    found = of(
        answers("a", (1, 2), (8,)) + answers("b", (5, 6, 7), (8,)),
        *"ab",
        privacy=Privacy.CONFIDENTIAL,
    )
    theirs = found.means[0].scores.counterpart
    assert (theirs.value, theirs.n) == (6.0, 1)


def test_means_are_of_one_scale_only_and_of_what_was_asked() -> None:
    opened = a_wave()
    context = a_context(their_answers(5), opened=opened)
    ten = compile_review("north", context)
    survey = a_survey(scale=SEVEN)
    seven = compile_review("north", a_context(their_answers(5), opened=a_wave(survey=survey)))
    unasked = replace(ten, relationship="x", factors=tuple(map(not_asked, ten.factors)))
    found = compile_portfolio(context, (unasked, ten, seven), ())
    scores = [mean.scores for mean in found.means]
    assert [(m.factor, m.scale.maximum, m.counterpart.n) for m in scores] == [
        *((factor, 10, 1) for factor in "abcd"),
        *((factor, 7, 1) for factor in "abcd"),
    ]


def not_asked(factor: FactorReview) -> FactorReview:
    nothing = replace(factor.counterpart, n=0, value=None, missing=Missing.NOT_ASKED)
    return replace(factor, counterpart=nothing, own=nothing)


@pytest.mark.parametrize("side", ["counterpart", "own"])
def test_a_factor_counts_as_asked_where_either_side_was(side: str) -> None:
    review: Review = compile_review("north", a_context(their_answers(5)))
    asked = replace(
        not_asked(review.factors[0]),
        **{side: review.factors[0].counterpart},  # type: ignore[arg-type]
    )
    assert asked.asked
    assert not not_asked(review.factors[0]).asked
    assert review.factors[0].counterpart.bound is not Bound.AT_LEAST


def test_from_three_relationships_on_a_firm_mean_has_its_likely_range() -> None:
    """Means 4, 6 and 8: 6 ± t(.975, 2) · 2 / √3, which is 6 ± 4.303 · 1.1547."""
    opened = a_wave(relationships=dict.fromkeys(("north", "south", "west"), (2, 2)))
    answers = [
        replace(response, relationship=slug)
        for slug, score in (("north", 4), ("south", 6), ("west", 8))
        for response in their_answers(score)
    ]
    context = a_context(answers, opened=opened)

    def means(*slugs: str) -> FactorReview:
        return (
            compile_portfolio(context, tuple(compile_review(slug, context) for slug in slugs), ())
            .means[0]
            .scores
        )

    theirs = means("north", "south", "west").counterpart
    assert (theirs.n, theirs.value) == (3, 6.0)
    assert theirs.low == pytest.approx(6 - 4.302653 * 2 / 3**0.5)
    assert theirs.high == 10.0
    assert means("north", "south").counterpart.low is None


def test_a_firm_gap_is_the_mean_of_the_gaps_of_those_that_show_both_sides() -> None:
    """Gaps +1, +2 and +6, beside one side alone: 3 ± t(.975, 2) · √7 / √3."""
    found = of(
        answers("a", (4, 4), (5,))
        + answers("b", (6,), (8,))
        + answers("c", (2, 2), (8,))
        + answers("d", (), (10,))
        + answers("e", (9,), ()),
        *"abcde",
    ).means[0]
    assert (found.scores.counterpart.n, found.scores.own.n, found.both) == (4, 4, 3)
    gap = found.scores.gap
    assert gap.value == 3.0
    assert gap.low == pytest.approx(3 - 4.302653 * 7**0.5 / 3**0.5)
    assert gap.high == pytest.approx(3 + 4.302653 * 7**0.5 / 3**0.5)


def test_a_score_at_an_end_enters_the_gap_on_neither_side() -> None:
    found = of(
        answers("a", (10, 10, 10), (2,)) + answers("b", (5, 6, 7), (8,)),
        *"ab",
        privacy=Privacy.CONFIDENTIAL,
    ).means[0]
    assert (found.scores.own.value, found.scores.own.n) == (5.0, 2)
    assert (found.scores.gap.value, found.scores.gap.low, found.both) == (2.0, None, 1)


def test_a_firm_mean_of_nothing_says_why() -> None:
    ends = of(answers("a", (10, 10, 10), (8,)), "a", privacy=Privacy.CONFIDENTIAL).means[0]
    assert ends.scores.counterpart.missing is ends.scores.gap.missing is Missing.AT_THE_END
    few = of(answers("a", (5, 6), (8,)), "a", privacy=Privacy.CONFIDENTIAL).means[0]
    assert few.scores.counterpart.missing is few.scores.gap.missing is Missing.SUPPRESSED
    assert (few.both, ends.both) == (0, 0)
