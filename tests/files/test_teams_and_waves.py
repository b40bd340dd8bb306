"""What the files of a team and of a wave may not say together: each with place and remedy."""

from datetime import date
from pathlib import Path

import pytest

from app.cli.opening import said_before_opening, wave_to_open
from app.errors import InputError
from app.files.site import read_site
from app.files.starter import start_site
from app.settings import PROGRAM, Site

OPENED = date(2027, 2, 1)
TEAM = """+++
name = "Workshop"
kind = "employee"
lead = "jo-example"
{contacts}
+++
"""
CONTACT = '[[contacts]]\nid = "p{n}"\nname = "P{n}"\nemail = "p{n}@our-firm.example.com"\n{more}\n'
CONFIDENTIAL = 'privacy = { counterpart = "confidential", self = "named" }'


def a_firm(root: Path, *people: str, wave: str = CONFIDENTIAL, surveys: str = "") -> Site:
    """A started firm with a team of these people (the rest of their entry) and one wave."""
    start_site(root, today=date(2026, 11, 16))
    if people:
        contacts = "".join(CONTACT.format(n=n, more=more) for n, more in enumerate(people, 1))
        text = TEAM.format(contacts=contacts)
        (root / "content/relationships/workshop.md").write_text(text, encoding="utf-8")
    (root / "content/waves/2027.md").write_text(
        f"+++\nopens = 2027-02-01\ncloses = 2027-02-28\n{wave}\n"
        f'[surveys]\nclient = "client"\n{surveys}\n+++\n',
        encoding="utf-8",
    )
    return Site(root)


def complaint(site: Site) -> str:
    with pytest.raises(InputError) as wrong:
        read_site(site)
    return str(wrong.value)


ASKED = 'employee = "employee"'


def test_a_team_of_three_is_asked_in_confidence(tmp_path: Path) -> None:
    files = read_site(a_firm(tmp_path, "", "", "", surveys=ASKED))
    assert len(wave_to_open(files, "2027", OPENED).relationships) == 2


def test_a_team_of_two_is_refused_with_the_reason(tmp_path: Path) -> None:
    said = complaint(a_firm(tmp_path, "", "", surveys=ASKED))
    assert (
        "content/relationships/workshop.md: contacts: a team has at least 3 people to ask: an "
        "employer could tell who of one or two people said what; add the others, or put two "
        "small teams together"
    ) in said


def test_a_team_is_counted_by_those_who_would_be_asked(tmp_path: Path) -> None:
    site = a_firm(tmp_path, "", "", 'ask = false\nwhy = "on leave"', surveys=ASKED)
    assert "at least 3 people" in complaint(site)


def test_a_team_that_is_too_small_on_the_day_is_refused_when_the_wave_opens(
    tmp_path: Path,
) -> None:
    files = read_site(a_firm(tmp_path, "", "", "since = 2027-06-01", surveys=ASKED))
    with pytest.raises(InputError) as refused:
        wave_to_open(files, "2027", OPENED)
    assert (
        "content/relationships/workshop.md: contacts: the wave 2027 would ask fewer than 3 "
        "people of this team, and an employer could tell" in str(refused.value)
    )


def test_a_wave_that_asks_a_team_by_name_is_refused_with_the_reason(tmp_path: Path) -> None:
    said = complaint(a_firm(tmp_path, "", "", "", wave='privacy = "named"', surveys=ASKED))
    assert "content/waves/2027.md: privacy: a wave that asks teams of our own" in said
    assert "cannot say what is wrong" in said
    assert 'counterpart = "confidential"' in said


def test_whoever_leads_a_team_does_not_answer_for_it_too(tmp_path: Path) -> None:
    site = a_firm(tmp_path, "", "", "", surveys=ASKED)
    team = site.content / "relationships/workshop.md"
    team.write_text(team.read_text("utf-8").replace("p2@our", "jo@our"), encoding="utf-8")
    assert "contacts p2: leads the team, and would answer for both sides" in complaint(site)


def test_a_wave_that_names_whom_it_has_no_survey_for_is_refused(tmp_path: Path) -> None:
    wave = f'{CONFIDENTIAL}\nrelationships = ["first-client", "workshop"]'
    said = complaint(a_firm(tmp_path, "", "", "", wave=wave))
    assert (
        "content/waves/2027.md: relationships: workshop is named, and there is no survey for "
        'employee; add employee = "employee" under [surveys], or take it out of the list'
    ) in said


def test_whom_a_wave_does_not_ask_is_said_before_it_opens(tmp_path: Path) -> None:
    site = a_firm(tmp_path, "", "", "")
    client = site.content / "relationships/first-client.md"
    away = CONTACT.format(n=7, more='ask = false\nwhy = "on leave until May"')
    text = client.read_text("utf-8").replace("# What was promised", f"{away}\n# What")
    client.write_text(text.replace("since = 2026", "since = 2019"), encoding="utf-8")
    files = read_site(site)
    said = said_before_opening(wave_to_open(files, "2027", OPENED), files).splitlines()
    assert "not asked, the wave has no survey for employee: Workshop" in said
    assert "not asked at First Client: P7 (on leave until May)" in said


def test_many_who_are_not_asked_are_counted_and_not_all_named(tmp_path: Path) -> None:
    site = a_firm(tmp_path)
    supplier = (site.content / "relationships/first-client.md").read_text("utf-8")
    for number in range(15):
        text = supplier.replace('kind = "client"', 'kind = "supplier"')
        text = text.replace("First Client", f"Supplier {number:02}")
        path = site.content / f"relationships/supplier-{number:02}.md"
        path.write_text(text, encoding="utf-8")
    files = read_site(site)
    said = said_before_opening(wave_to_open(files, "2027", OPENED), files)
    assert "Supplier 11, and 3 more" in said
    assert "Supplier 12" not in said


def test_a_firm_that_starts_has_a_survey_for_every_kind_but_its_teams(tmp_path: Path) -> None:
    start_site(tmp_path, today=date(2026, 11, 16))
    assert {p.stem for p in (tmp_path / "surveys").iterdir()} == {
        p.stem for p in (PROGRAM / "surveys").iterdir()
    }
    (wave,) = read_site(Site(tmp_path)).waves
    assert [kind.value for kind, _ in wave.surveys] == ["client", "customer", "partner", "supplier"]
