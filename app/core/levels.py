"""What counts as high and as low, on a scale of any points."""

from __future__ import annotations

from app.core.survey import Scale

HIGH, LOW = 7.0, 6.0
"""From HIGH on a score is high, below LOW it is low: points of 0–10."""


def on_ten(value: float, scale: Scale) -> float:
    """A score of any scale on 0–10, for comparing it with a threshold."""
    return 10 * (value - scale.minimum) / scale.width
