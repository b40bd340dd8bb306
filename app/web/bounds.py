"""How much of what is sent is read, and from whom.

In this order, and nothing is parsed before the last: is there such a page, does the link open
anything, does it send too often, how long is it, and of how many fields. Nothing that comes without
a link of ours is read at all, or handed back.
"""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from app.errors import LinkUnknown, StoreError
from app.web.house import House
from app.web.sent import typed_words

LARGEST_BODY = 512 * 1024
"""Bytes: more than the three texts of the greatest length, every letter written as nine."""
RESCUED = 4 * 1024 * 1024
"""Bytes of a body that is refused as too large and still read, to hand back what was typed."""
MOST_FIELDS = 5000
"""Of one form: a page across a list has two for each relationship, and a firm has at most 2,000."""


def look_before_reading(house: House) -> None:
    """Before a request is dispatched. Raises what its page is: LinkUnknown, StoreError or 413."""
    if request.method != "POST" or request.routing_exception is not None:
        return  # Flask raises the latter next, without a look at the body.
    token = str((request.view_args or {}).get("token", ""))
    house.links.find(token)
    house.too_often(token)
    # Read before it is parsed: `sent` looks at the bytes, and a parsed body is gone.
    request.get_data()
    if not _few_fields():
        raise RequestEntityTooLarge


def words_to_hand_back(house: House) -> tuple[str, ...]:
    """What was typed, where the link is known or cannot be looked up; of what is too large only
    where the link has not sent too often."""
    if request.method != "POST" or request.routing_exception is not None:
        return ()
    token = str((request.view_args or {}).get("token", ""))
    try:
        house.links.find(token)
        if not house.too_often(token):
            request.max_content_length = RESCUED
            request.max_form_memory_size = RESCUED
    except LinkUnknown:
        return ()
    except StoreError:
        pass  # It may be a link of ours: what it typed comes back, as far as it is no great matter.
    try:
        return typed_words() if _few_fields() else ()
    except RequestEntityTooLarge:
        return ()


def _few_fields() -> bool:
    return request.get_data().count(b"&") < MOST_FIELDS
