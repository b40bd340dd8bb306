"""Who prints the briefs of a build: WeasyPrint, a browser of this machine, or a person by hand.

Decided once for a whole build and handed on. Must not know how any of them does it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app import system


class Way(StrEnum):
    WEASYPRINT = "WeasyPrint"
    BROWSER = "browser"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """`browser` is the path of the program where the way is a browser, and empty elsewhere."""

    way: Way
    browser: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return system.browser_name(self.browser) if self.browser else self.way.value


WEASYPRINT = Engine(way=Way.WEASYPRINT)
BY_HAND = Engine(way=Way.BY_HAND)


def engine_for(*, pango: bool, browser: str | None) -> Engine:
    """WeasyPrint where Pango is, or else a browser, or else a person's own hands."""
    if pango:
        return WEASYPRINT
    if browser:
        return Engine(way=Way.BROWSER, browser=browser)
    return BY_HAND


def engine_here() -> Engine:
    """The engine of this machine."""
    return engine_for(pango=system.has_pango(), browser=system.browser())
