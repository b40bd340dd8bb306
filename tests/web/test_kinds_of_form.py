"""What the start page says: to a team of the firm's own, and how long each form takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from app.cli.opening import keep_wave, wave_to_open
from app.core.survey import Perspective
from app.files.site import read_site
from app.store.waves import read_opened
from app.web import create_app
from tests.site_builder import link_of, sample_copy


def head_of_form(root: Path, wave: str, first_day: date, relationship: str) -> str:
    """The form that the first contact of a relationship of the sample firm opens."""
    site = sample_copy(root)
    keep_wave(site, wave_to_open(read_site(site), wave, first_day))
    opened = read_opened(site.instance, wave)
    noon = datetime.combine(first_day, time(12), tzinfo=UTC)
    client = create_app(site, now=lambda: noon).test_client()
    invitation = opened.invited(relationship, Perspective.COUNTERPART)[0]
    return client.get(link_of(site, opened, invitation)).text


def test_a_team_is_told_that_those_who_lead_it_answer_too_and_that_it_is_in_confidence(
    tmp_path: Path,
) -> None:
    form = head_of_form(tmp_path, "2026", date(2026, 10, 5), "team-drawing-office")
    assert "Those who lead your team answer the same questions." in form
    assert "It asks its own people" not in form
    assert "Your answers are confidential." in form
    assert 'value="named"' not in form
    assert "about 6 minutes" in form


@pytest.mark.parametrize(
    ("wave", "first_day", "said"),
    [
        ("2026-suppliers", date(2026, 3, 2), "about 2 minutes"),
        ("2024", date(2024, 9, 30), "about 8 minutes"),
    ],
)
def test_each_form_says_how_long_it_takes(
    tmp_path: Path, wave: str, first_day: date, said: str
) -> None:
    assert said in head_of_form(tmp_path, wave, first_day, "kestrel-row")
