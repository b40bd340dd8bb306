"""One line of a journal: a JSON array of checksum, length and record, readable by people.

    ["9f86d081884c7d65",     412,{"id":1,"relationship":"northlight-foods",…}]

The checksum is the first 16 hexadecimal digits of the SHA-256 of the record's own bytes, the
length their number. Each line is checked by itself, so that one can be taken away and the rest
still holds. Knows bytes and JSON; knows no files and no responses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

Record = dict[str, Any]
START = 29
"""Bytes before the record."""
_decode = json.JSONDecoder().decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def line(record: Record) -> bytes:
    """A record as its line."""
    try:
        body = _encode(record).encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate is no UTF-8, but JSON can spell it
        body = json.dumps(record, separators=(",", ":"), check_circular=False).encode("ascii")
    return framed(body)


def framed(body: bytes) -> bytes:
    """The line of a record that is JSON already."""
    return b'["%s",%8d,%s]\n' % (sha256(body).hexdigest()[:16].encode("ascii"), len(body), body)


def record(raw: bytes) -> Record | None:
    """The record of a whole line, or None when the line is not what was written."""
    body = unframed(raw)
    if body is None:
        return None
    try:
        found = _decode(body.decode("utf-8"))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def unframed(raw: bytes) -> bytes | None:
    """What `framed` put a checksum to, or None when it is not what was written."""
    body = raw[START:-2]
    return body if raw == framed(body) else None


def lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file that comes in blocks; only the last may lack its line end."""
    rest = b""
    for block in blocks:
        whole = (rest + block).split(b"\n")
        rest = whole.pop()
        for one in whole:
            yield one + b"\n"
    if rest:
        yield rest
