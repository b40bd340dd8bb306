"""Please do not ask me again: said by one press, kept for every wave, taken back by its sayer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.core.left_alone import NoMore, left_alone_in
from app.core.survey import Perspective
from app.sealing.links import link_hash, list_token, new_key
from app.store.beside import ChangedLink, change_link
from app.store.keys import kept_key
from app.store.no_more import no_more
from app.store.waves import _OPENED
from app.store.whole import write_whole
from tests.web.respondent import Survey


def said(survey: Survey) -> list[NoMore]:
    return list(no_more(survey.site.instance))


def press(survey: Survey, **fields: str) -> int:
    data = {":end": "1", **fields}
    return survey.client.post(f"{survey.link()}/no-more", data=data).status_code


def test_a_press_on_our_page_is_kept_with_its_day_and_shown(survey: Survey) -> None:
    assert "Press the button" in survey.get("/no-more")
    assert press(survey) == 303
    key = survey.invitation().key
    assert said(survey) == [NoMore(key=key, wave="2026", day=date(2026, 10, 20))]
    assert "You will not be asked again." in survey.get("/no-more")
    assert press(survey) == 303
    assert len(said(survey)) == 1


def test_looking_changes_nothing(survey: Survey) -> None:
    before = survey.stored_bytes()
    for method in ("GET", "HEAD"):
        survey.client.open(f"{survey.link()}/no-more", method=method)
    assert survey.stored_bytes() == before


@pytest.mark.parametrize("multipart", [False, True])
def test_the_one_press_of_a_mail_program_needs_no_page_of_ours(
    survey: Survey, multipart: bool
) -> None:
    answer = survey.client.post(
        f"{survey.link()}/no-more",
        data={"List-Unsubscribe": "One-Click"},
        content_type="multipart/form-data" if multipart else None,
        headers={"Origin": "https://mail.example.net"},
    )
    assert answer.status_code == 200
    assert len(said(survey)) == 1


def test_what_is_neither_is_refused(survey: Survey) -> None:
    assert survey.client.post(f"{survey.link()}/no-more", data={}).status_code == 400
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    address = f"{survey.link()}/no-more"
    assert survey.client.post(address, data={":end": "1"}, headers=elsewhere).status_code == 403
    assert said(survey) == []


def test_it_is_taken_back_by_whoever_said_it(survey: Survey) -> None:
    press(survey)
    assert press(survey, **{":again": "1"}) == 303
    assert said(survey) == []


def test_it_can_be_said_after_the_survey_has_closed(survey: Survey) -> None:
    survey.now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert survey.client.get(survey.link()).status_code == 410
    assert press(survey) == 303
    assert len(said(survey)) == 1


def test_our_own_people_are_not_offered_it(survey: Survey) -> None:
    address = f"{survey.link(Perspective.SELF)}/no-more"
    assert survey.client.get(address).status_code == 404
    assert survey.client.post(address, data={":end": "1"}).status_code == 404
    assert "/no-more" not in survey.get("", Perspective.SELF)
    assert f"{survey.link()}/no-more" in survey.get("/start")


def test_one_human_of_several_relationships_says_it_for_all_of_them(survey: Survey) -> None:
    both = ("brenner-optik", "northlight-foods")
    firsts = {slug: survey.opened.invited(slug, Perspective.COUNTERPART)[0] for slug in both}
    one = {firsts[slug].key for slug in both}
    opened = replace(
        survey.opened,
        invitations=tuple(
            replace(i, person="ann") if i.key in one else i for i in survey.opened.invitations
        ),
    )
    person = ("", Perspective.COUNTERPART, "ann")
    instance = survey.site.instance
    token = list_token(kept_key(instance, "links", new_key), "2026", person)
    write_whole(instance / "waves/2026.json", _OPENED.dump_json(opened))
    listed = ChangedLink(key=person, generation=1, hashed=link_hash(token))
    change_link(instance, "2026", listed)
    path = f"/s/{token}/no-more"
    assert survey.client.post(path, data={":end": "1"}).status_code == 303
    assert [one.key for one in said(survey)] == [person]
    assert left_alone_in(opened, (), said(survey)) == one


def test_answers_stay(survey: Survey, tmp_path: Path) -> None:
    survey.press(2, R1="7")
    press(survey)
    assert survey.saved()["R1"] == 7
