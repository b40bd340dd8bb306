"""Meetings as they stood on a day: what came later is not known yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.compile import compile_review
from app.core.context import firm_context
from app.core.firm import CommitmentState
from app.core.meeting import Agreement, Meeting, MeetingState, Participant, known_on
from app.core.survey import Perspective
from tests.builders import AFTER, a_relationship, a_wave, their_answers

ASKED, ACCEPTED, HELD = date(2026, 5, 4), date(2026, 5, 7), date(2026, 5, 20)
A_DAY = timedelta(days=1)
DANA = Participant(id="dana", name="Dana Okafor", perspective=Perspective.COUNTERPART)
AGREED = Agreement(
    what="Changes decided within a week",
    side=Perspective.COUNTERPART,
    made=HELD,
    who=DANA,
    state=CommitmentState.KEPT,
    closed=date(2026, 8, 3),
)
MEETING = Meeting(
    id="north-2026-05-20",
    relationship="north",
    on=HELD,
    state=MeetingState.HELD,
    asked_on=ASKED,
    accepted_on=ACCEPTED,
    who=(DANA,),
    agreements=(AGREED,),
    said="They began with the valves.",
)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (ASKED, MeetingState.ASKED),
        (ACCEPTED - A_DAY, MeetingState.ASKED),
        (ACCEPTED, MeetingState.ACCEPTED),
        (HELD - A_DAY, MeetingState.ACCEPTED),
        (HELD, MeetingState.HELD),
    ],
)
def test_a_meeting_stands_as_it_stood_on_the_day(day: date, state: MeetingState) -> None:
    (known,) = known_on((MEETING,), day)
    assert known.state is state
    assert bool(known.agreements) is bool(known.said) is (state is MeetingState.HELD)
    assert (known.accepted_on is None) is (state is MeetingState.ASKED)


def test_before_it_was_asked_for_there_is_none() -> None:
    assert known_on((MEETING,), ASKED - A_DAY) == ()
    assert known_on((replace(MEETING, asked_on=None),), HELD - A_DAY) == ()


def test_one_that_nobody_dated_the_asking_of_is_known_while_it_is_ahead() -> None:
    ahead = replace(MEETING, state=MeetingState.ASKED, asked_on=None, accepted_on=None)
    assert known_on((ahead,), ASKED) == (replace(ahead, agreements=(), said=""),)


def test_an_agreement_is_open_until_the_day_it_was_closed() -> None:
    closed = AGREED.closed or AFTER
    (before,) = known_on((MEETING,), closed - A_DAY)
    assert before.agreements == (replace(AGREED, state=CommitmentState.OPEN, closed=None),)
    assert known_on((MEETING,), closed) == (MEETING,)


def test_meetings_stand_by_their_day() -> None:
    first = replace(MEETING, id="north-2025-05-20", on=date(2025, 5, 20), asked_on=None)
    assert known_on((MEETING, first), AFTER) == (first, MEETING)


def test_a_review_holds_the_meetings_of_its_relationship_as_of_its_day() -> None:
    ahead = replace(
        MEETING, id="north-2026-12-03", on=date(2026, 12, 3), state=MeetingState.ACCEPTED
    )
    other = replace(MEETING, relationship="south")
    context = firm_context(
        a_wave(), their_answers(5), [a_relationship()], AFTER, meetings=(ahead, other, MEETING)
    )
    review = compile_review("north", context)
    assert [(m.on, m.state) for m in review.meetings] == [
        (HELD, MeetingState.HELD),
        (ahead.on, MeetingState.ACCEPTED),
    ]
    assert review.agreements == (AGREED,)
