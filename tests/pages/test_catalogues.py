"""The words round the questions: complete in every language, and signed."""

from __future__ import annotations

import re

import pytest
from babel.messages.extract import extract

from app.pages.catalogues import FOLDER, best_language, catalogue, head, languages, translations
from app.pages.environment import TEMPLATES
from app.settings import PROGRAM

TRANSLATED = languages()[1:]
_FIELD = re.compile(r"%\((\w+)\)s")


def in_templates() -> set[str | tuple[str, ...]]:
    """Every message of the templates that respondents read."""
    found: set[str | tuple[str, ...]] = set()
    ours = ("opening.html", "not_found.html")
    for path in (*TEMPLATES.glob("*survey_*"), *(TEMPLATES / name for name in ours)):
        with path.open("rb") as file:
            found |= {
                message
                for _, message, _, _ in extract(
                    "jinja2.ext:babel_extract", file, options={"extensions": "jinja2.ext.i18n"}
                )
            }
    return found


def test_english_german_french_and_arabic_are_there() -> None:
    assert languages() == ("en", "ar", "de", "fr")


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_every_message_and_no_other(language: str) -> None:
    known = {
        tuple(m.id) if isinstance(m.id, (tuple, list)) else m.id
        for m in catalogue(language)
        if m.id
    }
    assert known == in_templates()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_with_its_fields(language: str) -> None:
    made = catalogue(language)
    for message in made:
        if not message.id:
            continue
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        source = message.id[-1] if isinstance(message.id, (tuple, list)) else message.id
        assert all(said), message.id
        wanted = set(_FIELD.findall(source)) - {"num"}
        for text in said:
            assert set(_FIELD.findall(str(text))) - {"num"} == wanted, text
        if isinstance(message.id, (tuple, list)):
            assert len(said) == made.num_plurals


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_file_says_who_drafted_it_and_who_reviewed_it(language: str) -> None:
    text = (TEMPLATES.parent / "catalogues" / f"{language}.po").read_text("utf-8")
    assert "X-Reviewed-By:" in text
    assert head(language).drafted


def test_the_nearest_language_is_shown() -> None:
    assert [best_language(one) for one in ("de-CH", "fr", "ar-EG", "sv", "en-GB")] == [
        "de",
        "fr",
        "ar",
        "en",
        "en",
    ]


def test_numbers_take_the_form_of_their_language() -> None:
    arabic = translations("ar")
    forms = {arabic.ngettext("about one minute", "about %(num)s minutes", n) for n in (1, 2, 6, 11)}
    assert len(forms) == 4


@pytest.mark.parametrize(
    ("language", "others"),
    [("de", ("Umfrage", "Knopf")), ("ar", ("استبيان",)), ("fr", ("sondage",))],
)
def test_one_thing_has_one_word_in_letters_the_survey_and_on_the_table(
    language: str, others: tuple[str, ...]
) -> None:
    files = (
        *FOLDER.rglob(f"{language}.po"),
        *PROGRAM.glob(f"content/letters/*.{language}.md"),
    )
    assert len(files) > 4
    assert [(f.name, o) for f in files for o in others if o in f.read_text("utf-8")] == []
