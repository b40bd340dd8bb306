"""What pydantic says of a file, put so that whoever wrote the file can mend it.

Knows pydantic's kinds of errors and the shape of models; knows no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.files.problems import MOST_IN_A_FILE, suggestion
from app.files.words import shown

Complaint = tuple[str, str, str]
"""Place, what is wrong, remedy."""

_PLAIN = {
    "missing": ("is missing", "add it"),
    "string_type": ("is no text", 'write it in quotes: "..."'),
    "int_type": ("is no whole number", "write a number without quotes, such as 3"),
    "float_type": ("is no number", "write a number without quotes, such as 1500.00"),
    "finite_number": ("is no finite number", "write a number such as 1500.00"),
    "bool_type": ("is neither true nor false", "write true or false, without quotes"),
    "tuple_type": ("is no list", "write it in brackets, or begin each entry with [[...]]"),
    "dict_type": ("is no table", 'write it with a key, such as .en = "..."'),
    "model_type": ("is no table", "write its keys below a heading in brackets"),
}


def complaints(model: type[BaseModel], data: Any, invalid: ValidationError) -> Iterator[Complaint]:
    """One complaint for each place, in the file's order."""
    told: set[str] = set()
    # The alternative that a text could have been is the one to talk about.
    errors = sorted(invalid.errors(include_url=False), key=lambda e: e["type"] != "literal_error")
    for error in errors[: MOST_IN_A_FILE + 1]:
        keys, place = _walked(data, error)
        if place in told:
            continue
        told.add(place)
        yield place, *_put(model, keys, error)


def _put(model: type[BaseModel], keys: list[str], error: ErrorDetails) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        key = str(error["loc"][-1])
        return f"unknown key {key}", suggestion(key, _fields(model, keys[:-1]))
    if kind in ("enum", "literal_error"):
        known = [word.strip("' ") for word in context["expected"].replace(" or ", ",").split(",")]
        word = error["input"] if isinstance(error["input"], str) else ""
        what = f"unknown {keys[-1] if keys else 'value'} {shown(error['input'])}"
        return what, suggestion(word, [name for name in known if name])
    if kind == "value_error":
        what, _, remedy = str(context["error"]).rpartition("; ")
        return what, remedy
    if kind in ("greater_than_equal", "less_than_equal"):
        least = kind.startswith("greater")
        bound = context["ge" if least else "le"]
        what = f"{shown(error['input'])} is too {'small' if least else 'large'}"
        return what, f"write {bound:g} or {'more' if least else 'less'}"
    if kind == "too_short":
        return "is empty", "add at least one"
    if kind in _PLAIN:
        return _PLAIN[kind]
    said = error["msg"]
    return said[:1].lower() + said[1:], "correct the value"


def _walked(data: Any, error: ErrorDetails) -> tuple[list[str], str]:
    """The keys on the way to an error, and the place in words: `contacts dana-okafor, email`.

    Entries of a list are told by their id, or by number from one. Pydantic's own names for the
    alternatives of a value are no keys, and are passed over.
    """
    keys: list[str] = []
    parts: list[str] = []
    current = data
    for number, part in enumerate(error["loc"]):
        last = number == len(error["loc"]) - 1
        if isinstance(current, dict) and part in current:
            current = current[part]
            keys.append(str(part))
            parts.append(str(part))
        elif isinstance(current, list) and isinstance(part, int) and part < len(current):
            current = current[part]
            name = current.get("id") if isinstance(current, dict) else None
            label = name if isinstance(name, str) and name else str(part + 1)
            parts[-1:] = [f"{parts[-1]} {label}" if parts else label]
        elif last and error["type"] == "missing":
            keys.append(str(part))
            parts.append(str(part))
    return keys, ", ".join(parts)


def _fields(model: type[BaseModel], keys: list[str]) -> list[str]:
    """The keys that are known at a place of a model."""
    current: type[BaseModel] = model
    for key in keys:
        field = current.model_fields.get(key)
        for inner in _models_in(field.annotation) if field is not None else ():
            current = inner
    return sorted(field.alias or name for name, field in current.model_fields.items())


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for argument in getattr(annotation, "__args__", ()) for m in _models_in(argument)]
