"""Which characters of an open answer are kept: one rule for form, files and terminals."""

from __future__ import annotations

import json
import unicodedata

from app.core.typed import escaped, escaped_json, keepable, unkeepable

ALL = [chr(point) for point in range(0x110000)]


def test_controls_and_what_stands_for_no_letter_are_not_kept() -> None:
    gone = {letter for letter in ALL if not keepable(letter)}
    controls = {letter for letter in ALL if unicodedata.category(letter) in ("Cc", "Cs")}
    nothing = {letter for letter in ALL if ord(letter) & 0xFFFE == 0xFFFE}
    nothing |= {chr(point) for point in range(0xFDD0, 0xFDF0)}
    assert gone == (controls - set("\t\n\r")) | nothing | {"\ufffd"}
    for letter in gone:
        assert str(unkeepable(letter)).startswith(f"U+{ord(letter):04X} ")


def test_words_of_every_language_are_kept_as_they_are() -> None:
    for words in (
        "Zuverlässig – so\r\n\t!",
        "می\u200cخواهم",
        "\u200fمرحبا\u200e",
        "👩🏽\u200d🔧",
        "",
    ):
        assert unkeepable(words) is None
        assert keepable(words) == escaped(words) == escaped_json(words) == words


def test_json_says_the_same_when_it_is_escaped() -> None:
    tree = {"a\x9b": ["\x7f\x85\x1b", "\U0010fffe\n", "ä"]}
    text = json.dumps(tree, ensure_ascii=False, indent=1)
    assert json.loads(escaped_json(text)) == tree
    assert unkeepable(escaped_json(text)) is None
