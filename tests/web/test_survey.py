"""Answering by personal link: what is saved, what is refused, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.core.response import Answer, Consent, Response, State
from app.core.survey import Form, Perspective
from app.core.wave import Invitation, Privacy
from app.errors import StoreError
from app.files.site import read_site
from app.store.answers import AnswerStore
from app.store.whole import read_whole, write_whole
from app.web import create_app
from app.web.form import form_class
from app.web.limits import BURST
from app.web.links import Asked
from app.web.view import survey_page
from tests.builders import a_survey, a_wave
from tests.site_builder import link_of, with_open_wave

MIDDAY = datetime(2026, 10, 20, 12, tzinfo=UTC)


class Survey:
    """The live survey of the sample firm, and one contact's link."""

    def __init__(self, root: Path) -> None:
        self.site, self.opened = with_open_wave(root)
        self.now = MIDDAY
        self.app = create_app(self.site, now=lambda: self.now)
        self.client: FlaskClient = self.app.test_client()
        self.store = AnswerStore(self.site.instance)

    def invitation(self, perspective: Perspective = Perspective.COUNTERPART) -> Invitation:
        return self.opened.invited("northlight-foods", perspective)[0]

    def link(self, perspective: Perspective = Perspective.COUNTERPART) -> str:
        return link_of(self.site, self.opened, self.invitation(perspective))

    def saved(self) -> dict[str, object]:
        found = self.store.find("2026", self.invitation().key)
        return {a.item: a.value for a in found.answers} if found else {}

    def stored_bytes(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in self.site.instance.rglob("*") if p.is_file()}


@pytest.fixture
def survey(tmp_path: Path) -> Iterator[Survey]:
    yield Survey(tmp_path)


def test_a_link_opens_the_form_of_its_own_side(survey: Survey) -> None:
    theirs = survey.client.get(survey.link()).text
    ours = survey.client.get(survey.link(Perspective.SELF)).text
    assert "They keep what they promise, dates included." in theirs
    assert "We keep what we promise, dates included." in ours
    assert "E-trust" in ours
    assert "E-trust" not in theirs


def test_what_is_sent_is_saved_and_the_receipt_says_so(survey: Survey) -> None:
    sent = {"R1": "7", "T1": "0", "T2": "na", "S": "4", "O1": "Good\r\nwork", "end": "1"}
    answer = survey.client.post(survey.link(), data=sent)
    assert answer.status_code == 303
    assert survey.saved() == {"S": 4, "R1": 7, "T1": 0, "T2": None, "O1": "Good\nwork"}
    assert "Your answers are saved." in survey.client.get(answer.headers["Location"]).text
    found = survey.store.find("2026", survey.invitation().key)
    assert found is not None
    assert found.state is State.SENT


def test_the_consent_goes_with_every_text(survey: Survey) -> None:
    survey.client.post(survey.link(), data={"O1": "a", "O2": "b", "consent": "spoken", "end": "1"})
    found = survey.store.find("2026", survey.invitation().key)
    assert found is not None
    assert {a.consent for a in found.answers} == {Consent.SPOKEN}


def test_the_link_shows_saved_answers_and_takes_new_ones(survey: Survey) -> None:
    survey.client.post(survey.link(), data={"R1": "7", "O2": "first", "end": "1"})
    page = survey.client.get(survey.link()).text
    assert 'name="R1" value="7" checked' in page
    assert "first</textarea>" in page
    survey.client.post(survey.link(), data={"R1": "3", "O2": "second", "end": "1"})
    assert survey.saved() == {"R1": 3, "O2": "second"}


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
    answer = survey.client.post(
        survey.link(), data={"R1": score, "R2": "4", "O1": "my words", "end": "1"}
    )
    assert answer.status_code == 422
    assert "my words</textarea>" in answer.text
    assert 'name="R2" value="4" checked' in answer.text
    assert survey.saved() == {}


def test_the_same_question_twice_is_refused(survey: Survey) -> None:
    answer = survey.client.post(survey.link(), data={"R1": ["4", "5"], "end": "1"})
    assert answer.status_code == 422


def test_a_body_cut_on_its_way_is_not_saved_and_comes_back(survey: Survey) -> None:
    answer = survey.client.post(survey.link(), data={"R1": "4", "O1": "half a sen"})
    assert answer.status_code == 400
    assert "half a sen</textarea>" in answer.text
    assert survey.saved() == {}


def test_a_text_that_is_too_long_comes_back_whole(survey: Survey) -> None:
    long = "x" * 4001
    answer = survey.client.post(survey.link(), data={"O1": long, "end": "1"})
    assert answer.status_code == 422
    assert f"{long}</textarea>" in answer.text


def test_invisible_characters_are_taken_out_and_shown_for_another_look(survey: Survey) -> None:
    answer = survey.client.post(survey.link(), data={"O1": "a\x00b\x1bc", "end": "1"})
    assert answer.status_code == 422
    assert "abc</textarea>" in answer.text


def test_markup_in_words_stays_text(survey: Survey) -> None:
    survey.client.post(survey.link(), data={"O1": "</textarea><script>", "end": "1"})
    page = survey.client.get(survey.link()).text
    assert "<script>" not in page
    assert survey.saved() == {"O1": "</textarea><script>"}


def test_when_the_store_fails_nothing_typed_is_lost(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr("app.store.answers.AnswerStore.save", full)
    answer = survey.client.post(survey.link(), data={"R1": "4", "O1": "typed", "end": "1"})
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
    answer = survey.client.post(link, data={"R1": "4", "O1": "typed", "end": "1"})
    assert answer.status_code == 503
    assert "typed</textarea>" in answer.text


def test_words_come_back_even_when_the_wave_cannot_be_read(
    survey: Survey, caplog: pytest.LogCaptureFixture
) -> None:
    link, path = survey.link(), survey.site.instance / "waves/2026.json"
    frozen = json.loads(read_whole(path))
    del frozen["invitations"][0]["perspective"]
    write_whole(path, json.dumps(frozen).encode("utf-8"))
    answer = survey.client.post(link, data={"R1": "10", "O1": "Yes", "end": "1"})
    assert answer.status_code == 503
    assert '<p class="typed">Yes</p>' in answer.text
    assert ">10<" not in answer.text
    assert "StoreDamaged" in caplog.text
    assert "input_value" not in caplog.text
    assert frozen["invitations"][0]["relationship"] not in caplog.text


def test_an_imported_text_without_words_is_an_empty_box(survey: Survey) -> None:
    invitation = survey.invitation()
    survey.store.save(
        Response(
            wave="2026",
            relationship=invitation.relationship,
            perspective=invitation.perspective,
            respondent=invitation.respondent,
            state=State.SENT,
            language="en",
            answers=(Answer(item="O1", value=None), Answer(item="R1", value=None)),
        )
    )
    page = survey.client.get(survey.link()).text
    assert "na</textarea>" not in page
    assert 'name="R1" value="na" checked' in page


def test_a_confidential_side_is_not_offered_its_name(survey: Survey) -> None:
    assert "With my name" not in survey.client.get(survey.link()).text
    assert "With my name" in survey.client.get(survey.link(Perspective.SELF)).text
    answer = survey.client.post(survey.link(), data={"O1": "a", "consent": "named", "end": "1"})
    assert answer.status_code == 422


def test_a_proxy_may_hand_on_a_host_name_of_its_own(survey: Survey) -> None:
    answer = survey.client.post(
        survey.link(),
        data={"R1": "4", "end": "1"},
        headers={"Host": "127.0.0.1:8080", "Origin": "https://answers.harbour-pike.example.com"},
    )
    assert answer.status_code == 303


def test_the_words_at_the_ends_of_a_scale_are_read_aloud(survey: Survey) -> None:
    page = survey.client.get(survey.link()).text
    assert 'aria-describedby="s-R1"' in page
    assert 'id="s-R1"' in page


def test_somebody_who_would_rather_not_answer_says_so(survey: Survey) -> None:
    page = survey.client.get(survey.link()).text
    assert f'action="{survey.link()}/decline"' in page
    declined = survey.client.post(f"{survey.link()}/decline", data={"end": "1"})
    assert declined.status_code == 303
    assert "Thank you for telling us." in survey.client.get(declined.location).text
    found = survey.store.find("2026", survey.invitation().key)
    assert found is not None
    assert found.state is State.DECLINED
    assert "You have answered before" not in survey.client.get(survey.link()).text
    # The same link goes on working, and what is sent then counts.
    survey.client.post(survey.link(), data={"R1": "4", "end": "1"})
    assert survey.saved() == {"R1": 4}
    assert "/decline" not in survey.client.get(survey.link()).text


def test_declining_is_pressed_on_the_page_itself_and_nowhere_else(survey: Survey) -> None:
    address = f"{survey.link()}/decline"
    assert survey.client.get(address).status_code == 405
    for sent in (
        survey.client.post(address),
        survey.client.post(address, data={"end": "1"}, headers={"Sec-Fetch-Site": "cross-site"}),
    ):
        assert sent.status_code == 303
        assert sent.location == survey.link()
    assert survey.store.find("2026", survey.invitation().key) is None
    assert survey.client.post("/s/abc/decline", data={"end": "1"}).status_code == 404
    survey.now = datetime(2027, 1, 2, tzinfo=UTC)
    assert survey.client.post(address, data={"end": "1"}).status_code == 410


def test_the_page_says_whose_link_it_is_and_who_stands_alone(survey: Survey) -> None:
    invitation = survey.invitation()
    page = survey.client.get(survey.link()).text
    assert f"This link was made for {invitation.name}. Not you?" in page
    assert "only person there who is asked" not in page
    for people, alone in ((1, True), (2, False)):
        opened = a_wave(relationships={"north": (people, 1)})
        theirs, ours = opened.invitations[0], opened.invitations[-1]
        for invitation, said in ((theirs, alone), (ours, False)):
            form = form_class(a_survey(), invitation.perspective, Form.ANNUAL, Privacy.NAMED)
            asked = Asked(opened=opened, invitation=invitation)
            firm = read_site(survey.site).firm
            assert survey_page(asked, firm, "Ines", form()).alone is said


def test_a_link_that_sends_without_end_waits_and_loses_no_word(survey: Survey) -> None:
    for n in range(BURST):
        sent = survey.client.post(survey.link(), data={"O1": f"words {n}", "end": "1"})
        assert sent.status_code == 303
    refused = survey.client.post(survey.link(), data={"O1": "the last words", "end": "1"})
    assert refused.status_code == 429
    assert "the last words</textarea>" in refused.text
    assert "Please wait a minute" in refused.text
    assert survey.saved() == {"O1": f"words {BURST - 1}"}
    other = survey.client.post(survey.link(Perspective.SELF), data={"O1": "ours", "end": "1"})
    assert other.status_code == 303


def test_pressing_twice_is_one_version(survey: Survey) -> None:
    for _ in range(2):
        survey.client.post(survey.link(), data={"R1": "4", "end": "1"})
    assert len(tuple(survey.store.history("2026"))) == 1


def test_get_and_head_change_nothing(survey: Survey) -> None:
    survey.client.post(survey.link(), data={"R1": "4", "end": "1"})
    before = survey.stored_bytes()
    for _ in range(20):
        survey.client.get(survey.link())
        survey.client.head(survey.link())
        survey.client.get(f"{survey.link()}/receipt")
    assert survey.stored_bytes() == before


def test_a_wave_closes_at_the_end_of_the_day_where_the_contact_is(survey: Survey) -> None:
    survey.now = datetime(2026, 11, 6, 23, 59, tzinfo=UTC)
    assert survey.client.get(survey.link()).status_code == 200
    survey.now = datetime(2026, 11, 7, 0, 1, tzinfo=UTC)
    late = survey.client.post(survey.link(), data={"O1": "my late words", "O2": "No!", "end": "1"})
    assert late.status_code == 410
    assert "my late words" in late.text
    assert ">No!<" in late.text
    assert survey.saved() == {}


def test_before_the_first_day_it_says_when(survey: Survey) -> None:
    survey.now = datetime(2026, 10, 4, 12, tzinfo=UTC)
    answer = survey.client.get(survey.link())
    assert answer.status_code == 403
    assert "5 October 2026" in answer.text


@pytest.mark.parametrize("token", ["x", "a" * 32, "../../etc", "A" * 32, "a" * 5000, "%00"])
def test_an_unknown_link_and_a_malformed_one_are_the_same_page(survey: Survey, token: str) -> None:
    answer = survey.client.get(f"/s/{token}")
    assert answer.status_code == 404
    assert "This link opens nothing." in answer.text


def test_a_form_from_another_site_is_refused_and_comes_back(survey: Survey) -> None:
    for headers in ({"Origin": "https://evil.example.com"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = survey.client.post(
            survey.link(), data={"O1": "typed", "end": "1"}, headers=headers
        )
        assert answer.status_code == 403
        assert "typed</textarea>" in answer.text
    assert survey.saved() == {}


def test_a_forged_host_is_refused(survey: Survey) -> None:
    assert survey.client.get(survey.link(), headers={"Host": "evil.example.com"}).status_code == 400


def test_too_much_is_refused(survey: Survey) -> None:
    answer = survey.client.post(survey.link(), data={"O1": "x" * 600_000, "end": "1"})
    assert answer.status_code == 413


def test_every_page_is_closed_to_scripts_frames_and_caches(survey: Survey) -> None:
    for address in (survey.link(), "/s/unknown", "/"):
        headers = survey.client.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"


def test_links_do_not_open_other_peoples_answers(survey: Survey) -> None:
    survey.client.post(survey.link(), data={"O1": "a secret", "end": "1"})
    for invitation in survey.opened.invitations:
        page = survey.client.get(link_of(survey.site, survey.opened, invitation)).text
        assert ("a secret" in page) == (invitation.key == survey.invitation().key)


def test_the_product_is_not_named_and_the_rule_is_said(survey: Survey) -> None:
    page = survey.client.get(survey.link()).text
    assert "Both Sides" not in page
    assert "Your answers are confidential" in page
    assert "Your answers are given by name" in survey.client.get(survey.link(Perspective.SELF)).text


def test_no_link_name_or_text_reaches_the_log(
    survey: Survey, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("app.store.answers.AnswerStore.find", broken)
    link = survey.link()
    assert survey.client.get(link).status_code == 500
    assert "RuntimeError" in caplog.text
    assert link.removeprefix("/s/") not in caplog.text
    assert survey.invitation().name not in caplog.text
