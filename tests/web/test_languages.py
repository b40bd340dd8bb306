"""Every word that a respondent reads is in their language, days and direction included."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.pages.catalogues import translations
from tests.web.respondent import RESPECT, Survey
from tests.web.state_pages import in_language, states


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
