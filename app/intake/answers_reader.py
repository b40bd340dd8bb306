"""Answers from a CSV in long form, checked row by row against the wave they belong to.

Knows the opened wave: who was invited, what they were asked, which values it takes. All complaints
come in one run, each with its row; the form of the file itself is `answers_csv`'s.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

from app.core.response import Answer, Consent, Response, State, Value
from app.core.survey import Item, Perspective, Role
from app.core.wave import OpenedWave
from app.errors import InputError, Problem
from app.intake.answers_csv import COLUMNS, csv_rows, unguarded

Kind = TypeVar("Kind", Perspective, State, Consent)

LONGEST_TEXT = 20_000
"""Characters of one open answer."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?")


def read_answers(path: Path, opened: OpenedWave) -> tuple[Response, ...]:
    """The responses of a file, all checked against the opened wave.

    Raises InputError with every row that is wrong.
    """
    reader = _Reader(path.name, opened)
    reader.read(csv_rows(path))
    if reader.problems:
        raise InputError(*reader.problems)
    return reader.responses()


class _Reader:
    """Collects responses row by row, and everything that is wrong with them."""

    def __init__(self, file: str, opened: OpenedWave) -> None:
        self.file = file
        self.opened = opened
        self.problems: list[Problem] = []
        self.invited = {invitation.key for invitation in opened.invitations}
        self.asked: dict[tuple[str, Perspective], dict[str, Item]] = {}
        for relationship in opened.relationships:
            survey = opened.survey(relationship.survey)
            for perspective in Perspective:
                items = survey.asked(perspective, opened.wave.form)
                self.asked[relationship.slug, perspective] = {item.id: item for item in items}
        self.found: dict[tuple[str, Perspective, str], tuple[str, State, dict[str, Answer]]] = {}

    def read(self, rows: list[tuple[int, list[str]]]) -> None:
        if not rows or tuple(cell.strip() for cell in rows[0][1]) != COLUMNS:
            self._wrong(1, "the header is not the one expected", f"write {','.join(COLUMNS)}")
            return
        for line, cells in rows[1:]:
            if len(cells) != len(COLUMNS):
                self._wrong(
                    line,
                    f"has {len(cells)} cells, not {len(COLUMNS)}",
                    "look for a comma or quote too many",
                )
                continue
            self._row(line, dict(zip(COLUMNS, cells, strict=True)))

    def responses(self) -> tuple[Response, ...]:
        return tuple(
            Response(
                wave=self.opened.id,
                relationship=relationship,
                perspective=perspective,
                respondent=respondent,
                state=state,
                language=language,
                answers=tuple(answers.values()),
            )
            for (relationship, perspective, respondent), (language, state, answers) in sorted(
                self.found.items()
            )
        )

    def _wrong(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(file=self.file, place=f"row {line}", what=what, remedy=remedy))

    def _row(self, line: int, cell: dict[str, str]) -> None:
        before = len(self.problems)
        if cell["wave"] != self.opened.id:
            self._wrong(
                line,
                f"is of wave {cell['wave']!r}",
                f"import it with --wave of that, or write {self.opened.id}",
            )
        perspective = _one_of(Perspective, cell["perspective"])
        state = _one_of(State, cell["state"])
        consent = _one_of(Consent, cell["consent"])
        for name, value, kind in (
            ("perspective", perspective, Perspective),
            ("state", state, State),
            ("consent", consent, Consent),
        ):
            if value is None:
                self._wrong(
                    line,
                    f"unknown {name} {cell[name]!r}",
                    f"write one of: {', '.join(v.value or '(empty)' for v in kind)}",
                )
        if not _LANGUAGE.fullmatch(cell["language"]):
            self._wrong(line, f"{cell['language']!r} is no language", "write it like en or pt-BR")
        if len(self.problems) > before or perspective is None or state is None or consent is None:
            return
        key = (cell["relationship"], perspective, cell["respondent"])
        if (key[0], perspective) not in self.asked:
            self._wrong(
                line,
                f"{cell['relationship']!r} is no relationship of this wave",
                "use its slug as in content/relationships/",
            )
            return
        if key not in self.invited:
            self._wrong(
                line,
                f"{cell['respondent']!r} was not invited there as {perspective}",
                "use the id of a contact or person who was asked",
            )
            return
        language, known_state, answers = self.found.setdefault(key, (cell["language"], state, {}))
        if (language, known_state) != (cell["language"], state):
            self._wrong(
                line,
                "has another language or state than this respondent's rows above",
                "give all rows of one response the same",
            )
        elif cell["item"]:
            self._answer(line, cell, self.asked[key[0], perspective], answers, consent)
        elif cell["value"] or answers:
            self._wrong(line, "has no item", "name the item, or take the row out")

    def _answer(
        self,
        line: int,
        cell: dict[str, str],
        asked: dict[str, Item],
        answers: dict[str, Answer],
        consent: Consent,
    ) -> None:
        item = asked.get(cell["item"])
        if item is None:
            self._wrong(
                line,
                f"item {cell['item']!r} is not asked there",
                "use an id of the wave's survey and form",
            )
            return
        if item.id in answers:
            self._wrong(line, f"answers {item.id} a second time", "keep one of the two rows")
            return
        try:
            value = _value(item, cell["value"])
        except ValueError as error:
            self._wrong(line, f"{item.id}: {error}", "correct the value")
            return
        answers[item.id] = Answer(item=item.id, value=value, consent=consent)


def _value(item: Item, text: str) -> Value:
    if item.role is Role.TEXT:
        words = unguarded(text)
        if len(words) > LONGEST_TEXT:
            raise ValueError(f"has {len(words)} characters, at most {LONGEST_TEXT} are kept")
        return words or None
    if text == "":
        return None
    if item.scale is None or text not in {str(point) for point in item.scale.points}:
        ends = f"{item.scale.minimum} to {item.scale.maximum}" if item.scale else "its scale"
        raise ValueError(f"{text!r} is no point of the scale {ends}")
    return int(text)


def _one_of(kind: type[Kind], text: str) -> Kind | None:
    return next((value for value in kind if value.value == text), None)
