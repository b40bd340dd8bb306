"""The addresses that a letter leads to: a person's link, and where they say "not again"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.asked import Key
from app.core.letters_due import Recipient
from app.core.survey import Perspective
from app.sealing.links import token_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    address: str
    no_more: str
    """Empty for our own people: they are asked because they look after a relationship."""


def link_of(
    recipient: Recipient, key: bytes, wave: str, answers_at: str, generations: Mapping[Key, int]
) -> Link:
    """The link of a recipient; `generations` has those that were renewed since opening."""
    token = token_of(key, wave, recipient.key, generations.get(recipient.key, 1))
    address = f"{answers_at}/s/{token}"
    theirs = recipient.perspective is Perspective.COUNTERPART
    return Link(address=address, no_more=f"{address}/no-more" if theirs else "")
