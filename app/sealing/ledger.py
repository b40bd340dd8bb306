"""Marks for the ledger of published figures: the same for the same, and unreadable without the key.

The few answers of a scale could be tried one after the other against a plain hash; with a key of
the instance they cannot. Knows texts, not what they stand for.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

_BYTES = 8


def marker(key: bytes, wave: str) -> Callable[[str], str]:
    """A keyed hash of 64 bits, hexadecimal, that is another one in each wave."""
    keyed = blake2b(
        digest_size=_BYTES, key=key, person=blake2b(wave.encode(), digest_size=16).digest()
    )

    def mark(text: str) -> str:
        made = keyed.copy()
        made.update(text.encode("utf-8"))
        return made.hexdigest()

    return mark
