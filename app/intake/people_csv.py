"""People from a CSV: our own columns, or those that LimeSurvey and its kin export.

Knows columns and cells; every complaint has file, row and column, and all come in one run. What the
list changes is decided in core.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.core.contacts_plan import Listed
from app.core.firm import Relationship
from app.core.lookalike import skeleton
from app.errors import InputError, Problem
from app.files.complaints import complaints
from app.files.models import ContactEntry
from app.files.problems import suggestion
from app.files.words import shown
from app.intake.csv_file import csv_rows

COLUMNS = (
    "relationship", "id", "name", "firstname", "lastname", "email", "role", "language",
    "time_zone", "person",
)  # fmt: skip
_ALSO = {
    "company": "relationship",
    "firm": "relationship",
    "client": "relationship",
    "customer": "relationship",
    "supplier": "relationship",
    "partner": "relationship",
    "organisation": "relationship",
    "organization": "relationship",
    "counterpart": "relationship",
    "first_name": "firstname",
    "first name": "firstname",
    "last_name": "lastname",
    "last name": "lastname",
    "surname": "lastname",
    "e-mail": "email",
    "mail": "email",
    "address": "email",
    "email address": "email",
    "roles": "role",
    "lang": "language",
    "timezone": "time_zone",
}
_PASSED_OVER = (
    "tid", "token", "participant_id", "validfrom", "validuntil", "usesleft", "sent", "invited",
    "remindersent", "reminded", "remindercount", "completed", "blacklisted", "mpid",
    "respondent_id", "perspective", "link", "no_more",
)  # fmt: skip
"""Of other programs, or of our own list of links: nothing about who somebody is."""
_STATUS = "emailstatus"
_ATTRIBUTE = re.compile(r"attribute_\d+(?:\s*<(?P<called>.*)>)?")
OPTED_OUT = "had opted out where they were asked before"
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleList:
    """What a file says."""

    people: tuple[Listed, ...]
    passed_over: tuple[str, ...]
    """Columns that nothing was taken from."""


def read_people(
    path: Path,
    relationships: Iterable[Relationship],
    *,
    encoding: str | None = None,
    about: str = "",
    means: Mapping[str, str] | None = None,
) -> PeopleList:
    """The people of a file. `about` is the relationship where no column says; `means` says which
    column an odd one is. Raises InputError with every row that is wrong.
    """
    return _Reader(path.name, tuple(relationships), about, means or {}).read(
        csv_rows(path, encoding)
    )


class _Reader:
    def __init__(
        self,
        file: str,
        relationships: tuple[Relationship, ...],
        about: str,
        means: Mapping[str, str],
    ) -> None:
        self.file = file
        self.about = about
        self.means = {name.casefold(): column for name, column in means.items()}
        self.slugs = sorted(relationship.slug for relationship in relationships)
        self.by_name: dict[str, str] = {}
        for relationship in relationships:
            for name in (relationship.name, relationship.slug, *relationship.formerly):
                self.by_name.setdefault(skeleton(name), relationship.slug)
        self.problems: list[Problem] = []

    def read(self, rows: list[tuple[int, list[str]]]) -> PeopleList:
        if len(rows) < 2:
            self._wrong("row 1", "holds no people", "put one person on each row below the names")
            raise InputError(*self.problems)
        columns, passed_over = self._columns(rows[0][0], rows[0][1])
        if self.problems:
            raise InputError(*self.problems)
        people = []
        for line, cells in rows[1:]:
            if len(cells) != len(columns):
                self._wrong(
                    f"row {line}",
                    f"has {len(cells)} cells, not {len(columns)}",
                    "look for a comma or quote too many",
                )
                continue
            said = {
                column: cell.strip()
                for column, cell in zip(columns, cells, strict=True)
                if column and cell.strip()
            }
            if said:
                listed = self._person(line, said)
                people += [listed] if listed is not None else []
        if self.problems:
            rest = len(self.problems) - MOST
            if rest > 0:
                del self.problems[MOST:]
                self._wrong("", f"{rest} more complaints are not shown", "mend these first")
            raise InputError(*self.problems)
        return PeopleList(people=tuple(people), passed_over=tuple(passed_over))

    def _columns(self, line: int, header: Sequence[str]) -> tuple[list[str], list[str]]:
        """What each column is, empty for one that is passed over; and the names of those."""
        columns: list[str] = []
        passed_over = []
        for name in (cell.strip() for cell in header):
            column = self._column(name)
            if column is None:
                what = f"unknown column {shown(name)}"
                meant = suggestion(name, COLUMNS)
                or_else = f"or say --column {shown(f'{name}=WHAT')}, or take the column out"
                self._wrong(f"row {line}", what, f"{meant} {or_else}")
            elif not column:
                passed_over.append(name)
            elif column in columns:
                self._wrong(f"row {line}", f"two columns are {column}", "take one of them out")
            columns.append(column or "")
        for needed, given in (
            ("email", "email" in columns),
            ("name", bool({"name", "firstname", "lastname"} & set(columns))),
            ("relationship", bool(self.about) or "relationship" in columns),
        ):
            if not given:
                remedy = f"add the column {needed}"
                if needed == "relationship":
                    remedy += ", name one with --relationship, or say --column attribute_1="
                    remedy += "relationship for the column that holds it"
                self._wrong(f"row {line}", f"has no column {needed}", remedy)
        return columns, passed_over

    def _column(self, name: str) -> str | None:
        plain = name.casefold()
        if plain in self.means:
            return self.means[plain]
        attribute = _ATTRIBUTE.fullmatch(plain)
        if attribute:
            short = plain.partition("<")[0].strip()
            called = (attribute["called"] or "").strip()
            return self.means.get(short) or _ALSO.get(called, called if called in COLUMNS else "")
        if plain in COLUMNS or plain == _STATUS:
            return plain
        if plain in _PASSED_OVER:
            return ""
        return _ALSO.get(plain)

    def _person(self, line: int, said: dict[str, str]) -> Listed | None:
        slug = self._relationship(line, said.pop("relationship", ""))
        first, last = said.pop("firstname", ""), said.pop("lastname", "")
        data: dict[str, Any] = {"id": "new", "name": f"{first} {last}".strip(), **said}
        if "role" in data:
            words = re.split(r"[,;/\s]+", str(data.pop("role")).casefold())
            data["roles"] = tuple(word for word in words if word)
        if "language" in data:
            data["language"] = _language(str(data["language"]))
        status = data.pop(_STATUS, "")
        if str(status).casefold() == "optout":
            data |= {"ask": False, "why": OPTED_OUT}
        for missing in ("name", "email"):
            if not data.get(missing):
                self._wrong(f"row {line}, {missing}", "is empty", f"write the {missing} there")
                return None
        try:
            entry = ContactEntry.model_validate(data)
        except ValidationError as invalid:
            for place, what, remedy in complaints(ContactEntry, data, invalid):
                self._wrong(f"row {line}, {place}", what, remedy)
            return None
        if slug is None:
            return None
        contact = entry.core()
        if "id" not in said:
            contact = replace(contact, id="")
        return Listed(row=line, relationship=slug, contact=contact)

    def _relationship(self, line: int, name: str) -> str | None:
        if not name and self.about:
            return self.about
        found = self.by_name.get(skeleton(name)) if name else None
        if found is None:
            what = f"there is no relationship {shown(name)}" if name else "is empty"
            self._wrong(f"row {line}, relationship", what, suggestion(name, self.slugs))
        return found

    def _wrong(self, place: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(file=self.file, place=place, what=what, remedy=remedy))


def _language(cell: str) -> str:
    """`de-informal`, as LimeSurvey has it, is German; so is DE."""
    stem, dash, region = cell.replace("_", "-").partition("-")
    if dash and len(region) in (2, 4) and region.isalpha():
        return f"{stem.lower()}-{region.upper() if len(region) == 2 else region.title()}"
    return stem.lower()
