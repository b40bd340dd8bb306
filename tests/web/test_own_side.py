"""Our own people: several relationships by one link, and answers that are fixed in time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.core.asked import lists
from app.core.survey import Perspective
from app.files.site import read_site
from app.publish.load import compile_site
from app.sealing.links import list_token, new_key
from app.store.keys import kept_key
from tests.site_builder import link_of
from tests.web.respondent import RESPECT, Survey
from tests.web.state_pages import question_of

SELF = Perspective.SELF


@pytest.fixture
def list_link(survey: Survey) -> str:
    """The link of whoever of ours is asked about most relationships."""
    several = lists(survey.opened)
    person = max((key for key in several if key[1] is SELF), key=lambda key: len(several[key]))
    key = kept_key(survey.site.instance, "links", new_key)
    return f"/s/{list_token(key, '2026', person)}"


def names(survey: Survey, list_link: str) -> list[str]:
    page = survey.client.get(list_link).text
    return [part.split("</bdi></strong>")[0] for part in page.split("<strong><bdi>")[1:]]


def test_one_link_opens_a_list_of_all_relationships(survey: Survey, list_link: str) -> None:
    page = survey.client.get(list_link).text
    several = lists(survey.opened)
    most = max(len(own) for key, own in several.items() if key[1] is SELF)
    assert f"You are asked about {most} relationships." in page
    assert page.count("not begun") == most
    assert page.count("you lead this one") >= 1
    # Those they lead come first.
    assert page.index("you lead this one") < page.index("not begun")


def test_each_relationship_is_answered_below_the_list(survey: Survey, list_link: str) -> None:
    page = survey.client.get(list_link).text
    slug = page.split("/with/")[1].split('"')[0]
    home = f"{list_link}/with/{slug}"
    start = survey.client.get(home).text
    assert "All relationships you are asked about" in start
    done = survey.client.post(f"{home}/2", data={"R1": "6", ":base": "0", ":end": "1"})
    assert done.location.startswith(home)
    assert "1 of 28 questions answered, not sent yet" in survey.client.get(list_link).text
    assert survey.client.get(f"{list_link}/with/no-such").status_code == 404
    assert survey.client.get(f"{survey.link()}/with/{slug}").status_code == 404


def test_one_question_is_answered_for_all_of_them(survey: Survey, list_link: str) -> None:
    page = survey.client.get(f"{list_link}/all/3").text
    slugs = [part.split('"')[0] for part in page.split('name=":base-')[1:]]
    assert len(slugs) > 1
    sent = {f"about-{slug}": str(n % 11) for n, slug in enumerate(slugs)}
    sent |= {f":base-{slug}": "0" for slug in slugs} | {":end": "1"}
    sent |= {":question": question_of(page)}
    done = survey.client.post(f"{list_link}/all/3", data=sent)
    assert done.status_code == 303
    assert done.location == f"{list_link}/all/4"
    again = survey.client.get(f"{list_link}/all/3").text
    for n, slug in enumerate(slugs):
        assert f'name="about-{slug}" value="{n % 11}" checked' in again
    stale = survey.client.post(f"{list_link}/all/3", data=sent | {f"about-{slugs[1]}": "9"})
    assert stale.status_code == 409
    assert "Saved meanwhile in another place: 1 / 10" in stale.text
    wrong = survey.client.post(f"{list_link}/all/3", data=sent | {f"about-{slugs[1]}": "11"})
    assert wrong.status_code == 422
    cut = {key: value for key, value in sent.items() if key != ":end"}
    assert survey.client.post(f"{list_link}/all/3", data=cut).status_code == 400
    assert survey.client.get(f"{list_link}/all/999").status_code == 404


def test_from_the_sixth_relationship_on_the_core_items_suffice(
    survey: Survey, list_link: str
) -> None:
    several = lists(survey.opened)
    listed = max((own for key, own in several.items() if key[1] is SELF), key=len)
    page = survey.client.get(list_link).text
    assert page.count("the twelve core questions suffice") == max(0, len(listed) - 5)
    if len(listed) > 5:
        home = f"{list_link}/with/{listed[5].relationship}"
        factor = survey.client.get(f"{home}/2").text
        assert factor.count("<legend>") == 3
        assert "about 3 minutes" in survey.client.get(home).text
        assert f'href="{home}/2"' in survey.client.get(home).text


def self_sends(survey: Survey, score: str) -> None:
    survey.press(RESPECT, perspective=SELF, R1=score, also={"E-respect": score})
    survey.press("check", perspective=SELF)


def contact_sends(survey: Survey) -> None:
    survey.press(RESPECT, R1="7", R2="7", R3="7")
    survey.press("check")


def test_self_answers_are_fixed_when_sent_if_the_other_side_has_answered(survey: Survey) -> None:
    survey.by_name()
    assert "Your answers are fixed when you send them" in survey.get("", SELF)
    contact_sends(survey)
    self_sends(survey, "5")
    refused = survey.press(RESPECT, perspective=SELF, R1="9", O1="my words")
    assert refused.status_code == 409
    assert "Your answers are fixed." in refused.text
    assert "Your answers are fixed now" in survey.get("/receipt", SELF)
    assert survey.client.get(f"{survey.link(SELF)}/2").location.endswith("/receipt")
    found = survey.found(SELF)
    assert found is not None
    assert found.value("R1") == 5


def test_of_a_confidential_side_nothing_shows_whether_somebody_has_answered(
    survey: Survey,
) -> None:
    """Neither while the survey is open, nor after it has closed and was compiled."""
    assert "whether anybody there has answered or not" in survey.get("", SELF)
    contact_sends(survey)
    # One of ours who looks after two: at the first somebody has answered, at the second nobody.
    ours = [
        invitation
        for invitation in survey.opened.invitations
        if (invitation.perspective, invitation.respondent) == (SELF, "amara-osei")
        and invitation.relationship in ("northlight-foods", "orchard-schools")
    ]
    links = [link_of(survey.site, survey.opened, invitation) for invitation in ours]
    for link in links:
        sent = {"R1": "5", "E-respect": "5", ":base": "0", ":end": "1"}
        assert survey.client.post(f"{link}/2", data=sent).status_code == 303
        done = survey.client.post(f"{link}/check", data={":base": "1", ":end": "1"})
        assert done.location == f"{link}/receipt"

    def seen(number: int) -> list[str]:
        link = links[number]
        frozen = survey.opened.relationship(ours[number].relationship)
        assert frozen is not None
        receipt = survey.client.get(f"{link}/receipt").text.replace(frozen.name, "NAME")
        told = [receipt.replace(f"{link}/", "/")]
        told.extend(
            str(survey.client.get(f"{link}{below}").status_code)
            for below in ("/check", "/2", "/start", "/copy")
        )
        again = {"R1": "5", ":base": "2", ":go": "auto", ":end": "1"}
        told.append(str(survey.client.post(f"{link}/2", data=again).status_code))
        return told

    answered, silent = seen(0), seen(1)
    assert answered == silent
    assert "Your answers are fixed" not in answered[0]
    survey.now = datetime(2026, 11, 9, tzinfo=UTC)
    compile_site(survey.site, read_site(survey.site), date(2026, 11, 9))
    assert seen(0) == seen(1)


def test_otherwise_they_can_be_changed_until_theirs_are_read(survey: Survey) -> None:
    self_sends(survey, "5")
    contact_sends(survey)
    assert survey.press(RESPECT, perspective=SELF, R1="6").status_code == 303
    # The sample's 2026 wave is confidential on their side: it is read after it has closed.
    compile_site(survey.site, read_site(survey.site), date(2026, 11, 9))
    refused = survey.press(RESPECT, perspective=SELF, R1="9")
    assert refused.status_code == 409


def test_what_was_only_begun_by_then_can_still_be_sent(survey: Survey) -> None:
    survey.press(RESPECT, perspective=SELF, R1="5")
    contact_sends(survey)
    compile_site(survey.site, read_site(survey.site), date(2026, 11, 9))
    self_sends(survey, "8")
    found = survey.found(SELF)
    assert found is not None
    assert found.state == "sent"
