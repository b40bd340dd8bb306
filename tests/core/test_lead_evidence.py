"""Evidence about a lead: dated, two points each, for a lead check; in no list and counted once."""

from datetime import timedelta

from app.core.lead_evidence import Evidence, LeadEvidence, lead_evidence
from app.core.signs import ABOUT_THE_LEAD, Sign, SignKind
from app.core.weights import Weights
from tests.attention_builders import TODAY, compiled, in_year, north, place_of, promise
from tests.builders import our_answers, their_answers


def evidence(
    *signs: Sign, theirs: int = 8, ours: tuple[int, ...] = (8,), **changes: object
) -> LeadEvidence:
    review = compiled(their_answers(theirs, theirs) + our_answers(*ours))
    return lead_evidence(north(signs=signs, **changes), review, TODAY, Weights())


def test_each_sign_of_the_last_year_is_two_points_and_at_most_ten() -> None:
    one = evidence(Sign(what=SignKind.HEARD_ELSEWHERE, on=TODAY))
    assert one.points == 2
    assert one.found == ((Evidence.HEARD_ELSEWHERE, TODAY),)
    every = evidence(*(Sign(what=k, on=TODAY) for k in ABOUT_THE_LEAD), theirs=3)
    assert every.points == 10
    assert len(every.found) == 6


def test_a_no_is_known_and_nothing_written_down_is_not() -> None:
    looked = evidence(Sign(what=SignKind.HEARD_ELSEWHERE, on=TODAY, yes=False))
    assert looked.points == 0
    assert Evidence.HEARD_ELSEWHERE not in looked.unknown
    assert Evidence.AROUND_THE_LEAD in looked.unknown
    old = evidence(Sign(what=SignKind.HEARD_ELSEWHERE, on=TODAY - timedelta(days=365)))
    assert Evidence.HEARD_ELSEWHERE in old.unknown


def test_our_side_two_points_above_theirs_and_no_self_assessment() -> None:
    assert (Evidence.FAR_ABOVE, None) in evidence(theirs=6).found
    assert (Evidence.FAR_ABOVE, None) not in evidence(theirs=7).found
    silent = evidence(ours=())
    assert (Evidence.NO_SELF_ASSESSMENT, None) in silent.found
    assert Evidence.FAR_ABOVE in silent.unknown


def test_an_overdue_promise_is_named_and_not_counted_a_second_time() -> None:
    overdue = evidence(commitments=(promise(),))
    assert overdue.points == 0
    assert overdue.found == ((Evidence.COMMITMENTS_OVERDUE, TODAY - timedelta(days=1)),)


def test_trouble_is_no_evidence_about_the_lead() -> None:
    assert evidence(Sign(what=SignKind.ESCALATED, on=TODAY)).found == ()


def test_no_evidence_changes_a_place_on_the_list() -> None:
    answers = (in_year(2026), their_answers(8, 8) + our_answers(8, 8))
    signs = tuple(Sign(what=kind, on=TODAY) for kind in ABOUT_THE_LEAD)
    assert place_of(answers, relationships=(north(signs=signs),)) == place_of(answers)
