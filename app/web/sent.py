"""What a request itself tells: the words in it, where it came from, and what the log may say of it.

Knows Flask's request and no wave, survey or store, because it must work when these cannot be read.
"""

from __future__ import annotations

from traceback import extract_tb
from urllib.parse import unquote_to_bytes, urlsplit

from flask import request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from app.core.response import Consent, Talk
from app.errors import StoreError
from app.web.form import ESCAPE

MOST_HANDED_BACK = 50
"""Texts: no page of ours asks for a fifth of them."""
LETTERS_HANDED_BACK = 1_000_000
"""Of all texts together."""
LONGEST_LANGUAGES = 500
"""Letters of the header that names a browser's languages; theirs have less than a hundred."""


def typed_words() -> tuple[str, ...]:
    """The words of a form that was sent, to be handed back; not its ticks, which say little.

    Nothing of a form with more words than any of ours: the page then says to go back to them.
    """
    if request.method != "POST":
        return ()
    ticks = {*(c.value for c in Consent), *(t.value for t in Talk), ESCAPE}
    sent = (text for key, text in request.form.items(multi=True) if not key.startswith(":"))
    words = tuple(text for text in sent if text.strip() and text not in ticks and not _score(text))
    few = len(words) <= MOST_HANDED_BACK and sum(map(len, words)) <= LETTERS_HANDED_BACK
    return words if few else ()


def wanted_languages() -> tuple[str, ...]:
    """The languages that the browser names, the one it likes best first."""
    header = request.headers.get("Accept-Language", "")[:LONGEST_LANGUAGES]
    return tuple(parse_accept_header(header, LanguageAccept).values())


def _score(text: str) -> bool:
    return text.isascii() and text.lstrip("-").isdigit() and len(text) <= 3


def arrived_whole() -> bool:
    """Whether the body has its last field, and is text: otherwise it was cut or bent on its way.

    Bytes that are no letters would be kept as their percent signs, which nobody sent.
    """
    try:
        unquote_to_bytes(request.get_data()).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return request.form.getlist(":end") == ["1"]


def base(field: str = ":base") -> int:
    """How many versions there were when the page was made; 0 for anything but a number."""
    text = request.form.get(field, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def told(error: BaseException) -> str:
    """An error for the log: its kind and place; its own words only where the store chose them.

    Flask's line would hold the link, and the words of other errors what was sent or who was asked.
    """
    words = f": {error}" if isinstance(error, StoreError) else ""
    places = extract_tb(error.__traceback__)
    place = f" at {places[-1].name}:{places[-1].lineno}" if places else ""
    return f"{type(error).__name__}{place}{words}"


def from_our_own_page(answers_at: str) -> bool:
    """Whether the browser says that the form was sent from this host; silence is trusted.

    A proxy may hand on a host name of its own; `answers_at` is where the page really stands.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    try:
        sender = urlsplit(origin).netloc if origin is not None else None
    except ValueError:  # no address at all
        return False
    return sender is None or sender in (
        request.host,
        urlsplit(answers_at).netloc or request.host,
    )
