"""Scores, gaps, surprise and change by the plain definitions; a figure or a reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.compile import compile_review
from app.core.context import firm_context
from app.core.firm import Commitment, CommitmentState, Incident, Milestone
from app.core.known import Unknown, Why
from app.core.meeting import Agreement, Meeting, MeetingState
from app.core.response import Consent
from app.core.review import FindingKind, Missing, Review
from app.core.survey import Form, Perspective, Text
from app.core.trend import Split
from app.core.wave import Privacy
from tests.builders import (
    AFTER,
    CLOSES,
    a_context,
    a_relationship,
    a_response,
    a_survey,
    a_wave,
    everywhere,
    our_answers,
    their_answers,
)


def test_each_person_weighs_the_same_whatever_they_left_out() -> None:
    thin = a_response("c2", {"A1": 2, "A2": 2})
    review = compile_review("north", a_context([a_response("c1", everywhere(8)), thin]))
    assert review.factors[0].counterpart.value == 5
    assert review.factors[0].counterpart.n == 2


def test_a_gap_is_ours_minus_theirs() -> None:
    review = compile_review("north", a_context(their_answers(5, 6) + our_answers(8, 9)))
    assert review.factors[0].gap.value == 3
    assert review.finding.kind is FindingKind.WE_HIGHER


def test_a_hidden_strength_is_found_like_a_blind_spot() -> None:
    review = compile_review("north", a_context(their_answers(9, 9) + our_answers(6, 6)))
    assert review.factors[0].gap.value == -3
    assert review.finding.kind is FindingKind.THEY_HIGHER


def test_one_side_alone_has_no_gap() -> None:
    review = compile_review("north", a_context(their_answers(5)))
    assert review.factors[0].gap.missing is Missing.ONE_SIDED
    assert review.finding.kind is FindingKind.ONLY_THEY


def test_silence_is_a_finding() -> None:
    review = compile_review("north", a_context(our_answers(7)))
    assert review.finding.kind is FindingKind.ONLY_WE
    assert compile_review("north", a_context([])).finding.kind is FindingKind.NOBODY


def test_projection_is_what_we_say_minus_what_we_expected_them_to_say() -> None:
    expecting = a_response("s1", everywhere(8) | {"E-a": 7}, perspective=Perspective.SELF)
    review = compile_review("north", a_context([*their_answers(5), expecting]))
    assert review.factors[0].projection.value == 1
    assert review.factors[1].projection.missing is Missing.ONE_SIDED


def test_the_adjusted_score_stands_beside_the_mean_from_ten_relationships_on() -> None:
    slugs = [f"r{n}" for n in range(10)]
    opened = a_wave(relationships=dict.fromkeys(slugs, (4, 1)))
    answers = [
        response
        for place, slug in enumerate(slugs)
        for response in their_answers(3 + place % 6, 4 + place % 6, relationship=slug)
    ]
    context = a_context(answers, opened=opened)
    (factor, *_) = compile_review("r0", context).factors
    assert factor.counterpart.value == 3.5
    assert factor.adjusted is not None
    assert 3.5 < factor.adjusted < 5.5
    alone = compile_review("north", a_context(their_answers(3, 4)))
    assert alone.factors[0].adjusted is None


def test_surprise_is_what_we_expected_minus_what_they_say() -> None:
    ours = a_response("s1", everywhere(8) | {"E-a": 7}, perspective=Perspective.SELF)
    review = compile_review("north", a_context([*their_answers(5), ours]))
    assert review.factors[0].surprise.value == 2
    assert review.factors[1].surprise.missing is Missing.ONE_SIDED


def test_no_interval_for_one_answer_nor_when_everyone_answered() -> None:
    one = compile_review("north", a_context(their_answers(5))).factors[0].counterpart
    everyone = compile_review("north", a_context(their_answers(5, 6, 7, 8))).factors[0].counterpart
    assert one.low is None
    assert everyone.low is None


def test_an_interval_rests_on_an_assumed_spread_while_few_have_answered() -> None:
    score = compile_review("north", a_context(their_answers(5, 7))).factors[0].counterpart
    assert score.assumed_spread
    assert score.low == pytest.approx(6 - 1.96 * 1.7 * 0.5)


def test_an_interval_rests_on_the_pooled_spread_from_ten_degrees_of_freedom() -> None:
    sizes = {f"r{n}": (3, 1) for n in range(10)}
    responses = [r for slug in sizes for r in their_answers(4, 6, relationship=slug)]
    context = a_context(responses, opened=a_wave(relationships=sizes))
    score = compile_review("r0", context).factors[0].counterpart
    assert not score.assumed_spread
    # s² = 10 relationships × 2 / 10 df; t at 10 df; n = 2 of N = 3
    half = 2.2281388519649385 * 2**0.5 * (1 / 2) ** 0.5 * (1 / 3) ** 0.5
    assert score.low == pytest.approx(5 - half)
    assert score.high == pytest.approx(5 + half)


def test_an_interval_is_clipped_to_the_scale() -> None:
    score = compile_review("north", a_context(their_answers(10, 9))).factors[0].counterpart
    assert score.high == 10


def test_change_is_this_wave_minus_the_one_before() -> None:
    before = compile_review("north", a_context(their_answers(7, 8)))
    after = compile_review(
        "north", a_context(their_answers(5, 6), opened=a_wave(wave_id="2027")), (before,)
    )
    assert after.factors[0].change_counterpart.value == -2
    assert after.earlier_waves == ("2026",)
    assert [p.wave for p in after.history if p.factor == "a"] == ["2026", "2027"]


def test_there_is_no_change_without_an_earlier_wave() -> None:
    review = compile_review("north", a_context(their_answers(7)))
    assert review.factors[0].change_counterpart.missing is Missing.NO_EARLIER_WAVE


def test_a_question_with_other_words_is_not_compared() -> None:
    before = compile_review("north", a_context(their_answers(7)))
    survey = a_survey()
    changed = tuple(
        replace(item, they=item.we) if item.id == "A1" else item for item in survey.items
    )
    opened = a_wave(survey=replace(survey, items=changed), wave_id="2027")
    after = compile_review("north", a_context(their_answers(5), opened=opened), (before,))
    by_id = {item.item: item for item in after.items}
    assert by_id["A1"].change_counterpart.missing is Missing.NOT_COMPARABLE
    assert by_id["A2"].change_counterpart.value == -2
    assert after.factors[0].change_counterpart.missing is Missing.NOT_COMPARABLE
    assert after.factors[1].change_counterpart.value == -2
    assert [p.begins for p in after.history if p.factor == "a"] == [True, True]
    assert [p.begins for p in after.history if p.factor == "b"] == [True, False]


def test_a_translation_added_later_changes_no_question() -> None:
    before = compile_review("north", a_context(their_answers(7)))
    survey = a_survey()
    translated = tuple(
        replace(i, they=Text((*i.they.by_language, ("de", "Gut")))) if i.they else i
        for i in survey.items
    )
    opened = a_wave(survey=replace(survey, items=translated), wave_id="2027")
    after = compile_review("north", a_context(their_answers(5), opened=opened), (before,))
    assert after.factors[0].change_counterpart.value == -2


def a_check_in(before: tuple[Review, ...]) -> Review:
    """A wave on the short form, which asks one question a factor."""
    survey = a_survey()
    short = tuple(
        replace(i, forms=(*i.forms, Form.SHORT)) if i.id.endswith("1") else i for i in survey.items
    )
    opened = a_wave(survey=replace(survey, items=short), wave_id="2026-check")
    opened = replace(opened, wave=replace(opened.wave, form=Form.SHORT))
    answers = [a_response("c1", {"A1": 4, "B1": 4}, wave="2026-check")]
    return compile_review("north", a_context(answers, opened=opened), before)


def test_a_check_in_is_compared_by_item_and_looked_past_by_factor_scores() -> None:
    first = compile_review("north", a_context(their_answers(7)))
    check = a_check_in((first,))
    assert check.factors[0].counterpart.missing is Missing.NOT_ASKED
    assert {i.item: i.change_counterpart.value for i in check.items}["A1"] == -3
    opened = a_wave(wave_id="2027")
    after = compile_review("north", a_context(their_answers(5), opened=opened), (first, check))
    assert after.compared_with == "2026"
    assert after.factors[0].change_counterpart.value == -2
    assert [p.wave for p in after.history if p.factor == "a"] == ["2026", "2027"]
    assert not any(p.begins for p in after.history if p.wave == "2027")


def test_different_questions_to_the_two_sides_have_no_gap() -> None:
    them = a_response("c1", {"S": 5})
    us = a_response("s1", {"S": 3}, perspective=Perspective.SELF)
    satisfaction = compile_review("north", a_context([them, us])).items[0]
    assert satisfaction.gap.missing is Missing.NOT_COMPARABLE
    assert satisfaction.counterpart.value == 5


def test_words_follow_the_consent() -> None:
    def shown(consent: Consent) -> list[tuple[str, str]]:
        said = a_response("c1", {"O1": "well"}, consent=consent)
        return [(w.text, w.name) for w in compile_review("north", a_context([said])).words]

    assert shown(Consent.UNSAID) == [("well", "")]
    assert shown(Consent.UNNAMED) == [("well", "")]
    assert shown(Consent.NAMED) == [("well", "Person c1 of north")]
    assert shown(Consent.SPOKEN) == [("", "")]
    assert shown(Consent.REWORDED) == []
    assert shown(Consent.PRINCIPAL) == []


@given(st.lists(st.integers(0, 10), min_size=1, max_size=4))
def test_the_order_of_answers_does_not_matter(scores: list[int]) -> None:
    responses = their_answers(*scores)
    forwards = compile_review("north", a_context(responses))
    assert compile_review("north", a_context(responses[::-1])) == forwards


@given(st.integers(0, 10), st.integers(0, 10))
def test_the_gap_turns_its_sign_with_the_sides(theirs: int, ours: int) -> None:
    one = compile_review("north", a_context(their_answers(theirs) + our_answers(ours)))
    other = compile_review("north", a_context(their_answers(ours) + our_answers(theirs)))
    assert one.factors[0].gap.value == -(other.factors[0].gap.value or 0)


def test_what_was_promised_and_what_happened_stand_there_up_to_this_day() -> None:
    later = AFTER + timedelta(days=1)
    promised = tuple(
        Commitment(what=what, made=made)
        for what, made in (("undated", None), ("today", AFTER), ("later", later))
    )
    happened = (Incident(what="today", on=AFTER), Incident(what="later", on=later))
    now = a_relationship(
        commitments=promised,
        incidents=happened,
        milestones=(Milestone(what="ten years", on=later),),
    )
    context = firm_context(a_wave(), their_answers(5), [now], AFTER)
    review = compile_review("north", context)
    assert [c.what for c in review.commitments] == ["undated", "today"]
    assert [i.what for i in review.incidents] == ["today"]
    assert [m.what for m in review.milestones] == ["ten years"]


def test_a_review_of_an_earlier_wave_knows_nothing_of_what_came_after_its_day() -> None:
    stands, day = AFTER, timedelta(days=1)
    later = stands + 100 * day
    broken = CommitmentState.BROKEN
    agreed = Agreement(what="agreed", side=Perspective.SELF, made=stands, by=later, state=broken)
    met = Meeting(
        id="met", relationship="north", on=stands, state=MeetingState.HELD, agreements=(agreed,)
    )
    undated = replace(met, id="undated", on=later, state=MeetingState.ACCEPTED, agreements=())
    now = a_relationship(
        commitments=(
            Commitment(what="due later", due=later, state=broken),
            Commitment(what="due then", due=stands - day, state=broken),
            Commitment(what="kept later", state=CommitmentState.KEPT, closed=later),
        ),
        milestones=(Milestone(what="then", on=stands), Milestone(what="later", on=later)),
    )
    meetings = (met, undated, replace(undated, id="held", state=MeetingState.HELD))
    context = firm_context(a_wave(), their_answers(5), [now], later, meetings=meetings)

    review = compile_review("north", context, stands=stands)
    assert [m.what for m in review.milestones] == ["then"]
    assert [m.id for m in review.meetings] == ["met"]
    assert [a.state.value for a in review.agreements] == ["open"]
    assert [c.state.value for c in review.commitments] == ["open", "broken", "open"]

    newest = compile_review("north", context)
    assert [m.what for m in newest.milestones] == ["then", "later"]
    assert {m.id for m in newest.meetings} == {"met", "undated", "held"}
    assert [a.state.value for a in newest.agreements] == ["broken"]
    assert [c.state.value for c in newest.commitments] == ["broken", "broken", "kept"]


def test_without_its_file_a_relationship_keeps_what_the_wave_froze() -> None:
    opened = a_wave()
    frozen = replace(opened.relationships[0], follow_ups=(Commitment(what="as promised"),))
    opened = replace(opened, relationships=(frozen,))
    review = compile_review("north", firm_context(opened, their_answers(5), [], AFTER))
    assert [c.what for c in review.commitments] == ["as promised"]
    assert (review.incidents, review.milestones, review.sector) == ((), (), "")


def test_before_a_confidential_wave_has_closed_only_who_was_asked_is_told() -> None:
    opened = a_wave(own=Privacy.CONFIDENTIAL)
    context = firm_context(opened, their_answers(5, 6), [a_relationship()], CLOSES)
    review = compile_review("north", context)
    assert [(s.answered, s.invited, s.shown) for s in review.sides] == [
        (0, 4, False),
        (0, 2, False),
    ]
    assert (review.factors, review.index, review.items, review.words) == ((), None, (), ())
    assert review.side(Perspective.SELF).perspective is Perspective.SELF
    assert review.side(Perspective.COUNTERPART).perspective is Perspective.COUNTERPART


def test_earlier_waves_are_named_newest_first() -> None:
    waves = tuple(
        compile_review("north", a_context(their_answers(5), opened=a_wave(wave_id=wave)))
        for wave in ("2023", "2024", "2025")
    )
    assert compile_review("north", a_context([]), waves).earlier_waves == ("2025", "2024", "2023")


@pytest.mark.parametrize(("privacy", "places"), [(Privacy.NAMED, 5), (Privacy.CONFIDENTIAL, 1)])
def test_steadied_scores_of_a_confidential_side_are_rounded(privacy: Privacy, places: int) -> None:
    slugs = [f"r{n}" for n in range(12)]
    opened = a_wave(relationships=dict.fromkeys(slugs, (4, 1)), counterpart=privacy)
    answers = [
        r for n, slug in enumerate(slugs) for r in their_answers(n % 7, 5, 6, relationship=slug)
    ]
    steadied = a_context(answers, opened=opened).steadied[
        Perspective.COUNTERPART, "client", "factor:a"
    ]
    assert set(steadied) == set(slugs)
    rounded_ones = [round(value, 1) == value for value in steadied.values()]
    assert all(rounded_ones) is (places == 1)


def test_steadied_scores_are_of_one_survey() -> None:
    slugs = [f"r{n}" for n in range(14)]
    opened = a_wave(relationships=dict.fromkeys(slugs, (2, 1)))
    other = replace(opened.surveys[0], id="other")
    frozen = tuple(
        replace(r, survey="other" if place < 3 else "client")
        for place, r in enumerate(opened.relationships)
    )
    opened = replace(opened, surveys=(*opened.surveys, other), relationships=frozen)
    answers = [r for slug in slugs for r in their_answers(4, 6, relationship=slug)]
    steadied = a_context(answers, opened=opened).steadied
    assert {survey for _, survey, _ in steadied} == {"client"}
    assert len(steadied[Perspective.COUNTERPART, "client", "factor:a"]) == 11


@pytest.mark.parametrize("as_of", [CLOSES, AFTER])
def test_a_side_of_which_nobody_was_asked_has_none_to_answer(as_of: date) -> None:
    opened = a_wave(relationships={"north": (4, 0)}, counterpart=Privacy.CONFIDENTIAL)
    review = compile_review("north", a_context(their_answers(5, 6, 7), opened=opened, as_of=as_of))
    assert [side.invited for side in review.sides] == [4, 0]


def test_a_change_is_split_where_the_earlier_wave_is_at_hand_and_is_one() -> None:
    then = a_context(their_answers(8, 6), opened=a_wave(wave_id="2025"))
    now = a_context([*their_answers(7), a_response("c3", everywhere(3))])
    earlier = (compile_review("north", then),)
    with_it = compile_review("north", now, earlier, {"2025": then})
    for factor in (*with_it.factors, with_it.index):
        assert factor is not None
        assert isinstance(factor.split_counterpart, Split)
        assert (factor.split_counterpart.returning, factor.split_counterpart.cast) == (-1, -1)
        # Nobody of ours answered: there is no change, and no part of one.
        assert factor.split_own == Unknown(why=Why.NO_ANSWERS)
    without = compile_review("north", now, earlier)
    assert without.index is not None
    assert without.index.split_counterpart is None
    assert len(with_it.factors) == len(without.factors) == 4
