"""How deep a relationship is, who was not asked, and when the list of the asked looks chosen."""

from dataclasses import replace
from datetime import date

from app.core.depth import HandPicked, depth, hand_picked, not_asked
from app.core.firm import ContactRole, Kind, Person
from tests.attention_builders import FOUR, TODAY, contacts, in_year, north, place_of
from tests.builders import our_answers, their_answers

OPENS = date(2026, 10, 5)
PEOPLE = {
    "ann": Person(slug="ann", name="Ann", email=""),
    "bo": Person(slug="bo", name="Bo", email="", left=date(2026, 3, 1)),
    "cy": Person(slug="cy", name="Cy", email=""),
}
ALL = frozenset({"c1", "c2", "c3", "c4"})


def test_depth_is_their_people_times_ours_in_touch() -> None:
    found = depth(north(team=("ann", "bo", "cy", "cy")), PEOPLE, TODAY)
    assert (found.theirs, found.ours, found.lines, found.decider) == (4, 2, 8, True)


def test_who_has_left_or_not_yet_come_is_not_in_touch() -> None:
    gone = replace(FOUR[0], left=TODAY)
    later = replace(FOUR[1], since=date(2027, 1, 1))
    found = depth(north(contacts=(gone, later, *FOUR[2:])), PEOPLE, TODAY)
    assert (found.theirs, found.decider) == (2, False)


def test_nobody_knows_who_decides_where_no_part_is_written_down_or_in_a_team() -> None:
    assert depth(north(contacts=contacts(None, None)), PEOPLE, TODAY).decider is None
    assert depth(north(kind=Kind.EMPLOYEE), PEOPLE, TODAY).decider is None
    assert depth(north(contacts=()), PEOPLE, TODAY).decider is False


def test_who_was_not_asked_is_named_with_the_reason() -> None:
    out = replace(FOUR[3], ask=False, why_not="on leave")
    relationship = north(contacts=(*FOUR[:3], out))
    (one,) = not_asked(relationship, frozenset({"c1", "c2", "c3"}), OPENS)
    assert (one.roles, one.why) == ((ContactRole.PAYS,), "on leave")
    assert not_asked(relationship, ALL, OPENS) == ()


def picked(
    asked: set[str], before: set[str], low: set[str] | None = None, **changes: object
) -> tuple[HandPicked, ...]:
    return hand_picked(
        north(**changes), frozenset(asked), frozenset(before), frozenset(low or ()), OPENS
    )


def test_a_whole_list_asked_again_looks_chosen_by_nobody() -> None:
    assert picked(set(ALL), set(ALL)) == ()
    assert picked(set(ALL), set()) == ()


def test_who_was_asked_before_and_is_left_out_without_a_reason() -> None:
    assert picked({"c1", "c2", "c3"}, set(ALL)) == (HandPicked.LEFT_OUT_WITHOUT_REASON,)
    excused = (*FOUR[:3], replace(FOUR[3], ask=False, why_not="on leave"))
    assert picked({"c1", "c2", "c3"}, set(ALL), contacts=excused) == ()
    gone = (*FOUR[:3], replace(FOUR[3], left=date(2026, 1, 1)))
    assert picked({"c1", "c2", "c3"}, set(ALL), contacts=gone) == ()


def test_as_many_left_out_as_asked() -> None:
    out = tuple(replace(c, ask=False, why_not="busy") for c in FOUR[2:])
    assert picked({"c1", "c2"}, set(), contacts=(*FOUR[:2], *out)) == (HandPicked.MORE_LEFT_OUT,)
    assert picked({"c1", "c2", "c3"}, set(), contacts=(*FOUR[:3], out[1])) == ()


def test_nobody_of_the_time_before_was_asked_again() -> None:
    gone = tuple(replace(c, left=date(2026, 1, 1)) for c in FOUR[:2])
    found = picked({"c3", "c4"}, {"c1", "c2"}, contacts=(*gone, *FOUR[2:]))
    assert found == (HandPicked.ALL_NEW,)


def test_all_asked_have_one_part_and_others_were_not_asked() -> None:
    daily = contacts(ContactRole.DAILY, ContactRole.DAILY, ContactRole.DECIDES)
    assert picked({"c1", "c2"}, set(), contacts=daily) == (HandPicked.ALL_ONE_ROLE,)
    assert picked({"c1", "c2"}, set(), contacts=daily[:2]) == ()
    assert picked({"c1", "c2", "c3"}, set(), contacts=daily) == ()
    assert picked({"c1", "c2"}, set(), contacts=daily, kind=Kind.EMPLOYEE) == ()


def test_who_was_low_by_name_and_was_not_asked_again() -> None:
    assert picked({"c1", "c2", "c3"}, set(ALL), {"c4"}) == (HandPicked.LOW_NOT_ASKED_AGAIN,)
    gone = (*FOUR[:3], replace(FOUR[3], left=date(2026, 1, 1)))
    assert picked({"c1", "c2", "c3"}, set(ALL), {"c4"}, contacts=gone) == ()


def test_low_scores_are_looked_at_in_a_named_wave_alone() -> None:
    def found(*, confidential: bool) -> tuple[HandPicked, ...]:
        before = (in_year(2025, confidential=confidential), their_answers(9, 9, 9, 2))
        now = in_year(2026, asked=(3, 2))
        return place_of(before, (now, their_answers(9, 9, 9) + our_answers(9, 9))).hand_picked

    assert found(confidential=False) == (HandPicked.LOW_NOT_ASKED_AGAIN,)
    assert found(confidential=True) == (HandPicked.LEFT_OUT_WITHOUT_REASON,)


def test_a_choice_needs_two_people_left_out_or_asked() -> None:
    one_out = (FOUR[0], replace(FOUR[1], ask=False, why_not="busy"))
    assert picked({"c1"}, set(), contacts=one_out) == ()
    assert picked({"c1"}, {"c2"}, contacts=(FOUR[0], replace(FOUR[1], left=OPENS))) == ()


def test_who_left_on_the_first_day_has_left() -> None:
    gone = (*FOUR[:3], replace(FOUR[3], left=OPENS))
    assert picked({"c1", "c2", "c3"}, set(ALL), contacts=gone) == ()
    assert picked({"c1", "c2", "c3"}, set(ALL), {"c4"}, contacts=gone) == ()
    after = (*FOUR[:3], replace(FOUR[3], left=OPENS.replace(day=6)))
    assert picked({"c1", "c2", "c3"}, set(ALL), contacts=after) == (
        HandPicked.LEFT_OUT_WITHOUT_REASON,
    )


def test_several_parts_in_one_person_are_no_single_part() -> None:
    both = replace(FOUR[0], roles=(ContactRole.DAILY, ContactRole.USES))
    same = (both, replace(both, id="c2"), FOUR[3])
    assert picked({"c1", "c2"}, set(), contacts=same) == ()


def test_who_leaves_us_today_is_not_in_touch_today() -> None:
    people = {"ann": replace(PEOPLE["ann"], left=TODAY)}
    assert depth(north(), people, TODAY).ours == 0
    assert depth(north(), people, TODAY.replace(day=15)).ours == 1
