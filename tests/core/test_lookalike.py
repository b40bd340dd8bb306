"""Names that the eye takes for one another, and names that only a computer would confuse."""

import pytest

from app.core.lookalike import disguised_word, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North", "NORTH"),
        ("North  Ltd", "North Ltd"),
        ("North", "Nоrth"),  # a Cyrillic o
        ("Ｎｏｒｔｈ", "North"),  # full width
        ("Straße", "STRASSE"),
        ("Χ", "X"),  # a Greek chi
    ],
)
def test_what_looks_alike_has_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("North", "Noth"), ("Жук", "Kyk"), ("Åsa", "Asa")])
def test_what_looks_different_has_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Nоrth Ltd", "Nоrth"),  # one Cyrillic letter
        ("South Αlpha", "Αlpha"),  # one Greek letter
        ("North Ltd", None),
        ("Москва", None),
        ("Αθήνα", None),
        ("Северный Nоrth", "Nоrth"),
        ("ΩmegaCorp", None),  # Latin has no such letter: nobody is taken in
        ("Nоrthж", None),  # nor by this one, in spite of the o
        ("", None),
        ("123 4", None),
    ],
)
def test_a_word_mixing_letters_drawn_alike_is_found(name: str, word: str | None) -> None:
    assert disguised_word(name) == word
