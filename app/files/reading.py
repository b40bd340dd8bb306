"""Reading one file: bytes to text, TOML, front matter; every failure becomes a Problem.

Knows files and formats. Knows nothing of what the keys mean.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import Problem

FENCE = "+++"
LARGEST = 1_000_000
"""Bytes; what a firm writes by hand is far below this."""

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """The base of every file's model: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Problems:
    """Collects what is wrong in all files of a site, so that one run tells everything."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Problem] = []

    def add(self, path: Path, place: str, what: str, remedy: str) -> None:
        self.found.append(Problem(file=self.name(path), place=place, what=what, remedy=remedy))

    def name(self, path: Path) -> str:
        """The path as the firm knows it: relative to its folder."""
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()


def suggestion(word: str, known: Sequence[str]) -> str:
    """Did you mean …, or the list of what is known."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    return f"known here: {', '.join(known) or 'none'}"


def read_text(path: Path, problems: Problems) -> str | None:
    """The text of a file, or None and a Problem. A byte order mark is taken off."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(problems.root.resolve()):
            problems.add(path, "", "is a link out of the site", "put the file itself here")
            return None
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is missing or no plain file"
            problems.add(path, "", what, "put a text file here")
            return None
        if path.stat().st_size > LARGEST:
            problems.add(path, "", "is larger than 1 MB", "shorten it")
            return None
        raw = path.read_bytes()
    except OSError as error:
        problems.add(path, "", f"cannot be read ({error.strerror})", "check who may read it")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.add(path, f"line {line}", "is not UTF-8 text", "save it again as UTF-8")
        return None
    if "\0" in text:
        problems.add(path, "", "holds a NUL character", "save it again as plain UTF-8 text")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_toml(text: str, path: Path, problems: Problems, first_line: int = 1) -> Any:
    """The parsed TOML, or None and a Problem with line and column."""
    try:
        # Empty lines stand for what came before, so that line numbers are those of the file.
        return tomllib.loads("\n" * (first_line - 1) + text)
    except ValueError as error:  # TOMLDecodeError, or a number too long to read
        what = str(error)
        place = "front matter" if first_line > 1 else ""
        problems.add(path, place, f"is not valid TOML: {what}", "mend it there")
        return None
    except RecursionError:
        problems.add(path, "", "is nested too deeply", "write it flat")
        return None


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
        for error in invalid.errors():
            place = _place(error["loc"])
            if error["type"] == "extra_forbidden":
                key = str(error["loc"][-1])
                fields = _fields(model, error["loc"][:-1])
                problems.add(path, place, f"unknown key {key}", suggestion(key, fields))
            elif error["type"] == "missing":
                problems.add(path, place, "is missing", "add it")
            else:
                what = error["msg"].removeprefix("Value error, ")
                problems.add(path, place, what[:1].lower() + what[1:], "correct the value")
        return None


def _place(location: tuple[int | str, ...]) -> str:
    """`contacts 2, email`: numbers count from one."""
    parts: list[str] = []
    for part in location:
        if isinstance(part, int):
            parts[-1:] = [f"{parts[-1]} {part + 1}"] if parts else [str(part + 1)]
        else:
            parts.append(part)
    return ", ".join(parts)


def _fields(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The keys that are known at a place of a model."""
    current: type[BaseModel] = model
    for part in location:
        field = current.model_fields.get(str(part)) if isinstance(part, str) else None
        for inner in _models_in(field.annotation) if field is not None else ():
            current = inner
    return sorted(field.alias or name for name, field in current.model_fields.items())


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for argument in getattr(annotation, "__args__", ()) for m in _models_in(argument)]
