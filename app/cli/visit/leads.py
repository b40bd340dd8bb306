"""Who of ours a contact could talk with instead of the lead: the survey offers it to everyone."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.visit.finding import Finding, Mark
from app.core.letters_after import senior_of
from app.files.site import SiteFiles

_MOST = 5


def leads(files: SiteFiles) -> Iterator[Finding]:
    """Relationships where such a wish would reach the lead alone, or nobody."""
    alone = [
        one.slug
        for one in files.relationships
        if one.ended is None and not senior_of(one, files.firm.principal)
    ]
    if not alone:
        return
    more = f" and {len(alone) - _MOST} more" if len(alone) > _MOST else ""
    yield Finding(
        group="relationships",
        name="talks with others",
        value=f"nobody but the lead at {', '.join(alone[:_MOST])}{more}",
        source="content/relationships/: deputy",
        mark=Mark.NOTE,
        remedy="set deputy = ...: a contact may ask to talk with somebody other than the lead",
    )
