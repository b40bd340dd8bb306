"""A lead's calendar: the dates of the year, RFC 5545, and what a second writing changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from app.core.firm import Commitment, CommitmentState, Relationship
from app.core.meeting import Agreement, Meeting, MeetingState
from app.core.survey import Perspective
from app.core.wave import Wave
from app.core.year import year_of
from app.post.calendars import LeadsCalendar, leads_calendar
from app.post.ics import Event, calendar_file
from app.store.calendars import Noted
from tests.builders import CLOSES, OPENS, a_relationship, a_wave
from tests.post.rfc5545 import complaints

KEY = bytes(range(32))
TODAY = date(2026, 9, 1)
WAVE: Wave = a_wave().wave
PROMISE = Commitment(
    what="Draft invoices; five days, before", who="Jonas Lind", due=date(2026, 12, 15)
)


def north(**changes: object) -> Relationship:
    fields: dict[str, object] = {
        "commitments": (PROMISE,),
        "renews": date(2027, 6, 30),
        "lead_since": date(2026, 8, 20),
        **changes,
    }
    return a_relationship(**fields)


def calendar(
    *relationships: Relationship,
    before: dict[str, Noted] | None = None,
    as_of: date = TODAY,
    waves: tuple[Wave, ...] = (WAVE,),
) -> LeadsCalendar:
    entries = year_of(relationships, waves)
    return leads_calendar("ann", entries, before or {}, KEY, as_of)


def written(made: LeadsCalendar, as_of: date = TODAY) -> bytes:
    return calendar_file("Harbour: Ann", made.events, as_of, "Harbour")


def parsed(made: LeadsCalendar) -> dict[str, tuple[str, int, str]]:
    """Summary → day, sequence and status, as a calendar's own library reads them."""
    found = Calendar.from_ical(written(made))
    return {
        str(event["summary"]): (
            event.decoded("dtstart").isoformat(),
            int(str(event["sequence"])),
            str(event["status"]),
        )
        for event in found.walk("VEVENT")
    }


def test_it_holds_the_survey_the_checks_the_promise_the_renewal_and_the_next_survey() -> None:
    assert parsed(calendar(north())) == {
        "North: 30 days since the lead changed": ("2026-09-19", 0, "CONFIRMED"),
        "The 2026 survey opens": (OPENS.isoformat(), 0, "CONFIRMED"),
        "The 2026 survey closes: last day for answers": (CLOSES.isoformat(), 0, "CONFIRMED"),
        "The 2026 survey: remind whoever has not answered": ("2026-10-19", 0, "CONFIRMED"),
        "North: 90 days since the lead changed": ("2026-11-18", 0, "CONFIRMED"),
        "North: a promise is due: Draft invoices; five days, before": (
            "2026-12-15",
            0,
            "CONFIRMED",
        ),
        "North: 180 days since the lead changed": ("2027-02-16", 0, "CONFIRMED"),
        "North: the contract renews": ("2027-06-30", 0, "CONFIRMED"),
        "Time for the next survey: a year after 2026": ("2027-10-05", 0, "CONFIRMED"),
    }


def test_days_are_whole_days_and_nobody_is_busy_all_day() -> None:
    opens = next(
        event
        for event in Calendar.from_ical(written(calendar(north()))).walk("VEVENT")
        if "opens" in str(event["summary"])
    )
    assert opens.decoded("dtend") == date(2026, 10, 6)
    assert not isinstance(opens.decoded("dtstart"), datetime)
    assert opens["transp"] == "TRANSPARENT"


@pytest.mark.parametrize(
    "name",
    [
        "Müller, Søren & Co; \\ “Ægir”",
        "名" * 60,
        "👩‍🏭" * 20,
        "A" * 200,
    ],
)
def test_every_name_keeps_the_rules_of_rfc_5545_and_comes_back_as_it_was(name: str) -> None:
    made = calendar(north(name=name))
    assert complaints(written(made)) == []
    assert f"{name}: the contract renews" in parsed(made)


def test_the_checker_itself_finds_what_is_wrong() -> None:
    data = written(calendar(north()))
    assert complaints(data) == []
    assert complaints(data.replace(b"\r\n", b"\n")) != []
    assert complaints(data.replace(b"SUMMARY:", b"SUMMARY:" + b"a" * 80)) != []
    assert complaints(data.replace(b"\\;", b";")) != []
    assert complaints(data.replace(b"SEQUENCE:0", b"SEQUENCE:x", 1)) != []


def test_the_same_input_gives_the_same_bytes_and_no_new_sequence() -> None:
    first = calendar(north())
    again = calendar(north(), before=dict(first.noted))
    assert written(again) == written(first)
    assert (again.new, again.changed, again.cancelled) == (0, 0, 0)


def test_another_day_alone_changes_nothing_but_when_it_was_made() -> None:
    first = calendar(north())
    later = calendar(north(), before=dict(first.noted), as_of=date(2026, 9, 2))
    lines = written(later, date(2026, 9, 2)).splitlines()
    changed = [line for line in lines if line not in written(first).splitlines()]
    assert set(changed) == {b"DTSTAMP:20260902T000000Z"}


def test_only_what_changed_gets_a_higher_sequence_and_keeps_its_uid() -> None:
    first = calendar(north())
    moved = replace(PROMISE, due=date(2027, 1, 15))
    second = calendar(north(commitments=(moved,)), before=dict(first.noted))
    was, now = parsed(first), parsed(second)
    changed = {summary for summary in now if now[summary] != was.get(summary)}
    assert changed == {"North: a promise is due: Draft invoices; five days, before"}
    assert now[changed.pop()] == ("2027-01-15", 1, "CONFIRMED")
    assert {event.uid for event in first.events} == {event.uid for event in second.events}
    assert (second.new, second.changed, second.cancelled) == (0, 1, 0)


def test_a_promise_that_is_kept_is_cancelled_once_and_comes_back_if_it_is_open_again() -> None:
    first = calendar(north())
    kept = replace(PROMISE, state=CommitmentState.KEPT)
    second = calendar(north(commitments=(kept,)), before=dict(first.noted))
    name = "North: a promise is due: Draft invoices; five days, before"
    assert parsed(second)[name] == ("2026-12-15", 1, "CANCELLED")
    assert complaints(written(second)) == []
    third = calendar(north(commitments=(kept,)), before=dict(second.noted))
    assert written(third) == written(second)
    fourth = calendar(north(), before=dict(third.noted))
    assert parsed(fourth)[name] == ("2026-12-15", 2, "CONFIRMED")


def test_what_is_over_goes_from_the_file_and_is_not_cancelled() -> None:
    first = calendar(north())
    later = calendar(north(), before=dict(first.noted), as_of=date(2027, 3, 1))
    assert set(parsed(later)) == {
        "North: the contract renews",
        "North: 180 days since the lead changed",
        "Time for the next survey: a year after 2026",
    }
    assert later.cancelled == 0


def test_whoever_hands_over_the_lead_has_it_cancelled_and_the_new_lead_has_it() -> None:
    first = calendar(north())
    entries = year_of([north(lead="bea", lead_since=date(2026, 9, 1))], (WAVE,))
    old = leads_calendar("ann", (), dict(first.noted), KEY, TODAY)
    new = leads_calendar("bea", entries, {}, KEY, TODAY)
    assert {event.status for event in old.events} == {"CANCELLED"}
    assert len(old.events) == len(first.events)
    assert not {event.uid for event in old.events} & {event.uid for event in new.events}


def test_a_file_that_names_a_later_survey_takes_the_place_of_a_year_later() -> None:
    first = calendar(north())
    planned = replace(WAVE, id="2027", opens=date(2027, 9, 6), closes=date(2027, 10, 8))
    second = parsed(calendar(north(), before=dict(first.noted), waves=(WAVE, planned)))
    assert second["Time for the next survey: a year after 2026"][2] == "CANCELLED"
    assert second["The 2027 survey opens"] == ("2027-09-06", 0, "CONFIRMED")
    assert "Time for the next survey: a year after 2027" in second


def test_no_uid_says_what_it_is_about() -> None:
    assert b"north" not in b"".join(
        line for line in written(calendar(north())).splitlines() if line.startswith(b"UID")
    )


def test_a_relationship_in_dispute_is_asked_about_nothing() -> None:
    assert set(parsed(calendar(north(dispute=True)))) == {
        "North: a promise is due: Draft invoices; five days, before",
        "North: the contract renews",
        "Time for the next survey: a year after 2026",
    }


def test_a_moment_is_written_in_utc_and_keeps_the_rules() -> None:
    moment = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    event = Event(
        uid="a", begins=moment, summary="An hour", location="Quay 4, Hall B", changed=TODAY
    )
    data = calendar_file("Harbour", [event], TODAY, "Harbour")
    assert complaints(data) == []
    (one,) = Calendar.from_ical(data).walk("VEVENT")
    assert one.decoded("dtstart") == moment
    assert (one.decoded("dtend") - moment).seconds == 3600


MEETING = Meeting(
    id="north-2026-12-03",
    relationship="north",
    on=date(2026, 12, 3),
    state=MeetingState.ASKED,
    starts=time(14, 30),
    where="At the plant",
)


def with_meeting(meeting: Meeting, before: dict[str, Noted] | None = None) -> LeadsCalendar:
    bare = a_relationship()
    entries = year_of([bare], (), (), [meeting], "Europe/Berlin")
    return leads_calendar("ann", entries, before or {}, KEY, TODAY)


def test_a_meeting_stands_at_its_hour_and_is_certain_once_it_is_accepted() -> None:
    asked = with_meeting(MEETING)
    assert complaints(written(asked)) == []
    assert parsed(asked) == {
        "North: meeting, asked for": ("2026-12-03T13:30:00+00:00", 0, "TENTATIVE")
    }
    accepted = replace(MEETING, state=MeetingState.ACCEPTED, on=date(2026, 12, 4))
    moved = with_meeting(accepted, dict(asked.noted))
    assert parsed(moved) == {"North: meeting": ("2026-12-04T13:30:00+00:00", 1, "CONFIRMED")}
    assert {e.uid for e in moved.events} == {e.uid for e in asked.events}
    assert "plant" not in written(moved).decode("utf-8")


def test_after_a_meeting_come_its_checks_and_what_was_agreed() -> None:
    agreed = Agreement(
        what="One list of changes",
        side=Perspective.COUNTERPART,
        made=date(2026, 12, 3),
        by=date(2027, 1, 31),
    )
    held = replace(MEETING, state=MeetingState.HELD, starts=None, agreements=(agreed,))
    assert parsed(with_meeting(held)) == {
        "North: meeting": ("2026-12-03", 0, "CONFIRMED"),
        "North: 30 days since the meeting": ("2027-01-02", 0, "CONFIRMED"),
        "North: agreed for today: One list of changes": ("2027-01-31", 0, "CONFIRMED"),
        "North: 90 days since the meeting": ("2027-03-03", 0, "CONFIRMED"),
        "North: 180 days since the meeting": ("2027-06-01", 0, "CONFIRMED"),
    }


def test_a_meeting_that_is_called_off_is_cancelled_at_its_hour() -> None:
    asked = with_meeting(MEETING)
    gone = leads_calendar("ann", (), dict(asked.noted), KEY, TODAY)
    assert complaints(written(gone)) == []
    assert parsed(gone) == {
        "North: meeting, asked for": ("2026-12-03T13:30:00+00:00", 1, "CANCELLED")
    }
