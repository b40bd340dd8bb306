"""What a survey's file asks otherwise than an opened wave does: the wave keeps its own words.

Compares two surveys. Knows no files, and that a wave is frozen only from its caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.survey import Item, Perspective, Survey


class Edit(StrEnum):
    """What happened to an item since the wave was opened."""

    ADDED = "added"
    TAKEN_OUT = "taken out"
    REWORDED = "reworded"
    RESCORED = "rescored"
    """Another scale, factor, role or direction: a trend over it would compare unlike things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedItem:
    id: str
    edit: Edit


def changed_items(opened: Survey, now: Survey) -> tuple[ChangedItem, ...]:
    """The items that `now` asks otherwise than the opened survey, in the order of `now`; those
    taken out come last.

    Only words in the languages of the opened survey count: a translation added later changes
    nothing that was asked.
    """
    known = {item.id: item for item in opened.items}
    changes = [
        ChangedItem(id=item.id, edit=edit)
        for item in now.items
        if (edit := _edit(known.get(item.id), item)) is not None
    ]
    left = {item.id for item in now.items}
    changes += [
        ChangedItem(id=item.id, edit=Edit.TAKEN_OUT) for item in opened.items if item.id not in left
    ]
    return tuple(changes)


def said_of_changes(wave: str, survey: str, changes: tuple[ChangedItem, ...]) -> str | None:
    """One sentence for the firm, or None where nothing changed."""
    if not changes:
        return None
    parts = []
    for edit in Edit:
        ids = [change.id for change in changes if change.edit is edit]
        if ids:
            more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
            parts.append(f"{', '.join(ids[:5])}{more} {edit}")
    return (
        f"surveys/{survey}.toml has changed since {wave} was opened ({'; '.join(parts)}); "
        f"{wave} keeps the words it was opened with, and the next wave gets the new ones"
    )


def _edit(before: Item | None, now: Item) -> Edit | None:
    if before is None:
        return Edit.ADDED
    if any(
        getattr(before, field) != getattr(now, field) for field in ("role", "factor", "reversed")
    ) or _ends(before) != _ends(now):
        return Edit.RESCORED
    for perspective in Perspective:
        was, words = before.wording(perspective), now.wording(perspective)
        if (was is None) != (words is None):
            return Edit.REWORDED
        if was and words and any(dict(words.by_language).get(k) != v for k, v in was.by_language):
            return Edit.REWORDED
    return None


def _ends(item: Item) -> tuple[int, int] | None:
    return (item.scale.minimum, item.scale.maximum) if item.scale else None
