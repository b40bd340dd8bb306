"""Check and send, receipt, copy: what one answered, how one's words will stand, and to whom."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from app.core.response import State, Talk
from app.core.survey import Perspective
from app.core.wave import Rewording
from app.store.beside import add_rewording
from tests.web.respondent import RESPECT, WORDS, Survey

SELF = Perspective.SELF


def test_the_check_page_shows_ones_answers_and_leads_back_to_each(survey: Survey) -> None:
    survey.press(RESPECT, R1="7", R2="na")
    page = survey.get("/check")
    assert "7 / 10" in page
    assert "Did not come up, or can&#39;t judge" in page
    assert "not answered" in page
    assert f'href="{survey.link()}/2?from=check"' in page
    assert "19 questions are not answered" in page
    changed = survey.press(RESPECT, R1="6", R2="6", also={":from": "check"})
    assert changed.location == f"{survey.link()}/check"


def standing(page: str, question: str) -> list[str]:
    """How a text stands in our edition and in the shared one, as the check page says it."""
    part = page[page.index(question) :]
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", part[: part.index("</dl>")])
    return [re.sub(r"<[^>]+>", "", said).strip() for _, said in found]


def test_words_are_shown_as_they_will_stand_in_both_editions(survey: Survey) -> None:
    stands = {
        "": ["my words", "Nothing."],
        "named": ["my words — Tomas Pike", "my words — Tomas Pike"],
        "unnamed": ["my words", "my words"],
        "reworded": ["Nothing, until someone other than Tomas Pike has put it in other words."] * 2,
        "spoken": ["Someone will say something about this themselves."] * 2,
    }
    assert survey.invitation(SELF).name == "Tomas Pike"
    for use, said in stands.items():
        chosen = {":use": use} if use else {}
        survey.press(WORDS, perspective=SELF, O1="my words", also=chosen)
        assert standing(survey.get("/check", SELF), "What went well") == said, use


def test_what_somebody_else_wrote_for_a_text_stands_instead(survey: Survey) -> None:
    survey.press(WORDS, O1="Tomas is late", also={":use": "reworded"})
    invitation = survey.invitation()
    for by, text in (("ines-harbour", "Punctuality matters here."), ("tomas-pike", "All well.")):
        add_rewording(
            survey.site.instance,
            "2026",
            Rewording(
                relationship=invitation.relationship,
                perspective=invitation.perspective,
                respondent=invitation.respondent,
                item="O1",
                of="Tomas is late",
                by=by,
                text=text,
            ),
        )
    # The lead's own words do not count, whenever they came.
    page = survey.get("/check")
    assert standing(page, "What went well") == ["Punctuality matters here."] * 2
    survey.press(WORDS, O1="Tomas is late and loud", also={":use": "reworded"})
    assert "Nothing, until someone" in survey.get("/check")


def test_nothing_is_sent_before_the_button_is_pressed(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    assert survey.client.get(f"{survey.link()}/receipt").location == survey.link()
    done = survey.press("check", talk="someone-else")
    assert done.location == f"{survey.link()}/receipt"
    found = survey.found()
    assert found is not None
    assert (found.state, found.talk) == (State.SENT, Talk.SOMEONE_ELSE)
    assert found.value("R1") == 7


def test_after_closing_the_receipt_says_no_more_than_is_true(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    survey.press("check")
    assert "can see and change your answers" in survey.get("/receipt")
    survey.now = datetime(2026, 12, 1, tzinfo=UTC)
    closed = survey.get("/receipt")
    assert "whoever has it can see your answers." in closed
    assert "change your answers" not in closed


def test_the_receipt_has_the_day_a_copy_and_the_way_to_change(survey: Survey) -> None:
    survey.press(RESPECT, R1="7", R2="na")
    survey.press("check", talk="lead")
    page = survey.get("/receipt")
    assert "Tuesday, 20 October 2026: 2 of 24 questions about Harbour &amp; Pike" in page
    assert "You would like to talk with Tomas Pike." in page
    assert "it works until Friday, 6 November 2026" in page
    assert survey.client.get(survey.link()).location == f"{survey.link()}/receipt"
    copy = survey.get("/copy")
    assert "Sent on Tuesday, 20 October 2026." in copy
    file = survey.client.get(f"{survey.link()}/copy.txt")
    assert file.headers["Content-Disposition"] == 'attachment; filename="answers.txt"'
    assert "They hear us before they decide something that affects us." in file.text
    assert "Did not come up, or can't judge" in file.text


def test_a_change_after_sending_counts_at_once_and_every_version_is_kept(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    survey.press("check", talk="lead")
    assert survey.press(RESPECT, R1="3").location == f"{survey.link()}/check"
    found = survey.found()
    assert found is not None
    assert (found.state, found.talk, found.value("R1")) == (State.SENT, Talk.LEAD, 3)
    versions = survey.store.versions("2026", survey.invitation().key)
    assert [v.value("R1") for v in versions] == [7, 7, 3]


def test_an_empty_form_is_not_sent(survey: Survey) -> None:
    answer = survey.press("check")
    assert answer.status_code == 422
    assert "Nothing is answered yet." in answer.text
    assert survey.found() is None


def test_our_own_people_are_not_asked_whether_they_would_like_to_talk(survey: Survey) -> None:
    survey.press(RESPECT, perspective=SELF, R1="7")
    assert "Would you like to talk?" not in survey.get("/check", SELF)
    survey.press("check", perspective=SELF, talk="lead")
    found = survey.found(SELF)
    assert found is not None
    assert found.talk is Talk.UNSAID


def test_a_talk_that_is_not_offered_is_refused(survey: Survey) -> None:
    survey.press(RESPECT, R1="7")
    assert survey.press("check", talk="everyone").status_code == 422


def test_somebody_who_would_rather_not_answer_says_so(survey: Survey) -> None:
    assert f'action="{survey.link()}/decline"' in survey.get()
    declined = survey.press("decline")
    assert declined.status_code == 303
    assert "Thank you for telling us." in survey.client.get(declined.location).text
    found = survey.found()
    assert found is not None
    assert found.state is State.DECLINED
    # The same link goes on working, and what is sent then counts.
    assert "Begin" in survey.get()
    survey.press(RESPECT, R1="4")
    survey.press("check")
    assert survey.saved() == {"R1": 4}
    assert "/decline" not in survey.get("/start")
    survey.press("decline")
    assert survey.saved() == {"R1": 4}


def test_declining_is_pressed_on_the_page_itself_and_nowhere_else(survey: Survey) -> None:
    address = f"{survey.link()}/decline"
    assert survey.client.get(address).status_code == 405
    assert survey.client.post(address).status_code == 400
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert survey.client.post(address, data={":end": "1"}, headers=elsewhere).status_code == 403
    assert survey.found() is None
    assert survey.client.post("/s/abc/decline", data={":end": "1"}).status_code == 404
    survey.now = datetime(2027, 1, 2, tzinfo=UTC)
    assert survey.press("decline").status_code == 410
