"""The overview's tables and what stands below them: what is said of the whole firm, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.core.compile import compile_review
from app.core.gaps import ChanceFlags, GapClass
from app.core.gates import FactorGate
from app.core.known import Interval, Known, Unknown, Why
from app.core.overview import Portfolio
from app.core.portfolio import compile_portfolio
from app.core.reliability import Reliability
from app.core.segmented import segment_tables, weighed
from app.core.steadied import Ranking
from app.core.survey import Perspective
from app.core.wave import Privacy
from app.pages.firm_measures import classes_sentence, measure_lines
from app.pages.overall_facts import overall
from app.pages.portfolio_page import portfolio_page
from app.pages.segment_tables import flags_sentence, segments, segments_note
from tests.brief.awkward import a_review
from tests.builders import a_context, a_response, a_wave, our_answers
from tests.core.test_segmented import compared
from tests.review_builders import a_portfolio


@pytest.mark.parametrize(
    ("privacy", "said"),
    [(Privacy.CONFIDENTIAL, "100% (4 of 4)"), (Privacy.NAMED, "0% in full (0 of 4)")],
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
    assert (same.relationships, same.apart, same.gap) == ("2", "", "+3.0")
    apart = portfolio_page(a_portfolio(a_review(), a_review(), alone), ()).means[0]
    assert (apart.relationships, apart.apart) == ("2 with both", "2 of theirs, 3 of ours")
    assert (apart.they, apart.we, apart.gap) == ("6.0", "7.7", "+3.0")


def by_kind(kinds: Mapping[str, tuple[float, float]]) -> Portfolio:
    """Clients and partners, four of each around a mean, by score."""
    tables = [
        table
        for score, (clients, partners) in kinds.items()
        for table in segment_tables(
            score,
            [compared(clients + n, "client") for n in range(4)]
            + [compared(partners + n, "partner") for n in range(4)],
        )
    ]
    return replace(a_portfolio(a_review()), segments=weighed(tables))


def test_the_note_on_segments_speaks_of_the_rows_that_are_shown() -> None:
    """A factor's difference stands and the index's does not: no row is bold, none is said so."""
    elsewhere = by_kind({"index": (5.0, 5.5), "trust": (1.0, 7.0)})
    assert [line.stands for table in segments(elsewhere) for line in table.lines] == [False, False]
    note = segments_note(elsewhere)
    assert "Bold" not in note
    assert "None in these tables stands" in note
    assert note.endswith("In single factors, which have no table here, two do.")
    here = by_kind({"index": (1.0, 7.0), "trust": (5.0, 5.5)})
    assert [line.stands for table in segments(here) for line in table.lines] == [True, True]
    assert segments_note(here).endswith("about one in ten may be chance): two here.")


def test_why_a_range_without_nought_may_not_stand_is_said_in_plain_words() -> None:
    note = segments_note(by_kind({"index": (5.0, 5.5)}))
    assert "Two differences were looked at" in note
    assert "some ranges leave out 0 by chance alone" in note
    assert "q <" not in note


def test_without_anything_to_compare_the_note_speaks_of_no_difference() -> None:
    alike = replace(a_portfolio(a_review()), segments=())
    assert segments_note(alike) == ""


def a_gate(
    factor: str, alpha: float | Why, share: float | Why, survey: str = "client"
) -> FactorGate:
    return FactorGate(
        survey=survey,
        factor=factor,
        perspective=Perspective.COUNTERPART,
        alpha=Unknown(why=alpha)
        if isinstance(alpha, Why)
        else Reliability(
            alpha=alpha, interval=Interval(low=alpha - 0.1, high=alpha + 0.05), people=40, items=3
        ),
        icc_one=Unknown(why=Why.ALL_EQUAL),
        icc_means=Unknown(why=share) if isinstance(share, Why) else Known(value=share),
        relationships=12,
        ranking=Ranking.SHOWN,
    )


def with_gates(*gates: FactorGate) -> Portfolio:
    return replace(a_portfolio(a_review()), gates=gates)


def test_the_overview_says_whether_questions_move_together_and_what_is_more_than_chance() -> None:
    found = with_gates(a_gate("a", 0.835, 0.62), a_gate("b", 0.65, 0.45), a_gate("c", 0.2, 0.0))
    lines = [(line.name, line.they_together, line.they_differ) for line in measure_lines(found)]
    assert lines == [
        ("A", "they do (α 0.84, between 0.74 and 0.89, 40 people)", "62% over 12 relationships"),
        (
            "B",
            "loosely (α 0.65, between 0.55 and 0.70, 40 people)",
            "45% over 12 relationships: mostly chance",
        ),
        (
            "C",
            "they do not: read them one by one (α 0.20, between 0.10 and 0.25, 40 people)",
            "0% over 12 relationships: mostly chance",
        ),
    ]
    assert {line.we_together for line in measure_lines(found)} == {"not answered"}


def test_what_is_not_told_says_why_and_once_for_a_survey_where_it_is_the_same() -> None:
    few, lone = Why.TOO_FEW_PEOPLE, Why.NO_GROUP_OF_TWO
    (line,) = measure_lines(with_gates(a_gate("a", few, lone), a_gate("b", few, lone)))
    assert (line.name, line.they_together, line.they_differ) == (
        "Every factor",
        "fewer than 30 people answered all of them",
        "nobody gave a second answer",
    )
    protected = with_gates(a_gate("a", Why.CONFIDENTIAL, 0.5), a_gate("a", few, 0.5, "partner"))
    first, second = measure_lines(protected)
    assert first.they_together == "not shown, to protect people"
    assert (first.name, second.name) == ("A · the client survey", "A · the partner survey")


def test_every_class_is_counted_in_words_that_promise_nothing() -> None:
    assert classes_sentence(replace(a_portfolio(a_review()), classes=())) == ""
    counts = dict(zip(GapClass, (1, 2, 0, 3, 4, 5, 6, 7), strict=True))
    said = classes_sentence(replace(a_portfolio(a_review()), classes=tuple(counts.items())))
    assert said == (
        "Of 28 gaps, each of a relationship and a factor: one blind spot, two possible blind "
        "spots, no hidden strengths, three possible hidden strengths; no gap we could see in 15 "
        "(4 with both high, 6 in the middle, 5 with both low); not enough answers to say in 7."
    )


def test_classes_are_those_of_the_reviews() -> None:
    review = a_review()
    called = dict(a_portfolio(review, review).classes)
    assert sum(called.values()) == 8
    kinds = [f.gap_class.kind for f in review.factors if f.gap_class is not None]
    assert called == {kind: 2 * kinds.count(kind) for kind in GapClass}
    assert a_portfolio().classes == ()
    assert "blind spot" in portfolio_page(a_portfolio(review), ()).classes
