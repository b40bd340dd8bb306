"""Personal links that somebody pasted into an answer: no reader of a page may answer with one.

Knows answers and what a link looks like; whose it is makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.core.response import Answer, Response
from app.sealing.links import PERSONAL_LINK

MASKED = "/s/…"
"""Stands for a link: the words around it are the person's and stay."""


def without_links(responses: Iterable[Response]) -> Iterator[Response]:
    """The same responses, the secret part of every personal link in their words left out."""
    for response in responses:
        if any(_may_hold_one(answer.value) for answer in response.answers):
            yield replace(response, answers=tuple(_masked(a) for a in response.answers))
        else:
            yield response


def _may_hold_one(value: object) -> bool:
    return isinstance(value, str) and ("/s/" in value or "/S/" in value)


def _masked(answer: Answer) -> Answer:
    if not isinstance(answer.value, str):
        return answer
    value = PERSONAL_LINK.sub(MASKED, answer.value)
    return answer if value == answer.value else replace(answer, value=value)
