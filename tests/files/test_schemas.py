"""The schemas for editors agree with what the program itself takes and refuses."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.cli import main
from app.files.schemas import FOLDER, schemas, write_schemas
from app.settings import PROGRAM

KINDS = {
    "firm": "content/firm.md",
    "person": "content/people/*.md",
    "relationship": "content/relationships/*.md",
    "wave": "content/waves/*.md",
    "meeting": "content/meetings/*.md",
    "letter": "content/letters/*.md",
    "guide": "content/guide/*.md",
    "survey": "surveys/*.toml",
    "weights": "content/weights.toml",
}


def sample_files() -> Iterator[tuple[str, Path]]:
    return ((kind, path) for kind, glob in KINDS.items() for path in sorted(PROGRAM.glob(glob)))


def as_json(path: Path) -> Any:
    """A file's data as an editor hands it to a schema: days are texts there."""
    text = path.read_text("utf-8")
    data = tomllib.loads(text if path.suffix == ".toml" else text.split("+++")[1])
    return json.loads(json.dumps(data, default=str))


def test_every_kind_of_file_has_a_schema_that_is_one() -> None:
    made = schemas()
    assert set(made) == set(KINDS)
    for schema in made.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("kind", "path"), list(sample_files()), ids=lambda value: getattr(value, "name", value)
)
def test_every_sample_file_is_right_by_its_schema(kind: str, path: Path) -> None:
    errors = list(Draft202012Validator(schemas()[kind]).iter_errors(as_json(path)))
    assert not errors, errors[0].message


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_key_is_an_error_for_editors_too(kind: str) -> None:
    path = next(found for of_kind, found in sample_files() if of_kind == kind)
    wrong = {**as_json(path), "colour": "red"}
    assert not Draft202012Validator(schemas()[kind]).is_valid(wrong)


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("firm", "currency", "pounds"),
        ("firm", "book_since", 2015),
        ("relationship", "kind", "cleint"),
        ("relationship", "complexity", 4),
        ("wave", "form", "middling"),
        ("wave", "k", 2),
        ("person", "capacity", -1),
        ("relationship", "signs", [{"what": "shouted", "on": "2026-03-01"}]),
        ("relationship", "themes", [{"tag": "late notice"}]),
        ("meeting", "state", "spoken of"),
        ("meeting", "starts", "half past two"),
        ("meeting", "agreements", [{"what": "A list", "side": "both"}]),
        ("weights", "blind_spot", 101),
        ("weights", "meet_from", 39.5),
        ("survey", "items", [{"they": {"en": "An item without an id."}}]),
    ],
)
def test_values_that_cannot_be_are_errors(kind: str, key: str, value: object) -> None:
    path = next(found for of_kind, found in sample_files() if of_kind == kind)
    assert not Draft202012Validator(schemas()[kind]).is_valid({**as_json(path), key: value})


def test_a_survey_is_whole_or_extends_another() -> None:
    survey = Draft202012Validator(schemas()["survey"])
    assert survey.is_valid({"extends": "client"})
    assert not survey.is_valid({"title": {"en": "Half a survey"}})


def test_init_writes_them_and_check_writes_them_again(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    assert {p.name for p in (tmp_path / FOLDER).iterdir()} == {f"{kind}.json" for kind in KINDS}
    rules = tomllib.loads((tmp_path / ".taplo.toml").read_text("utf-8"))["rule"]
    assert (tmp_path / rules[0]["schema"]["path"]).is_file()
    (tmp_path / FOLDER / "survey.json").write_text("{}", encoding="utf-8")
    (tmp_path / ".taplo.toml").write_text("# our own", encoding="utf-8")
    assert main(["check", "--schemas", "--site", str(tmp_path)]) == 0
    assert json.loads((tmp_path / FOLDER / "survey.json").read_text("utf-8")) == schemas()["survey"]
    assert (tmp_path / ".taplo.toml").read_text("utf-8") == "# our own"
    assert write_schemas(tmp_path)
