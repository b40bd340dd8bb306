"""Whether a text is Markdown that can be made into a page in no time.

The parser of the pages takes minutes over a few kilobytes made for the purpose (brackets without
end) and breaks on nesting; prose comes nowhere near these bounds. Knows text alone.
"""

from __future__ import annotations

import re
from pathlib import Path

from app.files.problems import Problems

LONGEST = 20_000
"""Characters of one text: ten printed pages."""
LONGEST_PARAGRAPH = 5_000
MOST_MARKS = 400
"""Of one kind (brackets, angle brackets) in one text."""
DEEPEST = 6
"""Quotes and lists within one another."""

_MARKS = "[<"
_OPENING = re.compile(rf"[ \t]*(?:(?:>|[-*+]|\d{{1,9}}[.)])[ \t]*){{{DEEPEST + 1},}}")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+|(?:_[ \t]*)+)")
_INDENTED = re.compile(rf"(?: {{4}}| {{0,3}}\t){{{DEEPEST + 1},}}\S")


def unfit(text: str) -> tuple[int, str, str] | None:
    """Line of the text (from one, 0 for all of it), what is wrong, remedy; None for calm prose."""
    if len(text) > LONGEST:
        return 0, f"the text has {len(text)} characters, at most {LONGEST} are read", "shorten it"
    for mark in _MARKS:
        if text.count(mark) > MOST_MARKS:
            what = f"the text has {text.count(mark)} times {mark}, at most {MOST_MARKS} are read"
            return 0, what, "take them out"
    length = 0
    for number, line in enumerate(text.split("\n"), start=1):
        length = length + len(line) + 1 if line.strip() else 0
        if length > LONGEST_PARAGRAPH:
            what = f"a paragraph has more than {LONGEST_PARAGRAPH} characters"
            return number, what, "part it with an empty line"
        nested = _OPENING.match(line) and not _RULE.fullmatch(line)
        if nested or _INDENTED.match(line):
            return number, f"is nested more than {DEEPEST} deep", "write it flatter"
    return None


def check_prose(body: str, path: Path, problems: Problems) -> None:
    """Adds a problem for a body that is no calm prose."""
    found = unfit(body)
    if found is not None:
        line, what, remedy = found
        problems.add(path, f"line {line} of the text" if line else "text", what, remedy)
