"""Every word that a respondent reads is in their language, days and direction included."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.asked import lists
from app.core.survey import Perspective
from app.pages.catalogues import translations
from app.sealing.links import list_token, new_key
from app.store.keys import kept_key
from app.store.waves import _OPENED, read_opened
from app.store.whole import write_whole
from tests.web.respondent import RESPECT, Survey
from tests.web.state_pages import in_language, question_of, states


def test_an_arabic_reader_reads_from_the_right(tmp_path: Path) -> None:
    survey = in_language(Survey(tmp_path), "ar")
    start = survey.get()
    assert '<html lang="ar" dir="rtl">' in start
    assert "الجمعة، 6 نوفمبر 2026" in start
    page = survey.get("/2")
    # The low end stands at the reading start: first in the source, whatever the direction.
    assert page.index('value="0"') < page.index('value="10"')
    survey.press(RESPECT, R1="7")
    assert "\u20667 / 10\u2069" in survey.get("/check")


def test_a_german_reader_gets_german_days_and_words(tmp_path: Path) -> None:
    survey = in_language(Survey(tmp_path), "de-CH")
    start = survey.get()
    assert '<html lang="de">' in start
    assert "Freitag, 6. November 2026" in start
    assert "ungefähr 6 Minuten" in start
    assert "Speichern und weiter" in survey.get("/2")
    assert 'lang="' not in survey.get("/2").replace('<html lang="de">', "")


def test_words_that_a_survey_lacks_say_which_language_they_are_in(tmp_path: Path) -> None:
    survey = Survey(tmp_path)
    (survey.site.surveys / "client.toml").touch()
    page = in_language(survey, "sv").get("/2")
    assert '<html lang="en">' in page


def in_english_alone(survey: Survey) -> Survey:
    """The same survey with its words in no other language, in a frozen copy of the wave."""

    def only_english(part: Any) -> Any:
        if isinstance(part, dict):
            kept = {key: only_english(value) for key, value in part.items()}
            if "by_language" in kept:
                kept["by_language"] = [one for one in kept["by_language"] if one[0] == "en"]
            return kept
        return [only_english(one) for one in part] if isinstance(part, list) else part

    whole = _OPENED.dump_python(survey.opened, mode="json")
    made = json.dumps({**whole, "surveys": only_english(whole["surveys"])})
    write_whole(survey.site.instance / "waves/2026.json", made.encode())
    survey.opened = read_opened(survey.site.instance, "2026")
    return survey


def clients_alone(survey: Survey, link: str) -> None:
    """Declines all of a list but the clients, which share one survey and its frame."""
    for frozen in survey.opened.relationships:
        if frozen.survey != "client":
            survey.client.post(f"{link}/with/{frozen.slug}/decline", data={":end": "1"})


def test_a_question_for_all_says_which_language_its_words_are_in(tmp_path: Path) -> None:
    survey = in_english_alone(in_language(Survey(tmp_path), "ar"))
    person = ("", Perspective.SELF, "jonas-lind")
    key = kept_key(survey.site.instance, "links", new_key)
    link = f"/s/{list_token(key, '2026', person)}"
    english = ' lang="en" dir="auto">'
    pages = [survey.client.get(f"{link}/all/{number}").text for number in (1, 3, 26)]
    assert all('<html lang="ar" dir="rtl">' in page for page in pages)
    apart, same, alone = pages
    # Each row has its own statement; or one stands above, and names of relationships below.
    assert apart.count(f"<legend{english}") == 4
    assert f'<h1 class="small"{english}Even when we disagree' in same
    assert same.count("<legend>") == 7
    assert f'<h1 class="small"{english}How satisfied' in alone
    # They are asked about clients, suppliers and a team: each row says of what it is asked.
    assert same.count(f'<p class="soft"{english}Think of') == 7
    assert same.count("of buying from \u2068Talvi Steelwork\u2069") == 1
    clients_alone(survey, link)
    same = survey.client.get(f"{link}/all/3").text
    each = translations("ar").gettext("each of them")
    assert f'<p class="head"{english}' in same
    assert f'<span lang="ar">{each}</span>' in same
    assert "{counterpart}" not in same
    sent = {":question": question_of(same), "about-northlight-foods": "3", ":end": "1"}
    for invitation in lists(survey.opened)[person]:
        survey.client.post(f"{link}/with/{invitation.relationship}/decline", data={":end": "1"})
    lost = survey.client.post(f"{link}/all/3", data=sent).text
    assert f'<p class="head"{english}Even when we disagree' in lost


def test_a_question_for_all_in_the_readers_language_says_none(tmp_path: Path) -> None:
    survey = in_language(Survey(tmp_path), "de-CH")
    key = kept_key(survey.site.instance, "links", new_key)
    token = list_token(key, "2026", ("", Perspective.SELF, "jonas-lind"))
    clients_alone(survey, f"/s/{token}")
    pages = [survey.client.get(f"/s/{token}/all/{number}").text for number in (1, 3)]
    assert all('lang="' not in page.replace('<html lang="de">', "") for page in pages)
    assert "jedem von ihnen" in pages[1]


@pytest.mark.parametrize("language", ["de", "fr", "ar"])
def test_no_english_is_left_on_any_state(tmp_path: Path, language: str) -> None:
    english = set()
    for message in ("Save and go on", "Begin", "Who sees your answers", "Check and send"):
        assert translations(language).gettext(message) != message
        english.add(message)
    for name, page in states(tmp_path, language).items():
        # Pages that cannot know whose they are, are in the firm's first language.
        if name in ("404", "405", "413", "400"):
            continue
        assert f'<html lang="{language}"' in page, name
        for words in (
            *(f"{one}<" for one in english),
            "not answered",
            "Change<",
            "Page 2 of",
            "did not",
            "Even when",
        ):
            assert words not in page, (name, words)


def test_who_is_not_known_reads_the_language_of_their_browser(tmp_path: Path) -> None:
    client = Survey(tmp_path).client
    for wanted, said in (
        ("fr-CA, en;q=0.5", "Ce lien n’ouvre rien."),
        ("sv", "This link opens nothing."),
        ("", "This link opens nothing."),
    ):
        assert said in client.get("/s/x", headers={"Accept-Language": wanted}).text


def test_a_name_keeps_its_own_way_in_a_page_from_right_to_left(tmp_path: Path) -> None:
    """With the full stop at its end, which would be drawn at its beginning."""
    survey = in_language(Survey(tmp_path), "ar")
    name, whole = "Harbour & Pike Ltd.", "\u2068Harbour &amp; Pike Ltd.\u2069"
    survey.freeze_anew(replace(survey.opened, firm_name=name))
    start, page = survey.get(), survey.get("/2")
    for shown in (start, page):
        assert '<p class="firm"><bdi>Harbour &amp; Pike Ltd.</bdi></p>' in shown
        assert f"· {whole}</title>" in shown
        bare = shown.replace(whole, "").replace("<bdi>Harbour &amp; Pike Ltd.</bdi>", "")
        assert "Pike Ltd." not in bare
    assert start.count(whole) > 2
    assert page.count(whole) > 1
    assert survey.opened.invitations[0].name
    assert "\u2068privacy@" not in start
    in_language(survey, "de")
    assert "\u2068" not in survey.get()
