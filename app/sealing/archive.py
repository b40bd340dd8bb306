"""A stream of bytes under a passphrase: for the backup that leaves the house.

    both-sides-sealed-1\\n · salt (16) · rounds of scrypt as log2 (1) · blocks

Each block is four bytes of length and AES-256-GCM of at most a mebibyte, its nonce the block's
number with a mark on the last one, so that blocks can neither be cut off, swapped nor repeated. The
key is scrypt of the passphrase (RFC 7914; r 8, p 1). Knows bytes; knows nothing of what they mean.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from secrets import token_bytes
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import SealError

MAGIC = b"both-sides-sealed-1\n"
BLOCK = 1 << 20
ROUNDS = 17
"""scrypt's N as a power of two: 128 MiB and a few tenths of a second on a laptop."""
_MOST_ROUNDS = 18
_LAST = 1 << 95


class SealedWriter:
    """A file to write to that hands sealed blocks on to another; `close` seals the last one."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        salt = token_bytes(16)
        self._target = target
        self._key = AESGCM(_key(passphrase, salt, ROUNDS))
        self._held = bytearray()
        self._number = 0
        target.write(MAGIC + salt + bytes([ROUNDS]))

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > BLOCK:
            self._seal(bytes(self._held[:BLOCK]), last=False)
            del self._held[:BLOCK]
        return len(data)

    def flush(self) -> None:
        """Nothing: a block is handed on when it is full."""

    def close(self) -> None:
        self._seal(bytes(self._held), last=True)

    def _seal(self, block: bytes, *, last: bool) -> None:
        sealed = self._key.encrypt(_nonce(self._number, last=last), block, None)
        self._target.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


def opened(source: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """The bytes that were sealed, block by block; verified before they are given out.

    Raises SealError for a wrong passphrase and for a file that is damaged or cut short; only when
    this ends has everything been there.
    """
    head = source.read(len(MAGIC) + 17)
    if len(head) != len(MAGIC) + 17 or head[-1] > _MOST_ROUNDS:
        raise SealError("the sealed file has no readable beginning")
    key = AESGCM(_key(passphrase, head[len(MAGIC) : -1], head[-1]))
    number = 0
    while True:
        sealed = _block(source)
        following = source.read(4)
        last = not following
        try:
            yield key.decrypt(_nonce(number, last=last), sealed, None)
        except InvalidTag as error:
            what = "the passphrase is not the one, or the file is damaged"
            raise SealError(what if number == 0 else "the sealed file is damaged") from error
        if last:
            return
        number += 1
        source.seek(-4, 1)


def is_sealed(beginning: bytes) -> bool:
    """Whether a file that begins like this was sealed here."""
    return beginning.startswith(MAGIC)


def _block(source: BinaryIO) -> bytes:
    length = int.from_bytes(source.read(4), "big")
    sealed = source.read(length) if 16 <= length <= BLOCK + 16 else b""
    if len(sealed) != length or not sealed:
        raise SealError("the sealed file is damaged or cut short")
    return sealed


def _nonce(number: int, *, last: bool) -> bytes:
    return (number | (_LAST if last else 0)).to_bytes(12, "big")


def _key(passphrase: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.scrypt(
        passphrase.encode("utf-8"),
        salt=salt,
        n=1 << rounds,
        r=8,
        p=1,
        maxmem=(1 << rounds) * 1024 + (1 << 20),
        dklen=32,
    )
