"""Addresses that are nearly one of ours: what a mail program or a finger put round a personal link.

A slash, full stop, comma or bracket behind it, and capitals, are no reason to turn anybody away.
Knows addresses and which links there are; an unknown link is answered as before.
"""

from __future__ import annotations

import re

from flask import request

from app.core.wave import Invitation
from app.errors import LinkUnknown, StoreError
from app.web.house import House, Reply, to

_OURS = re.compile(r"(/s/([a-z2-7]{32}))(?:/[a-z0-9.-]+)*")
_BEHIND = re.compile(r"[\s/.,;:!?>)\]}'\"*_’”»«“…\u200b-\u200f]+$")
"""What stands behind a link in a sentence, in brackets or in quotes."""


def not_here(house: House) -> Reply:
    """For an address that is none: the way to the one that was meant, or a page that says so."""
    meant = _BEHIND.sub("", request.path).lower()
    found = _OURS.fullmatch(meant)
    whose = _known(house, found[2]) if found else None
    if found is None or whose is None:
        return house.notice("404"), 404
    if meant != request.path and request.method == "GET":
        return to(meant)
    return house.notice("404", whose.language, link=found[1]), 404


def _known(house: House, token: str) -> Invitation | None:
    try:
        return house.links.find(token).invitation
    except (LinkUnknown, StoreError):
        return None
