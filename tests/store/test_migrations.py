"""Old stores, as old programs wrote them, come over whole, with a copy of them first."""

import shutil
from pathlib import Path

import pytest

from app.errors import StoreDamaged, StoreError
from app.settings import PROGRAM
from app.store.answers import AnswerStore
from app.store.keys import kept_key
from app.store.migrations import KEPT, migrate, outdated
from app.store.waves import keep_opened, link_index, opened_ids, read_opened
from tests.builders import a_response, a_wave

FIRST = PROGRAM / "tests/store/schemas/1"
"""A store of schema 1: one wave, two people, one of whom answered twice."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIRST, tmp_path / "instance"))


def test_an_old_store_is_refused_with_the_command_that_helps(old: Path) -> None:
    for use in (opened_ids, lambda i: AnswerStore(i).save(a_response("c1", {}))):
        with pytest.raises(StoreError, match=r"older version of this program.*migrate"):
            use(old)


def test_schema_1_comes_over_whole(old: Path) -> None:
    assert "answers/2027.json" in outdated(old)
    said = migrate(old)
    assert "answers/2027/: 3 versions brought over" in said
    assert outdated(old) == ()
    assert migrate(old) == ()
    versions = tuple(AnswerStore(old).history("2027"))
    assert [(v.respondent, v.value("R1")) for v in versions] == [
        ("sam-sample", 7),
        ("jo-example", 8),
        ("sam-sample", 9),
    ]
    assert versions[0].value("O1") == 'Calm and clear – "as agreed"\nevery week.'
    assert {a.item: a.consent.value for a in versions[0].answers if a.consent} == {"O1": "unnamed"}
    assert opened_ids(old) == ("2027",)
    assert read_opened(old, "2027").firm_name == "Our firm"
    assert len(link_index(old, "2027")) == 2
    assert kept_key(old, "links", bytes) == bytes(range(32))


def test_the_copy_made_first_is_the_old_store_byte_by_byte(old: Path) -> None:
    migrate(old)
    copied = {p.relative_to(old / KEPT): p.read_bytes() for p in (old / KEPT).rglob("*.*")}
    assert copied == {p.relative_to(FIRST): p.read_bytes() for p in FIRST.rglob("*.*")}


def test_a_damaged_old_store_is_not_brought_over(old: Path) -> None:
    path = old / "answers/2027.json"
    path.write_bytes(path.read_bytes().replace(b'"value": 7', b'"value": 1'))
    with pytest.raises(StoreDamaged, match="changed outside"):
        migrate(old)
    with pytest.raises(StoreError, match="migrate"):
        opened_ids(old)


def test_a_new_store_and_no_store_have_nothing_to_bring_over(tmp_path: Path) -> None:
    assert outdated(tmp_path / "none") == ()
    keep_opened(tmp_path, a_wave(), {})
    assert outdated(tmp_path) == ()
    assert migrate(tmp_path) == ()
