"""From a path to text, safely: no pipe is waited for, nothing huge is read, no bytes are guessed.

Knows files and encodings. Knows nothing of what stands in them.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from pathlib import Path

from app.files.problems import Problems

LARGEST = 1_000_000
"""Bytes; what a firm writes by hand is far below this."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What no editor shows and no prose needs; in names the words of `words.py` refuse more."""

Fault = tuple[str, str, str]
"""Place, what is wrong, remedy."""
_LINK: Fault = ("", "is a link", "put the file itself here")
_DANGLING: Fault = ("", "is a link to something that is not there", "put the file itself here")
NOWHERE: Fault = ("", "is a link that leads nowhere", "put the file itself here")


def unreadable(path: Path, largest: int) -> Fault | None:
    """Why a file is not to be opened at all, or None. Asks the system, and reads nothing."""
    try:
        found = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            return _DANGLING
        return "", "is missing", "write it, or correct the name"
    except OSError as error:
        if error.errno == errno.ELOOP:
            return NOWHERE
        return "", f"cannot be read ({error.strerror})", "check its name and who may read it"
    if stat.S_ISDIR(found.st_mode):
        return "", "is a folder", "put a text file here"
    if not stat.S_ISREG(found.st_mode):
        return "", "is no plain file", "put a text file here"
    if found.st_size > largest:
        return "", f"is larger than {largest // 1_000_000} MB", "shorten it, or split it"
    if found.st_size == 0:
        return "", "is empty", "write it, or take it out"
    return None


def read_text(path: Path, problems: Problems) -> str | None:
    """The text of a file, or None and a Problem. A byte order mark is taken off."""
    fault = linked(path, problems) or unreadable(path, LARGEST)
    text = ""
    if fault is None:
        try:
            raw = path.read_bytes()
        except OSError as error:
            fault = "", f"cannot be read ({error.strerror})", "check who may read it"
        else:
            fault = undecodable(raw)
            text = "" if fault else raw.decode("utf-8-sig")
    if fault is None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        fault = _unseen(text)
    if fault is not None:
        problems.add(path, *fault)
        return None
    return text


def undecodable(raw: bytes) -> Fault | None:
    """Why bytes are no UTF-8 text, or None."""
    remedy = "save it again as UTF-8"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:200].count(0) > len(raw[:200]) // 4:
        return "", "is UTF-16 text", remedy
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return f"line {line}", f"is not UTF-8 text (byte {raw[error.start]:02X})", remedy
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return f"line {line}", "holds a NUL character", "save it again as plain UTF-8 text"
    return None


def linked(path: Path, problems: Problems) -> Fault | None:
    """Why a file or folder is none of the site's own: it is a link, or lies behind one; or None.

    What a link leads to is not looked through for changes and stands in no backup.
    """
    real = os.path.realpath(path)
    own = problems.real_root / path.relative_to(problems.root)
    if os.path.normcase(real) == os.path.normcase(own):
        # One that leads to itself stays what it is, and is told when it is asked for.
        return None
    if not Path(real).is_relative_to(problems.real_root):
        return "", "is a link out of the site", "put the file itself here"
    if path.is_symlink():
        return _LINK if path.exists() else _DANGLING
    behind = (folder for folder in path.parents if folder.is_relative_to(problems.root))
    if any(folder.is_symlink() for folder in behind if folder != problems.root):
        return "", "lies in a folder that is a link", "put the folder itself there"
    return None  # the same name, written in another way


def _unseen(text: str) -> Fault | None:
    if not text.strip():
        return "", "is empty", "write it, or take it out"
    found = _UNSEEN.search(text)
    if found is None:
        return None
    line = text[: found.start()].count("\n") + 1
    name = unicodedata.name(found.group(), "control character").lower()
    what = f"holds a character that nobody sees (U+{ord(found.group()):04X} {name})"
    return f"line {line}", what, "take it out; typing the line anew does it"
