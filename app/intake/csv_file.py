"""A CSV file as spreadsheets save it, turned into rows; nothing is guessed about its letters.

Comma, semicolon or tab; UTF-8 with or without a byte order mark, or UTF-16 with one. Windows-1252
is read only when asked for, because no file says which of the old code pages it is in, and a
wrong guess puts wrong letters into what people wrote. Knows no columns.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from typing import NoReturn

from app.errors import InputError, Problem
from app.files.raw import unreadable

LARGEST = 64_000_000
"""Bytes; two thousand relationships with eight people each make about half of it."""
ENCODINGS = ("utf-8", "windows-1252")
_SEPARATORS = ",;\t"
_SAVE = "save it again as CSV UTF-8"


def csv_rows(path: Path, encoding: str | None = None) -> list[tuple[int, list[str]]]:
    """(line on which the row starts, cells). Raises InputError for what is no CSV at all.

    `encoding` is one of ENCODINGS, or None for what the file itself shows.
    """
    fault = unreadable(path, LARGEST)
    if fault is not None:
        _refuse(path, *fault)
    try:
        raw = path.read_bytes()
    except OSError as error:
        _refuse(path, "", f"cannot be read ({error.strerror})", "check who may read it")
    text = _decoded(raw, path, encoding)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        _refuse(path, f"row {line}", "holds a NUL character", _SAVE)
    start, separator, text = _separated(text)
    rows = []
    # StringIO without translation: a line break inside quotes keeps its form.
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    first = start
    try:
        for row in reader:
            if row:
                rows.append((start, row))
            start = first + reader.line_num
    except csv.Error as error:
        _refuse(path, f"row {start}", _said(error), "look for a quote that is not closed there")
    return rows


def _said(error: csv.Error) -> str:
    """The reader's own words name what it saw; what people did is leave a quote open."""
    return f"its quotes do not match ({error})"


def _separated(text: str) -> tuple[int, str, str]:
    """Line of the header, separator, and the text from the header on."""
    first, end, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=([,;\t])"?\r?', first)
    if told:
        return 2, told[1], rest
    return 1, max(_SEPARATORS, key=first.count), first + end + rest


def _decoded(raw: bytes, path: Path, encoding: str | None) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if wide:
            _refuse(path, "", "is damaged UTF-16 text", _SAVE)
        if encoding == "windows-1252":
            return _from_windows(raw, path)
        row = raw[: error.start].count(b"\n") + 1
        if encoding is None and (word := _word_at(raw, error.start)):
            what = f"is not UTF-8; as Windows-1252 it would read {word!r}"
            remedy = f"if that word is right, add --encoding windows-1252; if not, {_SAVE}"
            _refuse(path, f"row {row}", what, remedy)
        _refuse(path, f"row {row}", "is not UTF-8", _SAVE)
    if encoding == "windows-1252" and (wide or not raw.isascii()):
        what = f"is {'UTF-16' if wide else 'UTF-8'}, and would be garbled as Windows-1252"
        _refuse(path, "", what, "leave --encoding out")
    return text


def _from_windows(raw: bytes, path: Path) -> str:
    try:
        return raw.decode("windows-1252")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        _refuse(path, f"row {row}", "is not Windows-1252 either", _SAVE)


def _word_at(raw: bytes, place: int) -> str | None:
    """The one word around a byte, as Windows-1252, or None where that has no such letter.

    No more of it: what people wrote is not for the terminal.
    """
    try:
        around = raw[max(0, place - 30) : place + 30].decode("windows-1252")
    except UnicodeDecodeError:
        return None
    middle = min(place, 30)
    words = re.finditer(r"\w+", around)
    return next((w[0] for w in words if w.start() <= middle < w.end()), around[middle])


def _refuse(path: Path, place: str, what: str, remedy: str) -> NoReturn:
    raise InputError(Problem(file=path.name, place=place, what=what, remedy=remedy))
