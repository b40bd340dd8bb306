"""Since when relationships that ended are in the firm's files, and which do not go with that."""

from __future__ import annotations

from datetime import date

from app.cli.visit.examples import FIRM
from app.cli.visit.finding import Finding, Mark
from app.files.site import SiteFiles

_MOST = 5
"""So many are named; of more it is enough to know how many."""


def book(files: SiteFiles, today: date) -> Finding:
    """What `book_since` says; a day that has not come, or that relationships here contradict."""
    since = files.firm.book_since
    if since is None:
        return _found("not set: relationships that ended are taken to be all here")
    if since > today:
        return _found(
            since.isoformat(),
            Mark.WRONG,
            "has not come; write the day since when relationships that ended are in these files",
        )
    before = [r.name for r in files.relationships if r.ended is not None and r.ended < since]
    if not before:
        return _found(since.isoformat())
    named = ", ".join(before[:_MOST]) + (f" and {len(before) - _MOST} more" * (len(before) > _MOST))
    return _found(
        f"{since.isoformat()}; ended before and in no figure: {named}",
        Mark.NOTE,
        "write an earlier day, if all that ended since then are here",
    )


def _found(value: str, mark: Mark = Mark.OK, remedy: str = "") -> Finding:
    return Finding(
        group="in force",
        name="book since",
        value=value,
        source=f"{FIRM}: book_since",
        mark=mark,
        remedy=remedy,
        code=2,
    )
