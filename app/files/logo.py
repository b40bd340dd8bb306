"""The firm's logo: a picture beside `firm.md`, checked before it goes onto any page.

A PNG or JPEG by its first bytes and its size; an SVG element by element, because it can run scripts
and ask for files. What comes out holds drawing and nothing else.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from app.core.firm import Logo
from app.files.problems import Problems

MOST_BYTES = 200_000
MOST_PIXELS = 4_000
"""Wide and high: a small file may hold a picture that fills the memory."""
MOST_ELEMENTS = 2_000
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWING = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "title",
        "desc",
        "defs",
        "clipPath",
        "linearGradient",
        "radialGradient",
        "stop",
    ]
)
_SAID = frozenset(
    [
        "id",
        "d",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "width",
        "height",
        "viewBox",
        "points",
        "transform",
        "offset",
        "preserveAspectRatio",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "clipPathUnits",
        "version",
        "fill",
        "fill-rule",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-opacity",
        "opacity",
        "clip-path",
        "clip-rule",
        "stop-color",
        "stop-opacity",
        "color",
        "display",
        "visibility",
    ]
)
_INSIDE = re.compile(r"url\(#[\w-]+\)")
"""The only address: a gradient or clipping path of the picture itself."""


def read_logo(content: Path, name: str, problems: Problems) -> Logo | None:
    """The logo that `firm.md` names, or None for none; adds a problem for one that cannot be."""
    if not name:
        return None
    path = content / name
    try:
        data = path.read_bytes() if path.is_file() else None
    except OSError as error:
        problems.add(path, "", f"cannot be read ({error.strerror})", "check who may read it")
        return None
    if data is None:
        problems.add(
            content / "firm.md",
            "logo",
            f"there is no {name}",
            "put it beside firm.md, or take it out",
        )
        return None
    try:
        if len(data) > MOST_BYTES:
            raise ValueError(f"has {len(data)} bytes; a logo has at most {MOST_BYTES}")
        return _svg(data) if path.suffix == ".svg" else _picture(data, path.suffix)
    except ValueError as error:
        problems.add(path, "", str(error), "export it as a small PNG, or as plain SVG shapes")
        return None


def _picture(data: bytes, suffix: str) -> Logo:
    if suffix == ".png":
        end = b"IEND"
        if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 33:
            raise ValueError("is no PNG, whatever its name says")
        width, height = struct.unpack(">II", data[16:24])
    else:
        end = b"\xff\xd9"
        if data[:3] != b"\xff\xd8\xff":
            raise ValueError("is no JPEG, whatever its name says")
        width, height = _of_jpeg(data)
    if end not in data[-64:]:
        # A browser would show its upper half; a brief would not be printed at all.
        raise ValueError("is cut off: its end is missing")
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise ValueError(f"is {width} by {height} points; at most {MOST_PIXELS} each way")
    return Logo(media="image/png" if suffix == ".png" else "image/jpeg", data=data)


def _of_jpeg(data: bytes) -> tuple[int, int]:
    """Width and height, from the frame header."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        # SOF0 to SOF15, without the tables that share their numbers.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    raise ValueError("is no JPEG that says how large it is")


def _svg(data: bytes) -> Logo:
    # Without a document type there are no entities, which could grow or read files.
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", data, re.IGNORECASE) or b"\x00" in data:
        raise ValueError("has a document type of its own, which a logo needs not")
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ValueError(f"is no SVG that can be read: {error}") from error
    if root.tag != f"{_SVG}svg":
        raise ValueError("is no SVG, whatever its name says")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise ValueError(f"has more than {MOST_ELEMENTS} shapes")
    for element in _drawn(root, 0):
        for child in [c for c in element if not c.tag.startswith(_SVG)]:
            # Notes of the program it was drawn with.
            element.remove(child)
        for name in list(element.attrib):
            if name.startswith("{"):
                _refuse_link(name)
                del element.attrib[name]
    ElementTree.register_namespace("", _SVG.strip("{}"))
    return Logo(media="image/svg+xml", data=ElementTree.tostring(root))


def _drawn(element: ElementTree.Element, depth: int) -> Iterator[ElementTree.Element]:
    if depth > 40:
        raise ValueError("is nested too deeply")
    tag = element.tag.removeprefix(_SVG)
    if tag not in _DRAWING:
        raise ValueError(f"holds <{tag[:30]}>, and a logo is drawn of shapes alone")
    for name, value in element.attrib.items():
        if name.startswith("{"):
            continue
        if name not in _SAID:
            raise ValueError(f"says {name[:30]} of <{tag}>, which is not taken over")
        if re.search(r"url\(|:\s*//|\\", value, re.IGNORECASE) and not _INSIDE.fullmatch(value):
            raise ValueError(f"leads outside, in {name} of <{tag}>")
    yield element
    for child in list(element):
        if child.tag.startswith(_SVG):
            yield from _drawn(child, depth + 1)


def _refuse_link(name: str) -> None:
    if name.endswith("}href"):
        raise ValueError("holds a link, and a logo is drawn of shapes alone")
