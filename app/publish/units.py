"""Which built file is opened by whom: the one list that says so, and it is closed.

A unit is what one link opens: a relationship in one edition. The overview is a unit without a link.
The guide and its style stand in clear. A file that is none of these stops the build, because
nobody has decided who may read it. Knows where files stand; reads none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.errors import PublishError
from app.publish.carried import MARKER, listed
from app.publish.listing import files_below, is_plain
from app.sealing.sealed_file import Kind

OVERVIEW = "overview"
_WAVE, _SLUG = r"(?P<wave>[^/]+)", r"(?P<slug>[^/]+)"


class What(StrEnum):
    """What stands in a file, as the list on a page calls it."""

    REVIEW = "review"
    BRIEF = "brief"
    PREPARE = "prepare"
    TABLE = "table"
    """The copy for the table as a page."""
    COPY = "copy"
    """The same, printed."""
    OVERVIEW = "overview"
    PORTFOLIO = "portfolio"
    """The principal's sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltFile:
    """One file of a finished build, before it is sealed."""

    path: str
    """`open/…` or `print/…`: where it stands, and what links lead to."""
    source: Path
    unit: str = ""
    """Empty: it stands in clear."""
    kind: Kind = Kind.PAGE
    what: What = What.OVERVIEW
    wave: str = ""


_RULES: tuple[tuple[re.Pattern[str], str, Kind, What], ...] = tuple(
    (re.compile(pattern), unit, kind, what)
    for pattern, unit, kind, what in (
        (r"open/index\.html", OVERVIEW, Kind.PAGE, What.OVERVIEW),
        (r"open/status/index\.html", OVERVIEW, Kind.PAGE, What.OVERVIEW),
        (rf"open/{_WAVE}/index\.html", OVERVIEW, Kind.PAGE, What.OVERVIEW),
        (rf"open/{_WAVE}/order/[^/]+/index\.html", OVERVIEW, Kind.PAGE, What.OVERVIEW),
        (rf"print/portfolio-{_WAVE}\.pdf", OVERVIEW, Kind.BRIEF, What.PORTFOLIO),
        (rf"print/portfolio-{_WAVE}\.html", OVERVIEW, Kind.PAGE, What.PORTFOLIO),
        (rf"open/for-the-table/{_WAVE}/{_SLUG}-shared\.html", "shared/", Kind.PAGE, What.TABLE),
        (rf"print/for-the-table/{_WAVE}/{_SLUG}-shared\.pdf", "shared/", Kind.BRIEF, What.COPY),
        (rf"print/for-the-table/{_WAVE}/{_SLUG}-shared\.html", "shared/", Kind.PAGE, What.COPY),
        (rf"open/{_WAVE}/{_SLUG}/index\.html", "firm/", Kind.PAGE, What.REVIEW),
        (rf"print/{_WAVE}/{_SLUG}-firm\.pdf", "firm/", Kind.BRIEF, What.BRIEF),
        (rf"print/{_WAVE}/{_SLUG}-firm\.html", "firm/", Kind.PAGE, What.BRIEF),
        (rf"print/{_WAVE}/{_SLUG}-prepare\.pdf", "firm/", Kind.BRIEF, What.PREPARE),
        (rf"print/{_WAVE}/{_SLUG}-prepare\.html", "firm/", Kind.PAGE, What.PREPARE),
    )
)
_CLEAR = re.compile(r"open/(guide/[^/]+/index\.html|static/.+)")


def built_files(pages: Path, printed: Path) -> tuple[BuiltFile, ...]:
    """Every file of the two finished folders, sorted. Raises PublishError for one that is nobody's.

    The folders may be called otherwise while they are being built.
    """
    return tuple(
        sorted((*_below(pages, "open"), *_below(printed, "print")), key=lambda file: file.path)
    )


def units_of(files: tuple[BuiltFile, ...]) -> tuple[str, ...]:
    """The units that need keys."""
    return tuple(sorted({file.unit for file in files if file.unit}))


def relationship_of(unit: str) -> str:
    """The slug of a unit's relationship; empty for the overview."""
    return unit.partition("/")[2]


def _below(folder: Path, root: str) -> Iterator[BuiltFile]:
    # Of a folder that is in its place already only what a build made: the rest is the organiser's.
    made = listed(folder) if (folder / MARKER).is_file() else None
    for place in files_below(folder):
        ours = place != MARKER if made is None else place in made
        if ours and is_plain(folder / place):
            yield _placed(f"{root}/{place}", folder / place)


def _placed(path: str, source: Path) -> BuiltFile:
    if _CLEAR.fullmatch(path):
        return BuiltFile(path=path, source=source)
    for pattern, unit, kind, what in _RULES:
        if match := pattern.fullmatch(path):
            found = match.groupdict()
            return BuiltFile(
                path=path,
                source=source,
                unit=unit + found.get("slug", ""),
                kind=kind,
                what=what,
                wave=found.get("wave", ""),
            )
    raise PublishError(
        f"{path}: nobody has said who may open this file, so nothing was published; "
        "add it to app/publish/units.py"
    )
