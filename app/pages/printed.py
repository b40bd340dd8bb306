"""A short mark of what is printed: the same for the same text and figures, another for any other.

Whoever holds a sheet can tell by it whether a page shows the same. Knows page dataclasses by their
fields alone; knows no template and no style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from enum import Enum
from hashlib import sha256
from operator import attrgetter
from types import NoneType
from typing import Any, TypeVar, cast

from app.core.review import OptionCount
from app.core.survey import Scale, Text
from app.pages.environment import Page
from app.settings import VERSION

P = TypeVar("P")


def page_digest(page: Page) -> str:
    """Hexadecimal digits of everything that the page's template is given, before it has a mark."""
    return value_digest((page.template, page))


def with_footer(page: P) -> P:
    """A page of ours with build version and mark at the end of its `footer`, and its `digest`."""
    made: Any = page
    digest = page_digest(made)
    footer = f"{made.footer} Build and print: {_made_with(digest)}."
    return cast(P, replace(made, footer=footer, digest=digest))


def with_mark(page: P) -> P:
    """A sheet with both at the end of its `mark`. Without a word: sheets are in many languages."""
    made: Any = page
    digest = page_digest(made)
    mark = " · ".join(filter(None, (made.mark, _made_with(digest))))
    return cast(P, replace(made, mark=mark, digest=digest))


def _made_with(digest: str) -> str:
    """The build version and eight of the page's digits."""
    return f"v{VERSION} · {digest[:4]} {digest[4:8]}"


def context_digest(pages: Iterable[Page]) -> str:
    """What all that these pages' templates are given comes to: tells whether a page that is there
    is the one that would be made. A page that bears a mark is known by its digits.
    """
    return value_digest(
        [(type(page).__name__, getattr(page, "digest", "") or page) for page in pages]
    )


def value_digest(value: object) -> str:
    """The same digits for equal values of core and page dataclasses, on every machine, in every run
    and whoever made them. Raises TypeError for a kind that nobody said how to write.
    """
    return sha256(_WRITERS[type(value)](value).encode()).hexdigest()


class _Writers(dict[type, Callable[[Any], str]]):
    """How values of each kind are written: one text for one value, and no two values of different
    kinds with the same text.
    """

    def __missing__(self, kind: Any) -> Callable[[Any], str]:
        made = self._writer(kind)
        self[kind] = made = _once(made) if kind in (Scale, Text, OptionCount) else made
        return made

    def _writer(self, kind: Any) -> Callable[[Any], str]:
        name = kind.__name__
        if issubclass(kind, Enum):
            return {value: f"{name}.{value.name}" for value in kind}.__getitem__
        if kind in (str, bool, int, float, NoneType):
            return repr
        if issubclass(kind, str):
            # Clean HTML is a kind of text of its own: it prints otherwise than the same characters.
            return lambda value: f"{name}:{str(value)!r}"
        if kind in (tuple, list):
            return lambda value: f"[{','.join([self[type(one)](one) for one in value])}]"
        if is_dataclass(kind):
            return self._writer_of_fields(name, tuple(f.name for f in fields(kind)))
        if issubclass(kind, Mapping):
            return self._written_mapping
        if issubclass(kind, (date, time)):
            return lambda value: str(value.isoformat())
        raise TypeError(f"a page cannot hold a {name}: nobody said how it is printed")

    def _writer_of_fields(self, name: str, names: tuple[str, ...]) -> Callable[[Any], str]:
        if len(names) > 1:  # of one name the getter would get no tuple
            of = attrgetter(*names)
            return lambda value: f"{name}({','.join([self[type(one)](one) for one in of(value)])})"
        return lambda value: f"{name}({self._each(getattr(value, own) for own in names)})"

    def _written_mapping(self, value: Mapping[Any, object]) -> str:
        return f"{{{','.join([f'{self._each(pair)}' for pair in sorted(value.items())])}}}"

    def _each(self, values: Iterable[object]) -> str:
        return ":".join([self[type(one)](one) for one in values])


def _once(written: Callable[[Any], str]) -> Callable[[Any], str]:
    """The same for what many items share, each written once. Known again as the very same object:
    equal ones (1 and True, clean HTML and the same characters) may print otherwise.
    """
    seen: dict[int, tuple[object, str]] = {}

    def known(value: object) -> str:
        found = seen.get(id(value))
        if found is None:
            if len(seen) >= _MOST_SEEN:
                seen.clear()
            text = written(value)
            if len(text) > _LONG:  # and not each time all of what a question says
                text = sha256(text.encode()).hexdigest()
            # The value is kept with it, so that nothing else comes to have its id.
            found = seen[id(value)] = value, text
        return found[1]

    return known


_MOST_SEEN, _LONG = 1 << 14, 64
_WRITERS = _Writers()
