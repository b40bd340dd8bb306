"""Where the folders of one site are, and the program's own constants.

Knows paths and the version. Must not know what stands in any file, and reads nothing at import.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

VERSION = "0.1.0"
FORMAT = 1
"""The format of the files a firm writes (`format = 1` in `content/firm.md`)."""

PROGRAM = Path(__file__).resolve().parent.parent
"""The folder that holds `build.py`, the sample firm and the example surveys."""


@dataclass(frozen=True, slots=True)
class Site:
    """The folders of one firm's site. `root` holds `content/` and `surveys/`."""

    root: Path
    """Absolute."""
    made_in: Path | None = None
    """Where `instance/` and `build/` go, when not beside `content/` (the demo)."""

    @property
    def _made(self) -> Path:
        return self.made_in or self.root

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def surveys(self) -> Path:
        return self.root / "surveys"

    @property
    def instance(self) -> Path:
        """Private: the store, opened waves, keys."""
        return self._made / "instance"

    @property
    def build(self) -> Path:
        """Everything that is made: pages, briefs, letters."""
        return self._made / "build"

    @property
    def open_pages(self) -> Path:
        """Unsealed pages: to look at, not for a public host."""
        return self.build / "open"

    @property
    def upload(self) -> Path:
        """Sealed: what goes onto a public host."""
        return self.build / "upload"

    @property
    def staged(self) -> Path:
        """Pages in clear that are sealed into `upload`: private, and never looked at there."""
        return self.instance / "built" / "pages"

    @property
    def print(self) -> Path:
        return self.build / "print"

    @property
    def swapped(self) -> tuple[Path, ...]:
        """The folders that a build replaces as wholes."""
        return (self.print, self.open_pages, self.staged, self.upload)

    @property
    def send(self) -> Path:
        return self.build / "send"
