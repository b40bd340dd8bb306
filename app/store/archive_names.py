"""Names that stand in a backup, and where they lead: whoever made it may be nobody of the firm.

A name is taken as it is written or not at all. Knows names and folders; opens nothing.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

PARTS = ("content", "surveys", "instance")
"""The folders of a site that a backup holds."""
_NEVER = ("\\", ":", "\0")
"""Another way to begin a folder or a drive on Windows, and what ends a name for the system."""


def is_of_a_site(name: str) -> bool:
    """Whether it is the name of a file in one of PARTS, whatever system it is written on."""
    path = PurePosixPath(name)
    # "content//etc" and "content/./a" are other names than those that they are read as.
    if str(path) != name or any(letter in name for letter in _NEVER):
        return False
    # Windows takes dots and blanks off the end: "..  " is the folder above.
    return len(path.parts) > 1 and path.parts[0] in PARTS and all(p.strip(". ") for p in path.parts)


def place_in(folder: Path, name: str) -> Path:
    """Where the file of that name is written below `folder`. Raises ValueError for any other."""
    place = folder.joinpath(*PurePosixPath(name).parts)
    if not (is_of_a_site(name) and place.is_relative_to(folder)):
        raise ValueError(f"{name!r} is no file of a site")
    return place
