"""Whatever is refused comes back with everything that was typed, and nothing else is stored."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.core.survey import Perspective
from app.errors import StoreError
from app.store.whole import read_whole, write_whole
from app.web.limits import BURST
from tests.site_builder import link_of
from tests.web.respondent import RESPECT, WORDS, Survey


@pytest.mark.parametrize(
    "score",
    [
        "11",
        "-1",
        "5.0",
        "1e1",
        "1_0",
        "٣",
        "９",
        " 5 ",
        "05",
        "0x5",
        "nan",
        "inf",
        "sNaN",
        "",
        "on",
    ],
)
def test_a_score_is_one_of_the_offered_strings(survey: Survey, score: str) -> None:
    answer = survey.press(RESPECT, R1=score, R2="4")
    assert answer.status_code == 422
    assert "Please choose one of the answers offered" in answer.text
    assert 'name="R2" value="4" checked' in answer.text
    assert survey.saved() == {}


def test_the_same_question_twice_is_refused(survey: Survey) -> None:
    assert survey.press(RESPECT, R1=["4", "5"]).status_code == 422


def test_a_question_of_another_page_is_not_taken(survey: Survey) -> None:
    survey.press(RESPECT, R1="4", T1="9", S="5", O1="x", E="1")
    assert survey.saved() == {"R1": 4}


def test_a_body_cut_on_its_way_is_not_saved_and_comes_back(survey: Survey) -> None:
    answer = survey.press(WORDS, O1="half a sen", also={":end": ""})
    assert answer.status_code == 400
    assert "half a sen</textarea>" in answer.text
    assert survey.saved() == {}


def test_a_text_that_is_too_long_comes_back_whole(survey: Survey) -> None:
    long = "x" * 100_000
    answer = survey.press(WORDS, O1=long, O2="short")
    assert answer.status_code == 422
    assert f"{long}</textarea>" in answer.text
    assert "short</textarea>" in answer.text
    assert survey.saved() == {}


def test_invisible_characters_are_taken_out_and_shown_for_another_look(survey: Survey) -> None:
    for letters in ("\x00", "\x1b", "\x7f", "\x9b", "\ufffe", "\U0001fffe", "\U0010ffff"):
        answer = survey.press(WORDS, O1=f"a{letters}b")
        assert answer.status_code == 422
        assert "ab</textarea>" in answer.text
    assert survey.saved() == {}


@pytest.mark.parametrize("bent", [b"a%ED%A0%80b", b"a%ffb", b"%C3"])
def test_bytes_that_are_no_letters_are_not_kept_as_something_else(
    survey: Survey, bent: bytes
) -> None:
    raw = survey.client.post(
        f"{survey.link()}/7",
        data=b"O1=" + bent + b"&O2=whole&:base=0&:end=1",
        content_type="application/x-www-form-urlencoded",
    )
    assert raw.status_code == 400
    assert "whole</textarea>" in raw.text
    unencoded = b"O1=a\xffb&:base=0&:end=1"
    form = "application/x-www-form-urlencoded"
    sent = survey.client.post(f"{survey.link()}/7", data=unencoded, content_type=form)
    assert sent.status_code == 400
    assert survey.saved() == {}


def test_when_the_store_fails_nothing_typed_is_lost(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("disk full")

    link = survey.link()
    monkeypatch.setattr("app.store.answers.AnswerStore.revise", full)
    answer = survey.client.post(f"{link}/7", data={"O1": "typed", ":base": "0", ":end": "1"})
    assert answer.status_code == 503
    assert "could not be saved" in answer.text
    assert "typed</textarea>" in answer.text
    assert survey.saved() == {}


def test_when_the_store_cannot_even_be_locked_nothing_typed_is_lost(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = survey.link()

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("app.store.locks._taken", refused)
    answer = survey.client.post(f"{link}/7", data={"O1": "typed", ":base": "0", ":end": "1"})
    assert answer.status_code == 503
    assert "typed</textarea>" in answer.text


def test_a_store_that_fails_while_sending_says_so(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey.press(RESPECT, R1="4")

    def full(*_: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr("app.store.answers.AnswerStore.revise", full)
    answer = survey.press("check", talk="lead")
    assert answer.status_code == 503
    assert 'value="lead" checked' in answer.text


def test_words_come_back_even_when_the_wave_cannot_be_read(
    survey: Survey, caplog: pytest.LogCaptureFixture
) -> None:
    link, path = survey.link(), survey.site.instance / "waves/2026.json"
    frozen = json.loads(read_whole(path))
    del frozen["invitations"][0]["perspective"]
    write_whole(path, json.dumps(frozen).encode("utf-8"))
    answer = survey.client.post(f"{link}/7", data={"R1": "10", "O1": "Yes", ":end": "1"})
    assert answer.status_code == 503
    assert '<p class="typed">Yes</p>' in answer.text
    assert ">10<" not in answer.text
    assert "StoreDamaged" in caplog.text
    assert "input_value" not in caplog.text
    assert frozen["invitations"][0]["relationship"] not in caplog.text


def test_an_unforeseen_error_gives_the_words_back(
    survey: Survey, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inside")

    link, name = survey.link(), survey.invitation().name
    monkeypatch.setattr("app.store.answers.AnswerStore.last", broken)
    answer = survey.client.post(f"{link}/7", data={"O1": "typed words", ":end": "1"})
    assert answer.status_code == 500
    assert '<p class="typed">typed words</p>' in answer.text
    assert "RuntimeError" in caplog.text
    assert link.removeprefix("/s/") not in caplog.text
    assert name not in caplog.text
    assert "typed words" not in caplog.text


def test_a_wave_closes_at_the_end_of_the_day_where_the_contact_is(survey: Survey) -> None:
    survey.now = datetime(2026, 11, 6, 23, 59, tzinfo=UTC)
    assert survey.client.get(survey.link()).status_code == 200
    survey.now = datetime(2026, 11, 7, 0, 1, tzinfo=UTC)
    late = survey.press(WORDS, O1="my late words", O2="No!")
    assert late.status_code == 410
    assert "my late words" in late.text
    assert ">No!<" in late.text
    assert "privacy@harbour-pike.example.com" in late.text
    assert survey.saved() == {}


def test_a_wave_that_has_not_opened_says_when(survey: Survey) -> None:
    survey.now = datetime(2026, 10, 4, tzinfo=UTC)
    answer = survey.client.get(survey.link())
    assert answer.status_code == 403
    assert "It opens on Monday, 5 October 2026." in answer.text


def test_after_closing_one_can_still_read_what_one_sent(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    survey.press("check")
    survey.now = datetime(2026, 12, 1, tzinfo=UTC)
    assert survey.client.get(survey.link()).location == f"{survey.link()}/receipt"
    assert "The survey has closed." in survey.get("/receipt")
    assert "7 / 10" in survey.get("/copy")
    assert survey.press(RESPECT, R1="1").status_code == 410


@pytest.mark.parametrize("token", ["x", "a" * 32, "../../etc", "A" * 32, "a" * 5000, "%00"])
def test_an_unknown_link_and_a_malformed_one_are_the_same_page(survey: Survey, token: str) -> None:
    for below in ("", "/start", "/1", "/check", "/receipt", "/copy.txt", "/with/x", "/all/1"):
        answer = survey.client.get(f"/s/{token}{below}")
        assert answer.status_code == 404
        assert "This link opens nothing." in answer.text


def test_a_form_from_another_site_is_refused_and_comes_back(survey: Survey) -> None:
    for headers in ({"Origin": "https://evil.example.com"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = survey.client.post(
            f"{survey.link()}/7", data={"O1": "typed", ":end": "1"}, headers=headers
        )
        assert answer.status_code == 403
        assert "typed</textarea>" in answer.text
    assert survey.saved() == {}


def test_a_proxy_may_hand_on_a_host_name_of_its_own(survey: Survey) -> None:
    answer = survey.client.post(
        f"{survey.link()}/2",
        data={"R1": "4", ":base": "0", ":end": "1"},
        headers={"Host": "127.0.0.1:8080", "Origin": "https://answers.harbour-pike.example.com"},
    )
    assert answer.status_code == 303


def test_a_forged_host_is_refused(survey: Survey) -> None:
    assert survey.client.get(survey.link(), headers={"Host": "evil.example.com"}).status_code == 400


def test_too_much_is_refused_and_the_words_come_back(survey: Survey) -> None:
    long = "x" * 600_000
    answer = survey.press(WORDS, O1=long, O2="and this")
    assert answer.status_code == 413
    assert long in answer.text
    assert '<p class="typed">and this</p>' in answer.text
    assert survey.press(WORDS, O1="x" * 5_000_000).status_code == 413
    assert survey.saved() == {}


def test_other_methods_have_a_page_too(survey: Survey) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        answer = survey.client.open(survey.link(), method=method)
        assert answer.status_code == 405
        assert "That is not how this page works." in answer.text


def test_a_link_that_sends_without_end_waits_and_loses_no_word(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 1000.0)
    for n in range(BURST):
        assert survey.press(WORDS, O1=f"words {n}").status_code == 303
    refused = survey.press(WORDS, O1="the last words")
    assert refused.status_code == 429
    assert "the last words</textarea>" in refused.text
    assert "Please wait a minute" in refused.text
    assert survey.saved() == {"O1": f"words {BURST - 1}"}
    assert survey.press(WORDS, perspective=Perspective.SELF, O1="ours").status_code == 303


def test_every_page_is_closed_to_frames_caches_and_foreign_scripts(survey: Survey) -> None:
    for address in (survey.link(), f"{survey.link()}/2", "/s/unknown", "/"):
        headers = survey.client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Set-Cookie" not in headers


def test_no_page_has_inline_script_or_style(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    for below in ("/start", "/2", "/7", "/check", "/copy"):
        page = survey.get(below)
        assert "style=" not in page
        assert "<style" not in page
        assert "onclick" not in page
        assert page.count("<script") == page.count("<script src=")


def test_only_the_surveys_own_files_are_served(survey: Survey) -> None:
    assert "immutable" in survey.client.get("/static/survey.css").headers["Cache-Control"]
    for name in ("site.css", "../templates/brief.html", "fonts/OFL.txt", "%2e%2e/x"):
        assert survey.client.get(f"/static/{name}").status_code == 404


def test_links_do_not_open_other_peoples_answers(survey: Survey) -> None:
    survey.press(WORDS, O1="a secret")
    for invitation in survey.opened.invitations:
        link = link_of(survey.site, survey.opened, invitation)
        mine = invitation.key == survey.invitation().key
        for below in ("/7", "/check", "/copy"):
            assert ("a secret" in survey.client.get(f"{link}{below}").text) == mine
