"""Files of meetings: read with the people they name, or told with file, place and remedy."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from app.core.firm import CommitmentState
from app.core.meeting import MeetingState
from app.core.survey import Perspective
from app.errors import InputError
from app.files.site import read_site
from app.settings import PROGRAM, Site
from tests.site_builder import sample_copy

NAME = "northlight-foods-2026-03-02"


def write(site: Site, toml: str, name: str = NAME, body: str = "") -> Site:
    folder = site.content / "meetings"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(f"+++\n{toml}\n+++\n{body}\n", encoding="utf-8")
    return site


def complaints(site: Site) -> str:
    with pytest.raises(InputError) as wrong:
        read_site(site)
    return str(wrong.value)


def test_the_sample_has_meetings_asked_for_accepted_and_held() -> None:
    meetings = read_site(Site(PROGRAM)).meetings
    assert {meeting.state for meeting in meetings} == set(MeetingState)
    first = next(m for m in meetings if m.id == "northlight-foods-2025-11-20")
    assert (first.relationship, first.on) == ("northlight-foods", date(2025, 11, 20))
    assert first.starts == time(10)
    assert [(one.name, one.perspective) for one in first.who[1:3]] == [
        ("Piet Maes", Perspective.COUNTERPART),
        ("Tomas Pike", Perspective.SELF),
    ]
    assert first.said.startswith("They began with the valves")
    theirs, ours = first.agreements
    assert theirs.who is not None
    assert (theirs.who.id, theirs.side) == ("dana-okafor", Perspective.COUNTERPART)
    assert (theirs.made, theirs.state) == (first.on, CommitmentState.KEPT)
    assert (ours.who, ours.side) == (None, Perspective.SELF)


def test_a_meeting_that_was_moved_keeps_its_name_and_says_the_day(tmp_path: Path) -> None:
    site = write(sample_copy(tmp_path), 'state = "held"\non = 2026-03-09\nstarts = 09:15:00')
    (found,) = [m for m in read_site(site).meetings if m.id == NAME]
    assert (found.on, found.starts) == (date(2026, 3, 9), time(9, 15))


def test_a_renamed_relationship_keeps_the_meetings_of_its_old_name(tmp_path: Path) -> None:
    site = write(sample_copy(tmp_path), 'state = "held"', "north-foods-2026-03-02")
    path = site.content / "relationships" / "northlight-foods.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("sector =", 'formerly = ["north-foods"]\nsector =', 1), "utf-8")
    assert "northlight-foods" in {
        m.relationship for m in read_site(site).meetings if m.id.startswith("north-foods")
    }


def test_a_name_may_be_longer_than_other_ids_by_its_day(tmp_path: Path) -> None:
    long = "n" * 64
    assert "there is no relationship nnn" in complaints(
        write(sample_copy(tmp_path), 'state = "held"', f"{long}-2026-03-02")
    )
    assert "is too long; use at most 75" in complaints(
        write(sample_copy(tmp_path / "other"), 'state = "held"', f"{long}n-2026-03-02")
    )


AGREED = 'state = "held"\n[[agreements]]\nwhat = "A list"\n'


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("", "state: is missing"),
        ('state = "hold"', "unknown state 'hold'; did you mean held?"),
        ('state = "held"\nplace = "here"', "unknown key place"),
        ('state = "held"\nwho = ["dana-okfor"]', "did you mean dana-okafor?"),
        ('state = "held"\nstarts = "25:00"', 'no time of day; write it like "14:30"'),
        ('state = "held"\nstarts = 9', "no time of day"),
        ('state = "asked"\naccepted_on = 2026-02-20', "is asked, and accepted_on says more"),
        (
            'state = "held"\nasked_on = 2026-02-20\naccepted_on = 2026-02-19',
            "accepted_on: lies before asked_on",
        ),
        ('state = "asked"\nasked_on = 2026-03-03', "asked_on: lies after the meeting"),
        (AGREED, "agreements 1: does not say who is to do it"),
        (f'{AGREED}who = "piet-mas"', "there is no contact or person piet-mas"),
        (f'{AGREED}who = "tomas-pike"\nside = "counterpart"', "there is no contact tomas-pike"),
        (f'{AGREED}who = "dana-okafor"\nside = "self"', "there is no person of ours dana-okafor"),
        (f'{AGREED}side = "both"', "unknown side 'both'"),
        (f'{AGREED}side = "self"\nby = 2026-03-01', "is due before it was agreed (2026-03-02)"),
        (f'{AGREED}side = "self"\nclosed = 2026-03-03', "is open and has a day on which it was"),
        (
            f'{AGREED}side = "self"\nstate = "kept"\nclosed = 2026-03-01',
            "was closed before it was agreed",
        ),
        (f'{AGREED}side = "self"'.replace("held", "asked"), "stand in a meeting that is asked"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, toml: str, said: str) -> None:
    told = complaints(write(sample_copy(tmp_path), toml))
    assert f"content/meetings/{NAME}.md" in told
    assert said in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("northlight-foods", "its name does not say with whom and when"),
        ("northlight-foods-2026-02-30", "2026-02-30 is no day"),
        ("northlite-foods-2026-03-02", "did you mean northlight-foods?"),
    ],
)
def test_a_name_that_says_no_relationship_or_day_is_told(
    tmp_path: Path, name: str, said: str
) -> None:
    assert said in complaints(write(sample_copy(tmp_path), 'state = "held"', name))


def test_who_is_named_in_a_broken_file_is_told_once(tmp_path: Path) -> None:
    site = write(sample_copy(tmp_path), f'{AGREED}who = "tomas-pike"')
    (site.content / "people" / "tomas-pike.md").write_text("+++\nnom = 1\n+++\n", "utf-8")
    assert "content/meetings" not in complaints(site)
    site = write(sample_copy(tmp_path / "other"), 'state = "held"\nwho = ["dana-okafor"]')
    (site.content / "relationships" / "northlight-foods.md").write_text("+++\n+++\n", "utf-8")
    assert "content/meetings" not in complaints(site)
