"""One of each of what sheets are made of, in every size and weight, printed by whoever is about to
print many, so that fonts and whatever a typesetter remembers are there.

Nobody ever sees it. A size that is missing here costs time and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """Context of `specimen.html`."""

    template: ClassVar[str] = "specimen.html"
    words: str = "Hamburgefons 0123 (4.5) – és \u0623\u0647\u0644\u0627"
    """In the scripts that our fonts have."""
    chart_sizes: tuple[float, ...] = (10.5, 11, 11.5, 12, 12.5, 13, 13.5, 14, 14.5, 16)
    """Of the texts in charts, in units of their own."""
