"""A shorter way to fonts that hold a sheet's own letters only, for WeasyPrint 70.

It names an array type by its length eight times a sheet, and cffi has a C parser read every name it
has not seen: 4 ms each, a seventh of a sheet in a process that is forked for it. An array type
without a length is read once, and takes the same values. Knows WeasyPrint's inside, and nothing
else does; without this module the same bytes are printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from weasyprint.pdf import fonts

_LENGTH = re.compile(r"\[\d+\]$")


class _Arrays:
    """cffi, but for arrays: those are as long as what is put into them."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)

    def new(self, kind: str, values: Any = None) -> Any:
        """What cffi's own `new` gives for it."""
        if isinstance(values, Sequence) and not isinstance(values, str | bytes):
            kind = _LENGTH.sub("[]", kind)
        return self._ffi.new(kind, values)


def shorten() -> None:
    """Once per process, before anything is printed; a second time changes nothing."""
    if not isinstance(fonts.ffi, _Arrays):
        fonts.ffi = _Arrays(fonts.ffi)
