"""How far apart: the two sides in their class, one side among itself, and the silent from the rest.

Made of scores and cells that are already protected, so that nothing here says more than they do.
"""

from __future__ import annotations

from app.core.agreement import Agreement, agreement, within_group_agreement
from app.core.cells import Cell
from app.core.context import FirmContext
from app.core.gaps import ClassifiedGap, SideOfGap, classify
from app.core.known import Known, Unknown
from app.core.nonresponse import Bounds, bounds
from app.core.one_voice import OneOut, leave_one_out
from app.core.review import Among, Score
from app.core.rounding import rounded
from app.core.survey import Perspective, Scale
from app.core.wave import FrozenRelationship, Privacy


def side_of_gap(
    score: Score,
    context: FirmContext,
    frozen: FrozenRelationship,
    perspective: Perspective,
    key: str,
    scale: Scale,
) -> SideOfGap | None:
    """One side as the class sees it; None for a score that is only known to lie at an end."""
    if score.bound is not None:
        return None
    known = context.steadied.get((perspective, frozen.survey, key), {})
    return SideOfGap(
        n=score.n or 0,
        mean=score.value,
        spread=context.spread(perspective, key, scale).value,
        steadied=known.get(frozen.slug),
    )


def gap_class(
    own: SideOfGap | None, theirs: SideOfGap | None, scale: Scale
) -> ClassifiedGap | None:
    """The gap's class, from nothing but scores that are shown as plain numbers."""
    found = classify(own, theirs, scale) if own is not None and theirs is not None else None
    return found if isinstance(found, ClassifiedGap) else None


def bounds_of(score: Score, invited: int, scale: Scale) -> Bounds | None:
    """Worth saying where few answered; made of the mean that is shown, and of no answers."""
    if score.value is None or score.bound is not None or not score.n:
        return None
    found = bounds((score.value,) * score.n, invited or None, scale)
    return found if isinstance(found, Bounds) and found.worth_saying else None


def _quietly(found: Known | Unknown, quiet: bool) -> Known | Unknown:
    return Known(value=round(found.value, 2)) if quiet and isinstance(found, Known) else found


def without_one(cell: Cell | None, scale: Scale, privacy: Privacy) -> OneOut | None:
    """The mean without the one answer that moves it most; nothing where it must not be told."""
    found = leave_one_out(cell.values, scale, privacy) if cell is not None else None
    return found if isinstance(found, OneOut) else None


def among(cell: Cell | None, scale: Scale, privacy: Privacy) -> Among | None:
    """How far apart people are; a confidential side's ends are single people's and not told."""
    found = agreement(cell.values, scale, privacy) if cell is not None else None
    if not isinstance(found, Agreement) or cell is None:
        return None
    quiet = privacy is Privacy.CONFIDENTIAL
    deviation = found.average_deviation
    return Among(
        n=found.n,
        average_deviation=rounded(deviation) if quiet else deviation,
        split=found.split,
        within=_quietly(within_group_agreement(cell.values, scale, privacy), quiet),
        lowest=None if quiet else min(cell.values),
        highest=None if quiet else max(cell.values),
    )
