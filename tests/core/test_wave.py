"""Who a wave asks, and what it knows of itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.firm import Kind
from app.core.survey import Perspective
from app.core.wave import Privacy, Wave, goes_on, invitations_due, why_passed_over
from tests.builders import CLOSES, OPENS, a_relationship, a_survey, a_wave

DAY = timedelta(days=1)
WAVE = Wave(id="2026", opens=OPENS, closes=CLOSES, surveys=((Kind.CLIENT, "client"),))


def test_a_wave_is_confidential_if_either_side_is() -> None:
    quiet = Privacy.CONFIDENTIAL
    assert not WAVE.confidential
    assert replace(WAVE, privacy_counterpart=quiet).confidential
    assert replace(WAVE, privacy_self=quiet).confidential
    theirs = replace(WAVE, privacy_counterpart=quiet)
    assert theirs.privacy(Perspective.COUNTERPART) is quiet
    assert theirs.privacy(Perspective.SELF) is Privacy.NAMED
    assert WAVE.k == 3


def test_a_relationship_goes_on_from_its_first_day_to_the_day_before_its_end() -> None:
    assert goes_on(a_relationship(), OPENS)
    assert goes_on(a_relationship(since=OPENS), OPENS)
    assert not goes_on(a_relationship(since=OPENS + DAY), OPENS)
    assert goes_on(a_relationship(ended=OPENS), OPENS)
    assert not goes_on(a_relationship(ended=OPENS - DAY), OPENS)


@pytest.mark.parametrize(
    ("changes", "wave", "why"),
    [
        ({}, WAVE, ""),
        ({"dispute": True}, WAVE, "in dispute"),
        ({"kind": Kind.PARTNER}, WAVE, "the wave has no survey for partner"),
        ({}, replace(WAVE, relationships=("north", "south")), ""),
        (
            {},
            replace(WAVE, relationships=("south",)),
            "not among the relationships that the wave names",
        ),
    ],
)
def test_who_is_passed_over_is_told_why(changes: dict[str, object], wave: Wave, why: str) -> None:
    relationship = a_relationship(**changes)
    assert why_passed_over(wave, relationship) == why
    assert invitations_due(wave, relationship, OPENS) is (why == "")
    assert not invitations_due(wave, replace(relationship, ended=OPENS - DAY), OPENS)


def test_an_opened_wave_finds_its_relationships_surveys_and_people() -> None:
    opened = a_wave(relationships={"north": (2, 1), "south": (1, 1)})
    south = opened.relationship("south")
    assert south is not None
    assert south.name == "South"
    assert opened.relationship("west") is None
    assert opened.survey("client") == a_survey()
    asked = opened.invited("north", Perspective.COUNTERPART)
    assert [invitation.respondent for invitation in asked] == ["c1", "c2"]
    assert asked[0].key == ("north", Perspective.COUNTERPART, "c1")
    assert asked[0].revoked is False
    assert asked[0].generation == 1
