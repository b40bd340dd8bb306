"""Whom a letter goes to: one each, and nobody who is not to be written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.firm import Contact, Person, Relationship
from app.core.left_alone import NoMore, key_of, left_alone
from app.core.letters_due import (
    Due,
    LettersSoFar,
    Now,
    Why,
    added_later,
    same_address,
    to_invite,
    to_remind,
)
from app.core.response import State
from app.core.survey import Perspective
from app.core.wave import OpenedWave
from tests.builders import OPENS, a_relationship, a_wave

THEIRS, OURS = Perspective.COUNTERPART, Perspective.SELF
LATER = OPENS + timedelta(days=10)


def contacts(slug: str, number: int = 2, **first: object) -> tuple[Contact, ...]:
    made = [
        Contact(id=f"c{n}", name=f"Person c{n} of {slug}", email=f"now{n}@{slug}.example.org")
        for n in range(1, number + 1)
    ]
    return (replace(made[0], **first), *made[1:])  # type: ignore[arg-type]


def relationship(slug: str = "north", **changes: object) -> Relationship:
    fields = {"slug": slug, "name": slug.title(), "contacts": contacts(slug), **changes}
    return a_relationship(**fields)


def now(*relationships: Relationship, today: date = LATER, **more: object) -> Now:
    people = (
        Person(slug="s1", name="Person s1", email="s1@harbour.example.com"),
        Person(slug="s2", name="Person s2", email="s2@harbour.example.com"),
    )
    fields: dict[str, object] = {"people": people, "no_more": (), "revoked": (), **more}
    return Now(today=today, relationships=relationships or (relationship(),), **fields)  # type: ignore[arg-type]


def wave(**relationships: tuple[int, int]) -> OpenedWave:
    return a_wave(relationships=relationships or {"north": (2, 1)})


def whys(due: Due) -> dict[str, Why]:
    return {passed.invitation.respondent: passed.why for passed in due.passed}


def test_everyone_asked_gets_one_letter() -> None:
    due = to_invite(wave(), now())
    assert [one.key[2] for one in due.recipients] == ["c1", "c2", "s1"]
    assert due.passed == ()


def test_a_person_with_several_relationships_gets_one_letter_about_all_of_them() -> None:
    opened = wave(north=(1, 1), south=(1, 1))
    due = to_invite(opened, now(relationship("north"), relationship("south")))
    ours = [one for one in due.recipients if one.perspective is OURS]
    assert [one.key for one in ours] == [("", OURS, "s1")]
    assert [about.relationship for about in ours[0].about] == ["north", "south"]


def test_their_letter_leaves_out_what_is_in_dispute_and_keeps_its_link() -> None:
    opened = wave(north=(1, 1), south=(1, 1))
    due = to_invite(opened, now(relationship("north", dispute=True), relationship("south")))
    (ours,) = [one for one in due.recipients if one.perspective is OURS]
    assert ours.key == ("", OURS, "s1")
    assert [about.relationship for about in ours.about] == ["south"]
    assert whys(due) == {"c1": Why.DISPUTE, "s1": Why.DISPUTE}


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (relationship(dispute=True), Why.DISPUTE),
        (relationship(contacts=contacts("north", left=LATER)), Why.LEFT),
        (relationship(contacts=contacts("north", ask=False)), Why.NOT_ASKED),
        (relationship(contacts=contacts("north")[1:]), Why.GONE),
        (relationship("elsewhere"), Why.GONE),
    ],
)
def test_what_a_file_says_today_stops_a_letter(found: Relationship, why: Why) -> None:
    assert whys(to_invite(wave(), now(found)))["c1"] is why


def test_who_leaves_tomorrow_is_written_to_today() -> None:
    found = relationship(contacts=contacts("north", left=LATER + timedelta(days=1)))
    assert to_invite(wave(), now(found)).passed == ()


def test_a_renamed_relationship_is_the_same_one() -> None:
    assert to_invite(wave(), now(relationship("nordic", formerly=("north",)))).passed == ()


def test_a_revoked_link_is_not_sent() -> None:
    due = to_invite(wave(), now(revoked={("north", THEIRS, "c1")}))
    assert whys(due) == {"c1": Why.REVOKED}


def test_an_address_that_was_mended_is_the_one_written_to() -> None:
    assert to_invite(wave(), now()).recipients[0].email == "now1@north.example.org"


def test_our_own_who_left_get_none() -> None:
    gone = Person(slug="s1", name="s1", email="s1@harbour.example.com", left=OPENS)
    assert whys(to_invite(wave(), now(people=(gone,)))) == {"s1": Why.LEFT}
    assert whys(to_invite(wave(), now(people=()))) == {"s1": Why.GONE}


@pytest.mark.parametrize("slug", ["north", "old-north"])
def test_who_asked_to_be_left_alone_is_also_under_an_earlier_name(slug: str) -> None:
    said = NoMore(key=key_of(slug, "c1", ""), wave="2025", day=OPENS)
    found = relationship(formerly=("old-north",))
    assert whys(to_invite(wave(), now(found, no_more=(said,)))) == {"c1": Why.NO_MORE}
    (opened,) = left_alone([found], [said])
    assert [contact.ask for contact in opened.contacts] == [False, True]
    assert opened.contacts[0].why_not == f"asked on {OPENS} not to be asked again"


def test_one_human_says_it_once_for_every_relationship() -> None:
    said = NoMore(key=key_of("south", "elsewhere", "ann"), wave="2025", day=OPENS)
    found = relationship(contacts=contacts("north", person="ann"))
    assert whys(to_invite(wave(), now(found, no_more=(said,)))) == {"c1": Why.NO_MORE}


def test_of_two_with_one_address_both_are_named() -> None:
    found = relationship(
        contacts=tuple(replace(c, email="Both@x.example") for c in contacts("north"))
    )
    (pair,) = same_address(to_invite(wave(), now(found)).recipients)
    assert [one.key[2] for one in pair] == ["c1", "c2"]


def test_who_came_later_is_told_of_and_not_asked() -> None:
    before = wave(north=(1, 1))
    (added,) = added_later(before, wave(north=(2, 1)).invitations)
    assert added.respondent == "c2"


def remind(
    opened: OpenedWave | None = None,
    today: date = LATER,
    states: dict[str, State] | None = None,
    had: dict[str, LettersSoFar] | None = None,
) -> Due:
    return to_remind(
        opened or wave(),
        now(today=today),
        {("north", THEIRS, who): state for who, state in (states or {}).items()},
        {("north", THEIRS, who): so_far for who, so_far in (had or {}).items()},
    )


def test_only_who_has_not_answered_is_reminded() -> None:
    due = remind(states={"c1": State.SENT, "c2": State.STARTED})
    assert [one.key[2] for one in due.recipients] == ["c2", "s1"]
    assert whys(due) == {"c1": Why.ANSWERED}
    assert whys(remind(states={"c1": State.DECLINED})) == {"c1": Why.DECLINED}


def test_a_reminder_waits_the_days_that_the_wave_says() -> None:
    day = OPENS + timedelta(days=7)
    assert len(remind(today=day).recipients) == 3
    assert set(whys(remind(today=day - timedelta(days=1))).values()) == {Why.TOO_SOON}
    late = {"c1": LettersSoFar(last=OPENS + timedelta(days=5), reminders=0)}
    assert whys(remind(today=day, had=late)) == {"c1": Why.TOO_SOON}
    slow = replace(wave(), wave=replace(wave().wave, remind_after=20))
    assert len(whys(remind(slow, today=day))) == 3


def test_letters_before_the_opening_count_from_it() -> None:
    early = {"c1": LettersSoFar(last=OPENS - timedelta(days=9), reminders=0)}
    assert whys(remind(today=OPENS, had=early))["c1"] is Why.TOO_SOON


def test_nobody_is_reminded_more_often_than_the_wave_says() -> None:
    often = {"c1": LettersSoFar(last=OPENS, reminders=2)}
    assert whys(remind(had=often)) == {"c1": Why.ENOUGH}
    assert remind(had={"c1": LettersSoFar(last=OPENS, reminders=1)}).passed == ()
    never = replace(wave(), wave=replace(wave().wave, reminders=0))
    assert set(whys(remind(never)).values()) == {Why.ENOUGH}


def test_of_several_relationships_only_the_unanswered_are_named() -> None:
    opened = wave(north=(1, 1), south=(1, 1))
    due = to_remind(
        opened,
        now(relationship("north"), relationship("south")),
        {("north", OURS, "s1"): State.SENT},
        {},
    )
    (ours,) = [one for one in due.recipients if one.perspective is OURS]
    assert [about.relationship for about in ours.about] == ["south"]
