"""The second reader of sealed files, run by the Node that Playwright brings along."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

READER = Path(__file__).with_name("reader.mjs")


class OtherReader:
    """Asks a question a line; `opened` gives what it read, or raises Refused."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def opened(self, **request: Any) -> Any:
        answer = self.said(request)
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer["ok"]

    def said(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found


class Refused(Exception):
    """It did not open."""


@contextmanager
def other_reader() -> Iterator[OtherReader]:
    node: Sequence[str] = compute_driver_executable()[:1]
    process = subprocess.Popen(
        [*node, str(READER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield OtherReader(process)
    finally:
        process.communicate(timeout=20)
