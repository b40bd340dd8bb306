"""A PDF under a passphrase: AES-256, nothing readable without it, everything with it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from app.sealing.locked_pdf import locked_pdf

WORDS = "amber basil cedar"


@pytest.fixture(scope="module")
def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": "Northlight Foods"})
    plain = BytesIO()
    writer.write(plain)
    assert b"Northlight" in plain.getvalue()
    return locked_pdf(plain.getvalue(), WORDS)


def test_it_opens_with_the_passphrase_and_keeps_what_it_was(locked: bytes) -> None:
    reader = PdfReader(BytesIO(locked))
    assert reader.is_encrypted
    assert not reader.decrypt("amber basil")
    assert reader.decrypt(WORDS)
    assert len(reader.pages) == 1
    assert reader.metadata is not None and reader.metadata.title == "Northlight Foods"


def test_its_cipher_is_aes_256_and_its_title_is_not_to_be_read(locked: bytes) -> None:
    encryption: Any = PdfReader(BytesIO(locked)).trailer["/Encrypt"].get_object()
    assert (encryption["/V"], encryption["/R"]) == (5, 6)
    assert encryption["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    assert b"Northlight" not in locked
