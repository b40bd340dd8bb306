"""What counts as high, as low and as apart, on a scale of any points."""

from __future__ import annotations

from app.core.known import TOLERANCE
from app.core.survey import Scale

HIGH, LOW = 7.0, 6.0
"""From HIGH on a score is high, below LOW it is low: points of 0–10."""
APART = 1.0
"""Points of 0–10 from which a difference is a topic, and worth a headline."""


def on_ten(value: float, scale: Scale) -> float:
    """A score of any scale on 0–10, for comparing it with a threshold."""
    return 10 * (value - scale.minimum) / scale.width


def is_apart(difference: float | None, scale: Scale) -> bool:
    """Whether two figures lie a point of 0–10 or more apart, either way; scale points.

    Reaching it by subtraction counts as reaching it: 8.2 − 7.2 does.
    """
    if difference is None:
        return False
    return abs(difference) * 10 / scale.width + TOLERANCE >= APART
