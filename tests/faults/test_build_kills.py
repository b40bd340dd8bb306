"""A build killed at any moment leaves one whole build and nobody's file touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.build_kills import trial


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL and process groups are Unix's")
def test_a_reader_finds_one_whole_build_after_every_kill(tmp_path: Path) -> None:
    found = trial(20, tmp_path)
    assert found.kills == 20
    # Otherwise the moments were drawn too late to show anything.
    assert found.while_running >= 5
