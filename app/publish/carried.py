"""What stands in a built folder and no build made: a host's files, somebody's notes. It stays.

The marker lists what a build made; all else is moved on into the folder of the next build, by
renames, so that at any moment it is in one of the two. Whoever comes next finishes it. Knows
folders and the marker; knows nothing of pages.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from app.errors import PublishError
from app.publish.held import move

MARKER = ".made-by-build.json"
"""Stands in every folder that a build made and may replace."""
_OF_THE_SYSTEM = (MARKER, ".DS_Store", "Thumbs.db", "desktop.ini")
"""What file managers leave behind and make again is no one's."""
OF_HOSTS = (".git", ".gitattributes", ".gitignore", ".well-known", "CNAME", "_redirects")
"""What may stand in an upload beside what is sealed: hosts are told by it where a site is."""


def refuse_unsealed(upload: Path) -> None:
    """Raises PublishError naming what somebody put into the upload: it would go out in clear."""
    for place in not_ours(upload):
        if place not in OF_HOSTS:
            raise PublishError(
                f"{upload / place}: was not made by a build and is not sealed, and all of this "
                "folder is uploaded; move it away, then run build again"
            )


def listed(folder: Path) -> frozenset[str]:
    """The places of the files that a build made there; none for a folder without a marker.

    Raises PublishError for a marker that cannot be read.
    """
    marker = folder / MARKER
    try:
        return frozenset(map(str, json.loads(marker.read_bytes())["files"]))
    except FileNotFoundError:
        return frozenset()
    except (ValueError, KeyError, TypeError) as error:
        raise PublishError(
            f"{marker}: does not say which files a build made; move the folder away, then run "
            "build again"
        ) from error


def carry_over(source: Path, target: Path) -> None:
    """Moves what no build made from one built folder into the one that took its place.

    Raises PublishError naming what is held, or what would be written over; what was moved by then
    stays moved.
    """
    if not (source / MARKER).is_file() or not target.is_dir():
        return
    places = tuple(not_ours(source))
    _refuse_twice(source, places, target)
    for place in places:
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        move(source / place, target / place)


def not_ours(folder: Path) -> Iterator[str]:
    """Places of files and of whole folders that hold nothing a build made, in no order."""
    made = listed(folder)
    folders = {place[:end] for place in made for end, letter in enumerate(place) if letter == "/"}
    if folder.is_dir():
        yield from _below(folder, "", made, folders)


def _below(
    folder: Path, before: str, made: Collection[str], folders: Collection[str]
) -> Iterator[str]:
    with os.scandir(folder / before) as entries:
        for entry in entries:
            place = before + entry.name
            if place in folders and entry.is_dir(follow_symlinks=False):
                yield from _below(folder, f"{place}/", made, folders)
            elif place not in made and entry.name not in _OF_THE_SYSTEM:
                yield place


def refuse_in_the_way(source: Path, target: Path) -> None:
    """Raises PublishError naming a file of `source` that no build made, in whose place `target` has
    one.
    """
    _refuse_twice(source, not_ours(source), target)


def _refuse_twice(source: Path, places: Iterable[str], target: Path) -> None:
    for place in places:
        if os.path.lexists(target / place):
            raise PublishError(
                f"{source / place}: was not made by a build, and a build makes {target / place}; "
                "move yours away, then run build again"
            )
