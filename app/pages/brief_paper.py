"""How much room text takes on the brief's paper: lines, and the sizes that brief.css sets.

Knows the widths of our two typefaces, so that what fits is chosen before anything is laid out; the
renderer still has the last word. Knows no reviews.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from app.core.firm import Paper

POINT = 0.352778
"""Millimetres."""
WIDTH = 170.0
"""Millimetres between the side margins of the A4 page."""
HEIGHT = 266.0
"""Millimetres from the top of the band to the last line, on A4."""
HEIGHTS = {Paper.A4: HEIGHT, Paper.LETTER: 248.4}
"""Letter is lower; its side margins are wider, so that lines break alike on both."""

# Advance widths of U+0020 to U+007E in thousandths of the type size, read from the font files.
_SANS = (
    "200 289 426 497 497 824 609 249 303 303 418 497 249 311 249 350 497 497 497 497 497 497 497 "
    "497 497 497 249 249 497 497 497 425 847 544 588 571 615 527 494 617 652 263 480 579 486 727 "
    "647 664 566 664 569 534 536 645 515 786 513 476 539 303 350 303 497 500 542 504 553 456 555 "
    "496 292 504 544 246 247 495 255 829 547 542 555 555 347 419 338 544 467 719 446 467 425 303 "
    "241 303 497"
)
_SERIF = (
    "233 289 356 526 500 880 720 183 339 339 439 530 300 312 300 330 500 500 500 500 500 500 500 "
    "500 500 500 300 300 530 530 530 416 835 664 629 631 710 603 579 682 788 371 374 667 596 902 "
    "735 707 589 707 651 512 604 727 674 962 648 633 551 320 330 320 531 512 400 509 577 488 567 "
    "510 354 518 601 298 277 547 298 901 606 549 583 557 423 434 325 583 505 764 526 512 456 344 "
    "291 344 530"
)
_WIDTHS = {
    name: {chr(32 + place): int(width) for place, width in enumerate(table.split())}
    for name, table in (("sans", _SANS), ("serif", _SERIF))
}
_MARKS = {"’": 249, "‘": 249, "“": 426, "”": 426, "…": 948, "·": 300, "–": 500, "—": 812}
_MARKS |= {"«": 429, "»": 429, "\u00a0": 200, "\u202f": 200}
_SEMIBOLD = 1.035
"""How much wider the semibold sets than the regular."""


_ARABIC = 520
"""Of a letter of Noto Sans Arabic on average: joined letters are narrow."""


def _square(character: str) -> int:
    """Of what has no Latin base: Greek and Cyrillic set about as wide as Latin."""
    if "\u0600" <= character <= "\u06ff":
        return _ARABIC
    if "\u0370" <= character <= "\u052f":
        return 650 if character.isupper() else 545
    # Marks of direction take no room.
    return 0 if unicodedata.category(character) == "Cf" else 1000


@lru_cache(maxsize=1 << 15)
def _thousandths(text: str, family: str) -> int:
    """The advance of `text` in thousandths of the type size. Words come again and again."""
    widths = _WIDTHS[family]
    wide = 0
    for character in text:
        known = widths.get(character) or _MARKS.get(character)
        if known is None:
            # An accent does not widen its letter.
            base = unicodedata.normalize("NFD", character)[0]
            known = 0 if unicodedata.combining(character) else widths.get(base, _square(base))
        wide += known
    return wide


@lru_cache(maxsize=1 << 14)
def _wrapped(text: str, room: float, family: str) -> int:
    """Lines of a text without line breaks; `room` in thousandths of the type size.

    A sheet is measured at many lengths, and most of its texts are the same in all of them.
    """
    lines, used, space = 1, 0.0, _thousandths(" ", family)
    # At ordinary spaces alone: what a no-break space joins stays on one line.
    for word in filter(None, text.split(" ")):
        wide: float = _thousandths(word, family)
        if used and used + space + wide > room:
            lines, used = lines + 1, 0.0
        if wide > room:
            # A word longer than the line is broken anywhere.
            extra = int(wide // room)
            lines, wide = lines + extra, wide - extra * room
        used += wide + (space if used else 0.0)
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """One way of setting text, as brief.css has it. Sizes in points."""

    size: float
    leading: float
    family: str = "sans"
    semibold: bool = False

    def width(self, text: str) -> float:
        """Millimetres of `text` set in one line."""
        wider = _SEMIBOLD if self.semibold else 1.0
        return _thousandths(text, self.family) / 1000 * self.size * POINT * wider

    def lines(self, text: str, width: float) -> int:
        """Lines that `text` takes in a column of `width` millimetres, broken as browsers do."""
        # In thousandths of the type size, so that one answer serves every size of the same column.
        room = width * 1000 / (self.size * POINT * (_SEMIBOLD if self.semibold else 1.0))
        return sum(_wrapped(part, room, self.family) for part in text.split("\n")) or 1

    def height(self, text: str, width: float = WIDTH) -> float:
        """Millimetres that `text` takes from top to bottom."""
        return self.lines(text, width) * self.leading * POINT

    def balanced(self, text: str, width: float = WIDTH) -> float:
        """The narrowest column in which `text` takes as many lines as in `width`; millimetres.

        A headline set so ends in no lonely word.
        """
        lines, narrow = self.lines(text, width), width
        while lines > 1 and narrow > width / 2 and self.lines(text, narrow - 6) == lines:
            narrow -= 3
        return narrow


KICKER = Type(size=11, leading=14.5, semibold=True)
HEADLINE = Type(size=22, leading=26.5, family="serif", semibold=True)
STANDFIRST = Type(size=11.2, leading=15.5, family="serif")
HEADING = Type(size=13, leading=16.5, family="serif", semibold=True)
TIGHT = Type(size=11.5, leading=14, family="serif", semibold=True)
BODY = Type(size=10, leading=13.5)
SMALL = Type(size=8.6, leading=11.5)
FACT = Type(size=12.5, leading=16, semibold=True)
SAID = Type(size=10.4, leading=14, family="serif")
STEP = Type(size=9.4, leading=12.6)
FOOT = Type(size=8, leading=11)
FOOT_WIDTH = 141.0
"""Millimetres beside the number of the page."""


_LEFT_OVER = " -–—·,:&"
"""What would stand before the mark of a cut and lead nowhere."""


def shortened(text: str, most: int) -> str:
    """The text cut at a space or hyphen to `most` characters and marked, or as it is."""
    if len(text) <= most:
        return text
    # What ends at `most` is whole.
    at = max(text.rfind(mark, 0, most + 1) for mark in " -")
    # Neither in sight: one long word is cut where it stands.
    head = text[:at] if at >= most // 3 and at > 0 else text[:most]
    return f"{head.rstrip(_LEFT_OVER)} […]"


def heading() -> float:
    """A heading and the space below it."""
    return HEADING.leading * POINT + 2.0


def tight_heading() -> float:
    """A heading of page 2, which holds more."""
    return TIGHT.leading * POINT + 1.5


def table_head() -> float:
    return SMALL.leading * POINT + 1.25


def number_width(shared: bool) -> float:
    """Millimetres of a column of numbers: below a name it is wider than below "They say"."""
    return 25.0 if shared else 17.0


def columns_head(they: str, we: str, shared: bool) -> float:
    """The head of a table whose columns of numbers bear these names."""
    width = number_width(shared) - 3.0
    return max(SMALL.height(they, width), SMALL.height(we, width)) + 1.25


def table_row(text: str, width: float, second: str = "", second_width: float = WIDTH) -> float:
    """The height of a row by its two cells that may wrap."""
    return max(BODY.height(text, width), BODY.height(second, second_width)) + 2.1


LINE = 8.4
"""Millimetres of an empty line to write on."""
MIN_GAP, MAX_GAP = 3.8, 8.4
"""Millimetres between the parts of a page."""
_LEAST_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """How what is left of a page is used."""

    fits: bool
    gap: float
    """Millimetres before each part."""
    rows: tuple[int, ...]
    """Empty rows of the table to write in."""
    lines: tuple[int, ...]
    """Empty lines for notes; none where there is no room for some."""


def fill(room: float, gaps: int, *, rows: int, most_rows: int) -> Filled:
    """Uses up `room` millimetres: least gaps and `rows` first, more rows, notes, wider gaps.

    What then is left is under one line, and goes between the parts.
    """
    left = room - gaps * MIN_GAP - rows * LINE
    more = max(0, min(most_rows - rows, int(left // LINE)))
    left -= more * LINE
    lines = int((left - heading() - MIN_GAP) // LINE)
    if lines >= _LEAST_LINES:
        left -= heading() + MIN_GAP + lines * LINE
        gaps += 1
    else:
        lines = 0
    gap = MIN_GAP + max(0.0, min(MAX_GAP - MIN_GAP, left / max(1, gaps)))
    return Filled(
        fits=left >= 0,
        gap=round(gap, 2),
        rows=tuple(range(rows + more)),
        lines=tuple(range(lines)),
    )
