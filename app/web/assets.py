"""The files that the survey's pages use: style, script and fonts, from a closed list.

Their addresses carry a piece of their own hash, so that browsers keep them for long and a new
version is fetched at once.
"""

from __future__ import annotations

import hashlib
from functools import cache

from flask import Response

from app.errors import LinkUnknown
from app.pages.environment import STATIC

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
}
SERVED = frozenset(
    {
        "survey.css",
        "survey.js",
        "fonts/SourceSans3-Regular.woff2",
        "fonts/SourceSans3-Semibold.woff2",
        "fonts/SourceSerif4-Semibold.woff2",
        "fonts/NotoSansArabic-Regular.woff2",
        "fonts/NotoSansArabic-Bold.woff2",
    }
)


@cache
def content(filename: str) -> bytes:
    """A file's bytes. Raises LinkUnknown for one that is not served."""
    if filename not in SERVED:
        raise LinkUnknown
    return (STATIC / filename).read_bytes()


@cache
def address_of(_endpoint: str, *, filename: str) -> str:
    """The address of a file, without asking Flask: a request for a forged host has no routes."""
    return f"/static/{filename}?{hashlib.sha256(content(filename)).hexdigest()[:8]}"


def response(filename: str) -> Response:
    """A file with its kind, to be kept for a year under this address."""
    made = Response(content(filename), content_type=KINDS["." + filename.rpartition(".")[2]])
    made.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return made
