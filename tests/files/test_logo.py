"""The logo: pictures that are what they say, SVG that only draws, and every way of more refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from app.core.firm import Logo
from app.errors import InputError
from app.files.logo import MOST_BYTES, read_logo
from app.files.problems import Problems
from app.files.site import read_site
from app.settings import Site
from tests.site_builder import sample_copy

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
PLAIN = SVG.format('<path d="M1 1h7v7z" fill="#0b4f8a"/>')


def png(width: int = 8, height: int = 8) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\x00" + b"\x7f" * width for _ in range(min(height, 8))))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080008000801011100ffd9")


def read(tmp_path: Path, name: str, data: bytes | str) -> tuple[Logo | None, str]:
    raw = data if isinstance(data, bytes) else data.encode()
    (tmp_path / name).write_bytes(raw)
    problems = Problems(tmp_path)
    found = read_logo(tmp_path, name, problems)
    return found, "\n".join(str(problem) for problem in problems.sorted())


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("logo.png", png(), "image/png"),
        ("logo.jpg", JPEG, "image/jpeg"),
        ("logo.jpeg", JPEG, "image/jpeg"),
        ("logo.svg", PLAIN, "image/svg+xml"),
    ],
)
def test_a_picture_is_taken(tmp_path: Path, name: str, data: bytes | str, media: str) -> None:
    found, said = read(tmp_path, name, data)
    assert said == ""
    assert found is not None
    assert found.media == media


SMUGGLED = (
    "<script>alert(1)</script>",
    '<image href="https://example.org/x.png"/>',
    '<use href="#a"/>',
    '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    "<style>@import 'https://example.org/x.css';</style>",
    '<a href="https://example.org/"><path d="M0 0"/></a>',
    '<path d="M0 0" onload="alert(1)"/>',
    '<path d="M0 0" style="fill: url(https://example.org/x)"/>',
    '<path d="M0 0" fill="url(https://example.org/x.svg#a)"/>',
    '<path d="M0 0" fill="url( \'file:///etc/hostname\' )"/>',
    '<path d="M0 0" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/hostname"/>',
    '<animate attributeName="href" values="https://example.org/"/>',
    '<set attributeName="onload" to="alert(1)"/>',
    "<filter><feImage/></filter>",
    '<text font-family="x">x</text>',
    "<g>" * 50 + "</g>" * 50,
    "<g/>" * 2001,
)


@pytest.mark.parametrize("inside", SMUGGLED)
def test_an_svg_that_could_do_more_than_draw_is_refused(tmp_path: Path, inside: str) -> None:
    found, said = read(tmp_path, "logo.svg", SVG.format(inside))
    assert found is None
    assert "logo.svg" in said
    assert "export it as a small PNG" in said


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.svg", f'<!DOCTYPE svg [<!ENTITY a "aaaa">]>{PLAIN}'),
        ("logo.svg", '<?xml version="1.0"?><html/>'),
        ("logo.svg", "<svg"),
        ("logo.svg", png()),
        ("logo.svg", b""),
        ("logo.png", JPEG),
        ("logo.png", PLAIN),
        ("logo.png", png(100_000, 100_000)),
        ("logo.png", png()[:-30] + b"x" * 70),
        ("logo.jpg", JPEG[:-2] + b"x" * 70),
        ("logo.png", b"\x89PNG\r\n\x1a\n"),
        ("logo.jpg", png()),
        ("logo.jpg", JPEG[:12]),
        ("logo.jpg", JPEG.replace(bytes.fromhex("00080008"), bytes.fromhex("ffffffff"))),
        ("logo.png", png() + b"x" * MOST_BYTES),
    ],
)
def test_what_is_no_small_picture_is_refused(tmp_path: Path, name: str, data: bytes | str) -> None:
    found, said = read(tmp_path, name, data)
    assert found is None
    assert name in said


def test_what_a_drawing_program_notes_is_left_behind(tmp_path: Path) -> None:
    noted = SVG.format(
        '<x:note xmlns:x="urn:x">Jo Example</x:note><path d="M0 0" y:by="Jo" xmlns:y="urn:y"/>'
    )
    found, said = read(tmp_path, "logo.svg", f"<!-- Jo Example -->{noted}")
    assert said == ""
    assert found is not None
    assert b"Jo" not in found.data
    assert b"M0 0" in found.data


def with_logo(site: Site, name: str) -> Site:
    path = site.content / "firm.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("+++\n", f'+++\nlogo = "{name}"\n', 1), encoding="utf-8")
    return site


def test_the_logo_of_a_site_is_read_and_a_missing_one_is_told(tmp_path: Path) -> None:
    site = with_logo(sample_copy(tmp_path), "logo.svg")
    with pytest.raises(InputError) as wrong:
        read_site(site)
    assert "logo: there is no logo.svg" in str(wrong.value)
    (site.content / "logo.svg").write_text(PLAIN, encoding="utf-8")
    assert read_site(site).logo is not None
    # A picture that nobody names is as unknown as before.
    (site.content / "other.png").write_bytes(png())
    with pytest.raises(InputError) as wrong:
        read_site(site)
    assert "other.png" in str(wrong.value)
