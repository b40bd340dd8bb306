"""Work that is made to break a typesetter, found by its name from a process of its own."""

from __future__ import annotations

import mmap
import os
import signal
import time

from app.brief.guard import Limits
from app.brief.pool import Begun, Known, Printed, print_one

HOSTILE = {
    "nested": "<div>" * 500 + "deep",
    "long-table": "<table>" + "<tr><td>x</td><td>y</td></tr>" * 20_000 + "</table>",
    "colspan": '<table><tr><td colspan="1000000000">x</td></tr></table>',
    "huge-type": '<p style="font-size: 1e9px">x</p>',
    "use-bomb": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><defs><g id='a0'>"
    "<rect width='9' height='9'/></g>"
    + "".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 10))
    + "</defs><use href='#a9'/></svg>",
}


def print_hostile(begun: Begun) -> Printed:
    """A usual sheet, or by its name a page that no typesetter likes."""
    html = HOSTILE.get(begun.job.name)
    if html is None:
        return print_one(begun)
    from weasyprint import HTML

    pdf: bytes = HTML(string=html, base_url="font:").write_pdf()
    return Printed(name=begun.job.name, pdf=pdf, known=Known(tries=1, digest=""))


_KEPT: list[mmap.mmap] = []
"""What a piece of work leaves behind in its process: room that is taken and never filled, so that
a machine at work elsewhere is not slowed by it.
"""


PATIENT = Limits(seconds=6.0)
"""For work that must not end by the clock because a machine stands still for a moment."""


def misbehave(how: str) -> str:
    """Does what its name says."""
    if how == "dies":
        os._exit(3)
    if how == "aborts":
        os.abort()
    if how == "hangs":
        time.sleep(60)
    if how == "spins":
        while True:
            pass
    if how == "swells":
        return str(len(bytearray(4 << 30)))
    if how == "keeps half":
        _KEPT.append(mmap.mmap(-1, 600 << 20))
    if how == "kills its parent":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    if how == "raises late":
        time.sleep(PATIENT.seconds * 0.6)
        raise KeyError("the real reason")
    if how == "raises":
        raise KeyError("nobody expected this")
    if how == "prints":
        print("a library talks")
    return how
