"""A module that a child of a test warms; it takes a moment, as a typesetter does."""

from __future__ import annotations

import time


def warm() -> None:
    time.sleep(0.2)
