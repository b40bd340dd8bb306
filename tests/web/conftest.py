from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.respondent import Survey


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    return Survey(tmp_path)
