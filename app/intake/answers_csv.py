"""Answers as CSV in long form, one row an answer; in and out, and a round trip loses nothing.

    wave,relationship,perspective,respondent,item,value,consent,language,state,talk,day

The last two columns may be left out: whether the respondent would like to talk, and the day when
the response was saved, the same in all rows of one response. An empty value is the escape (did not
come up, or can't judge); an item without a row was not answered; a response without any answer is
one row with an empty item. Characters that no door takes any more go out as their escapes, where
they were kept before.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from app.core.response import Answer, Response
from app.core.typed import escaped

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
    "talk",
    "day",
)
OPTIONAL = ("talk", "day")
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")


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
                    guarded(escaped(value)) if isinstance(value, str) else value,
                    "" if answer is None else answer.consent.value,
                    response.language,
                    response.state.value,
                    response.talk.value,
                    response.day.isoformat() if response.day is not None else "",
                ]
            )
