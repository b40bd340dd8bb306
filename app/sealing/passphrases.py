"""Passphrases that are made and never chosen: six words drawn from the list beside this module.

The list is our own: 1,417 everyday words of four to eight letters, no two of them a letter apart,
none that sounds like another. Six are 62 bits, which 600,000 rounds of PBKDF2 make 81.
"""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path

WORDS = 6


@cache
def word_list() -> tuple[str, ...]:
    return tuple(Path(__file__).with_name("words.txt").read_text("utf-8").split())


def new_passphrase() -> str:
    """Six words with spaces between them."""
    return " ".join(secrets.choice(word_list()) for _ in range(WORDS))
