"""A short mark of what is printed: the same for the same text and figures, another for any other.

Whoever holds a sheet can tell by it whether a page shows the same. Knows page dataclasses by their
fields alone; knows no template and no style.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256

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


def _written(value: object) -> str:
    """One text for one value, and no two values of different kinds with the same text."""
    if is_dataclass(value) and not isinstance(value, type):
        said = ",".join(f"{f.name}={_written(getattr(value, f.name))}" for f in fields(value))
        return f"{type(value).__name__}({said})"
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, str):
        # Clean HTML is a kind of text of its own: it prints otherwise than the same characters.
        return f"{type(value).__name__}:{str(value)!r}"
    if isinstance(value, tuple | list):
        return f"[{','.join(_written(one) for one in value)}]"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{_written(k)}:{_written(v)}' for k, v in sorted(value.items()))}}}"
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a page cannot hold a {type(value).__name__}: nobody said how it is printed")
