"""Reading one file: TOML, front matter, and its data as a model; every failure becomes a Problem.

Knows the formats. Knows nothing of what the keys mean.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from app.files.complaints import complaints
from app.files.problems import Problems
from app.files.raw import read_text

FENCE = "+++"
DEEPEST = 12
"""Tables within tables; the deepest of ours has five."""

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """The base of every file's model: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def read_toml(text: str, path: Path, problems: Problems, first_line: int = 1) -> Any:
    """The parsed TOML, or None and a Problem with line and column."""
    place = "front matter" if first_line > 1 else ""
    try:
        # Empty lines stand for what came before, so that line numbers are those of the file.
        data = tomllib.loads("\n" * (first_line - 1) + text)
    except RecursionError:
        data = None
    except ValueError as error:  # TOMLDecodeError, or a number too long to read
        said, _, where = str(error).rpartition(" (at ")
        place = where.rstrip(")") if said else place
        what = _said(said or str(error))
        problems.add(path, place, f"is not valid TOML: {what}", "mend it there")
        return None
    if data is None or _too_deep(data):
        problems.add(path, place, "is nested too deeply", "write it flat")
        return None
    return data


def _said(message: str) -> str:
    """The parser's own words; the two that send a person looking in the wrong place are put
    otherwise."""
    if "Exceeds the limit" in message:
        return "a number has too many digits"
    if "Expected newline or end of document after a statement" in message:
        return "something stands behind the value (is that an impossible day, or a missing quote?)"
    return message[:1].lower() + message[1:]


def _too_deep(data: Any) -> bool:
    """Level by level, because a depth that breaks recursion is what is looked for."""
    level = [data]
    for _ in range(DEEPEST):
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return False
    return True


def read_front_matter(path: Path, problems: Problems) -> tuple[Any, str] | None:
    """(front matter, Markdown body) of a prose file, or None and a Problem."""
    text = read_text(path, problems)
    if text is None:
        return None
    lines = text.split("\n")
    if lines[0].strip() != FENCE:
        problems.add(path, "line 1", "does not start with +++", "begin with TOML between +++ lines")
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == FENCE:
            data = read_toml("\n".join(lines[1:number]), path, problems, first_line=2)
            return None if data is None else (data, "\n".join(lines[number + 1 :]).strip())
    problems.add(path, "", "has no second +++ line", "end the front matter with a line +++")
    return None


def validated(model: type[Model], data: Any, path: Path, problems: Problems) -> Model | None:
    """The file's data as its model, or None and one Problem for each thing that is wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as invalid:
        for place, what, remedy in complaints(model, data, invalid):
            problems.add(path, place, what, remedy)
        return None
