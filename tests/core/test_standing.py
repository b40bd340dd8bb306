"""Where a wave stands: counts by relationship and side, and what nobody may count."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.core.closing import ended_by_hand
from app.core.firm import Contact, ContactRole, Relationship, YearFigures
from app.core.meeting import Meeting, MeetingState
from app.core.response import Response, State, Talk
from app.core.standing import Phase, WaveStands, wave_stands
from app.core.standing_sides import SideStands
from app.core.survey import Perspective
from app.core.wave import Ended, OpenedWave, Privacy
from tests.builders import AFTER, OPENS, a_relationship, a_response, a_wave, everywhere

TWO = {"north": (4, 2), "south": (2, 1)}
DURING = date(2026, 10, 20)
SENT = a_response("c1", everywhere(5))
BEGUN = a_response("c2", {"A1": 5}, state=State.STARTED)
DECLINED = a_response("c3", {}, state=State.DECLINED)
OURS = a_response("s1", everywhere(5), perspective=Perspective.SELF)
ALL = (SENT, BEGUN, DECLINED, OURS)


def north(**changes: object) -> Relationship:
    contacts = tuple(
        Contact(id=f"c{n}", name=f"Contact {n}", email=f"c{n}@north.example.org", roles=(role,))
        for n, role in enumerate((ContactRole.DECIDES, ContactRole.USES, ContactRole.PAYS), 1)
    )
    return a_relationship(contacts=contacts, **changes)


def stands(
    *responses: Response,
    opened: OpenedWave | None = None,
    as_of: date = DURING,
    relationships: tuple[Relationship, ...] | None = None,
    **more: object,
) -> WaveStands:
    south = a_relationship(slug="south", name="South")
    return wave_stands(
        opened or a_wave(relationships=TWO),
        responses,
        (north(), south) if relationships is None else relationships,
        more.pop("meetings", ()),  # type: ignore[arg-type]
        as_of,
        **more,  # type: ignore[arg-type]
    )


def counted(side: SideStands) -> tuple[int | None, ...]:
    return (side.asked, side.answered, side.started, side.declined, side.no_more, side.silent)


def test_each_side_of_each_relationship_is_counted() -> None:
    found = stands(*ALL)
    first, second = found.rows
    assert [counted(side) for side in first.sides] == [(4, 1, 1, 1, 0, 2), (2, 1, 0, 0, 0, 1)]
    assert [counted(side) for side in second.sides] == [(2, 0, 0, 0, 0, 2), (1, 0, 0, 0, 0, 1)]
    assert [counted(side) for side in found.sides] == [(6, 1, 1, 1, 0, 4), (3, 1, 0, 0, 0, 2)]


def test_who_does_not_want_to_be_asked_again_is_not_silent_unless_they_answered() -> None:
    everyone = {("north", Perspective.COUNTERPART, who) for who in ("c1", "c4")}
    found = stands(*ALL, no_more=frozenset(everyone))
    assert counted(found.rows[0].sides[0]) == (4, 1, 1, 1, 1, 1)


def test_half_an_answer_counts_when_the_wave_is_over() -> None:
    half = replace(SENT, state=State.STARTED)
    assert stands(half).rows[0].sides[0].answered == 0
    assert stands(half, as_of=AFTER).rows[0].sides[0].answered == 1


def test_a_stranger_is_not_counted() -> None:
    assert stands(a_response("stranger", everywhere(5))).sides[0].answered == 0


@pytest.mark.parametrize(
    ("day", "closed_on", "phase"),
    [
        (date(2026, 10, 4), None, Phase.COMING),
        (OPENS, None, Phase.OPEN),
        (date(2026, 11, 6), None, Phase.OPEN),
        (date(2026, 11, 7), None, Phase.ENDING),
        (date(2026, 11, 8), None, Phase.OVER),
        (AFTER, date(2026, 11, 9), Phase.CLOSED),
    ],
)
def test_a_wave_comes_is_open_ends_is_over_and_closed(
    day: date, closed_on: date | None, phase: Phase
) -> None:
    assert stands(as_of=day, closed_on=closed_on).phase is phase


def test_closed_by_hand_it_is_ending_at_once_and_says_why() -> None:
    how = Ended(at=datetime(2026, 10, 20, 12, tzinfo=UTC), why="all are in")
    found = stands(opened=ended_by_hand(a_wave(relationships=TWO), how))
    assert (found.phase, found.why_ended) == (Phase.ENDING, "all are in")


CONFIDENTIAL = a_wave(relationships=TWO, counterpart=Privacy.CONFIDENTIAL)


def test_of_a_confidential_side_nothing_is_told_by_relationship_while_it_is_open() -> None:
    nobody, some = (stands(*given, opened=CONFIDENTIAL) for given in ((), ALL))
    assert [r.sides[0] for r in some.rows] == [r.sides[0] for r in nobody.rows]
    assert counted(some.rows[0].sides[0]) == (4, None, None, None, None, None)
    assert some.sides[0] == nobody.sides[0]
    assert some.coverage is None
    assert counted(some.rows[0].sides[1]) == (2, 1, 0, 0, 0, 1)


def test_over_all_relationships_it_is_counted_only_where_asked_for_and_there_are_two() -> None:
    assert stands(*ALL, opened=CONFIDENTIAL, count_hidden=True).sides[0].answered == 1
    alone = a_wave(counterpart=Privacy.CONFIDENTIAL)
    assert stands(*ALL, opened=alone, count_hidden=True).sides[0].answered is None


def test_once_published_it_is_what_was_published_whatever_came_since() -> None:
    out = {("north", Perspective.COUNTERPART): 3, ("south", Perspective.COUNTERPART): 0}
    for responses in ((), ALL):
        found = stands(
            *responses, opened=CONFIDENTIAL, as_of=AFTER, published=out, count_hidden=True
        )
        assert [row.sides[0].answered for row in found.rows] == [3, 0]
        assert found.sides[0].answered == 3
        assert found.sides[0].silent is None
        assert found.coverage is not None
        assert found.coverage.heard == 1
        assert {role.answered for role in found.coverage.roles} == {None}


def test_coverage_is_of_relationships_value_and_parts() -> None:
    worth = (YearFigures(year=2026, value=300.0),)
    south = a_relationship(
        slug="south", name="South", figures=(YearFigures(year=2026, value=100.0),)
    )
    found = stands(*ALL, relationships=(north(figures=worth), south)).coverage
    assert found is not None
    assert (found.relationships, found.heard, found.revenue_share) == (2, 1, 0.75)
    assert [(r.role, r.asked, r.answered) for r in found.roles] == [
        (ContactRole.DECIDES, 1, 1),
        (ContactRole.USES, 1, 0),
        (ContactRole.PAYS, 1, 0),
    ]


def test_a_wish_to_talk_with_the_lead_is_told_by_name_and_one_with_someone_else_by_number() -> None:
    first, other = (
        replace(a_response(who, everywhere(5)), talk=talk)
        for who, talk in (("c1", Talk.LEAD), ("c2", Talk.SOMEONE_ELSE))
    )
    two_leads = a_wave(relationships=TWO)
    two_leads = replace(
        two_leads,
        relationships=(
            two_leads.relationships[0],
            replace(two_leads.relationships[1], lead="bea"),
        ),
    )
    found = stands(first, other, opened=two_leads)
    assert found.rows[0].talks == ("Person c1 of north",)
    assert found.with_someone_else == 1
    assert stands(first, other).with_someone_else is None, "one lead alone could tell who it is"
    hidden = replace(
        two_leads, wave=replace(two_leads.wave, privacy_counterpart=Privacy.CONFIDENTIAL)
    )
    before = stands(first, other, opened=hidden)
    assert (before.rows[0].talks, before.with_someone_else) == ((), None)
    after = stands(first, other, opened=hidden, as_of=AFTER)
    assert (after.rows[0].talks, after.with_someone_else) == (("Person c1 of north",), 1)


def test_the_last_meeting_since_the_wave_opened_stands_beside_it() -> None:
    def meeting(day: date, state: MeetingState, asked_on: date | None = None) -> Meeting:
        return Meeting(
            id=f"north-{day}", relationship="north", on=day, state=state, asked_on=asked_on
        )

    before = meeting(date(2026, 9, 1), MeetingState.HELD)
    asked = meeting(date(2026, 12, 1), MeetingState.ASKED, date(2026, 11, 12))
    found = stands(meetings=(asked, before))
    assert (found.rows[0].meeting, found.rows[0].met_on) == (MeetingState.ASKED, asked.on)
    assert found.meetings(MeetingState.ASKED) == 1
    assert stands(meetings=(before,)).rows[0].meeting is None
    assert stands(meetings=(asked,), until=date(2026, 11, 1)).rows[0].meeting is None


def test_who_was_not_asked_and_what_is_in_dispute_is_told() -> None:
    away = Contact(
        id="c9", name="Nine", email="c9@north.example.org", ask=False, why_not="on leave"
    )
    one = north(dispute=True)
    one = replace(one, contacts=(*one.contacts, away))
    east = a_relationship(slug="east", name="East", dispute=True)
    found = stands(relationships=(one, east))
    assert found.rows[0].dispute
    assert [(n.roles, n.why) for n in found.rows[0].not_asked] == [((), "on leave")]
    assert [(left.why, left.names) for left in found.left_out] == [("in dispute", ("East",))]
