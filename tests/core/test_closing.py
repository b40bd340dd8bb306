"""Until when a wave takes answers: by its day, by hand, and for what was begun a day longer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.closing import (
    closing_moment,
    ended_by_hand,
    is_closed,
    last_day_anywhere,
    last_day_to_begin,
    takes_answers,
    takes_what_was_begun,
)
from app.core.context import firm_context
from app.core.response import State
from app.core.wave import Ended, OpenedWave, Privacy
from tests.builders import CLOSES, OPENS, a_relationship, a_response, a_wave, everywhere

MIDNIGHT = datetime(2026, 11, 7, tzinfo=UTC)
BEGUN = a_response("c1", everywhere(5), state=State.STARTED)
BY_HAND = Ended(at=datetime(2026, 10, 20, 15, 30, tzinfo=UTC), why="everyone has answered")


def first(opened: OpenedWave, moment: datetime) -> tuple[bool, bool]:
    """Whether the first person can begin, and whether they can send what they had begun."""
    person = opened.invitations[0]
    return (
        takes_answers(opened, person, moment),
        takes_what_was_begun(opened, person, BEGUN, moment),
    )


def test_a_wave_takes_answers_to_the_last_moment_of_its_day_where_the_person_is() -> None:
    assert first(a_wave(), MIDNIGHT - timedelta(seconds=1)) == (True, False)
    assert first(a_wave(), MIDNIGHT) == (False, True)
    west = a_wave(time_zone="America/Los_Angeles")
    assert first(west, MIDNIGHT + timedelta(hours=7)) == (True, False)
    assert first(west, MIDNIGHT + timedelta(hours=8)) == (False, True)


def test_what_was_begun_can_be_sent_for_a_day_longer_and_no_moment_more() -> None:
    assert first(a_wave(), MIDNIGHT + timedelta(hours=24, seconds=-1)) == (False, True)
    assert first(a_wave(), MIDNIGHT + timedelta(hours=24)) == (False, False)


def test_nothing_is_taken_before_it_opens() -> None:
    assert first(a_wave(), datetime(2026, 10, 4, 23, 59, tzinfo=UTC)) == (False, False)


@pytest.mark.parametrize(
    "known",
    [
        None,
        replace(BEGUN, state=State.SENT),
        replace(BEGUN, state=State.DECLINED, answers=()),
        replace(BEGUN, answers=()),
    ],
)
def test_the_day_longer_is_for_what_was_begun_and_not_sent(known: object) -> None:
    opened = a_wave()
    assert not takes_what_was_begun(opened, opened.invitations[0], known, MIDNIGHT)  # type: ignore[arg-type]


def test_a_wave_is_closed_when_nobody_anywhere_can_send_any_more() -> None:
    assert not is_closed(a_wave(), date(2026, 11, 7))
    assert is_closed(a_wave(), date(2026, 11, 8))
    elsewhere = a_wave(time_zone="America/Los_Angeles")
    assert not is_closed(elsewhere, date(2026, 11, 8))
    assert is_closed(elsewhere, date(2026, 11, 9))


@pytest.mark.parametrize(
    ("firm", "zone"),
    [
        ("UTC", "Pacific/Kiritimati"),
        ("UTC", "Pacific/Pago_Pago"),
        ("UTC", "Europe/London"),
        ("UTC", "UTC"),
        # The far ends of the calendar: the day ends 25 and 26 hours after the firm's.
        ("Pacific/Kiritimati", "Pacific/Pago_Pago"),
        ("Pacific/Kiritimati", "Etc/GMT+12"),
        ("Pacific/Apia", "Etc/GMT+12"),
        ("Pacific/Pago_Pago", "Pacific/Kiritimati"),
    ],
)
def test_no_moment_takes_an_answer_on_a_day_that_counts_as_closed(firm: str, zone: str) -> None:
    opened = replace(a_wave(time_zone=zone), time_zone=firm)
    person = opened.invitations[0]
    for hour in range(24 * 6):
        moment = MIDNIGHT - timedelta(days=1) + timedelta(hours=hour)
        at_the_firm = moment.astimezone(ZoneInfo(opened.time_zone)).date()
        if is_closed(opened, at_the_firm):
            assert not takes_answers(opened, person, moment)
            assert not takes_what_was_begun(opened, person, BEGUN, moment)


def test_one_person_whose_day_ends_later_is_enough_and_nobodys_zone_is_the_firms() -> None:
    wave = a_wave()
    one, *others = wave.invitations
    away = replace(wave, invitations=(replace(one, time_zone="America/Lima"), *others))
    sooner = replace(wave, invitations=(replace(one, time_zone="Asia/Tokyo"), *others))
    assert last_day_to_begin(sooner) == CLOSES
    assert (last_day_to_begin(wave), last_day_to_begin(away)) == (CLOSES, date(2026, 11, 7))
    assert (last_day_anywhere(wave), last_day_anywhere(away)) == (
        date(2026, 11, 7),
        date(2026, 11, 8),
    )
    unsaid = replace(wave, invitations=tuple(replace(i, time_zone="") for i in wave.invitations))
    assert last_day_to_begin(unsaid) == CLOSES


def test_closed_by_hand_it_takes_nothing_new_from_that_moment_on() -> None:
    opened = ended_by_hand(a_wave(), BY_HAND)
    assert opened.wave.closes == date(2026, 10, 20)
    assert first(opened, BY_HAND.at - timedelta(seconds=1)) == (True, False)
    assert first(opened, BY_HAND.at) == (False, True)
    assert first(opened, BY_HAND.at + timedelta(hours=24)) == (False, False)
    assert closing_moment(opened, opened.invitations[0]) == BY_HAND.at
    assert not is_closed(opened, date(2026, 10, 21))
    assert is_closed(opened, date(2026, 10, 22))


def test_a_confidential_wave_is_compiled_when_the_day_longer_is_over_and_not_before() -> None:
    by_hand = ended_by_hand(a_wave(counterpart=Privacy.CONFIDENTIAL), BY_HAND)
    compiled = [
        firm_context(by_hand, [BEGUN], [a_relationship()], date(2026, 10, day)).compiled
        for day in (20, 21, 22)
    ]
    assert compiled == [False, False, True]


def test_closing_by_hand_never_makes_a_wave_longer() -> None:
    late = Ended(at=datetime(2026, 12, 1, tzinfo=UTC), why="late")
    assert ended_by_hand(a_wave(), late).wave.closes == CLOSES
    early = Ended(at=datetime(2026, 9, 1, tzinfo=UTC), why="early")
    assert ended_by_hand(a_wave(), early).wave.closes == OPENS
