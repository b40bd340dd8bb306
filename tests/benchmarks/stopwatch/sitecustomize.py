"""Times the parts of a build inside the whole, unchanged `build.py` and all its workers.

Python imports a module of this name when it starts, if its folder is in PYTHONPATH. With
BOTH_SIDES_STOPWATCH naming a file, each call of what PARTS lists adds a line there: process, part,
start and end (seconds of a clock that all processes share), processor seconds, and the most memory
the process had held by then, in MB. Of calls within calls the outermost counts.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

PARTS = {
    "app.publish.built": {"nothing_to_do": "looking"},
    "app.cli.passphrase": {"unlock_or_start": "unlocking"},
    "app.files.site": {"read_site": "reading"},
    "app.publish.inputs": {"inputs_of": "digests", "program_of": "digests"},
    "app.publish.load": {"compile_site": "compiling"},
    "app.publish.sheets": {"planned_sheets": "planning", "for_the_table": "planning"},
    "app.publish.print": {"print_sheets": "printing"},
    "app.publish.pages": {"write_pages": "pages", "inspect_site": "inspecting"},
    "app.publish.private_words": {"private_words": "sealing"},
    "app.publish.upload": {"make_upload": "sealing"},
    "app.publish.calendars": {"write_calendars": "calendars"},
    "app.publish.swap": {"mark": "swapping", "swap_in": "swapping"},
    "app.publish.manifest": {"read_manifest": "manifest", "write_manifest": "manifest"},
    "weasyprint": {
        "HTML.__init__": "WeasyPrint",
        "CSS.__init__": "WeasyPrint",
        "HTML.render": "WeasyPrint",
        "Document.write_pdf": "WeasyPrint",
    },
}
"""Module → name in it → part. A name that has gone is noted as the part "gone: …"."""
WHOLE = "whole process"

_running: list[str] = []


def peak() -> float:
    """MB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / 1024 / (1024 if sys.platform == "darwin" else 1)


def note(part: str, start: float, processor: float) -> None:
    """One line, written at once, so that the lines of several processes do not mix."""
    line = json.dumps([os.getpid(), part, start, time.monotonic(), processor, peak()]) + "\n"
    handle = os.open(os.environ["BOTH_SIDES_STOPWATCH"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, line.encode())
    os.close(handle)


def timed(work: Callable[..., Any], part: str) -> Callable[..., Any]:
    """The same function, each call noted."""

    @functools.wraps(work)
    def with_the_clock(*given: Any, **named: Any) -> Any:
        if _running:
            return work(*given, **named)
        _running.append(part)
        start, processor = time.monotonic(), time.process_time()
        try:
            return work(*given, **named)
        finally:
            _running.remove(part)
            note(part, start, time.process_time() - processor)

    return with_the_clock


def wind(module: ModuleType, names: dict[str, str]) -> None:
    """Puts the clock on functions and methods of a module that was just imported."""
    for name, part in names.items():
        holder: Any = module
        *path, last = name.split(".")
        for step in path:
            holder = getattr(holder, step, None)
        if hasattr(holder, last):
            setattr(holder, last, timed(getattr(holder, last), part))
        else:
            note(f"gone: {module.__name__}.{name}", time.monotonic(), 0.0)


class Stopwatch(MetaPathFinder):
    """Finds what PathFinder finds, and winds it after it has run."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        names = PARTS.get(fullname)
        found = PathFinder.find_spec(fullname, path, target) if names else None
        if names is None or found is None or found.loader is None:
            return None
        run = found.loader.exec_module

        def run_and_wind(module: ModuleType) -> None:
            run(module)
            wind(module, names)

        found.loader.exec_module = run_and_wind  # type: ignore[method-assign]
        return found


if "BOTH_SIDES_STOPWATCH" in os.environ:
    sys.meta_path.insert(0, Stopwatch())
    atexit.register(note, WHOLE, time.monotonic(), 0.0)
