"""A list gets shorter while a question for all of it is open: nothing is kept under another one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from werkzeug.test import TestResponse

from app.core.asked import lists
from app.core.response import State
from app.core.survey import Perspective
from app.core.wave import Invitation
from app.sealing.links import list_token, new_key
from app.store.keys import kept_key
from tests.web.respondent import Survey

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_CHOICE = re.compile(r'<input type="radio" name="(about-[^"]+)" value="3"')
"""Each relationship's field once: every scale of the sample has a point 3."""
CHOSEN, OF_CHOICE = 34, "If you chose again today, how likely is it"
"""A question that Weizenfeld Bakeries alone is asked about, and how it begins."""
TALVI_ALONE = 33
RESPECT = 3
"""A question that is the same for all seven."""


@dataclass
class Tab:
    """A page of the list as a browser keeps it: its address and what its form would send."""

    survey: Survey
    address: str
    page: str = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.survey.client.get(self.address).text

    def send(self, value: str = "3", *, without: str = "") -> TestResponse:
        """Presses "save" with the same answer chosen for everyone."""
        sent = {name: kept for name, kept in _HIDDEN.findall(self.page) if name != without}
        sent |= dict.fromkeys(_CHOICE.findall(self.page), value)
        return self.survey.client.post(self.address, data=sent)


@dataclass
class Listed:
    """Jonas Lind, whose seven relationships have three surveys."""

    survey: Survey
    own: tuple[Invitation, ...]
    link: str

    def tab(self, number: int) -> Tab:
        return Tab(self.survey, f"{self.link}/all/{number}")

    def decline(self, slug: str) -> None:
        done = self.survey.client.post(f"{self.link}/with/{slug}/decline", data={":end": "1"})
        assert done.status_code == 303

    def kept(self) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = {}
        for invitation in self.own:
            response = self.survey.store.find(self.survey.opened.id, invitation.key)
            if response is not None and response.state is not State.DECLINED:
                found[invitation.relationship] = {a.item: a.value for a in response.answers}
        return found


@pytest.fixture
def listed(survey: Survey) -> Listed:
    person = ("", Perspective.SELF, "jonas-lind")
    key = kept_key(survey.site.instance, "links", new_key)
    link = f"/s/{list_token(key, survey.opened.id, person)}"
    return Listed(survey, lists(survey.opened)[person], link)


def test_an_answer_is_never_kept_under_the_question_that_took_its_place(listed: Listed) -> None:
    tab = listed.tab(CHOSEN)
    assert OF_CHOICE in tab.page
    listed.decline("brenner-optik")
    assert OF_CHOICE not in listed.tab(CHOSEN).page
    stale = tab.send()
    assert stale.status_code == 409
    assert listed.kept() == {}
    assert "your list of questions has changed" in stale.text
    # The same question, at the place where it stands now, with what was chosen.
    assert OF_CHOICE in stale.text
    assert 'name="about-weizenfeld-bakeries" value="3" checked' in stale.text


def test_what_is_given_back_is_kept_when_it_is_sent_again(listed: Listed) -> None:
    tab = listed.tab(CHOSEN)
    listed.decline("brenner-optik")
    stale = tab.send()
    address = stale.text.split('<form method="post" action="')[1].split('"')[0]
    again = listed.tab(int(address.rpartition("/")[2]))
    assert again.address == address
    assert OF_CHOICE in again.page
    again.page = stale.text
    assert again.send().status_code == 303
    item = next(
        item.id
        for survey in listed.survey.opened.surveys
        for item in survey.items
        if item.we is not None and "take {counterpart} on" in str(item.we)
    )
    assert listed.kept() == {"weizenfeld-bakeries": {item: 3}}


def test_a_question_that_is_not_asked_any_more_gives_back_what_was_chosen(listed: Listed) -> None:
    tab = listed.tab(TALVI_ALONE)
    listed.decline("talvi-steelwork")
    stale = tab.send()
    assert stale.status_code == 409
    assert listed.kept() == {}
    assert "so nothing was saved" in stale.text
    assert "What we get from them is worth what we pay." in stale.text
    assert "<dt>Talvi Steelwork</dt><dd>3 / 10</dd>" in stale.text
    assert f'href="{listed.link}"' in stale.text


def test_one_of_several_that_was_declined_meanwhile_is_named_and_the_rest_stands(
    listed: Listed,
) -> None:
    tab = listed.tab(RESPECT)
    listed.decline("talvi-steelwork")
    stale = tab.send()
    assert stale.status_code == 409
    assert listed.kept() == {}
    assert "These take no answers any more. You had chosen:" in stale.text
    assert "<dt>Talvi Steelwork</dt><dd>3 / 10</dd>" in stale.text
    assert stale.text.count('value="3" checked') == 6
    wrong = tab.send("99")
    assert wrong.status_code == 422
    assert "<dt>Talvi Steelwork</dt><dd>99</dd>" in wrong.text


def test_a_form_from_before_questions_had_keys_is_refused_with_what_it_held(
    listed: Listed,
) -> None:
    tab = listed.tab(RESPECT)
    refused = tab.send(without=":question")
    assert refused.status_code == 409
    assert listed.kept() == {}
    assert refused.text.count("<dd>3</dd>") == 7
    escaped = tab.send("na", without=":question")
    assert escaped.text.count("<dd>Did not come up") == 7
    # A body that was cut on its way is told as one that was.
    assert tab.send(without=":end").status_code == 400


def test_a_list_without_questions_is_no_unknown_link(listed: Listed) -> None:
    tab = listed.tab(CHOSEN)
    for invitation in listed.own:
        listed.decline(invitation.relationship)
    stale = tab.send()
    assert stale.status_code == 409
    assert "<dt>Weizenfeld Bakeries</dt><dd>3 / 10</dd>" in stale.text


def test_a_list_that_stayed_as_it_was_goes_on(listed: Listed) -> None:
    tab = listed.tab(RESPECT)
    done = tab.send()
    assert done.status_code == 303
    assert done.location == f"{listed.link}/all/{RESPECT + 1}"
    assert len(listed.kept()) == 7
