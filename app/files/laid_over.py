"""What `extends` does: one survey's data laid over another's, before either is checked.

Knows tables, texts, items by their ids and scales; knows nothing of what a right survey is.
"""

from __future__ import annotations

from typing import Any

from app.files.words import is_text


def merged(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """The parent's data with the child's over it: tables by key, items by id, dropped ones out.

    A text that the child words anew in the language it was first written in keeps none of the
    parent's translations: they say what is no longer asked.

    An item of the child changes only the keys it gives; a new one goes to the end, or with
    `replaces` into the place of a parent's item, whose keys it takes over except the words. A
    scale that gives ends of its own is another scale: nothing of the parent's labels remains.
    """
    dropped = set(child.get("drop", ()))
    result = _over(
        parent, {k: v for k, v in child.items() if k not in ("extends", "drop", "items")}
    )
    scales = child.get("scales", {})
    for name, scale in scales.items() if isinstance(scales, dict) else ():
        if isinstance(scale, dict) and {"minimum", "maximum"} & set(scale):
            result["scales"] = {**result["scales"], name: scale}
    items = {item["id"]: item for item in parent.get("items", ()) if item["id"] not in dropped}
    for item in child.get("items", ()):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            items = _laid_over(items, item)
    result["items"] = list(items.values())
    return result


def _laid_over(items: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """The parent's items by id with one of the child's over, beside or in place of them."""
    replaced, item_id = item.get("replaces"), item["id"]
    own = {key: value for key, value in item.items() if key != "replaces"}
    if not isinstance(replaced, str) or replaced not in items:
        return {**items, item_id: _over(items.get(item_id, {}), own)}
    place = {key: value for key, value in items[replaced].items() if key not in ("they", "we")}
    return {
        (item_id if known_id == replaced else known_id): (
            _over(place, own) if known_id == replaced else known
        )
        for known_id, known in items.items()
    }


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        known = result.get(key)
        if isinstance(known, dict) and isinstance(value, dict) and not _reworded(known, value):
            value = _over(known, value)
        result[key] = value
    return result


def _reworded(known: dict[str, Any], value: dict[str, Any]) -> bool:
    """Whether both are one text, and its first language says something else now."""
    if not (is_text(known) and is_text(value)):
        return False
    first = next(iter(known))
    return first in value and bool(value[first] != known[first])
