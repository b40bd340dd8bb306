"""Whether a host has what was built: a downloaded copy against the record of the last upload.

Above all the opening page: whoever changes its script reads what is typed into it. Reads the copy
and the record; needs no passphrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.publish.carried import MARKER
from app.publish.listing import files_below
from app.sealing.sealed_file import digest
from app.store.sealed_pages import Upload

KEPT_BY_HOSTS = ("_headers", ".nojekyll", MARKER)
"""Read by hosts and not handed out: their absence says nothing."""
OPENING = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Paths in the folder, sorted."""

    same: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def is_the_same(self) -> bool:
        return not (self.changed or self.missing or self.added)

    @property
    def opening_changed(self) -> bool:
        """Whether what people type or follow a link into is not ours."""
        return OPENING in self.changed


def compared(copy: Path, built: Upload) -> Compared:
    """What differs between a downloaded folder and what was built."""
    there = {
        place: digest((copy / place).read_bytes())
        for place in files_below(copy)
        if place.partition("/")[0] not in (".git", MARKER) and (copy / place).is_file()
    }
    return Compared(
        same=sum(1 for place, known in built.files.items() if there.get(place) == known),
        changed=tuple(
            sorted(p for p, known in built.files.items() if p in there and there[p] != known)
        ),
        missing=tuple(sorted(set(built.files) - set(there) - set(KEPT_BY_HOSTS))),
        added=tuple(sorted(set(there) - set(built.files) - set(KEPT_BY_HOSTS))),
    )
