"""The first page of a site without any opened wave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyPage:
    template: ClassVar[str] = "empty.html"

    firm: str
