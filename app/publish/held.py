"""Moving and removing what another program may hold open: a viewer, a sync client, a virus scanner.

Windows refuses both as long as one file is held, often for a moment only. Each is tried a few
times, and then the file is named. Knows folders; must not know what a build is.
"""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.errors import PublishError

PAUSES = (0.1, 0.3, 0.9)
"""Seconds between the tries: a scanner lets go within them, a viewer does not."""


def move(source: Path, target: Path) -> None:
    """Renames a folder to a name that is free. Raises PublishError naming what is held."""
    _patiently(partial(source.replace, target), source)


def remove(place: Path) -> None:
    """Deletes a folder, file or link, if it is there. Raises PublishError naming what is held."""
    if place.is_symlink() or place.is_file():
        _patiently(place.unlink, place)
    elif place.exists():
        _patiently(partial(shutil.rmtree, place), place)


def _patiently(act: Callable[[], object], folder: Path) -> None:
    for pause in (*PAUSES, None):
        try:
            act()
            return
        except OSError as error:
            # Not empty: Windows has taken note of the last deletions and not done them yet.
            if not isinstance(error, PermissionError) and error.errno != errno.ENOTEMPTY:
                raise
            if pause is None:
                raise PublishError(_told(folder, error)) from error
        time.sleep(pause)


def _told(folder: Path, error: OSError) -> str:
    held = held_in(folder)
    if held:
        more = f" (and {len(held) - 1} more here)" if len(held) > 1 else ""
        return (
            f"{held[0]}: another program holds this file{more}; close it in your viewer, or let "
            "your sync client or virus scanner finish, and run the same command again"
        )
    return (
        f"{folder}: cannot be replaced: {error.strerror}; close what shows this folder (a file "
        "manager, a terminal, a sync client), see that you may write there, and run the same "
        "command again"
    )


def held_in(folder: Path) -> list[Path]:
    """The files below a folder, or the file itself, that the system does not let us rename, because
    others hold them.
    """
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    return [path for path in files if path.is_file() and _is_held(path)]


def _is_held(path: Path) -> bool:
    try:
        path.replace(path)  # changes nothing, and is refused where a rename would be
    except PermissionError:
        return True
    return False
