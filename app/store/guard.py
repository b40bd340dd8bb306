"""What can go wrong around the store: folders others can read, and folders that something syncs.

Knows modes, the names of sync clients' folders and the machine's list of mounts.
"""

from __future__ import annotations

import os
from pathlib import Path

from app.store import disk
from app.store.built import FOLDER

_SYNCED = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "nextcloud", "owncloud")
_ICLOUD = "mobile documents"
_NETWORK = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afpfs", "davfs", "glusterfs")


def tighten_all(instance: Path) -> tuple[Path, ...]:
    """Takes away what others may do below `instance/`; returns what was looser. Raises OSError."""
    if not disk.is_folder(instance):
        return ()
    found = [instance] if disk.tighten(instance, 0o700) else []
    for name in disk.names(instance):
        path = instance / name
        if name == FOLDER:
            # Closed as a whole: what builds made in it is theirs, and they are many files.
            found += [path] if disk.tighten(path, 0o700) else []
        elif disk.is_folder(path) and not disk.is_link(path):
            found += tighten_all(path)
        elif disk.is_file(path) and disk.tighten(path, 0o600):
            found.append(path)
    return tuple(found)


def risky_place(instance: Path) -> str:
    """Why this is no good place for answers, for people; empty when nothing is known against it.

    Two writers on two machines, and files that are replaced behind the program's back, are what
    a lock on one machine cannot prevent.
    """
    for part in instance.parts:
        name = part.casefold()
        if name.startswith(_SYNCED) or name == _ICLOUD:
            return (
                f"{instance}: lies in {part}, which copies and replaces files by itself; move the "
                "firm's folder to a plain folder of this machine, and copy backups instead"
            )
    kind = _mounted_as(instance)
    if kind.startswith(_NETWORK):
        return (
            f"{instance}: lies on a network drive ({kind}), where locks may not hold; move the "
            "firm's folder to this machine, and copy backups instead"
        )
    return ""


def _mounted_as(path: Path) -> str:
    """The kind of file system, where the system tells; Linux does."""
    try:
        lines = disk.read(Path("/proc/self/mounts")).decode("utf-8", "replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    best, kind = "", ""
    for line in lines:
        _, point, what, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if os.path.commonpath([point, str(path)]) == point and len(point) >= len(best):
            best, kind = point, what
    return kind
