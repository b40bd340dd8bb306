"""A link that was copied with what stood round it opens; below a good link a wrong page is told."""

from __future__ import annotations

import pytest

from tests.web.respondent import RESPECT, Survey
from tests.web.state_pages import in_language


@pytest.mark.parametrize("behind", ["/", ".", ",", ">", "/.", ").", "%20", "%E2%80%9D", "/>"])
def test_what_stood_behind_a_link_is_taken_off(survey: Survey, behind: str) -> None:
    link = survey.link()
    for address in (link, f"{link}/2", f"{link}/copy.txt", f"{link}/with/northlight-foods"):
        answer = survey.client.get(f"{address}{behind}")
        assert (answer.status_code, answer.location) == (303, address)


def test_capitals_are_the_same_link(survey: Survey) -> None:
    for address in (survey.link().upper(), f"/s/{survey.link()[3:].upper()}"):
        answer = survey.client.get(address)
        assert (answer.status_code, answer.location) == (303, survey.link())


def test_an_unknown_link_leads_nowhere_whatever_stands_behind_it(survey: Survey) -> None:
    for address in (
        f"/s/{'a' * 32}/",
        f"/s/{'A' * 32}.",
        "/S/X/",
        "/elsewhere/.",
        "/s/x/99",
    ):
        answer = survey.client.get(address)
        assert answer.status_code == 404
        assert "This link opens nothing." in answer.text


@pytest.mark.parametrize("below", ["/99", "/0", "/no/such", "/all/1", "/with/x", "/wp-login.php"])
def test_below_a_link_that_is_right_nobody_is_told_that_it_is_wrong(
    survey: Survey, below: str
) -> None:
    answer = survey.client.get(f"{survey.link()}{below}")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text
    assert "Your personal link is right" in answer.text
    assert f'href="{survey.link()}"' in answer.text


def test_it_is_said_in_the_language_of_whoever_the_link_belongs_to(survey: Survey) -> None:
    in_language(survey, "de-CH")
    assert "Diese Seite gibt es nicht." in survey.get("/99")


def test_nothing_is_sent_on_that_was_posted_beside_a_page(survey: Survey) -> None:
    answer = survey.client.post(f"{survey.link()}/{RESPECT}/", data={"R1": "7", ":end": "1"})
    assert answer.status_code == 404
    assert survey.saved() == {}
