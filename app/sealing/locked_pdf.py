"""A PDF that opens with a passphrase in any reader: AES-256 as in PDF 2.0 (revision 6).

For what leaves by e-mail. Readers without the passphrase may do nothing; with it everything. Each
time other bytes. Knows PDFs as bytes; the only importer of pypdf in the program.
"""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader, PdfWriter


def locked_pdf(pdf: bytes, passphrase: str) -> bytes:
    """The same document, tags, title and language included, under a passphrase."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    # One passphrase for reader and owner: nobody is let in halfway.
    writer.encrypt(user_password=passphrase, owner_password=passphrase, algorithm="AES-256")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
