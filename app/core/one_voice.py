"""How much one person moves a mean: "without the lowest answer it would be 8.0".

Knows the answers of one named group, and nothing of confidential ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from statistics import fmean

from app.core.known import TOLERANCE, Unknown, Why
from app.core.survey import Scale
from app.core.wave import Privacy

ONE_VOICE_ABOVE = 1.0
"""Points of 0–10 by which one person moves the mean."""
FEWEST_TO_LEAVE_ONE_OUT = 3


class LeftOut(StrEnum):
    LOWEST = "lowest"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOut:
    """The mean without the one answer that moves it most."""

    mean: float
    left_out: LeftOut
    answer: float
    """The one left out, scale points."""
    without: float
    """The mean of the others."""
    swing: float
    """|without − mean|, scale points."""
    one_voice: bool


def leave_one_out(values: Sequence[float], scale: Scale, privacy: Privacy) -> OneOut | Unknown:
    """The mean without the answer furthest from it, high or low; of equals the lower one.

    Named sides alone: beside the mean this gives the answer away. From three answers on: of two,
    leaving one out is only the other. "One voice" above a swing of a tenth of the scale. The
    influence of one case, as in Cook, Technometrics 19 (1977) 15–18. ALL_EQUAL without any.
    """
    if privacy is Privacy.CONFIDENTIAL:
        return Unknown(why=Why.CONFIDENTIAL)
    if len(values) < FEWEST_TO_LEAVE_ONE_OUT:
        return Unknown(why=Why.TOO_FEW_ANSWERS)
    mean, lowest, highest = fmean(values), min(values), max(values)
    if lowest == highest:
        return Unknown(why=Why.ALL_EQUAL)
    high = highest - mean > mean - lowest + TOLERANCE
    answer = highest if high else lowest
    without = (fsum(values) - answer) / (len(values) - 1)
    swing = abs(without - mean)
    return OneOut(
        mean=mean,
        left_out=LeftOut.HIGHEST if high else LeftOut.LOWEST,
        answer=answer,
        without=without,
        swing=swing,
        one_voice=swing > ONE_VOICE_ABOVE * scale.width / 10 + TOLERANCE,
    )
