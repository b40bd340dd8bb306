"""What a request itself tells: the words in it, where it came from, and what the log may say of it.

Knows Flask's request and no wave, survey or store, because it must work when these cannot be read.
"""

from __future__ import annotations

from traceback import extract_tb
from urllib.parse import unquote_to_bytes, urlsplit

from flask import request

from app.core.response import Consent, Talk
from app.errors import StoreError
from app.web.form import ESCAPE


def typed_words() -> tuple[str, ...]:
    """The words of a form that was sent, to be handed back; not its ticks, which say little."""
    if request.method != "POST":
        return ()
    ticks = {*(c.value for c in Consent), *(t.value for t in Talk), ESCAPE}
    sent = (text for key, text in request.form.items(multi=True) if not key.startswith(":"))
    return tuple(text for text in sent if text.strip() and text not in ticks and not _score(text))


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
    return origin is None or urlsplit(origin).netloc in (
        request.host,
        urlsplit(answers_at).netloc or request.host,
    )
