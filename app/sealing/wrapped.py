"""Bytes wrapped under a passphrase, to be kept on the firm's own disk: Argon2id and AES-256-GCM.

    {"argon2id": {"memory_kib": …, "passes": …, "lanes": …, "salt": hex}, "wrapped": base64}

64 MiB, three passes and four lanes are the second choice of RFC 9106. What is asked for is bounded
when it is read. Knows bytes; must not know what they are.
"""

from __future__ import annotations

import base64
import json
from functools import lru_cache
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.errors import NotThePassphrase, SealError
from app.sealing.sealed_file import SALT, SECRET, plain_words

MEMORY = 64 * 1024
"""KiB."""
PASSES = 3
LANES = 4
_BOUNDS = {"memory_kib": 1024 * 1024, "passes": 10, "lanes": 16}
_LABEL = b"page keys 1"
_NONCE = 12


def wrapped(passphrase: str, data: bytes) -> bytes:
    """JSON that only this passphrase opens. Each time other bytes."""
    costs = {"memory_kib": MEMORY, "passes": PASSES, "lanes": LANES}
    salt, nonce = token_bytes(SALT), token_bytes(_NONCE)
    sealed = AESGCM(_key(passphrase, salt, **costs)).encrypt(nonce, data, _LABEL)
    kept = {
        "argon2id": {**costs, "salt": salt.hex()},
        "wrapped": base64.b64encode(nonce + sealed).decode("ascii"),
    }
    return json.dumps(kept).encode("ascii")


def unwrapped(passphrase: str, kept: bytes) -> bytes:
    """What was wrapped. Raises NotThePassphrase, and SealError for anything else."""
    try:
        found = json.loads(kept)
        costs = {name: int(found["argon2id"][name]) for name in _BOUNDS}
        salt = bytes.fromhex(found["argon2id"]["salt"])
        sealed = base64.b64decode(found["wrapped"], validate=True)
        if any(not 1 <= costs[name] <= most for name, most in _BOUNDS.items()):
            raise ValueError("costs out of bounds")
        key = _key(passphrase, salt, **costs)
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _LABEL)
    except InvalidTag as error:
        raise NotThePassphrase("this is not the passphrase of the pages") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SealError("the wrapped keys are not readable") from error


@lru_cache(maxsize=1)  # a build opens the same keys twice, and is meant to be slow at it once
def _key(passphrase: str, salt: bytes, *, passes: int, lanes: int, memory_kib: int) -> bytes:
    return Argon2id(
        salt=salt, length=SECRET, iterations=passes, lanes=lanes, memory_cost=memory_kib
    ).derive(plain_words(passphrase).encode("ascii"))
