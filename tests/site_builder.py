"""A firm's folder on disk for tests, small and valid, and the links of a wave opened in it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from app.cli.opening import keep_wave, wave_to_open
from app.core.wave import Invitation, OpenedWave
from app.files.site import read_site
from app.sealing.links import link_token, new_key
from app.settings import PROGRAM, Site
from app.store.keys import kept_key
from app.store.waves import read_opened

OPENED = date(2026, 10, 5)


def sample_copy(root: Path, *, real: bool = True) -> Site:
    """The sample firm's files in a folder of their own; `real` lets its waves be invited."""
    for folder in ("content", "surveys"):
        shutil.copytree(PROGRAM / folder, root / folder)
    firm = root / "content/firm.md"
    if real:
        text = firm.read_text("utf-8").replace("sample = true", "sample = false")
        firm.write_text(text, encoding="utf-8")
    return Site(root)


def with_open_wave(root: Path, wave: str = "2026") -> tuple[Site, OpenedWave]:
    """The sample firm with one wave opened on its first day."""
    site = sample_copy(root)
    keep_wave(site, wave_to_open(read_site(site), wave, OPENED))
    return site, read_opened(site.instance, wave)


def link_of(site: Site, opened: OpenedWave, invitation: Invitation) -> str:
    """The path of a personal link."""
    return f"/s/{link_token(kept_key(site.instance, 'links', new_key), opened.id, invitation)}"
