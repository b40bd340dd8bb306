"""The seal on expectations: a digest that shows later that nothing was changed.

SHA-256 over a salt and the expectations. Without the salt anyone could try the few thousand
possible answers against a digest that stands on a page. Knows numbers, not whose they are.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping

Expected = Mapping[str, tuple[tuple[str, int], ...]]
"""Respondent → item and scale point."""


def salt_for(key: bytes, wave: str, relationship: str) -> str:
    """16 bytes, hexadecimal, that nobody can guess without the key; the same for the same seal."""
    message = json.dumps(["seal", wave, relationship]).encode("utf-8")
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:32]


def digest(salt: str, expected: Expected) -> str:
    """SHA-256, hexadecimal, over the salt and all expectations in a fixed order."""
    text = json.dumps([salt, sorted(expected.items())], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
