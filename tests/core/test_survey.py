"""What a survey knows of itself: its texts, scales and forms."""

from dataclasses import replace

import pytest

from app.core.survey import Form, Item, Perspective, Role, Scale, Text, Translation
from tests.builders import FIVE, TEN, a_survey, words

BOTH = Text((("de", "Gut"), ("en", "Good"), ("de-CH", "Guet")))


@pytest.mark.parametrize(
    ("wanted", "text", "language"),
    [
        ("en", "Good", "en"),
        ("de-CH", "Guet", "de-CH"),
        ("de-AT", "Gut", "de"),
        ("fr", "Gut", "de"),
        ("en-GB", "Good", "en"),
    ],
)
def test_a_text_is_read_in_its_language_its_stem_or_its_first(
    wanted: str, text: str, language: str
) -> None:
    assert BOTH.in_language(wanted) == text
    assert BOTH.shown_language(wanted) == language


def test_a_text_without_words_is_empty() -> None:
    assert (str(Text(())), Text(()).in_language("en"), Text(()).shown_language("en")) == ("",) * 3
    assert BOTH.languages == ("de", "en", "de-CH")
    assert str(BOTH) == "Gut"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (BOTH.by_language, True),
        ((("en", "Good"), ("fr", "Bien")), True),
        ((("en", "Good"), ("de", "Besser")), False),
        ((("fr", "Bien"),), False),
    ],
)
def test_texts_agree_in_every_language_they_share_and_share_one(
    other: tuple[tuple[str, str], ...], same: bool
) -> None:
    assert BOTH.says_the_same_as(Text(other)) is same


def test_texts_without_words_agree_in_nothing() -> None:
    assert not Text(()).says_the_same_as(Text(()))
    assert not Text(()).says_the_same_as(BOTH)


def test_a_scale_has_whole_points_between_its_ends() -> None:
    seven = Scale(id="seven", minimum=1, maximum=7, labels=((1, words("never")),))
    assert (list(seven.points), seven.width, seven.labelled) == ([1, 2, 3, 4, 5, 6, 7], 6, False)
    assert seven.label(1) == words("never")
    assert seven.label(2) is None
    assert FIVE.labelled
    assert not TEN.labelled


def test_a_reversed_item_is_scored_from_the_other_end() -> None:
    item = Item(id="A1", role=Role.CORE, scale=Scale(id="nine", minimum=1, maximum=9))
    assert item.scored(7) == 7
    assert replace(item, reversed=True).scored(7) == 3
    assert replace(item, reversed=True, scale=None).scored(7) == 7


def test_an_item_is_neither_reversed_nor_of_hard_times_unless_it_says_so() -> None:
    item = Item(id="A1", role=Role.CORE)
    assert (item.reversed, item.pressure) == (False, False)


def test_each_side_reads_its_own_words_and_is_asked_what_it_has_words_for() -> None:
    item = Item(id="A1", role=Role.CORE, they=words("they"), scale=TEN)
    assert item.wording(Perspective.COUNTERPART) == words("they")
    assert item.wording(Perspective.SELF) is None
    survey = replace(a_survey(), items=(item, replace(item, id="A2", forms=(Form.SHORT,))))
    assert [i.id for i in survey.asked(Perspective.COUNTERPART, Form.ANNUAL)] == ["A1"]
    assert [i.id for i in survey.asked(Perspective.COUNTERPART, Form.LONG)] == ["A1"]
    assert [i.id for i in survey.asked(Perspective.COUNTERPART, Form.SHORT)] == ["A2"]
    assert survey.asked(Perspective.SELF, Form.ANNUAL) == ()


def test_open_texts_are_the_only_items_that_are_not_rated() -> None:
    unrated = {item.role for item in a_survey().items if not item.rated}
    assert unrated == {Role.TEXT}


def test_a_survey_finds_its_items_by_id_and_by_factor() -> None:
    survey = a_survey(factors=2)
    assert survey.item("B2") is not None
    assert survey.item("Z9") is None
    assert [item.id for item in survey.core_items("b")] == ["B1", "B2", "B3"]
    found = survey.expectation_item("b")
    assert found is not None
    assert found.id == "E-b"
    assert survey.expectation_item("z") is None
    assert survey.factor_scale("b") == TEN
    assert survey.factor_scale("z") is None


def test_an_extra_item_of_a_factor_is_no_core_item() -> None:
    survey = a_survey(factors=1)
    extra = Item(id="A4", role=Role.EXTRA, factor="a", they=words("x"), we=words("x"), scale=FIVE)
    longer = replace(survey, items=(extra, *survey.items))
    assert [item.id for item in longer.core_items("a")] == ["A1", "A2", "A3"]
    assert longer.factor_scale("a") == TEN


def test_who_answers_for_a_translation_is_found_by_its_language() -> None:
    german = Translation(language="de", drafted="Ann", reviewed="Ben")
    survey = replace(a_survey(), translations=(german,))
    assert survey.translation("de") == german
    assert survey.translation("fr") is None
