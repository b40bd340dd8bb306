"""Numbers agree with their nouns."""

import pytest

from app.cli.counted import counted


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "wave", "0 waves"),
        (1, "wave", "1 wave"),
        (2, "person", "2 people"),
        (1, "person there", "1 person there"),
        (3, "version of answers", "3 versions of answers"),
        (12000, "file", "12,000 files"),
    ],
)
def test_a_number_and_its_noun(number: int, noun: str, said: str) -> None:
    assert counted(number, noun) == said
