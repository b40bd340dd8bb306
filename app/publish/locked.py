"""Printed sheets under a passphrase, for e-mail: copies beside what else is to be sent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.sealing.locked_pdf import locked_pdf
from app.settings import Site
from app.store import disk
from app.store.kept_apart import kept_apart


def lock_sheets(site: Site, printed: Iterable[Path], passphrase: str) -> tuple[Path, ...]:
    """Writes a locked copy of each PDF below `send/locked/`; pages to print by hand have none.

    Raises StoreError when one cannot be written.
    """
    made = []
    kept_apart(site, site.send)
    for path in printed:
        if path.suffix == ".pdf":
            target = site.send / "locked" / path.relative_to(site.print)
            disk.write_atomically(target, locked_pdf(path.read_bytes(), passphrase))
            made.append(target)
    return tuple(made)
