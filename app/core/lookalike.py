"""Names that look like one another: the same letters to the eye, different ones to a computer.

Knows the letters of Cyrillic and Greek that are drawn like Latin ones. Knows nothing of files.
"""

from __future__ import annotations

import re
import unicodedata

_LIKE_LATIN = str.maketrans(
    "аекорсухіјѕԁһӏԛԝүАВЕКМНОРСТУХІЈЅҮ" + "ανοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aekopcyxijsdhlqwyabekmhopctyxijsy" + "avoabezhikmnoptyx",
)
_FOREIGN = ("CYRILLIC", "GREEK")


def skeleton(name: str) -> str:
    """What the eye sees of a name: compatible forms, case, spaces and drawn-alike letters folded.

    Two names with one skeleton cannot be told apart on a page.
    """
    latin = unicodedata.normalize("NFKC", name).translate(_LIKE_LATIN)
    return " ".join(unicodedata.normalize("NFKC", latin.casefold()).split())


def disguised_word(name: str) -> str | None:
    """The first word in which letters drawn like Latin ones stand among Latin ones, or None.

    A word all in Cyrillic or Greek is nobody's disguise, nor is one with letters (Ж, Ω) that
    Latin does not have.
    """
    if name.isascii():
        return None
    for word in re.findall(r"\w+", name):
        scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
        if "LATIN" not in scripts or scripts.isdisjoint(_FOREIGN):
            continue
        foreign = [c for c in word if unicodedata.name(c, "").startswith(_FOREIGN)]
        if all(ord(letter) in _LIKE_LATIN for letter in foreign):
            return str(word)
    return None
