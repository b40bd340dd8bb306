"""Kill -9 in the middle of real posts loses nothing that was acknowledged.

Two hundred kills here; ten thousand by hand: `python -m tests.faults.kills 10000`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.kills import run


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")
def test_no_acknowledged_answer_is_lost_to_a_kill(tmp_path: Path) -> None:
    outcome = run(tmp_path, 200)
    assert outcome.lost == 0
    assert outcome.acknowledged > 100
    assert outcome.in_flight > 100
