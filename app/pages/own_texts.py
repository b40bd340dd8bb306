"""What pages say by themselves, whoever answered what: texts of templates, of their catalogues and
of the modules that word them.

Read from the program's own files, and only when somebody asks: a respondent may have written the
same. Knows nothing of a page that was made.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message

from app.pages.catalogues import BRIEF, FOLDER, SOURCE, catalogue, languages
from app.pages.environment import TEMPLATES, environment

PAGES = Path(__file__).resolve().parent


@cache
def own_texts() -> tuple[str, ...]:
    """Each as it is written; a template in pieces, wherever something is put into it."""
    templates = (piece for path in _below(TEMPLATES, "*.html") for piece in _pieces(path))
    modules = (text for path in _below(PAGES, "*.py") for text in _strings(path))
    return (*templates, *modules, *_translated())


def _below(folder: Path, names: str) -> list[Path]:
    return sorted(folder.rglob(names))


def _pieces(path: Path) -> Iterator[str]:
    for _, kind, value in environment(SOURCE).lex(path.read_text(encoding="utf-8")):
        if kind in ("data", "string"):
            yield value.strip("\"'") if kind == "string" else value


def _strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _translated() -> Iterator[str]:
    for folder in (FOLDER, BRIEF):
        for language in languages():
            if language != SOURCE:
                for message in catalogue(language, folder):
                    yield from _forms(message)


def _forms(message: Message) -> Iterator[str]:
    """What a catalogue says for one text: for a number of things it has several."""
    said = message.string
    if isinstance(said, str):
        yield said
    elif said is not None:
        yield from said
