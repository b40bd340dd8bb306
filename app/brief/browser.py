"""One sheet of a review to one PDF of exactly its pages by an installed Chromium, Chrome or Edge.

Knows how such a browser is started without a window, kept off the network, ended in time, and what
its PDFs look like inside. The same review and the same browser give the same bytes.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app import system
from app.brief.document import brief_file, too_long
from app.core.firm import Paper
from app.errors import BriefError
from app.pages.sheets import PrintedPage, Sheet, Subject, lengths

DEADLINE = 60.0
"""Seconds for one brief, its shorter versions included; below what a worker is given."""
SIZES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}
"""Points, rounded."""
FLAGS = (
    "--headless",
    "--no-pdf-header-footer",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    # Nothing of the person's own: extensions, passwords, reports of a crash.
    "--disable-extensions",
    "--password-store=basic",
    "--use-mock-keychain",
    "--disable-crash-reporter",
    # No host has an address, no proxy answers, and nothing is fetched on the side.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",  # which is small in containers
    "--enable-logging=stderr",  # where it says what it refused
)

_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PAPER = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
_MOMENT = re.compile(rb"\(D:\d{14}[+-]\d\d'\d\d'\)")
_NODE = re.compile(rb"\(node(\d{8})\)")
_NAMES = re.compile(rb"/Names \[(\(node\d{8}\)[^\]]*)\]")
_NAMED = re.compile(rb"\(node\d{8}\) \d+ 0 R")
_LIMITS = re.compile(rb"/Limits \[\(node\d{8}\) \(node\d{8}\)\]")
_REFUSED = re.compile(r"CONSOLE.*?\] \"(.*? violates the following Content Security Policy)")
_STAMP = re.compile(r"^\[\d[^\]]*\] ")
_NOISE = re.compile(r"dbus|bus\.cc|vaapi|gpu|sandbox_linux|bytes written", re.IGNORECASE)


def browser_pdf(
    review: Subject,
    browser: str,
    sheet: Sheet = Sheet.FIRM,
    paper: Paper = Paper.A4,
    logo: str = "",
) -> bytes:
    """One sheet of a compiled review. Raises BriefError when it cannot be its clean pages.

    The error does not name the brief: what a browser fails at, it mostly fails at for all of them.
    """
    return browser_page(lengths(review, sheet, paper), sheet.pages, review.as_of, browser, logo)


def browser_page(
    pages: Iterable[PrintedPage], count: int | None, day: date, browser: str, logo: str = ""
) -> bytes:
    """The first of `pages` that holds on `count` sheets of paper. Raises BriefError for none.

    Without a count the first is taken as long as it is.
    """
    end = time.monotonic() + DEADLINE
    for page in pages:
        pdf = printed(brief_file(page, logo), browser, end - time.monotonic())
        found = papers(pdf)
        if found == (SIZES[page.paper],) * (len(found) if count is None else count):
            return settled(pdf, day)
    raise BriefError(too_long(count or 0))


def printed(html: str, browser: str, seconds: float) -> bytes:
    """What the browser makes of a page. Raises BriefError when it does not, or refused anything."""
    name = system.browser_name(browser)
    # Windows holds on to a browser's own files for a moment after its end.
    with tempfile.TemporaryDirectory(
        prefix="brief-", dir=_room(browser), ignore_cleanup_errors=True
    ) as made:
        folder = Path(made)
        (folder / "brief.html").write_text(html, encoding="utf-8")
        command = [
            browser,
            *FLAGS,
            *(("--no-sandbox",) if system.is_root() else ()),  # it refuses root otherwise
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={folder / 'brief.pdf'}",
            (folder / "brief.html").as_uri(),
        ]
        try:
            code = _run(command, folder / "said.txt", seconds)
        except OSError as error:
            raise BriefError(f"{browser} does not start: {error.strerror}") from error
        said = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
        if code is None:
            raise BriefError(f"{name} took more than {DEADLINE:.0f} s")
        refused = _REFUSED.search(said)
        if refused:
            raise BriefError(f"{name}: {refused[1]}")
        try:
            return (folder / "brief.pdf").read_bytes()
        except FileNotFoundError as error:
            raise BriefError(f"{name} made no PDF: {_last_word(said)}") from error


def _room(browser: str) -> Path | None:
    """Where the work is done. A browser from a snap sees no temporary files but in its own room."""
    if "/snap/" not in browser:
        return None  # and nobody is asked for a home, which a container's user may not have
    room = Path.home() / "snap" / "chromium" / "common"
    return room if room.is_dir() else None


def _run(command: list[str], said: Path, seconds: float) -> int | None:
    """The exit code, or None when it had to be ended. Nothing that it started is left running."""
    with said.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=os.name != "nt",
        )
        try:
            return process.wait(max(seconds, 0.0))
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a browser with all its helpers; without effect where they have ended by themselves."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(tree, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    else:
        # Gone already, or on macOS: only its remains are left.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _last_word(said: str) -> str:
    """The last sentence of what a browser said that is not about the desktop it does not have."""
    lines = [line for line in said.splitlines() if line.strip() and not _NOISE.search(line)]
    if not lines:
        return "it did not say why"
    return _STAMP.sub("", lines[-1]).strip().partition(". ")[0][:200]


def papers(pdf: bytes) -> tuple[tuple[int, int], ...]:
    """The size in points of every page of a PDF as Chromium writes it: objects in the open."""
    objects = _STREAM.sub(b"", pdf)
    sizes = [
        (round(float(width)), round(float(height))) for width, height in _PAPER.findall(objects)
    ]
    return tuple(sizes) if len(sizes) == len(_PAGE.findall(objects)) else ()


def settled(pdf: bytes, day: date) -> bytes:
    """The PDF with the review's day for the clock's, and its nodes named in the order they stand.

    Chromium numbers the nodes of a document as its process happens to, and now and then two of them
    the other way round. Every replacement is as long as what it replaces, so that the table of
    places at the end of the file stays right.
    """
    moment = f"(D:{day:%Y%m%d}000000+00'00')".encode()
    pdf = _MOMENT.sub(moment, pdf)
    found = _NODE.findall(pdf)
    # The list of names is sorted by them, so that several of them can be renamed only in order.
    one_list = len(_NAMES.findall(pdf)) == 1
    order = dict.fromkeys(found) if one_list else sorted(set(found))
    nodes = {number: b"(node%08d)" % place for place, number in enumerate(order)}
    pdf = _NODE.sub(lambda match: nodes[match[1]], pdf)
    if one_list:
        named = _NODE.findall(b" ".join(_NAMES.findall(pdf)))
        limits = b"/Limits [(node%b) (node%b)]" % (min(named), max(named))
        pdf = _LIMITS.sub(limits, _NAMES.sub(_in_order, pdf))
    return pdf


def _in_order(match: re.Match[bytes]) -> bytes:
    """A list of names and what they stand for, by name."""
    pairs = sorted(_NAMED.findall(match[1]))
    return b"/Names [" + b" ".join(pairs) + b"]"
