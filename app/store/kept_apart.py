"""Folders of what is made that are for their owner alone: prints, open pages, what is to be sent.

What is uploaded stays readable: a host must read it. Knows folders; not what lies in them.
"""

from __future__ import annotations

from pathlib import Path

from app.settings import Site
from app.store.disk import private_folder


def kept_apart(site: Site, folder: Path) -> Path:
    """Makes one below `build/` for its owner alone, or tightens it; `build/` is left as it is.

    Raises StoreError when it cannot.
    """
    site.build.mkdir(parents=True, exist_ok=True)
    return private_folder(folder)
