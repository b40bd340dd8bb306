"""A cell: the people's values for one score of one side of one relationship, or nothing.

Knows values and what a small group may show of them; which cells are hidden is decided in
`protection`, before anything is pooled, averaged or compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from app.core.survey import Scale
from app.core.wave import Privacy

SMALL = 5
"""Below this a confidential group shows no distribution, range or mean at an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The people's values for one score. A hidden cell holds no values."""

    values: tuple[float, ...] = ()
    """Scale points, one a person."""
    hidden: bool = False

    @property
    def n(self) -> int:
        return len(self.values)


def at_an_end(values: tuple[float, ...], scale: Scale) -> bool:
    """Whether a mean is so near an end that it says what every single person chose.

    Within a twentieth of the scale: on 0–10 "9.5 or more" and "0.5 or less".
    """
    return near_an_end(fsum(values) / len(values), scale)


def near_an_end(mean: float, scale: Scale) -> bool:
    """The same of a mean that is known already."""
    margin = scale.width / 20
    return mean >= scale.maximum - margin or mean <= scale.minimum + margin


def counts_may_show(cell: Cell, privacy: Privacy) -> bool:
    """Whether the answers per point may stand on a page."""
    return not cell.hidden and cell.n > 0 and (privacy is Privacy.NAMED or cell.n >= SMALL)
