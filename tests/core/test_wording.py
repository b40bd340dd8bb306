"""A survey changed after its wave opened: what is asked otherwise is told item by item."""

from dataclasses import replace

from app.core.survey import Item, Survey, Text
from app.core.wording import ChangedItem, Edit, changed_items, said_of_changes
from tests.builders import FIVE, a_survey, words


def with_item(survey: Survey, item_id: str, **changes: object) -> Survey:
    items: list[Item] = [
        replace(item, **changes) if item.id == item_id else item  # type: ignore[arg-type]
        for item in survey.items
    ]
    return replace(survey, items=tuple(items))


def test_the_same_survey_has_not_changed() -> None:
    assert changed_items(a_survey(), a_survey()) == ()
    assert said_of_changes("2026", "client", ()) is None


def test_an_item_with_other_words_is_reworded() -> None:
    now = with_item(a_survey(), "A1", they=words("otherwise"))
    assert changed_items(a_survey(), now) == (ChangedItem(id="A1", edit=Edit.REWORDED),)


def test_an_item_that_a_side_is_no_longer_asked_is_reworded() -> None:
    assert changed_items(a_survey(), with_item(a_survey(), "A1", we=None))[0].edit is Edit.REWORDED


def test_a_translation_added_later_changes_nothing_that_was_asked() -> None:
    both = Text((("en", "they a1"), ("de", "sie a1")))
    assert changed_items(a_survey(), with_item(a_survey(), "A1", they=both)) == ()
    assert changed_items(with_item(a_survey(), "A1", they=both), a_survey())


def test_another_scale_factor_or_direction_is_rescored() -> None:
    for change in ({"scale": FIVE}, {"factor": "b"}, {"reversed": True}):
        (found,) = changed_items(a_survey(), with_item(a_survey(), "A1", **change))
        assert found == ChangedItem(id="A1", edit=Edit.RESCORED)


def test_items_that_came_and_went_are_told() -> None:
    less = replace(a_survey(), items=a_survey().items[1:])
    assert changed_items(less, a_survey()) == (ChangedItem(id="S", edit=Edit.ADDED),)
    assert changed_items(a_survey(), less) == (ChangedItem(id="S", edit=Edit.TAKEN_OUT),)


def test_the_sentence_names_the_items_and_what_the_wave_keeps() -> None:
    now = with_item(a_survey(factors=3), "A1", they=words("otherwise"))
    said = said_of_changes("2026", "client", changed_items(a_survey(), now))
    assert said == (
        "surveys/client.toml has changed since 2026 was opened (D1, D2, D3, E-d taken out; "
        "A1 reworded); 2026 keeps the words it was opened with, and the next wave gets the new ones"
    )
