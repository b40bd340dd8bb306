"""A file that somebody names to be written: in a folder that is there, and no folder itself.

A mistyped folder is told and never made: what is private would lie where nobody looks for it.
"""

from __future__ import annotations

from pathlib import Path

from app.cli import wrong_argument
from app.cli.site import absolute


def new_file(path: Path, place: str, such_as: str) -> Path:
    """The whole path. Raises InputError at `place` where no file can be; `such_as` is a name."""
    whole = absolute(path, place)
    if whole.is_dir():
        raise wrong_argument(
            place, f"{path} is a folder", f"name a file in it, such as {path / such_as}"
        )
    folder = whole.parent
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "is not there"
        raise wrong_argument(
            place,
            f"the folder {folder} {what}",
            f"make it first, or name a file in one that is there, such as {such_as}",
        )
    return whole
