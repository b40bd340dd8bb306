"""Personal links: reproducible by whoever has the key, stored only as a hash.

A token is HMAC-SHA256 under the instance's key, cut to 160 bits, so `invite` can write the same
links again without their being kept anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from app.core.asked import Key
from app.core.wave import Invitation

_TOKEN = re.compile(r"[a-z2-7]{32}")
PERSONAL_LINK = re.compile(r"/[sS]/[A-Za-z2-7]{32}(?![A-Za-z0-9_-])")
"""A personal link in a text: as long as ours are, of the letters that ours are made of."""
_BYTES = 20


def new_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(32)


def link_token(key: bytes, wave: str, invitation: Invitation) -> str:
    """The secret part of a personal link: 32 letters and digits, 160 bits."""
    return token_of(key, wave, invitation.key, invitation.generation)


def list_token(key: bytes, wave: str, person: Key, generation: int = 1) -> str:
    """The same for the one link of a person who is asked about several relationships."""
    return _token(key, "list", wave, person[1].value, person[2], str(generation))


def token_of(key: bytes, wave: str, whose: Key, generation: int = 1) -> str:
    """The token of whatever a key stands for: an invitation's link, or a person's list."""
    if whose[0]:
        return _token(key, "link", wave, whose[0], whose[1].value, whose[2], str(generation))
    return list_token(key, wave, whose, generation)


def _token(key: bytes, *parts: str) -> str:
    # Lengths in front: ("ab", "c") and ("a", "bc") must not be the same message.
    encoded = [part.encode("utf-8") for part in parts]
    message = b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return base64.b32encode(digest[:_BYTES]).decode("ascii").lower()


def link_hash(token: str) -> str:
    """What is stored of a token: SHA-256, hexadecimal. 160 random bits need no salt."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def well_formed(token: str) -> bool:
    """Whether a text can be a token at all."""
    return _TOKEN.fullmatch(token) is not None
