"""What lies below a folder, by place: thousands of files in a moment. Knows no contents."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path) -> Iterator[str]:
    """The place of every file and link below `folder`, with slashes, in no order.

    A link is named and not followed, wherever it leads. Nothing where there is no such folder.
    """
    open_ones = [("", str(folder))] if folder.is_dir() else []
    while open_ones:
        before, here = open_ones.pop()
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    open_ones.append((f"{before}{entry.name}/", entry.path))
                else:
                    yield before + entry.name


def is_plain(path: Path | str) -> bool:
    """Whether it is there and a file of its own: no link, no folder, nothing that is waited for."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False
