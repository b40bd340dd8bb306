"""How scores moved, in sentences that claim no more than the years allow."""

from __future__ import annotations

from dataclasses import replace

from app.core.known import Unknown, Why
from app.core.one_voice import LeftOut, OneOut
from app.core.reliability import Standing
from app.core.review import Difference, FactorReview, Review, Score
from app.core.steadied import Between
from app.core.survey import Perspective, Text
from app.core.trend import FactorTrend, Significance, Split, Trend
from app.pages.moved import adjusted, hard_to_judge, moves, one_by_one, slopes, voices
from tests.brief.awkward import a_review
from tests.builders import our_answers, their_answers


def review(**changes: object) -> Review:
    made = a_review([*their_answers(5, 6, 7), *our_answers(8, 8)])
    return replace(made, compared_with="2025", **changes)  # type: ignore[arg-type]


def with_index(**changes: object) -> Review:
    made = review()
    assert made.index is not None
    return replace(made, index=replace(made.index, **changes))  # type: ignore[arg-type]


def with_first(**changes: object) -> Review:
    made = review()
    first: FactorReview = replace(made.factors[0], **changes)  # type: ignore[arg-type]
    return replace(made, factors=(first, *made.factors[1:]))


def test_a_change_is_told_with_who_answered_both_times() -> None:
    split = Split(returning=-0.4, cast=-0.8, n_returning=2, n_came=1, n_went=2)
    said = moves(with_index(change_counterpart=Difference(value=-1.2), split_counterpart=split))
    assert said == (
        "All factors together, they: down 1.2 since 2025; the two people who answered both times "
        "moved −0.4, the rest came of others answering.",
    )


def test_an_adjusted_score_is_said_beside_what_people_said() -> None:
    assert adjusted(review()) == ()
    assert adjusted(with_index(adjusted=6.04)) == ()
    (said,) = adjusted(with_index(adjusted=6.9))
    assert said == (
        "Adjusted for few answers, all factors together stand at 6.9: drawn towards the mean of "
        "all relationships; what they said is 6.0."
    )


def test_an_adjusted_score_says_by_what_it_is_drawn() -> None:
    (assumed,) = adjusted(with_index(adjusted=6.9, adjusted_by=Between.ASSUMED))
    assert "with how far they differ assumed, because they are few" in assumed
    (alike,) = adjusted(with_index(adjusted=6.9, adjusted_by=Between.NONE))
    assert alike.startswith("Adjusted for few answers, all relationships stand alike at 6.9")


def test_the_same_people_are_said_to_be_the_same() -> None:
    split = Split(returning=0.5, cast=0.0, n_returning=3, n_came=0, n_went=0)
    (said,) = moves(with_index(change_own=Difference(value=0.5), split_own=split))
    assert said == "All factors together, we: up 0.5 since 2025, and the same people answered."


def test_a_change_without_parts_says_nothing_more() -> None:
    unknown = Unknown(why=Why.CONFIDENTIAL)
    assert moves(with_index(change_own=Difference(value=0.5), split_own=unknown)) == ()


def slope(value: float, waves: int, significance: Significance) -> FactorTrend:
    return FactorTrend(
        factor="a",
        perspective=Perspective.COUNTERPART,
        trend=Trend(slope=value, waves=waves, p=0.02, smallest_p=0.01, significance=significance),
    )


def test_significant_is_said_where_it_is_and_nowhere_else() -> None:
    short = slopes(review(slopes=(slope(-0.3, 4, Significance.TOO_SHORT),)))
    assert short == (
        "A, they: down about 0.3 a year over four surveys; too few to tell it from chance.",
    )
    chance = slopes(review(slopes=(slope(0.3, 5, Significance.NOT_SIGNIFICANT),)))
    assert chance == ("A, they: up about 0.3 a year over five surveys, which may be chance.",)
    (sure,) = slopes(review(slopes=(slope(0.3, 5, Significance.SIGNIFICANT),)))
    assert "significant" in sure


def test_what_does_not_move_is_not_mentioned() -> None:
    assert slopes(review(slopes=(slope(0.04, 4, Significance.TOO_SHORT),))) == ()


def test_one_person_who_makes_the_difference_is_said_without_a_name() -> None:
    out = OneOut(
        mean=6.0, left_out=LeftOut.LOWEST, answer=2.0, without=8.0, swing=2.0, one_voice=True
    )
    assert voices(with_first(without_counterpart=out)) == (
        "One voice: without the lowest answer, a at North would be 8.0 instead of 6.0.",
    )
    assert voices(with_first(without_counterpart=replace(out, one_voice=False))) == ()


def test_questions_that_do_not_move_together_are_to_be_read_one_by_one() -> None:
    assert one_by_one(review()) == ""
    assert "The questions of a did not move together" in one_by_one(
        with_first(standing=Standing.ITEMS)
    )
    assert "Those of a hang together loosely" in one_by_one(with_first(standing=Standing.GREY))


def test_what_was_hard_to_judge_is_said_with_one_full_stop_and_of_whom() -> None:
    made = review()
    item = replace(
        made.items[0],
        they=Text(by_language=(("en", "They hear us first."),)),
        we=Text(by_language=(("en", "We hear them first."),)),
        counterpart=Score(n=2, value=5.0),
        own=Score(n=1, value=5.0),
        escaped_counterpart=3,
        escaped_own=1,
    )
    assert hard_to_judge(replace(made, items=(item,))) == (
        "“They hear us first”: three of five at North.",
        "“We hear them first”: one of two of our team.",
    )
