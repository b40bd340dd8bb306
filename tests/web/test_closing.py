"""After closing: what was begun can be sent for a day longer, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.asked import lists
from app.core.response import State
from app.core.survey import Perspective
from app.core.wave import Ended
from app.files.site import read_site
from app.publish.load import compile_site
from app.sealing.links import list_token, new_key
from app.store.beside import end
from app.store.keys import kept_key
from app.store.waves import read_opened
from tests.web.respondent import OVERALL, RESPECT, Survey

CLOSED = datetime(2026, 11, 7, 0, 0, tzinfo=UTC)
"""The end of 6 November in London, where the firm and its contacts are."""


def begun(survey: Survey) -> None:
    survey.now = CLOSED - timedelta(minutes=10)
    assert survey.press(OVERALL, S="4").status_code == 303


def test_what_was_begun_before_closing_is_sent_within_the_day(survey: Survey) -> None:
    begun(survey)
    survey.now = CLOSED + timedelta(hours=23, minutes=59)
    assert survey.press(RESPECT, R1="7").status_code == 303
    assert "can still be sent" in survey.get("/check")
    assert survey.press("check").headers["Location"].endswith("/receipt")
    found = survey.found()
    assert found is not None
    assert found.state is State.SENT
    assert survey.saved()["S"] == 4


def test_once_sent_after_closing_it_can_be_read_and_changed_no_more(survey: Survey) -> None:
    begun(survey)
    survey.now = CLOSED + timedelta(hours=1)
    survey.press("check")
    assert survey.press(OVERALL, S="1").status_code == 410
    assert survey.saved()["S"] == 4
    assert "same link works until" not in survey.get("/receipt")


def test_a_day_after_closing_it_is_over_and_what_was_typed_comes_back(survey: Survey) -> None:
    begun(survey)
    survey.now = CLOSED + timedelta(hours=24)
    shown = survey.press(7, also={"O1": "The people on site"})
    assert shown.status_code == 410
    assert "The people on site" in shown.text
    assert survey.press("check").status_code == 410
    found = survey.found()
    assert found is not None
    assert found.state is State.STARTED


def test_who_had_begun_nothing_can_begin_nothing_after_closing(survey: Survey) -> None:
    survey.now = CLOSED + timedelta(minutes=1)
    assert survey.press(OVERALL, S="4").status_code == 410
    assert "This survey has closed." in survey.get()
    assert survey.found() is None


def test_a_wave_closed_by_hand_says_so_at_once_and_lets_what_was_begun_come(
    survey: Survey,
) -> None:
    moment = datetime(2026, 10, 20, 15, 30, tzinfo=UTC)
    survey.now = moment - timedelta(minutes=5)
    survey.press(OVERALL, S="4")
    end(survey.site.instance, "2026", Ended(at=moment, why="everyone has answered"))
    survey.now = moment + timedelta(minutes=5)
    assert "This survey has closed." in survey.get(perspective=Perspective.SELF)
    assert "can still be sent" in survey.get("/check")
    assert survey.press("check").status_code == 303
    assert survey.found().state is State.SENT  # type: ignore[union-attr]
    assert read_opened(survey.site.instance, "2026").wave.closes == date(2026, 10, 20)


@pytest.mark.parametrize(("day", "compiled"), [(21, False), (22, True)])
def test_a_confidential_wave_closed_by_hand_is_compiled_once_nothing_can_come_any_more(
    survey: Survey, day: int, compiled: bool
) -> None:
    moment = datetime(2026, 10, 20, 15, 30, tzinfo=UTC)
    end(survey.site.instance, "2026", Ended(at=moment, why="everyone has answered"))
    made = compile_site(survey.site, read_site(survey.site), date(2026, 10, day))
    assert {review.compiled for review in made.reviews} == {compiled}


def test_a_person_with_several_relationships_reads_after_closing_what_they_sent(
    survey: Survey,
) -> None:
    person = ("", Perspective.SELF, "jonas-lind")
    own = lists(survey.opened)[person]
    key = kept_key(survey.site.instance, "links", new_key)
    link = f"/s/{list_token(key, survey.opened.id, person)}"
    home = f"{link}/with/{own[0].relationship}"
    survey.now = CLOSED - timedelta(minutes=10)
    sent = {":base": "0", ":go": "next", ":end": "1", "S": "4"}
    assert survey.client.post(f"{home}/{OVERALL}", data=sent).status_code == 303
    assert survey.client.post(f"{home}/check", data={":base": "1", ":end": "1"}).status_code == 303
    survey.now = CLOSED + timedelta(days=30)
    page = survey.client.get(link)
    assert page.status_code == 200
    assert "The survey has closed. It was open until" in page.text
    assert page.text.count("/receipt") == 1
    assert "change your answers" not in page.text
    assert survey.client.get(f"{home}/receipt").status_code == 200


def test_whoever_said_nothing_about_any_of_several_reads_that_it_has_closed(
    survey: Survey,
) -> None:
    person = ("", Perspective.SELF, "jonas-lind")
    key = kept_key(survey.site.instance, "links", new_key)
    survey.now = CLOSED + timedelta(days=30)
    link = f"/s/{list_token(key, survey.opened.id, person)}"
    assert survey.client.get(link).status_code == 410
