"""Whom a wave does not ask is said with the reason, and small teams are never asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.firm import Contact, Kind
from app.core.left_out import (
    WHY_NOT_NAMED,
    WHY_NOT_SMALL,
    is_small_team,
    left_out,
    people_left_out,
)
from app.core.retention import Service
from app.core.wave import Wave, goes_on
from tests.builders import CLOSES, OPENS, a_relationship

WAVE = Wave(id="2026", opens=OPENS, closes=CLOSES, surveys=((Kind.CLIENT, "client"),))


def contact(number: int, **changes: object) -> Contact:
    return replace(Contact(id=f"c{number}", name=f"C{number}", email="c@example.org"), **changes)  # type: ignore[arg-type]


def test_a_kind_without_a_survey_and_a_dispute_are_said() -> None:
    found = left_out(
        WAVE,
        [
            a_relationship(),
            a_relationship(slug="mill", name="Mill", kind=Kind.SUPPLIER),
            a_relationship(slug="lock", name="Lock", kind=Kind.SUPPLIER),
            a_relationship(slug="dock", name="Dock", dispute=True),
        ],
    )
    assert [(passed.why, passed.names) for passed in found] == [
        ("in dispute", ("Dock",)),
        ("the wave has no survey for supplier", ("Lock", "Mill")),
    ]


def test_those_that_a_wave_does_not_name_are_said() -> None:
    (passed,) = left_out(
        replace(WAVE, relationships=("north",)),
        [a_relationship(), a_relationship(slug="south", name="South")],
    )
    assert passed.names == ("South",)
    assert "names" in passed.why


@pytest.mark.parametrize(
    "changes",
    [{"ended": OPENS - timedelta(days=1)}, {"since": CLOSES}, {"ended": date(2020, 1, 1)}],
)
def test_what_has_ended_or_not_begun_is_no_silence(changes: dict[str, object]) -> None:
    assert left_out(WAVE, [a_relationship(kind=Kind.SUPPLIER, **changes)]) == ()


def test_the_last_day_of_service_is_one_of_service() -> None:
    last_day = a_relationship(ended=OPENS)
    assert goes_on(last_day, OPENS)
    assert not goes_on(last_day, OPENS + timedelta(days=1))
    service = Service(relationship="north", start=date(2020, 1, 1), end=OPENS)
    assert service.runs_on(OPENS) is goes_on(last_day, OPENS)


def test_people_who_are_not_to_be_asked_are_said_while_they_are_there() -> None:
    on_leave = contact(1, ask=False, why_not="on leave")
    gone = contact(2, ask=False, why_not="x", left=OPENS)
    assert people_left_out(a_relationship(contacts=(on_leave, gone, contact(3))), WAVE) == (
        on_leave,
    )


@pytest.mark.parametrize(
    ("contacts", "small"),
    [
        ((contact(1), contact(2), contact(3)), False),
        ((contact(1), contact(2)), True),
        ((), True),
        ((contact(1), contact(2), contact(3, ask=False, why_not="x")), True),
        ((contact(1), contact(2), contact(3, left=OPENS)), True),
        ((contact(1), contact(2), contact(3, left=CLOSES)), False),
        ((contact(1), contact(2), contact(3, since=date(2027, 1, 1))), True),
    ],
)
def test_a_team_is_small_when_fewer_than_three_would_be_asked(
    contacts: tuple[Contact, ...], small: bool
) -> None:
    team = a_relationship(kind=Kind.EMPLOYEE, contacts=contacts)
    assert is_small_team(team, WAVE) is small
    assert not is_small_team(a_relationship(contacts=contacts), WAVE)


def test_reasons_stand_in_the_order_of_their_words() -> None:
    named = replace(WAVE, relationships=("north",))
    found = left_out(
        named,
        [a_relationship(slug="a", name="A"), a_relationship(slug="b", name="B", dispute=True)],
    )
    assert [passed.why for passed in found] == [
        "in dispute",
        "not among the relationships that the wave names",
    ]


def test_who_begins_on_the_first_day_goes_on_and_who_ends_on_it_does_not() -> None:
    supplier = {"kind": Kind.SUPPLIER}
    assert left_out(WAVE, [a_relationship(since=OPENS, **supplier)]) != ()
    assert left_out(WAVE, [a_relationship(ended=OPENS - timedelta(days=1), **supplier)]) == ()


def test_contacts_of_the_last_day_are_there_and_those_who_left_on_the_first_are_not() -> None:
    there = {"ask": False, "why_not": "x"}
    came = contact(1, since=CLOSES, **there)
    assert people_left_out(a_relationship(contacts=(came,)), WAVE) == (came,)
    assert people_left_out(a_relationship(contacts=(contact(2, left=OPENS, **there),)), WAVE) == ()


def test_a_client_of_two_is_no_small_team_and_those_who_left_make_one_small() -> None:
    assert is_small_team(a_relationship(contacts=(contact(1),))) is False
    three = tuple(contact(n) for n in (1, 2, 3))
    team = a_relationship(kind=Kind.EMPLOYEE, contacts=three)
    assert not is_small_team(team)
    gone = (*three[:2], contact(3, left=CLOSES))
    assert is_small_team(a_relationship(kind=Kind.EMPLOYEE, contacts=gone))
    # In a wave that they were still there to answer they count.
    assert not is_small_team(a_relationship(kind=Kind.EMPLOYEE, contacts=gone), WAVE)


def test_teams_are_told_why_they_are_asked_otherwise() -> None:
    assert "one or two people" in WHY_NOT_SMALL
    assert "by name" in WHY_NOT_NAMED
