"""Letters as files for somebody to send: drafts for a mail program, or texts to paste.

They lie in a folder of their own, where only what is due now stays: a draft of an earlier run to
somebody who may not be written to any more is taken away.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from app.errors import StoreError
from app.post.invitations import Ready

ENDINGS = (".eml", ".txt")


def draft_name(ready: Ready) -> str:
    """The name of its file, without an ending: the same for the same letter."""
    relationship, perspective, respondent = ready.recipient.key
    return f"{relationship or 'several'}-{perspective.value}-{respondent}"


def paste_text(ready: Ready) -> bytes:
    """A letter to copy from: to whom, the subject, the text."""
    head = f"{ready.recipient.name} <{ready.recipient.email}>\n{ready.written.subject}\n\n"
    return (head + ready.written.text).encode("utf-8")


def write_drafts(folder: Path, ending: str, drafts: Iterable[tuple[str, bytes]]) -> int:
    """Writes the files, each for its owner alone. Returns how many.

    Not waited for on the disk: after a power cut they are made again, the same. Raises StoreError.
    """
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in drafts:
            path = folder / f"{name}{ending}"
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            written += 1
    except OSError as error:
        raise StoreError(
            f"{folder}: a letter could not be written ({error.strerror}); close what has it open, "
            "and run the same command again"
        ) from error
    return written


def take_away_others(folder: Path, names: Collection[str]) -> None:
    """Drafts and texts of an earlier run whose files are not among these. Raises StoreError."""
    try:
        for path in folder.glob("*"):
            if path.suffix in ENDINGS and path.name not in names:
                path.unlink()
    except OSError as error:
        raise StoreError(
            f"{folder}: an old draft could not be taken away ({error.strerror}); close what has "
            "it open, and run the same command again"
        ) from error
