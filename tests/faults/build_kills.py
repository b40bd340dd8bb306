"""Builds that are killed at any moment: a reader always finds one whole build, and nobody's file is
touched.

    python -m tests.faults.build_kills 1000

A site of ten pages is built again and again, each time with an answer changed, and killed (SIGKILL,
with everything it started) after a moment drawn from how long a build takes. After each kill the
next start heals; every folder is then hashed against the list that its build left in it. Prints
what was found.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from app.publish.carried import MARKER
from app.publish.swap import heal
from app.settings import PROGRAM, Site
from tests.benchmarks.firms import AS_OF, a_firm, change_an_answer, slug_of

FOREIGN = ("CNAME", ".git/HEAD", "letter.docx", "open-notes/mine.txt")
"""What people keep beside what is built."""
INSIDE = ("print/2026/my-notes.txt", "open/.git/HEAD", "open/CNAME")
"""What they keep in it."""


MEASURED_EVERY = 20
"""Kills after which it is seen anew how long a build takes: machines have other things to do."""


@dataclass(slots=True)
class Found:
    kills: int = 0
    while_running: int = 0
    """Builds that had not ended when they were killed."""
    healed: int = 0
    """Kills after which a folder was missing until the next start."""


def tell_of(site: Site) -> dict[str, str]:
    """Every file of the two folders, with its digest. Raises AssertionError for half a build."""
    found = {}
    for folder in (site.print, site.open_pages):
        marker = json.loads((folder / MARKER).read_text("utf-8"))
        files = {
            path.relative_to(folder).as_posix(): path
            for path in folder.rglob("*")
            if path.is_file() and path.name != MARKER
            if f"{folder.name}/{path.relative_to(folder).as_posix()}" not in INSIDE
        }
        assert sorted(files) == marker["files"], f"{folder}: half a build"
        for name, path in files.items():
            data = path.read_bytes()
            whole = data.rstrip().endswith((b"</html>", b"%%EOF")) or path.suffix not in (
                ".html",
                ".pdf",
            )
            assert whole, f"{path}: cut off"
            found[f"{folder.name}/{name}"] = hashlib.sha256(data).hexdigest()
    return found


def build(site: Site) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, "build.py", "build", "--open", "-q", "--workers", "2"),
            *("--site", str(site.root), "--as-of", f"{AS_OF}"),
        ],
        cwd=PROGRAM,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> bool:
    """Kills a build with its children; whether it was still running."""
    running = process.poll() is None
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        running = False
    process.wait()
    return running


def seconds(site: Site) -> float:
    """How long a build takes now that may come to its end."""
    change_an_answer(site, slug_of(1))
    started = time.monotonic()
    assert build(site).wait(300) == 0
    return time.monotonic() - started


def trial(kills: int, folder: Path, seed: int = 1) -> Found:
    """So many kills in one folder. Raises AssertionError at the first broken promise."""
    chance = random.Random(seed)
    site = a_firm(folder / "ours", 2, theirs=2, ours=1)
    for name in FOREIGN:
        path = site.build / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    assert build(site).wait(300) == 0
    for name in INSIDE:
        path = site.build / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    takes = seconds(site)
    states = [tell_of(site)]
    found = Found()
    for number in range(kills):
        if number and number % MEASURED_EVERY == 0:
            takes = seconds(site)
            states.append(tell_of(site))
        change_an_answer(site, slug_of(number % 2))
        process = build(site)
        # Many of them in the second half, where folders are renamed.
        time.sleep(takes * (chance.random() if number % 2 else 0.5 + chance.random() / 2))
        found.while_running += end(process)
        found.kills += 1
        if not all((f / MARKER).is_file() for f in (site.print, site.open_pages)):
            found.healed += 1
        heal(site.build, site.swapped)
        state = tell_of(site)
        if state not in states:
            states.append(state)
        for name in (*FOREIGN, *INSIDE):
            assert (site.build / name).read_text("utf-8") == "mine", name
        if found.kills % 100 == 0:
            print(f"{found}", file=sys.stderr, flush=True)
    assert build(site).wait(300) == 0
    tell_of(site)
    return found


def main(kills: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = trial(kills, Path(folder))
    print(
        f"{found.kills} kills, {found.while_running} of them while a build ran; a folder was "
        f"missing until the next start after {found.healed}; one whole build after every one"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
