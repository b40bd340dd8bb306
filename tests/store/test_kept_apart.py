"""What is made in clear is for its owner alone, without closing the folder that a host reads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.settings import Site
from app.store.kept_apart import kept_apart


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a person's folders apart by itself")
def test_a_folder_of_letters_is_made_or_tightened_and_the_one_above_stays_open(
    tmp_path: Path,
) -> None:
    site = Site(tmp_path)
    assert kept_apart(site, site.send) == site.send
    assert site.send.stat().st_mode & 0o777 == 0o700
    assert site.build.stat().st_mode & 0o055 == 0o055
    site.send.chmod(0o755)
    kept_apart(site, site.send)
    assert site.send.stat().st_mode & 0o777 == 0o700
