"""What else a reader can open from a sealed page: other surveys of the same relationship, and PDFs.

Put at the end of a page when it is sealed, because an open page has folders around it. Knows
addresses as texts, and what stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    what: str
    """A key of `labels` in the template."""
    address: str
    """Empty for the page one is on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    template: ClassVar[str] = "papers.html"

    waves: tuple[tuple[str, tuple[Paper, ...]], ...]
    """Newest first: the survey, and what there is of it."""
