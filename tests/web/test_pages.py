"""From the personal link page by page: what is saved, where one goes on, what is prompted."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from app.cli.opening import keep_wave, wave_to_open
from app.core.response import Answer, Response, State
from app.core.survey import Perspective
from app.files.site import read_site
from app.store.waves import read_opened
from app.web import create_app
from tests.site_builder import link_of, sample_copy
from tests.web.respondent import OVERALL, PARTS, RESPECT, TRUST, WORDS, Survey


def test_a_link_opens_the_start_page_of_its_own_side(survey: Survey) -> None:
    theirs, ours = survey.get(), survey.get(perspective=Perspective.SELF)
    assert "would like to know how the relationship is, from your side" in theirs
    assert "How we work with Northlight Foods, as you see it." in ours
    assert "Friday, 6 November 2026" in theirs
    assert f'href="{survey.link()}/1"' in theirs
    assert f"This link was made for {survey.invitation().name}." in theirs


def test_who_sees_the_answers_is_said_in_exact_words(survey: Survey) -> None:
    theirs, ours = survey.get(), survey.get(perspective=Perspective.SELF)
    assert "Your answers are confidential. Scores are shown only where at least 3 people" in theirs
    assert "You answer by name: those at Harbour &amp; Pike who look after" in ours
    assert "nothing about your device, and no cookies" in theirs
    assert "If you never send, what is saved counts at the end" in theirs
    assert "privacy@harbour-pike.example.com" in theirs
    assert "Both Sides" not in theirs


def test_pages_follow_the_survey_and_say_where_one_is(survey: Survey) -> None:
    titles = {
        OVERALL: "Overall",
        RESPECT: "Respect",
        TRUST: "Trust",
        4: "Cooperation",
        5: "Transparency",
        PARTS: "Each side’s part",
        WORDS: "In your own words",
    }
    for number, title in titles.items():
        page = survey.get(f"/{number}")
        assert f"<h1>{title}</h1>" in page
        assert f"Page {number} of 8" in page
    for number in (0, 8, 99):
        assert survey.client.get(f"{survey.link()}/{number}").status_code == 404


def test_the_form_is_that_of_its_side(survey: Survey) -> None:
    theirs, ours = survey.get("/3"), survey.get("/3", Perspective.SELF)
    assert "They keep what they promise, dates included." in theirs
    assert "We keep what we promise, dates included." in ours
    assert "E-trust" in ours
    assert "Sealed: it is compared only if" in ours
    assert "E-trust" not in theirs


def test_nothing_is_chosen_before_somebody_chooses(survey: Survey) -> None:
    for number in range(1, 8):
        page = survey.get(f"/{number}")
        assert " checked" not in page
        assert "required" not in page


def test_each_press_saves_its_page_and_goes_on(survey: Survey) -> None:
    done = survey.press(RESPECT, R1="7", R2="na", R3="0")
    assert done.status_code == 303
    assert done.location == f"{survey.link()}/3"
    assert survey.saved() == {"R1": 7, "R2": None, "R3": 0}
    survey.press(TRUST, T1="10", T2="1", T3="2")
    assert survey.saved() == {"R1": 7, "R2": None, "R3": 0, "T1": 10, "T2": 1, "T3": 2}
    found = survey.found()
    assert found is not None
    assert found.state is State.STARTED
    assert found.day == datetime(2026, 10, 20, tzinfo=UTC).date()


def test_answers_taken_back_are_gone(survey: Survey) -> None:
    survey.press(RESPECT, R1="7", R2="3")
    survey.press(RESPECT, R2="3")
    assert survey.saved() == {"R2": 3}


def test_open_questions_are_said_once_and_block_nothing(survey: Survey) -> None:
    done = survey.press(RESPECT, R1="7")
    assert done.location == f"{survey.link()}/2?open=1"
    page = survey.get("/2?open=1")
    assert "2 questions are not answered: answer them or go on without." in page
    assert 'href="#q-R2"' in page
    assert 'href="#q-R1"' not in page
    assert survey.press(RESPECT, R1="7", also={":asked": "1"}).location == f"{survey.link()}/3"
    # Words are never missed.
    assert survey.press(WORDS).location == f"{survey.link()}/check"


def test_back_saves_too(survey: Survey) -> None:
    done = survey.press(RESPECT, R1="7", also={":go": "back"})
    assert done.location == f"{survey.link()}/1"
    assert survey.saved() == {"R1": 7}
    assert survey.press(OVERALL, also={":go": "back"}).location == f"{survey.link()}/start"


def test_the_link_reopens_at_the_first_unanswered_page(survey: Survey) -> None:
    survey.press(OVERALL, S="4")
    survey.press(RESPECT, R1="7")
    survey.press(4, C1="7")
    again = survey.client.get(survey.link())
    assert again.status_code == 303
    assert again.location == f"{survey.link()}/3"
    page = survey.get("/2")
    assert 'name="R1" value="7" checked' in page
    assert "Go on where you were" in survey.get("/start")


def test_the_number_chosen_is_said_in_words(survey: Survey) -> None:
    page = survey.get("/2")
    assert "7: between “half the time” and “always”" in page
    assert "10: always" in page
    likely = survey.get("/1")
    assert "8: nearer to “extremely likely”" in likely
    assert "5: in the middle" in likely


def test_pressing_twice_is_one_version(survey: Survey) -> None:
    for _ in range(3):
        survey.press(RESPECT, R1="4", R2="4", R3="4")
    assert len(tuple(survey.store.history("2026"))) == 1


def test_autosave_answers_with_the_version_it_made(survey: Survey) -> None:
    done = survey.press(RESPECT, R1="4", also={":go": "auto"})
    assert done.status_code == 200
    assert done.headers["X-Base"] == "1"
    assert survey.saved() == {"R1": 4}


def test_get_and_head_change_nothing(survey: Survey) -> None:
    survey.press(RESPECT, R1="4")
    before = survey.stored_bytes()
    for below in (
        "",
        "/start",
        "/2",
        "/2?open=1",
        "/7",
        "/check",
        "/receipt",
        "/copy",
        "/copy.txt",
    ):
        for _ in range(3):
            survey.client.get(f"{survey.link()}{below}")
            survey.client.head(f"{survey.link()}{below}")
    assert survey.stored_bytes() == before


def test_an_imported_text_without_words_is_an_empty_box(survey: Survey) -> None:
    invitation = survey.invitation()
    survey.store.save(
        Response(
            wave="2026",
            relationship=invitation.relationship,
            perspective=invitation.perspective,
            respondent=invitation.respondent,
            state=State.STARTED,
            language="en",
            answers=(Answer(item="O1", value=None), Answer(item="R1", value=None)),
        )
    )
    assert "na</textarea>" not in survey.get("/7")
    assert 'name="R1" value="na" checked' in survey.get("/2")


def test_a_short_form_asks_its_factors_on_one_page(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    first = date(2026, 3, 2)
    keep_wave(site, wave_to_open(read_site(site), "2026-suppliers", first))
    opened = read_opened(site.instance, "2026-suppliers")
    noon = datetime.combine(first, time(12), tzinfo=UTC)
    client = create_app(site, now=lambda: noon).test_client()
    link = link_of(site, opened, opened.invited("kestrel-row", Perspective.COUNTERPART)[0])
    page = client.get(f"{link}/2").text
    assert "<h1>Working together</h1>" in page
    assert "Page 2 of 4" in page
    assert page.count("<legend>") == 4


def test_a_page_that_is_made_once_holds_nothing_of_who_read_it_before(survey: Survey) -> None:
    people = survey.opened.invited("northlight-foods", Perspective.COUNTERPART)
    links = {one.key: link_of(survey.site, survey.opened, one) for one in people}
    for number, one in enumerate(people):
        sent = {"R1": str(number), "R2": "na", ":base": "0", ":end": "1"}
        survey.client.post(f"{links[one.key]}/2", data=sent)
    for _ in range(2):
        for number, one in enumerate(people):
            page = survey.client.get(f"{links[one.key]}/2").text
            assert page.count(" checked") == 2
            assert f'name="R1" value="{number}" checked' in page
            assert 'name=":base" value="1"' in page
            assert [other.name for other in people if other.name in page] == [one.name]
            assert not any(link in page for link in links.values())
