"""A short mark of what is printed: the same for the same text and figures, another for any other.

Whoever holds a sheet can tell by it whether a page shows the same. Knows page dataclasses by their
fields alone; knows no template and no style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from io import BytesIO
from operator import attrgetter
from pickle import Pickler
from types import NoneType
from typing import Any

from app.core.review import OptionCount
from app.core.survey import Scale, Text
from app.pages.environment import Page
from app.settings import VERSION


def printed_hash(page: Page) -> str:
    """Eight hexadecimal digits in two groups, of everything that the page's template is given.

    The same on every machine and in every run. Made before it is put into the page itself.
    """
    digest = sha256(f"{page.template}\n{_written(page)}".encode()).hexdigest()
    return f"{digest[:4]} {digest[4:8]}"


def made_with(page: Page) -> str:
    """The build version and the mark, as they stand at the foot of a page or sheet.

    Without a word, because sheets are in many languages.
    """
    return f"v{VERSION} · {printed_hash(page)}"


def context_digest(pages: Iterable[Page]) -> str:
    """What all that these pages' templates are given comes to, as hexadecimal digits.

    Quicker than `printed_hash`, and the same only for one version of program and Python: it tells
    whether a page that is there is the one that would be made.
    """
    return value_digest([(type(page).__name__, page) for page in pages])


def value_digest(value: object) -> str:
    """The same digits for equal values of core and page dataclasses, whoever made them."""
    written = BytesIO()
    pickler = Pickler(written, 5)
    # Without it a text that is held once and read twice differs from the same text held twice.
    pickler.fast = True
    pickler.dispatch_table = _FIELDS
    pickler.dump(value)
    return sha256(written.getbuffer()).hexdigest()


class _Fields(dict[type, Callable[[Any], tuple[Any, ...]]]):
    """How a value of each kind is written: a dataclass by its fields, in a quarter of the time."""

    def __missing__(self, kind: Any) -> Callable[[Any], tuple[Any, ...]]:
        names = _fields_of(kind)
        if not names:
            raise KeyError(kind)
        of = attrgetter(*names)
        self[kind] = lambda value: (kind, (of(value),))
        return self[kind]


_SEEN: dict[int, tuple[Scale | Text | OptionCount, tuple[Any, ...]]] = {}
_MOST_SEEN = 1 << 14


def _once(value: Scale | Text | OptionCount) -> tuple[Any, ...]:
    """What many items share, by a digest of its own; known again as the very same object, because
    equal ones (1 and True, clean HTML and the same characters) may print otherwise.
    """
    found = _SEEN.get(id(value))
    if found is None:
        if len(_SEEN) >= _MOST_SEEN:
            _SEEN.clear()
        # The value is kept with it, so that nothing else comes to have its id.
        found = _SEEN[id(value)] = value, (type(value), (value_digest(_fields_in(value)),))
    return found[1]


def _fields_in(value: object) -> tuple[object, ...]:
    kind: Any = type(value)
    return tuple(getattr(value, name) for name in _fields_of(kind) or ())


_FIELDS = _Fields({Scale: _once, Text: _once, OptionCount: _once})


@cache
def _fields_of(kind: Any) -> tuple[str, ...] | None:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def _written(value: object) -> str:
    """One text for one value, and no two values of different kinds with the same text."""
    kind: Any = type(value)
    return _writer(kind)(value)


@cache
def _writer(kind: Any) -> Callable[[Any], str]:
    """How values of one kind are written."""
    name = kind.__name__
    if kind is str or (issubclass(kind, str) and not issubclass(kind, Enum)):
        # Clean HTML is a kind of text of its own: it prints otherwise than the same characters.
        return lambda value: f"{name}:{str(value)!r}"
    if kind in (tuple, list):
        return lambda value: f"[{','.join([_written(one) for one in value])}]"
    if kind in (bool, int, float, NoneType):
        return repr
    if (names := _fields_of(kind)) is not None:
        return lambda value: (
            f"{name}({','.join([f'{n}={_written(getattr(value, n))}' for n in names])})"
        )
    if issubclass(kind, Enum):
        return lambda value: f"{name}.{value.name}"
    if issubclass(kind, Mapping):
        return _written_mapping
    if issubclass(kind, date):
        return lambda value: str(value.isoformat())
    raise TypeError(f"a page cannot hold a {name}: nobody said how it is printed")


def _written_mapping(value: Mapping[Any, object]) -> str:
    return f"{{{','.join([f'{_written(k)}:{_written(v)}' for k, v in sorted(value.items())])}}}"
