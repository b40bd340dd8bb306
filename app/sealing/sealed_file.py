"""Sealed files: the format, whole, so that a reader can be written from this page alone.

A sealed file is text in `sealed/`, one line, so that a browser can take it from a disk as well:

    sealed("NAME","BODY")

NAME is the file's name without `.js`, BODY the standard base64 of

    nonce (12 bytes) · AES-256-GCM ciphertext · its tag (16)

opened with a *secret* of 32 bytes and a *kind*. With LABEL the UTF-8 text `sealed-1 KIND NAME`:

    key              HKDF-SHA256(secret, empty salt, info LABEL), 32 bytes
    additional data  LABEL
    plaintext        length of the data (4 bytes, big-endian) · the data · zeros

so that a file under another's name, or taken for another kind, does not open. The zeros fill up to
the next Padmé size, of 1,024 bytes or more: with e = ⌊log2 n⌋ and s = ⌊log2 e⌋ + 1, n is rounded up
to a multiple of 2^(e − s), at most 12 % more.

| kind | secret | name | data |
|---|---|---|---|
| `page`, `brief` | content key | opaque | HTML in UTF-8, or PDF |
| `door` | of a link, or the firm's | of the secret | JSON, see below |
| `master` | of the passphrase | `master` | the firm's secret, as in a link |

A link ends in `#k=` and 43 letters of base64url without padding: its secret. The *name of a secret*
is the lower hexadecimal of HKDF-SHA256(secret, empty salt, info `sealed-1 name`), 16 bytes; there
lies its door:

    {"start": ADDRESS, "keys": {UNIT: content key as base64url without padding, …}}

A content key is of one unit: a relationship in one edition, or the overview. UNIT is the lower
hexadecimal of HKDF-SHA256(content key, empty salt, info `sealed-1 unit`), 8 bytes. An ADDRESS is

    #KIND.UNIT.NAME        or, for a place within a page,        #KIND.UNIT.NAME.PLACE

PLACE as in a URL. Pages lead to one another by the same addresses.

In front of the nonce `master` has rounds (8 bytes, big-endian) and a salt (16 bytes). Its
secret is PBKDF2-SHA256(passphrase, salt, rounds), 32 bytes, the passphrase in small letters with
everything that is no letter a–z replaced by single spaces, none at the ends. A reader refuses less
than 600,000 rounds and more than 10,000,000. What comes out opens a door as a link does.

Nonces and names of content are made from key and plaintext (HMAC-SHA256), so the same data under
the same key are the same bytes, and two plaintexts share a nonce as seldom as random ones would.
Knows bytes and keys; must not know files, pages or who may read what.
"""

from __future__ import annotations

import base64
import hmac
import re
from enum import StrEnum
from functools import lru_cache
from hashlib import pbkdf2_hmac, sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import SealError

SECRET = 32
"""Bytes of every secret and key."""
SMALLEST = 1024
ROUNDS = 600_000
MOST_ROUNDS = 10_000_000
SALT = 16
MASTER = "master"
_NONCE, _TAG, _LENGTH, _COUNT = 12, 16, 4, 8
_TEXT = re.compile(rb'sealed\("([0-9a-z]+)","([A-Za-z0-9+/=]+)"\)\n')


class Kind(StrEnum):
    PAGE = "page"
    BRIEF = "brief"
    DOOR = "door"
    MASTER = "master"


def sealed(secret: bytes, kind: Kind, name: str, data: bytes, front: bytes = b"") -> bytes:
    """The text of a sealed file. The same arguments give the same bytes."""
    label = _label(kind, name)
    plain = padded(data)
    key = derived(secret, label, SECRET)
    nonce = hmac.digest(derived(secret, label + b" nonce", SECRET), plain, "sha256")[:_NONCE]
    body = front + nonce + AESGCM(key).encrypt(nonce, plain, label)
    return b'sealed("%s","%s")\n' % (name.encode("ascii"), base64.b64encode(body))


def opened(secret: bytes, kind: Kind, name: str, text: bytes) -> bytes:
    """The data of a sealed file. Raises SealError unless all of it is what was sealed there."""
    return _opened(secret, kind, name, body_of(name, text))


def body_of(name: str, text: bytes) -> bytes:
    """The bytes in a sealed file's text. Raises SealError."""
    match = _TEXT.fullmatch(text)
    if match is None or match.group(1) != name.encode("ascii"):
        raise SealError(f"{name}: is no sealed file of that name")
    try:
        body = base64.b64decode(match.group(2), validate=True)
    except ValueError as error:
        raise SealError(f"{name}: is no sealed file of that name") from error
    if base64.b64encode(body) != match.group(2):
        raise SealError(f"{name}: is no sealed file of that name")
    return body


def _opened(secret: bytes, kind: Kind, name: str, body: bytes) -> bytes:
    label = _label(kind, name)
    if len(body) < _NONCE + _TAG + _LENGTH:
        raise SealError(f"{name}: is cut short")
    key = AESGCM(derived(secret, label, SECRET))
    try:
        plain = key.decrypt(body[:_NONCE], body[_NONCE:], label)
    except InvalidTag as error:
        raise SealError(f"{name}: another key, damaged, or another file's") from error
    data = plain[_LENGTH : _LENGTH + int.from_bytes(plain[:_LENGTH], "big")]
    if padded(data) != plain:
        raise SealError(f"{name}: is not filled up as ours are")
    return data


def sealed_master(passphrase: str, salt: bytes, rounds: int, secret: bytes) -> bytes:
    """The text of the file that opens the firm's secret with its passphrase."""
    slow = _slow(passphrase, salt, rounds)
    front = rounds.to_bytes(_COUNT, "big") + salt
    return sealed(slow, Kind.MASTER, MASTER, as_text(secret).encode("ascii"), front)


def opened_master(passphrase: str, text: bytes) -> bytes:
    """The firm's secret. Raises SealError for another passphrase, and for rounds out of bounds."""
    body = body_of(MASTER, text)
    rounds = int.from_bytes(body[:_COUNT], "big")
    if not ROUNDS <= rounds <= MOST_ROUNDS:
        raise SealError(f"{MASTER}: asks for {rounds} rounds, which is none of ours")
    slow = _slow(passphrase, body[_COUNT : _COUNT + SALT], rounds)
    return from_text(_opened(slow, Kind.MASTER, MASTER, body[_COUNT + SALT :]).decode("ascii"))


def plain_words(passphrase: str) -> str:
    """A passphrase as it is used, however it was typed."""
    return " ".join(re.findall("[a-z]+", passphrase.lower()))


def name_of_secret(secret: bytes) -> str:
    """Where the door of a link lies."""
    return derived(secret, b"sealed-1 name", 16).hex()


@lru_cache(maxsize=1 << 14)
def unit_of_key(content: bytes) -> str:
    """What addresses call the unit of a content key: another key is another unit."""
    return derived(content, b"sealed-1 unit", 8).hex()


def name_of_content(content: bytes, kind: Kind, path: str) -> str:
    """The opaque name of what is called `path` inside the house."""
    key = _naming_key(content)
    return hmac.digest(key, f"{kind} {path}".encode(), "sha256")[:16].hex()


@lru_cache(maxsize=1 << 14)
def _naming_key(content: bytes) -> bytes:
    return derived(content, b"sealed-1 names", SECRET)


def derived(secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA256 with an empty salt (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret)


def as_text(secret: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """The secret of a link's last 43 letters. Raises SealError."""
    try:
        secret = base64.b64decode(text + "=", altchars=b"-_", validate=True)
    except ValueError as error:
        raise SealError("a link ends in #k= and 43 letters, digits, - and _") from error
    if len(secret) != SECRET:
        raise SealError("a link ends in #k= and 43 letters, digits, - and _")
    return secret


def digest(text: bytes) -> str:
    """SHA-256, hexadecimal: what is remembered of a file to know it again."""
    return sha256(text).hexdigest()


def padded(data: bytes) -> bytes:
    """Length, data and zeros, as long as the next Padmé size."""
    needed = _LENGTH + len(data)
    return (len(data).to_bytes(_LENGTH, "big") + data).ljust(padme(max(needed, SMALLEST)), b"\0")


def padme(length: int) -> int:
    """The size that lengths near this one share (PURBs, Nikitin et al. 2019, section 4)."""
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return (length + step - 1) // step * step


def _label(kind: Kind, name: str) -> bytes:
    return f"sealed-1 {kind} {name}".encode()


def _slow(passphrase: str, salt: bytes, rounds: int) -> bytes:
    words = plain_words(passphrase).encode("ascii")
    return pbkdf2_hmac("sha256", words, salt, rounds, SECRET)
