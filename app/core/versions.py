"""Two versions of one response brought together, so that a stale tab overwrites nothing.

A page is sent from what it showed (`base`). Meanwhile another tab or device may have saved
(`current`). Item by item: what this page did not change stays as it is now; what only this page
changed is taken; what both changed is a conflict, for the respondent to look at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.response import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    answers: tuple[Answer, ...]
    """What is to be kept: all items, in the order given."""
    conflicts: tuple[str, ...] = ()
    """Items that were changed in both places, to different answers."""


def merged(
    order: Iterable[str],
    on_page: frozenset[str],
    base: Iterable[Answer],
    current: Iterable[Answer],
    sent: Iterable[Answer],
) -> Merged:
    """The answers after a page was sent, in the `order` of the form's items.

    Items that are not on the page stay as they are now.
    """
    was, now, new = (
        {answer.item: answer for answer in answers} for answers in (base, current, sent)
    )
    kept: list[Answer] = []
    conflicts = []
    for item in dict.fromkeys((*order, *now)):
        answer = now.get(item)
        if item in on_page and new.get(item) != was.get(item):
            # This page changed it.
            if answer not in (was.get(item), new.get(item)):
                conflicts.append(item)
            answer = new.get(item)
        if answer is not None:
            kept.append(answer)
    return Merged(answers=tuple(kept), conflicts=tuple(conflicts))
