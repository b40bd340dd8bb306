"""The shipped surveys in each of their languages, and who answers for the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from app.core.survey import Survey, Text, Translation
from app.core.wording import changed_items
from app.errors import InputError
from app.files.problems import Problems
from app.files.site import read_site
from app.files.surveys import read_surveys
from app.settings import PROGRAM, Site

LANGUAGES = ("en", "de", "fr", "ar")
SHIPPED = {s.id: s for s in read_surveys(PROGRAM / "surveys", Problems(PROGRAM))}
EACH = pytest.mark.parametrize("survey", SHIPPED.values(), ids=SHIPPED)
FIELD = re.compile(r"\{(?:firm|counterpart)\}")
THE_SAME_WORD = {("fr", "Respect")}
"""What a language rightly writes as English does."""


def texts(survey: Survey) -> Iterator[tuple[str, Text]]:
    """Every text of a survey with its place."""
    yield "title", survey.title
    yield "head.they", survey.head_they
    yield "head.we", survey.head_we
    yield "escape", survey.escape
    yield from ((f"factors.{factor.id}", factor.name) for factor in survey.factors)
    for item in survey.items:
        for side, text in (("they", item.they), ("we", item.we)):
            if text is not None:
                yield f"{item.id}.{side}", text
        for point, text in item.scale.labels if item.scale else ():
            yield f"{item.id}.{point}", text


def extended(folder: Path, text: str) -> Survey:
    """The client survey extended by this text. Raises InputError with what is wrong."""
    (folder / "client.toml").write_bytes((PROGRAM / "surveys/client.toml").read_bytes())
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    problems = Problems(folder)
    surveys = {survey.id: survey for survey in read_surveys(folder, problems)}
    if problems.found:
        raise InputError(*problems.found)
    return surveys["ours"]


@EACH
def test_every_text_stands_in_every_language(survey: Survey) -> None:
    for place, text in texts(survey):
        assert text.languages == LANGUAGES, place


@EACH
def test_names_are_filled_in_where_the_first_language_fills_them_in(survey: Survey) -> None:
    for place, text in texts(survey):
        for language in LANGUAGES:
            said = text.in_language(language)
            assert FIELD.findall(said) == FIELD.findall(str(text)), f"{place} {language}"
            assert not set("{}") & set(FIELD.sub("", said)), f"{place} {language}"


@EACH
def test_nothing_was_left_in_english(survey: Survey) -> None:
    for place, text in texts(survey):
        for language in LANGUAGES[1:]:
            said = text.in_language(language)
            if (language, said) not in THE_SAME_WORD:
                assert said != str(text), f"{place} {language}"


@EACH
def test_arabic_is_written_in_arabic_letters_alone(survey: Survey) -> None:
    for place, text in texts(survey):
        said = FIELD.sub("", text.in_language("ar"))
        assert re.search(r"[\u0620-\u064a]", said), place
        assert not re.search(r"[A-Za-z\u00c0-\u024f?,;]", said), place


@EACH
def test_two_texts_are_the_same_in_a_language_exactly_where_they_are_in_english(
    survey: Survey,
) -> None:
    """Above all the two forms: who speaks of whom is never turned round or blurred."""
    for language in LANGUAGES[1:]:
        said: dict[str, str] = {}
        meant: dict[str, str] = {}
        for place, text in texts(survey):
            english, other = str(text), text.in_language(language)
            assert said.setdefault(english, other) == other, f"{place} {language}"
            assert meant.setdefault(other, english) == english, f"{place} {language}"


@EACH
def test_a_german_question_never_begins_with_a_word_that_reads_as_you(survey: Survey) -> None:
    """At the start of a sentence "Sie" is both "they" and "you"."""
    for item in survey.items:
        for text in (item.they, item.we):
            assert text is None or not re.match(r"(Sie|Ihr\w*)\b", text.in_language("de")), item.id


def test_a_team_is_never_called_the_other_side() -> None:
    for place, text in texts(SHIPPED["employee"]):
        assert "andere Seite" not in text.in_language("de").replace("anderen", "andere"), place
        assert not re.search("الطرف|للطرف", text.in_language("ar")), place


@EACH
def test_ours_say_honestly_who_drafted_them_and_that_nobody_has_reviewed(survey: Survey) -> None:
    assert survey.translations == tuple(
        Translation(language=language, drafted="Both Sides, by machine")
        for language in LANGUAGES[1:]
    )


def test_somebody_of_the_sample_firm_reads_each_language() -> None:
    relationships = read_site(Site(PROGRAM)).relationships
    assert {c.language for r in relationships for c in r.contacts} == {"", *LANGUAGES[1:]}


def test_a_review_is_no_other_version_and_no_changed_question(tmp_path: Path) -> None:
    text = 'extends = "client"\n[translations.de]\nreviewed = "Uwe Beispiel"\n'
    before, after = extended(tmp_path, 'extends = "client"\n'), extended(tmp_path, text)
    assert after.translation("de") == Translation(
        language="de", drafted="Both Sides, by machine", reviewed="Uwe Beispiel"
    )
    assert after.translation("fr") == before.translation("fr")
    assert after.translation("en") is None
    assert after.version == before.version
    assert changed_items(before, after) == ()


def test_a_wave_opened_before_there_were_translators_can_still_be_read() -> None:
    survey = TypeAdapter(Survey)
    kept = survey.dump_python(SHIPPED["client"], mode="json")
    assert survey.validate_python(kept, strict=False) == SHIPPED["client"]
    del kept["translations"]
    assert survey.validate_python(kept, strict=False).translations == ()


def test_a_text_worded_anew_keeps_no_translation_of_the_old_words(tmp_path: Path) -> None:
    items = '[[items]]\nid = "R3"\nthey.en = "They value our time."\nwe.de = "Zeit ist Geld."\n'
    ours = extended(tmp_path, f'extends = "client"\ntitle.en = "How are we?"\n{items}')
    item, was = ours.item("R3"), SHIPPED["client"].item("R3")
    assert item is not None
    assert was is not None
    assert item.they == Text((("en", "They value our time."),))
    assert ours.title == Text((("en", "How are we?"),))
    # One translation put right leaves the others; so does the first language said again.
    assert item.we is not None
    assert item.we.languages == LANGUAGES
    assert item.we.in_language("de") == "Zeit ist Geld."
    again = f'extends = "client"\n[[items]]\nid = "R3"\nthey.en = "{was.they}"\n'
    assert extended(tmp_path, again).item("R3") == was


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[translations.it]\nreviewed = "Ada"', "translations, it, drafted: is missing"),
        ('[translations.it]\ndrafted = ""', "translations, it, drafted: is empty"),
        ('[translations.de]\nrevised = "Ada"', "translations, de, revised: "),
        ('[translations.German]\ndrafted = "Ada"', "is no language; write it like en or pt-BR"),
        ('[translations]\nde = "Ada"', "translations, de: is no table"),
    ],
)
def test_a_table_that_cannot_be_is_named(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(InputError) as wrong:
        extended(tmp_path, f'extends = "client"\n{table}\n')
    assert said in str(wrong.value)
