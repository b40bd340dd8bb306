"""Answers as CSV in long form, one row an answer; in and out, and a round trip loses nothing.

    wave,relationship,perspective,respondent,item,value,consent,language,state

An empty value is the escape (did not come up, or can't judge); an item without a row was not
answered; a response without any answer is one row with an empty item. All or nothing: whatever is
wrong is told with its row, and nothing is kept.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import TextIO

from app.core.response import Answer, Response
from app.errors import InputError, Problem

COLUMNS = (
    "wave",
    "relationship",
    "perspective",
    "respondent",
    "item",
    "value",
    "consent",
    "language",
    "state",
)
_FORMULA = re.compile(r"'*[ \u00a0]*[=+\-@\t\r＝＋－＠]")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula: one apostrophe in front where it could.

    A text that starts with apostrophes before a formula sign gets one more, so that taking one
    off always gives the original.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The reverse of `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def write_answers(responses: Iterable[Response], stream: TextIO) -> None:
    """Writes responses in the given order; open `stream` with newline=""."""
    # RFC 4180's line end: with it the writer quotes a lone carriage return as well.
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for response in responses:
        answers: Sequence[Answer | None] = response.answers or (None,)
        for answer in answers:
            value = "" if answer is None or answer.value is None else answer.value
            table.writerow(
                [
                    response.wave,
                    response.relationship,
                    response.perspective.value,
                    response.respondent,
                    "" if answer is None else answer.item,
                    guarded(value) if isinstance(value, str) else value,
                    "" if answer is None else answer.consent.value,
                    response.language,
                    response.state.value,
                ]
            )


def csv_rows(path: Path) -> list[tuple[int, list[str]]]:
    """(line on which the row starts, cells). Raises InputError for what is no CSV at all."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, f"cannot be read ({error.strerror})", "check the name") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _unreadable(path, f"line {line} is not UTF-8", "save it as CSV UTF-8") from error
    if "\0" in text:
        raise _unreadable(path, "holds a NUL character", "save it again as CSV UTF-8")
    rows = []
    # StringIO without translation: a line break inside quotes keeps its form.
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for row in reader:
            if row:
                rows.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise _unreadable(
            path, f"row at line {start}: {error}", "look for a quote that is not closed there"
        ) from error
    return rows


def _unreadable(path: Path, what: str, remedy: str) -> InputError:
    return InputError(Problem(file=path.name, place="", what=what, remedy=remedy))
