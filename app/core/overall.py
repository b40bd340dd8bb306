"""What all counterparts of a wave say of two standard questions: CSAT and NPS over the firm.

Counts of answers say more than means: where a relationship may not show its own counts, its people
are in these only together with enough others of the kind. Knows protected cells.
"""

from __future__ import annotations

from app.core.cells import Cell, counts_may_show
from app.core.context import FirmContext
from app.core.known import Unknown
from app.core.pool import FEWEST_PEOPLE, FEWEST_RELATIONSHIPS
from app.core.proportions import Csat, Nps, csat, nps
from app.core.survey import Perspective, Role, Scale
from app.core.wave import Privacy

_THEIRS = Perspective.COUNTERPART


def satisfied_of(context: FirmContext) -> Csat | Unknown | None:
    """CSAT over all who were asked on five labelled points; None where nobody was."""
    found = _answers(context, Role.SATISFACTION, (1, 5), counts_shown=True)
    return None if found is None else csat(*found)


def recommend_of(context: FirmContext) -> Nps | Unknown | None:
    """NPS over all who were asked on 0 to 10; None where nobody was."""
    found = _answers(context, Role.RECOMMENDATION, (0, 10), counts_shown=False)
    return None if found is None else nps(*found)


def _answers(
    context: FirmContext, role: Role, ends: tuple[int, int], *, counts_shown: bool
) -> tuple[tuple[float, ...], Scale] | None:
    """Every answer that may be counted; `counts_shown`: whether pages show a group's own counts.

    What is left of a count over the firm after subtracting the counts on pages is about those
    without one: nobody, or ten people of two relationships.
    """
    privacy = context.opened.wave.privacy(_THEIRS)
    open_cells: list[Cell] = []
    closed: list[Cell] = []
    scale: Scale | None = None
    for frozen in context.opened.relationships:
        side = context.sides.get((frozen.slug, _THEIRS))
        for item in context.opened.survey(frozen.survey).asked(_THEIRS, context.opened.wave.form):
            if item.role is not role or item.scale is None:
                continue
            if (item.scale.minimum, item.scale.maximum) != ends or not item.scale.averaged:
                continue
            scale = item.scale
            cell = side.cells.get(item.id) if side is not None else None
            if cell is None or not cell.n:
                continue
            told = counts_may_show(cell, privacy) and (counts_shown or privacy is Privacy.NAMED)
            (open_cells if told else closed).append(cell)
    if scale is None:
        return None
    enough = sum(cell.n for cell in closed) >= FEWEST_PEOPLE and (
        len(closed) >= FEWEST_RELATIONSHIPS
    )
    counted = [*open_cells, *(closed if enough else ())]
    return tuple(value for cell in counted for value in cell.values), scale
