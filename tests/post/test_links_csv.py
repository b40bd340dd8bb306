"""The list of links for a mail merge."""

import csv
from dataclasses import replace
from pathlib import Path

from app.post.links_csv import COLUMNS, links_table, write_links
from tests.builders import a_wave

KEY = b"k" * 32


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_everyone_has_a_row_with_a_link_of_their_own() -> None:
    opened = a_wave()
    found = rows(links_table(opened, KEY, "https://a.example.com"))
    assert len({row["link"] for row in found}) == len(opened.invitations) == 6
    assert list(found[0]) == list(COLUMNS)
    assert found[0]["link"].startswith("https://a.example.com/s/")


def test_a_revoked_invitation_has_none() -> None:
    opened = a_wave()
    first, *others = opened.invitations
    fewer = replace(opened, invitations=(replace(first, revoked=True), *others))
    assert len(rows(links_table(fewer, KEY, ""))) == 5


def test_a_name_that_is_a_formula_stays_a_name() -> None:
    opened = a_wave()
    first, *others = opened.invitations
    odd = replace(opened, invitations=(replace(first, name='=HYPERLINK("x")'), *others))
    assert rows(links_table(odd, KEY, ""))[0]["name"].startswith("'=")


def test_the_file_is_for_its_owner_alone_and_the_same_twice(tmp_path: Path) -> None:
    target = tmp_path / "send/links.csv"
    write_links(target, a_wave(), KEY, "https://a.example.com")
    first = target.read_bytes()
    write_links(target, a_wave(), KEY, "https://a.example.com")
    assert target.read_bytes() == first
    assert target.stat().st_mode & 0o777 == 0o600
