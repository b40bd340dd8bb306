"""To whom the letters after a survey go: everyone asked, once, and nobody in dispute."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.firm import Contact, Person, Relationship
from app.core.letters_after import (
    Addressee,
    asked_of,
    everyone_asked,
    meeting_of,
    met_of,
    senior_of,
    to_meet,
)
from app.core.meeting import Meeting, MeetingState, Participant
from app.core.response import Talk
from app.core.survey import Perspective
from tests.builders import AFTER, a_relationship, a_wave

OPENED = a_wave(relationships={"north": (3, 1), "south": (1, 1)})


def firm_with(slug: str, *contacts: Contact, **changes: object) -> Relationship:
    return a_relationship(slug=slug, name=slug.title(), contacts=contacts, **changes)


def contact(number: int, **changes: object) -> Contact:
    fields: dict[str, object] = {
        "id": f"c{number}",
        "name": f"Contact {number}",
        "email": f"now{number}@example.org",
        **changes,
    }
    return Contact(**fields)  # type: ignore[arg-type]


NORTH = firm_with("north", contact(1), contact(2), contact(3))
SOUTH = firm_with("south", contact(1))


def who(people: tuple[Addressee, ...]) -> list[str]:
    return [one.key[2] for one in people]


def test_everyone_asked_who_is_there_gets_one_at_the_address_of_today() -> None:
    gone = firm_with("north", contact(1, left=AFTER), contact(2, ask=False), contact(3))
    (one,) = asked_of(gone, OPENED, AFTER)
    assert (one.key[2], one.email) == ("c3", "now3@example.org")
    assert who(asked_of(NORTH, OPENED, AFTER)) == ["c1", "c2", "c3"]


def test_a_contact_who_came_later_was_not_asked_and_gets_none() -> None:
    assert "c9" not in who(asked_of(firm_with("north", contact(9)), OPENED, AFTER))


def test_nobody_is_written_to_in_dispute() -> None:
    assert asked_of(replace(NORTH, dispute=True), OPENED, AFTER) == ()
    everyone = everyone_asked(OPENED, [replace(NORTH, dispute=True), SOUTH], [], AFTER)
    assert {one.about for one in everyone} == {("south",)}


def test_a_relationship_that_was_renamed_is_the_same_one() -> None:
    renamed = firm_with("nord", contact(1), formerly=("north",))
    assert who(asked_of(renamed, OPENED, AFTER)) == ["c1"]


def test_one_of_ours_with_two_relationships_gets_one_letter() -> None:
    ann = Person(slug="s1", name="Ann", email="ann@harbour.example.com")
    ours = [
        one
        for one in everyone_asked(OPENED, [NORTH, SOUTH], [ann], AFTER)
        if one.key[1] is Perspective.SELF
    ]
    assert [one.about for one in ours] == [("north", "south")]
    gone = replace(ann, left=date(2026, 11, 1))
    theirs = everyone_asked(OPENED, [NORTH, SOUTH], [gone], AFTER)
    assert all(one.key[1] is Perspective.COUNTERPART for one in theirs)


def meeting(day: int, state: MeetingState, *present: str) -> Meeting:
    return Meeting(
        id=f"north-{day}",
        relationship="north",
        on=date(2026, 11, day),
        state=state,
        who=tuple(
            Participant(id=one, name=one, perspective=Perspective.COUNTERPART) for one in present
        ),
    )


def test_what_was_agreed_goes_to_those_who_were_there_or_to_all_where_nobody_is_named() -> None:
    there = meeting(12, MeetingState.HELD, "c2")
    assert who(met_of(there, NORTH, OPENED, AFTER)) == ["c2"]
    assert len(met_of(meeting(12, MeetingState.HELD), NORTH, OPENED, AFTER)) == 3


def test_the_last_meeting_since_a_day_counts() -> None:
    held = [meeting(day, MeetingState.HELD) for day in (3, 12, 9)]
    found = meeting_of(held, "north", date(2026, 11, 1), [MeetingState.HELD])
    assert found is not None
    assert found.on.day == 12
    assert meeting_of(held, "north", date(2026, 11, 13), [MeetingState.HELD]) is None
    assert meeting_of(held, "north", date(2026, 11, 1), [MeetingState.ASKED]) is None


def test_whom_to_meet_are_those_named_or_else_those_who_asked_the_lead_for_a_talk() -> None:
    talks = {
        ("south", Perspective.COUNTERPART, "c1"): Talk.LEAD,
        ("north", Perspective.COUNTERPART, "c1"): Talk.SOMEONE_ELSE,
    }
    assert to_meet(None, talks, ()) == ("south",), "whose wish is for someone else is no one's lead"
    assert to_meet(None, talks, ("north",)) == ("north",)


@pytest.mark.parametrize(
    ("lead", "deputy", "senior"),
    [("tom", "", "ines"), ("ines", "amara", "amara"), ("ines", "", ""), ("ines", "ines", "")],
)
def test_the_principal_talks_in_the_leads_place_or_the_deputy_in_the_principals(
    lead: str, deputy: str, senior: str
) -> None:
    assert senior_of(a_relationship(lead=lead, deputy=deputy), "ines") == senior
