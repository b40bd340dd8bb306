"""The overview's tables and what stands below them: what is said of the whole firm, and how."""

from __future__ import annotations

import pytest

from app.core.compile import compile_review
from app.core.gaps import ChanceFlags
from app.core.portfolio import compile_portfolio
from app.core.wave import Privacy
from app.pages.overall_facts import overall
from app.pages.portfolio_page import portfolio_page
from app.pages.segment_tables import flags_sentence
from tests.brief.awkward import a_review
from tests.builders import a_context, a_response, a_wave, our_answers
from tests.review_builders import a_portfolio


@pytest.mark.parametrize(
    ("privacy", "said"),
    [(Privacy.CONFIDENTIAL, "100 % (4 of 4)"), (Privacy.NAMED, "0 % in full (0 of 4)")],
)
def test_how_much_of_the_form_each_answered_is_not_told_in_confidence(
    privacy: Privacy, said: str
) -> None:
    """One question each: in confidence that four answered is all that is known."""
    answers = [a_response(f"c{n}", {"A1": 5}) for n in range(1, 5)]
    context = a_context(answers, opened=a_wave(counterpart=privacy))
    portfolio = compile_portfolio(context, (compile_review("north", context),), ())
    told = {fact.label: fact.value for fact in overall(portfolio)}
    assert told["They answered"] == said


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (0.4, "less than one"),
        (0.5, "about one"),
        (1.5, "about two"),
        (2.5, "about three"),
        (4.5, "about five"),
    ],
)
def test_flags_by_chance_are_rounded_half_away_from_zero(expected: float, said: str) -> None:
    assert f"expect {said} of them" in flags_sentence(ChanceFlags(flagged=9, expected=expected))


def test_a_firm_mean_says_how_many_it_is_over_where_that_differs() -> None:
    alone = a_review(our_answers(5, 5))
    same = portfolio_page(a_portfolio(a_review(), a_review()), ()).means[0]
    assert (same.relationships, same.gap) == ("2", "+3.0")
    apart = portfolio_page(a_portfolio(a_review(), a_review(), alone), ()).means[0]
    assert apart.relationships == "2 of theirs, 3 of ours, 2 with both"
    assert (apart.they, apart.we, apart.gap) == ("6.0", "7.7", "+3.0")
