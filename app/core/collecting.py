"""Puts off Python's search for garbage in cycles while a great many objects are made that all stay.

Changes no result. Knows nothing of what is made.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """What is made inside is all kept and in no cycles: looking through it took two fifths of the
    time. Later searches leave it out as well. Switched back as it was found, whatever happens
    inside.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
