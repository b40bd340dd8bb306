"""What tests need of this machine beside Python: a real browser, and Java for the HTML checker."""

from __future__ import annotations

import os

import pytest

from app import system


def real_browser() -> str:
    """Its path. Skips the test without one, and fails it where CI set the machine up."""
    found = system.browser()
    if found is None and os.environ.get("CI"):
        pytest.fail("CI has no browser: the set-up of `build.py test` did not do its part")
    if found is None:
        pytest.skip("no browser on this machine; `build.py test` installs one as root")
    return found


def real_java() -> str:
    """Its path. Skips the test without one, and fails it where CI set the machine up."""
    found = system.java()
    if found is None and os.environ.get("CI"):
        pytest.fail("CI has no Java: the set-up of `build.py test` did not do its part")
    if found is None:
        pytest.skip("no Java on this machine; `build.py test` installs one as root")
    return found
