"""Means with their likely range, and the differences between them.

Every function takes cells that are already protected. The formulas stand in ARCHITECTURE,
"What the numbers mean"; what a small confidential group may not show of a mean is decided here too.
"""

from __future__ import annotations

from math import sqrt
from statistics import fmean

from app.core.cells import SMALL, Cell, near_an_end
from app.core.nonresponse import LOW_RATE
from app.core.review import Bound, Difference, Missing, Score
from app.core.rounding import rounded
from app.core.spread import Spread
from app.core.student import half_width
from app.core.survey import Scale
from app.core.wave import Privacy

FEW_NAMED = 3
"""Below this a named side's mean is said to rest on few answers; in confidence below `SMALL`."""
WIDE_HALF = 0.15
"""Of the scale: a range that reaches further either way is marked too."""
NOT_ASKED = Score(n=0, missing=Missing.NOT_ASKED)


def side_score(
    cell: Cell | None, scale: Scale, spread: Spread, invited: int, privacy: Privacy
) -> Score:
    """The mean of a cell with its interval, in scale points.

    No interval for one answer (nothing to tell it from) nor when everyone asked answered.
    A confidential score is rounded before anything is derived from it, so that no figure made of
    it can say more; at an end of the scale a small group's mean is only "9.5 or more".
    """
    if cell is None or (cell.n == 0 and not cell.hidden):
        return Score(n=0, missing=Missing.NO_ANSWERS)
    if cell.hidden:
        return Score(n=None, missing=Missing.SUPPRESSED)
    value, bound = shown_mean(cell, scale, privacy)
    few = cell.n < (SMALL if privacy is Privacy.CONFIDENTIAL else FEW_NAMED) or (
        cell.n < LOW_RATE * invited
    )
    if bound is not None:
        return Score(n=cell.n, value=value, bound=bound, few_answers=few)
    if cell.n == 1 or cell.n >= invited:
        return Score(n=cell.n, value=value, few_answers=few)
    half = half_width(spread.value, cell.n, invited, spread.multiplier)
    return Score(
        n=cell.n,
        value=value,
        low=max(float(scale.minimum), value - half),
        high=min(float(scale.maximum), value + half),
        assumed_spread=spread.assumed,
        few_answers=few or spread.assumed or half > WIDE_HALF * scale.width,
    )


def shown_mean(cell: Cell, scale: Scale, privacy: Privacy) -> tuple[float, Bound | None]:
    """The mean of a cell with answers as it may be shown, in scale points."""
    return _as_shown(fmean(cell.values), cell.n, scale, privacy)


def _as_shown(mean: float, n: int, scale: Scale, privacy: Privacy) -> tuple[float, Bound | None]:
    if privacy is Privacy.NAMED:
        return mean, None
    if n < SMALL and near_an_end(mean, scale):
        margin = scale.width / 20
        if mean > (scale.minimum + scale.maximum) / 2:
            return scale.maximum - margin, Bound.AT_LEAST
        return scale.minimum + margin, Bound.AT_MOST
    return rounded(mean), None


def as_shown(cell: Cell, scale: Scale, privacy: Privacy) -> tuple[float, ...]:
    """A cell's values moved so that their mean is the shown one: as far apart, no more exact."""
    mean = fmean(cell.values)
    by = _as_shown(mean, cell.n, scale, privacy)[0] - mean
    return tuple([value + by for value in cell.values])


def difference(minuend: Score, subtrahend: Score) -> Difference:
    """minuend − subtrahend, or the reason why there is none."""
    for reason in (Missing.SUPPRESSED, Missing.HARD_TO_JUDGE):
        if reason in (minuend.missing, subtrahend.missing):
            return Difference(missing=reason)
    if minuend.missing is Missing.NOT_ASKED or subtrahend.missing is Missing.NOT_ASKED:
        return Difference(missing=Missing.NOT_ASKED)
    if minuend.value is None and subtrahend.value is None:
        return Difference(missing=Missing.NO_ANSWERS)
    if minuend.value is None or subtrahend.value is None:
        return Difference(missing=Missing.ONE_SIDED)
    if minuend.bound or subtrahend.bound:
        return Difference(missing=Missing.AT_THE_END)
    return Difference(value=minuend.value - subtrahend.value)


def gap(
    own: Score,
    counterpart: Score,
    scale: Scale,
    spreads: tuple[Spread, Spread],
    invited: tuple[int, int],
) -> Difference:
    """Self − counterpart with its interval (2.6); pairs are (self, counterpart).

    Var = s²(1/n)(1 − n/N) summed over the sides; the multiplier is that of the smaller df, and
    1.96 where a spread is assumed, whichever is wider. Clipped to what the scale allows.
    """
    plain = difference(own, counterpart)
    if plain.value is None or not own.n or not counterpart.n:
        return plain
    if own.n == 1 or counterpart.n == 1:
        # One voice has no range of its own and one side alone cannot lend it.
        return plain
    halves = [
        half_width(spread.value, n, max(n, of), 1.0)
        for spread, n, of in zip(spreads, (own.n, counterpart.n), invited, strict=True)
    ]
    width = max(spread.multiplier for spread in spreads) * sqrt(sum(h * h for h in halves))
    if width == 0:
        return plain
    return Difference(
        value=plain.value,
        low=max(-float(scale.width), plain.value - width),
        high=min(float(scale.width), plain.value + width),
    )
