"""Answers from a CSV in long form, checked row by row against the wave they belong to.

Knows the opened wave: who was invited, what they were asked, which values it takes. All complaints
come in one run, each with its row, and nothing is kept; the form of the file is `csv_file`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from app.core.response import Answer, Consent, Response, State, Talk, Value
from app.core.survey import Item, Perspective, Role
from app.core.typed import LONGEST_BROUGHT, unkeepable
from app.core.wave import OpenedWave
from app.errors import InputError, Problem
from app.files.problems import suggestion
from app.files.words import is_language, shown
from app.intake.answers_csv import COLUMNS, OPTIONAL, unguarded
from app.intake.csv_file import csv_rows

Kind = TypeVar("Kind", Perspective, State, Consent, Talk)

MOST = 100
"""Complaints told in one run: a file with more of them has one mistake, made in every row."""


def read_answers(
    path: Path, opened: OpenedWave, encoding: str | None = None
) -> tuple[Response, ...]:
    """The responses of a file, all checked against the opened wave.

    Raises InputError with every row that is wrong.
    """
    reader = _Reader(path.name, opened)
    reader.read(csv_rows(path, encoding))
    if reader.more:
        last = f"{reader.more} more complaints are not shown"
        reader.problems.append(
            Problem(file=path.name, place="", what=last, remedy="mend these first")
        )
    if reader.problems:
        raise InputError(*reader.problems)
    return reader.responses()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Same:
    """What all rows of one response say alike."""

    language: str
    state: State
    talk: Talk
    day: date | None


class _Reader:
    """Collects responses row by row, and everything that is wrong with them."""

    def __init__(self, file: str, opened: OpenedWave) -> None:
        self.file = file
        self.opened = opened
        self.problems: list[Problem] = []
        self.more = 0
        self.invited = {invitation.key for invitation in opened.invitations}
        self.asked: dict[tuple[str, Perspective], dict[str, Item]] = {}
        for relationship in opened.relationships:
            survey = opened.survey(relationship.survey)
            for perspective in Perspective:
                items = survey.asked(perspective, opened.wave.form)
                self.asked[relationship.slug, perspective] = {item.id: item for item in items}
        self.found: dict[tuple[str, Perspective, str], tuple[_Same, dict[str, Answer]]] = {}

    def read(self, rows: list[tuple[int, list[str]]]) -> None:
        header = tuple(cell.strip() for cell in rows[0][1]) if rows else ()
        line = rows[0][0] if rows else 1
        if header not in (COLUMNS, COLUMNS[: -len(OPTIONAL)]):
            self._header(line, header)
            return
        if len(rows) == 1:
            self._wrong(line, "stands alone: no answers come below it", "add one row an answer")
        for line, cells in rows[1:]:
            if len(cells) != len(header):
                self._wrong(
                    line,
                    f"has {len(cells)} cells, not {len(header)}",
                    "look for a comma or quote too many",
                )
                continue
            left_out = dict.fromkeys(COLUMNS[len(header) :], "")
            self._row(line, dict(zip(header, cells, strict=True)) | left_out)

    def responses(self) -> tuple[Response, ...]:
        return tuple(
            Response(
                wave=self.opened.id,
                relationship=relationship,
                perspective=perspective,
                respondent=respondent,
                state=same.state,
                language=same.language,
                answers=tuple(answers.values()),
                talk=same.talk,
                day=same.day,
            )
            for (relationship, perspective, respondent), (same, answers) in sorted(
                self.found.items(), key=lambda found: found[0]
            )
        )

    def _header(self, line: int, header: Sequence[str]) -> None:
        """What is wrong with the first row: a word, or all of it."""
        whole = f"the first row is {','.join(COLUMNS)}"
        unknown = [name for name in header if name not in COLUMNS]
        lengths = (len(COLUMNS), len(COLUMNS) - len(OPTIONAL))
        if len(header) not in lengths or len(unknown) > len(COLUMNS) // 2 or not unknown:
            self._wrong(line, "the header is not the one expected", whole)
            return
        missing = [name for name in COLUMNS if name not in header]
        for name in unknown:
            column = f"column {header.index(name) + 1}"
            self._wrong(line, f"{column}: unknown {shown(name)}", suggestion(name, missing))

    def _wrong(self, line: int, what: str, remedy: str) -> None:
        if len(self.problems) == MOST:
            self.more += 1
            return
        self.problems.append(Problem(file=self.file, place=f"row {line}", what=what, remedy=remedy))

    def _row(self, line: int, cell: dict[str, str]) -> None:
        before = len(self.problems)
        if cell["wave"] != self.opened.id:
            self._wrong(
                line,
                f"is of wave {shown(cell['wave'])}",
                f"import it with --wave of that, or write {self.opened.id}",
            )
        perspective = _one_of(Perspective, cell["perspective"])
        state = _one_of(State, cell["state"])
        consent = _one_of(Consent, cell["consent"])
        talk = _one_of(Talk, cell["talk"])
        for name, value, kind in (
            ("perspective", perspective, Perspective),
            ("state", state, State),
            ("consent", consent, Consent),
            ("talk", talk, Talk),
        ):
            if value is None:
                self._wrong(
                    line,
                    f"unknown {name} {shown(cell[name])}",
                    f"write one of: {', '.join(v.value or '(empty)' for v in kind)}",
                )
        if not is_language(cell["language"]):
            self._wrong(
                line, f"{shown(cell['language'])} is no language", "write it like en or pt-BR"
            )
        day = None
        try:
            day = date.fromisoformat(cell["day"]) if cell["day"] else None
        except ValueError:
            self._wrong(line, f"{shown(cell['day'])} is no day", "write it as 2026-11-30")
        if len(self.problems) > before:
            return
        # A value that is no word of its kind has just been told.
        assert perspective is not None
        assert state is not None
        assert consent is not None
        assert talk is not None
        same = _Same(language=cell["language"], state=state, talk=talk, day=day)
        key = (cell["relationship"], perspective, cell["respondent"])
        if (key[0], perspective) not in self.asked:
            self._wrong(
                line,
                f"{shown(cell['relationship'])} is no relationship of this wave",
                suggestion(cell["relationship"], sorted({slug for slug, _ in self.asked})),
            )
            return
        if key not in self.invited:
            self._wrong(
                line,
                f"{shown(cell['respondent'])} was not invited there as {perspective}",
                suggestion(cell["respondent"], self._invited_there(key)),
            )
            return
        known, answers = self.found.setdefault(key, (same, {}))
        if known != same:
            self._wrong(
                line,
                "has another language, state, talk or day than this respondent's rows above",
                "give all rows of one response the same",
            )
        elif cell["item"]:
            self._answer(line, cell, self.asked[key[0], perspective], answers, consent)
        elif cell["value"] or answers:
            self._wrong(line, "has no item", "name the item, or take the row out")

    def _invited_there(self, key: tuple[str, Perspective, str]) -> list[str]:
        return sorted(name for slug, side, name in self.invited if (slug, side) == key[:2])

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
                f"item {shown(cell['item'])} is not asked there",
                suggestion(cell["item"], list(asked)),
            )
            return
        if item.id in answers:
            self._wrong(line, f"answers {item.id} a second time", "keep one of the two rows")
            return
        odd = unkeepable(cell["value"]) if item.role is Role.TEXT else None
        if odd is not None:
            what = f"column value: {item.id} holds a character that is not kept ({odd})"
            self._wrong(line, what, "take it out; typing the line anew does it")
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
        if len(words) > LONGEST_BROUGHT:
            raise ValueError(f"has {len(words)} characters, at most {LONGEST_BROUGHT} are kept")
        return words or None
    if text == "":
        return None
    if item.scale is None or text not in {str(point) for point in item.scale.points}:
        ends = f"{item.scale.minimum} to {item.scale.maximum}" if item.scale else "its scale"
        raise ValueError(f"{shown(text)} is no point of the scale {ends}")
    return int(text)


def _one_of(kind: type[Kind], text: str) -> Kind | None:
    return next((value for value in kind if value.value == text), None)
