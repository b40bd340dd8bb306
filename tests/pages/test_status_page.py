"""The page of where the surveys stand: what it says of each phase, and what it does not tell."""

import re
from dataclasses import replace

import pytest

from app.core.meeting import MeetingState
from app.core.standing import FirmStands, Phase
from app.pages.status_page import StatusPage, status_page
from app.site import create_site
from tests.review_builders import a_site_of, states
from tests.standing_builders import a_long_status, a_wave_stands


def page(*waves: object) -> StatusPage:
    return status_page(
        FirmStands(
            firm="Harbour",
            as_of=a_long_status().as_of,
            waves=waves,  # type: ignore[arg-type]
            last_backup=None,
        )
    )


@pytest.mark.parametrize(
    ("phase", "said", "next_step"),
    [
        (Phase.COMING, "opens on 5 October 2026", "go out on its first day"),
        (Phase.OPEN, "open until 6 November 2026", "Remind whoever has not answered"),
        (Phase.ENDING, "what was begun can still be sent", "has had its day, close it"),
        (Phase.OVER, "over since 6 November 2026, not closed yet", "makes a backup"),
        (Phase.CLOSED, "closed on 9 November 2026", "Ask for the meetings"),
    ],
)
def test_each_phase_says_where_it_stands_and_what_comes_next(
    phase: Phase, said: str, next_step: str
) -> None:
    (wave,) = page(a_wave_stands(phase=phase)).waves
    assert said in wave.phase
    assert next_step in wave.next


def test_of_a_hidden_side_only_who_was_asked_is_told_with_the_reason_and_no_coverage() -> None:
    (wave,) = page(a_wave_stands(hidden=True)).waves
    assert {line.sides[0].answered for line in wave.lines} == {"5 asked"}
    assert {line.sides[0].besides for line in wave.lines} == {""}
    assert wave.hidden.startswith("Theirs are confidential")
    assert not any("relationships answered" in said for said in wave.said)


def test_what_was_begun_is_among_the_silent_and_meetings_are_counted() -> None:
    wave = a_wave_stands()
    (shown,) = page(wave).waves
    assert shown.lines[0].sides[0].besides == "1 begun, 5 silent"
    assert "Meetings: 2 asked for, 2 accepted, 2 held." in shown.said
    assert wave.meetings(MeetingState.HELD) == 2
    assert "Dana Okafor would like to talk" in shown.lines[0].notes
    assert "in dispute: nobody is written to" in shown.lines[5].notes


def test_only_the_newest_and_those_still_open_have_every_relationship() -> None:
    shown = page(a_wave_stands(phase=Phase.CLOSED), a_wave_stands("2025", Phase.CLOSED)).waves
    assert [bool(wave.lines) for wave in shown] == [True, False]


def test_the_site_has_the_page_and_a_way_to_it_once_a_survey_was_opened() -> None:
    content = a_site_of(*states().values())
    without = create_site(content).test_client()
    assert without.get("/status/").status_code == 404
    assert "Where the surveys stand" not in without.get("/").get_data(as_text=True)
    client = create_site(replace(content, status=a_long_status())).test_client()
    assert "Where the surveys stand" in client.get("/").get_data(as_text=True)
    html = client.get("/status/").get_data(as_text=True)
    assert "O&#39;Hara &amp; d&#39;Arcy &lt;Marinas&gt; Ltd" in html
    assert re.search(r'[0-9] of [0-9]+, <span class="soft">[0-9a-z, ]*silent</span>', html)
    assert html.count("<h1>") == 1
    assert "For us only" in html
