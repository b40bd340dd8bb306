"""What the review page and the overview say in each state of a relationship."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.gaps import GapClass
from app.core.review import Edition, FindingKind, Missing, Review
from app.core.shared import shared_review
from app.core.survey import Perspective
from app.core.unnamed import Unnamed
from app.core.wave import Privacy
from app.pages.brief_page import fitting
from app.pages.numbers import WORDS
from app.pages.portfolio_page import portfolio_page
from app.pages.review_page import review_page
from app.pages.sentences import (
    divided,
    factor_sentence,
    headline,
    privacy,
    who_answered,
)
from app.pages.shared_page import shared_page
from app.pages.sureness import how_sure, reading, silent_could_move
from tests.brief.awkward import a_review
from tests.builders import our_answers, their_answers
from tests.review_builders import (
    a_portfolio,
    at_the_end,
    hidden_for_protection,
    kinds,
    some_missing,
    states,
    still_open,
    with_last_year,
    with_words,
)


def _review(they: tuple[int, ...], we: tuple[int, ...]) -> Review:
    return a_review([*their_answers(*they), *our_answers(*we)])


@pytest.mark.parametrize(
    ("they", "we", "said"),
    [
        ((5, 6), (8, 8), "On a, we say 8.0 and they say 5.5."),
        ((9, 9), (5, 6), "They rate us higher on a than we do: 9.0 against our 5.5."),
        ((8, 8), (8, 8), "Both sides rate this relationship high"),
        ((4, 4), (4, 4), "Both sides say that much is to be put right."),
        ((7, 6), (), "They have answered. Our own view is missing."),
        ((), (7, 6), "We have said how we see it. They have not answered."),
        ((), (), "Nobody has answered yet, on either side."),
    ],
)
def test_the_headline_states_levels(they: tuple[int, ...], we: tuple[int, ...], said: str) -> None:
    assert headline(_review(they, we)).startswith(said)


def test_the_states_show_every_kind_of_finding_that_a_form_with_factors_has() -> None:
    assert {
        FindingKind.WE_HIGHER,
        FindingKind.CLOSE_HIGH,
        FindingKind.ONLY_THEY,
        FindingKind.ONLY_WE,
        FindingKind.NOBODY,
        FindingKind.WITHHELD,
        FindingKind.STILL_OPEN,
    } <= kinds(states())


def test_who_answered_says_silence_in_words() -> None:
    assert who_answered(_review((5, 6, 7), ())) == (
        "Three of four people at North answered. Of two of our team, nobody answered."
    )


def test_a_factor_says_both_levels_and_never_aligned() -> None:
    apart, close = _review((5, 6), (8, 8)), _review((8, 8), (8, 9))
    assert factor_sentence(apart.factors[0], apart) == (
        "A: we say 8.0, they say 5.5. We rate it higher by 2.5: a blind spot."
    )
    assert factor_sentence(close.factors[0], close) == (
        "A: we say 8.5, they say 8.0; no gap we could see."
    )


def test_confidential_says_the_wave_s_own_smallest_group() -> None:
    side = replace(a_review().sides[0], privacy=Privacy.CONFIDENTIAL, k=5)
    assert privacy(side) == (
        "Their answers are confidential: scores are shown from five answers on."
    )
    ours = replace(a_review().side(Perspective.SELF), privacy=Privacy.NAMED)
    assert privacy(ours) == "Our answers were given by name."


def test_an_open_confidential_wave_says_until_when_and_nothing_else() -> None:
    page = review_page(still_open())
    assert page.headline.startswith("Open until 6 November 2026")
    assert page.chart is None
    assert (page.facts, page.numbers, page.questions, page.words) == ((), (), (), ())
    assert page.standfirst == ""


def test_what_is_hidden_is_in_no_part_of_the_page() -> None:
    page = review_page(hidden_for_protection())
    assert {row.they for row in page.numbers} == {WORDS[Missing.SUPPRESSED]}
    assert all(row.they_n == row.they_range == "" for row in page.numbers)
    assert "4.5" not in repr((page.sentences, page.numbers, page.questions, page.singles))
    assert page.headline == "Too few answers to show without exposing someone."


def test_a_mean_at_the_end_is_a_bound_and_has_no_gap() -> None:
    page = review_page(at_the_end())
    assert page.numbers[0].they == "9.5 or more"
    assert page.numbers[0].gap == "at the end of the scale"


def test_the_table_has_both_sides_n_of_n_and_the_range_where_someone_is_missing() -> None:
    row = review_page(some_missing()).numbers[0]
    assert (row.they, row.they_n) == ("6.0", "3 of 4, few answers")
    assert (row.we, row.we_n) == ("9.0", "2 of 2, few answers")
    assert row.they_range.startswith("between ")
    assert row.we_range == ""
    assert row.gap == "+3.0"


def test_key_facts_are_the_widest_the_closest_and_the_largest_change() -> None:
    mixed = with_last_year()
    first, *others = mixed.factors
    near = replace(first, gap=replace(first.gap, value=0.2))
    facts = review_page(replace(mixed, factors=(near, *others))).facts
    assert [(fact.label, fact.value) for fact in facts] == [
        ("Widest gap", "B +3.0"),
        ("Closest", "A +0.2"),
        ("Their change since 2025", "A \u22122.0"),
    ]


def test_a_first_survey_has_no_change() -> None:
    labels = [fact.label for fact in review_page(a_review()).facts]
    assert not any("change" in label for label in labels)
    assert review_page(a_review()).numbers[0].change_they == "no earlier survey"


def test_the_widest_questions_are_five_at_most_and_give_both_wordings() -> None:
    rows = review_page(a_review()).questions
    assert len(rows) == 5
    assert (rows[0].question, rows[0].ours) == ("they a1", "we a1")


def test_words_stand_under_their_heading_with_their_side() -> None:
    (group,) = review_page(with_words()).words
    assert group.heading == "Put right"
    assert [(quote.who, quote.ours, quote.spoken) for quote in group.quotes] == [
        ("North", False, False),
        ("North", False, True),
        ("our team", True, False),
    ]


def test_a_gap_is_called_by_its_class_and_both_directions_alike() -> None:
    said = {
        ((5, 6), (8, 8)): "We rate it higher by 2.5: a blind spot.",
        ((8, 8), (5, 6)): "They rate it higher by 2.5: a hidden strength.",
        ((5, 6), (7, 7)): "We rate it higher by 1.5: possibly a blind spot, so ask.",
        ((7,), (8, 8)): "We rate it higher by 1.0; with so few answers that may be chance.",
        ((7,), (8,)): "We rate it higher by 1.0; with so few answers that may be chance.",
        ((7,), (7,)): "both sides say 7.0; not enough answers to say that there is no gap.",
        ((7, 8, 7), (8, 8)): "they say 7.3; no gap we could see.",
    }
    for (theirs, ours), sentence in said.items():
        review = _review(theirs, ours)
        assert factor_sentence(review.factors[0], review).endswith(sentence)


@pytest.mark.parametrize(
    ("kind", "gap", "ending"),
    [
        (GapClass.POSSIBLE_BLIND_SPOT, 0.8, "We rate it higher by 0.8: possibly a blind spot, so"),
        (GapClass.POSSIBLE_HIDDEN_STRENGTH, -0.8, "They rate it higher by 0.8: possibly a hidden"),
        (GapClass.HIDDEN_STRENGTH, -0.8, "by 0.8: adjusted for few answers, a hidden strength."),
        (GapClass.NOT_ENOUGH, 0.8, "not enough answers to say whether that is a gap."),
        (GapClass.ALIGNED_GOOD, 0.8, "no gap we could see."),
    ],
)
def test_a_gap_below_a_point_is_worded_by_its_class(
    kind: GapClass, gap: float, ending: str
) -> None:
    review = _review((7, 7), (7, 7))
    (factor, *_) = review.factors
    assert factor.gap_class is not None
    changed = replace(
        factor,
        own=replace(factor.own, value=7 + gap),
        gap=replace(factor.gap, value=gap),
        gap_class=replace(factor.gap_class, kind=kind),
    )
    assert ending in factor_sentence(changed, review)


@pytest.mark.parametrize(
    ("theirs", "ours", "asks"),
    [(7, 8, "what did we miss?"), (8, 7, "what do they see that we do not?")],
)
def test_where_everyone_has_answered_by_name_what_they_said_is_said(
    theirs: int, ours: int, asks: str
) -> None:
    review = _review((theirs,), (ours,))
    counterpart, own = (replace(side, invited=1) for side in review.sides)
    alone = replace(review, sides=(counterpart, own))
    said = factor_sentence(alone.factors[0], alone)
    assert said == f"A: they say {theirs}.0, we said {ours}.0: {asks}"
    secret = replace(alone, sides=(replace(counterpart, privacy=Privacy.CONFIDENTIAL), own))
    assert "may be chance" in factor_sentence(secret.factors[0], secret)


def test_how_far_the_silent_could_move_a_score_is_said_where_few_answered() -> None:
    assert silent_could_move(_review((5, 6), (8, 8))) == (
        "Two of four there answered. The silent two could move a to anything from 2.8 to 7.8."
    )
    assert silent_could_move(_review((5, 6, 7), (8, 8))) == ""


def test_a_side_that_is_not_of_one_mind_is_said_to_be() -> None:
    assert divided(_review((2, 9, 9), (8, 8)).factors[0]) == (
        "They do not agree among themselves: scores run from 2.0 to 9.0."
    )
    assert divided(_review((7, 8, 9), (8, 8)).factors[0]) == ""
    assert divided(_review((2, 9), (8, 8)).factors[0]) == ""  # two people are two opinions


def test_words_that_promise_too_much_and_the_product_are_on_no_page() -> None:
    for review in states().values():
        page = repr(review_page(review)).lower().replace("gapclass.aligned", "")
        for word in ("aligned,", "are aligned", "detractor"):
            assert word not in page
        assert "Both Sides" not in repr(review_page(review))


def test_the_overview_says_for_each_relationship_who_answered_and_what_stands_out() -> None:
    page = portfolio_page(a_portfolio(a_review(), still_open(), hidden_for_protection()), ())
    lines = [(line.they_answered, line.they, line.widest, line.said) for line in page.lines]
    assert lines == [
        ("3 of 4", "6.0", "A +3.0", "we rate it higher"),
        ("", "", "", "still open"),
        ("2 of 4", "not shown, to protect people", "", "not shown, to protect people"),
    ]


def test_the_firm_s_means_hold_only_what_is_shown() -> None:
    page = portfolio_page(a_portfolio(a_review(), hidden_for_protection()), ())
    (first, *_) = page.means
    assert (first.they, first.gap) == ("6.0", "+3.0")
    assert (first.relationships, first.apart) == ("1 with both", "1 of theirs, 2 of ours")


def test_the_firms_own_headline_stands_over_our_page_and_not_on_the_table() -> None:
    review = replace(a_review(), headline="They wait too long for news.")
    assert review_page(review).headline == "They wait too long for news."
    assert next(fitting(review)).first.headline == "They wait too long for news."
    assert shared_review(review, Unnamed()).headline == ""
    assert "wait" not in repr(shared_page(shared_review(review, Unnamed())))
    still = replace(still_open(), headline="They wait too long for news.")
    assert review_page(still).headline.startswith("Open until")


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (_review((5, 6, 7, 6), (9, 9)), "Everyone asked there answered, so nothing is estimated."),
        (_review((5,), (9,)), "One person answered: read it as one person’s view."),
        (some_missing(), "The band is where the mean of everyone asked there very likely lies."),
    ],
)
def test_what_the_numbers_rest_on_is_said(review: Review, said: str) -> None:
    assert how_sure(review).startswith(said)
    assert reading(review) == "Scale 0 to 10. A plus means we rate it higher than they do."


def test_three_whose_mean_lies_at_an_end_are_not_called_one() -> None:
    assert how_sure(at_the_end()) == (
        "So few answers are a reason to ask, and no proof. "
        "Some numbers are not shown, to protect people."
    )
    assert how_sure(_review((), (7, 6))) == ""


def test_how_sure_the_numbers_are_has_a_lead_of_its_own_in_both_editions() -> None:
    shared = shared_review(some_missing(), Unnamed())
    for review, edition in ((some_missing(), Edition.FIRM), (shared, Edition.SHARED)):
        page = next(fitting(review, edition))
        assert page.labels.sure == "How sure is this?"
        assert page.first.how_sure.startswith("The band is where")
        assert page.first.reading.startswith("Scale 0 to 10.")
