"""The words of what is printed for people outside: complete in every language, and signed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract

from app.pages.catalogues import BRIEF, catalogue, languages

PAGES = BRIEF.parent.parent
_FIELD = re.compile(r"\{\w+\}")


def said_in_code() -> set[str]:
    """Every message that a voice says."""
    found = set()
    for path in Path(PAGES).glob("*.py"):
        with path.open("rb") as file:
            for _, message, _, _ in extract("python", file, keywords={"say": None}):
                if isinstance(message, str):
                    found.add(message)
    return found


@pytest.mark.parametrize("language", languages()[1:])
def test_a_catalogue_has_every_message_and_no_other(language: str) -> None:
    assert {message.id for message in catalogue(language, BRIEF) if message.id} == said_in_code()


@pytest.mark.parametrize("language", languages()[1:])
def test_every_message_is_translated_with_its_fields(language: str) -> None:
    for message in catalogue(language, BRIEF):
        if message.id:
            assert message.string, message.id
            assert set(_FIELD.findall(str(message.string))) == set(_FIELD.findall(str(message.id)))


@pytest.mark.parametrize("language", languages()[1:])
def test_each_file_says_who_drafted_it_and_who_reviewed_it(language: str) -> None:
    text = (BRIEF / f"{language}.po").read_text("utf-8")
    assert "X-Drafted-By: Both Sides, by machine" in text and "X-Reviewed-By:" in text
