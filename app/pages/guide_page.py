"""One page of public guidance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    template: ClassVar[str] = "guide.html"

    firm: str
    title: str
    body: Markup
    others: tuple[tuple[str, str], ...]
    """Slug and title of the other pages."""
