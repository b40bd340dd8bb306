"""Numbers with their nouns, for messages: "1 wave", "2 waves", "0 people"."""

from __future__ import annotations

_MANY = {"person": "people", "wish": "wishes"}


def counted(number: int, noun: str) -> str:
    """The number and its noun; of several words the first is the one that changes."""
    if number == 1:
        return f"1 {noun}"
    first, _, rest = noun.partition(" ")
    return f"{number:,} {_MANY.get(first, first + 's')}{' ' if rest else ''}{rest}"
