"""What a build has to say beside its counts: waves still open, figures that stay.

Made of what was compiled, and kept with the build, so that one with nothing to do says the same.
"""

from __future__ import annotations

from app.publish.load import Compiled
from app.publish.manifest import Notes
from app.publish.sheets import in_dispute


def notes_of(compiled: Compiled) -> Notes:
    """Everything that the last lines of a build tell."""
    kept: dict[str, list[str]] = {}
    for review in compiled.reviews:
        if any(side.kept_from is not None for side in review.sides):
            kept.setdefault(review.wave, []).append(review.name)
    newest = compiled.portfolios[0] if compiled.portfolios else None
    planned = [wave.id for wave in compiled.files.waves if wave.closes >= compiled.as_of]
    return Notes(
        open_waves=tuple(
            (portfolio.wave, portfolio.closes)
            for portfolio in compiled.portfolios
            if any(not row.compiled for row in portfolio.rows)
        ),
        kept=tuple((wave, tuple(names)) for wave, names in kept.items()),
        newest=(newest.wave, newest.closes) if newest is not None else None,
        planned=planned[0] if planned else "",
        without_copy=in_dispute(compiled),
        paper=compiled.files.firm.paper.value,
    )
