"""The list of links for a mail merge."""

import csv
from dataclasses import replace
from pathlib import Path

from app.core.letters_due import Recipient
from app.core.wave import OpenedWave
from app.post.links import Link, link_of
from app.post.links_csv import COLUMNS, links_table, write_links
from tests.builders import a_wave

KEY = b"k" * 32
NAMES = {"north": "North"}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def with_links(opened: OpenedWave) -> list[tuple[Recipient, Link]]:
    recipients = [
        Recipient(key=one.key, name=one.name, email=one.email, language="en", about=(one,))
        for one in opened.invitations
    ]
    return [(one, link_of(one, KEY, "2026", "https://a.example.com", {})) for one in recipients]


def test_everyone_has_a_row_with_a_link_of_their_own() -> None:
    found = rows(links_table(with_links(a_wave()), NAMES))
    assert len({row["link"] for row in found}) == 6
    assert list(found[0]) == list(COLUMNS)
    assert found[0]["link"].startswith("https://a.example.com/s/")
    assert found[0]["relationship"] == "North"


def test_only_people_of_the_other_side_are_shown_how_not_to_be_asked_again() -> None:
    found = rows(links_table(with_links(a_wave()), NAMES))
    for row in found:
        theirs = row["perspective"] == "counterpart"
        assert row["no_more"] == (f"{row['link']}/no-more" if theirs else "")


def test_a_renewed_link_is_another_one() -> None:
    (first, link), *_ = with_links(a_wave())
    renewed = link_of(first, KEY, "2026", "https://a.example.com", {first.key: 2})
    assert renewed.address != link.address


def test_a_name_that_is_a_formula_stays_a_name() -> None:
    (first, link), *_ = with_links(a_wave())
    odd = replace(first, name='=HYPERLINK("x")')
    assert rows(links_table([(odd, link)], NAMES))[0]["name"].startswith("'=")


def test_the_file_is_for_its_owner_alone_and_the_same_twice(tmp_path: Path) -> None:
    target = tmp_path / "send/links.csv"
    write_links(target, with_links(a_wave()), NAMES)
    first = target.read_bytes()
    write_links(target, with_links(a_wave()), NAMES)
    assert target.read_bytes() == first
    assert target.stat().st_mode & 0o777 == 0o600
