"""The sample firm, built once for all tests that look at it."""

import pytest

from app.cli import main
from app.settings import PROGRAM, Site


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    assert main(["demo", "--into", str(folder), "-q"]) == 0
    return Site(PROGRAM, made_in=folder)
