"""The live survey under waitress, and a real Chromium to read it with."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from waitress.server import create_server

from tests.browsers import real_browser
from tests.web.respondent import Survey

ELSEWHERE = "pages.example.com"
"""Leads to this machine without being its own name, so that plain http is not trusted."""
FLAGS = (
    f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=real_browser(), args=list(FLAGS))
        yield launched
        launched.close()


class Served(Survey):
    """The survey at an address of this machine."""

    address = ""

    @property
    def url(self) -> str:
        return f"{self.address}{self.link()}"


def _until_closed(server: Any) -> None:
    with suppress(OSError):  # closed by another thread while it waits
        server.run()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    survey = Served(tmp_path)
    server = create_server(survey.app, host="127.0.0.1", port=0, threads=4)
    survey.address = f"http://127.0.0.1:{getattr(server, 'effective_port')}"  # noqa: B009 - untyped
    thread = threading.Thread(target=_until_closed, args=(server,))
    thread.start()
    yield survey
    server.close()
    thread.join(timeout=10)
