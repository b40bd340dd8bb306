"""A link as a code to scan, for a letter on paper: an SVG that draws and does nothing else."""

from __future__ import annotations

import base64
from io import BytesIO

import segno


def code_address(link: str) -> str:
    """The code as a `data:` address. A quarter of it may be lost and it still reads."""
    drawn = BytesIO()
    made = segno.make(link, error="q", micro=False, boost_error=False)
    made.save(drawn, kind="svg", border=4, xmldecl=False, svgns=True, dark="#000", light="#fff")
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode("ascii")
