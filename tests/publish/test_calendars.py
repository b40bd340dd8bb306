"""Calendar files of a whole firm: one a lead, noted in the instance, updated by the next one."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from app.cli import main
from app.errors import StoreDamaged
from app.files.site import read_site
from app.publish.calendars import write_calendars
from tests.post.rfc5545 import complaints
from tests.site_builder import sample_copy, with_open_wave

TODAY = date(2026, 10, 6)


def sequences(path: Path) -> dict[str, int]:
    found = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(event["summary"]): int(str(event["sequence"])) for event in found}


def test_every_lead_of_the_sample_firm_has_a_file_that_keeps_rfc_5545(tmp_path: Path) -> None:
    site, _ = with_open_wave(tmp_path)
    files = read_site(site)
    written = write_calendars(site, files, TODAY)
    leads = {relationship.lead for relationship in files.relationships}
    assert {one.path.stem for one in written} == leads
    for one in written:
        assert complaints(one.path.read_bytes()) == []
    again = {one.path: one.path.read_bytes() for one in written}
    assert all(not (o.new or o.changed or o.cancelled) for o in write_calendars(site, files, TODAY))
    assert again == {path: path.read_bytes() for path in again}


def test_no_contact_and_no_amount_of_money_stands_in_any_file(tmp_path: Path) -> None:
    site, _ = with_open_wave(tmp_path)
    files = read_site(site)
    promised = {c.who for r in files.relationships for c in r.commitments}
    promised |= {a.who.name for m in files.meetings for a in m.agreements if a.who is not None}
    text = "".join(
        one.path.read_bytes().replace(b"\r\n ", b"").decode("utf-8")
        for one in write_calendars(site, files, TODAY)
    )
    contacts = {c.name for r in files.relationships for c in r.contacts} - promised
    assert not {name for name in contacts if name in text}
    assert files.firm.currency not in text


def test_a_changed_file_raises_the_sequence_of_its_own_event_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = sample_copy(tmp_path)
    where = ["--site", str(tmp_path), "--as-of", TODAY.isoformat()]
    assert main(["calendar", *where]) == 0
    path = site.send / "calendars/tomas-pike.ics"
    before = sequences(path)
    file = site.content / "relationships/northlight-foods.md"
    file.write_text(file.read_text("utf-8").replace("2027-06-30", "2027-07-31"), encoding="utf-8")
    capsys.readouterr()
    assert main(["calendar", *where]) == 0
    after = sequences(path)
    assert {name for name in after if after[name] != before[name]} == {
        "Northlight Foods: the contract renews"
    }
    said = capsys.readouterr().out
    assert "tomas-pike.ics" in said
    assert "1 changed" in said
    assert said.count("nothing new") == len(list(path.parent.iterdir())) - 1


def test_what_was_noted_and_then_damaged_is_an_error_and_not_a_fresh_start(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    files = read_site(site)
    write_calendars(site, files, TODAY)
    note = site.instance / "calendars.json"
    note.write_bytes(note.read_bytes().replace(b"sequence", b"sequense", 1))
    with pytest.raises(StoreDamaged):
        write_calendars(site, files, TODAY)
