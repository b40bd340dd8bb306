"""The code on a printed letter: a drawing with a quiet border, the same each time."""

from __future__ import annotations

import base64
from xml.etree import ElementTree

from app.post.qr import code_address

LINK = "https://answers.example.com/s/" + "a2" * 16


def svg(link: str) -> bytes:
    head, _, data = code_address(link).partition(",")
    assert head == "data:image/svg+xml;base64"
    return base64.b64decode(data)


def test_it_only_draws_and_is_the_same_each_time() -> None:
    assert svg(LINK) == svg(LINK)
    assert svg(LINK) != svg(f"{LINK}b")
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg(LINK)).iter()}
    assert tags <= {"svg", "path", "g"}


def test_it_has_the_border_that_readers_need() -> None:
    root = ElementTree.fromstring(svg(LINK))
    dark = [e for e in root.iter() if e.get("stroke") == "#000"]
    (path,) = dark
    assert (path.get("d") or "").startswith("M4 4.5")
