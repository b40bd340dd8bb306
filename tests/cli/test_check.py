"""`check` as a whole visit, and `migrate`: what is in force, what is not well, what to do."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.brief.engine import BY_HAND
from app.cli import main
from app.cli.site import called
from app.cli.visit import machine, written
from app.cli.visit.finding import Finding, Mark, exit_code
from app.files.site import read_site
from app.settings import PROGRAM, Site
from app.store.answers import AnswerStore
from app.store.whole import write_whole
from tests.builders import a_response
from tests.site_builder import sample_copy

OLD_STORE = PROGRAM / "tests/store/schemas/1"


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A firm's own folder, as `init` starts it."""
    assert main(["init", str(tmp_path / "ours")]) == 0
    monkeypatch.chdir(tmp_path / "ours")
    return tmp_path / "ours"


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    main(["check", "--json", *arguments])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return {f"{finding['group']}: {finding['name']}": finding for finding in findings}


def test_it_says_what_is_in_force_and_where_it_came_from(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "nothing wrong" in said
    for line in (
        "time zone         Europe/London  (content/firm.md)",
        "annual 21 taps + 3 texts",
        "nothing is kept yet",
        "Python 3.",
        "free space",
        "clock",
    ):
        assert line in said
    wave = next((ours / "content/waves").iterdir()).stem
    assert said.splitlines()[-1] == f"Next: {called()} invite {wave}"


def test_letters_that_cannot_be_written_are_wrong_and_say_where(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fine = found(capsys)
    assert fine["letters: invitation"]["value"] == (
        "written in ar, de, en, fr; other readers get en"
    )
    assert fine["letters: leave as"]["value"] == "eml, csv"
    (ours / "content/letters/invitation.fr.md").write_text('+++\nsubject = "a"\n+++\n{{lnk}}\n')
    (ours / "content/letters/heard.md").write_text('+++\nsubject = "a"\n+++\n{{gap}}\n')
    assert found(capsys)["letters: heard"]["mark"] == "wrong"
    wrong = found(capsys)["letters: invitation"]
    assert (wrong["mark"], wrong["source"]) == ("wrong", "content/letters/invitation.fr.md")
    assert wrong["remedy"] == "did you mean link?"


def test_since_when_ended_relationships_are_here_is_said_and_looked_at(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "in force: book since"
    assert found(capsys)[name]["value"].startswith("not set: ")
    path = ours / "content/firm.md"
    unset = path.read_text("utf-8")
    path.write_text(unset.replace("# book_since", "book_since"), "utf-8")
    assert (found(capsys)[name]["value"], found(capsys)[name]["mark"]) == ("2015-01-01", "ok")
    client = ours / "content/relationships/first-client.md"
    ended = client.read_text("utf-8").replace(
        "since = ", "ended = 2014-12-31\nsince = 2000-01-01 #"
    )
    client.write_text(ended, "utf-8")
    before = found(capsys)[name]
    assert before["value"] == "2015-01-01; ended before and in no figure: First Client"
    assert (before["mark"], before["source"]) == ("note", "content/firm.md: book_since")
    path.write_text(unset.replace("# book_since = 2015", "book_since = 2199"), "utf-8")
    assert found(capsys)[name]["mark"] == "wrong"
    assert main(["check"]) == 2
    assert "book since        2199-01-01; has not come; write the day" in capsys.readouterr().out


def test_quiet_says_only_what_is_not_well(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["check", "-q"]) == 0
    said = capsys.readouterr().out
    assert "is an example; write your own before you invite" in said
    assert "  ok" not in said


def test_an_opened_wave_its_answers_and_a_changed_survey_are_said(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wave = next((ours / "content/waves").iterdir()).stem
    day = f"{wave}-02-03"
    assert main(["invite", wave, "--yes", "--as-of", day]) == 0
    AnswerStore(ours / "instance").save(
        a_response("sam-sample", {"R1": 4}, relationship="first-client", wave=wave)
    )
    survey = ours / "surveys/client.toml"
    text = survey.read_text("utf-8").replace(
        "They make good use of our time.", "Time is used well."
    )
    survey.write_text(text, encoding="utf-8")
    assert main(["check", "--as-of", day]) == 0
    said = capsys.readouterr().out
    assert "1 of 2 answered, 1 version, 2 links" in said
    assert "surveys/client.toml has changed since" in said
    assert "R3 reworded" in said
    assert said.splitlines()[-1] == f"Next: {called()} serve"


def test_a_damaged_store_is_wrong_and_the_rest_is_still_said(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wave = next((ours / "content/waves").iterdir()).stem
    assert main(["invite", wave, "--yes", "--as-of", f"{wave}-02-03"]) == 0
    journal = ours / f"instance/answers/{wave}/journal-1.jsonl"
    journal.write_bytes(b"")
    capsys.readouterr()
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "1 thing wrong" in said
    assert "is empty, but answers were kept in it" in said
    assert "free space" in said


def test_what_was_set_aside_is_said_until_somebody_deletes_it(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wave = next((ours / "content/waves").iterdir()).stem
    assert main(["invite", wave, "--yes", "--as-of", f"{wave}-02-03"]) == 0
    journal = ours / f"instance/answers/{wave}/journal-1.jsonl"
    journal.write_bytes(journal.read_bytes() + b'["half an ans')
    for _ in range(2):
        capsys.readouterr()
        assert main(["check", "-q"]) == 0
        assert "was set aside; no acknowledged answer is in it" in capsys.readouterr().out
    next(journal.parent.glob("torn-*")).unlink()
    assert main(["check", "-q"]) == 0
    assert "set aside" not in capsys.readouterr().out


def reads(ours: Path, language: str) -> None:
    """From now on the firm asks in this language too."""
    firm = ours / "content/firm.md"
    text = firm.read_text("utf-8")
    firm.write_text(
        text.replace('languages = ["en"]', f'languages = ["en", "{language}"]'), encoding="utf-8"
    )


def test_missing_translations_are_a_note_and_wrong_when_the_wave_is_near(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reads(ours, "sv")
    wave = next((ours / "content/waves").iterdir()).stem
    finding = found(capsys)["languages: client sv"]
    assert finding["mark"] == "note"
    assert "texts are missing: C1.they, C1.we" in finding["value"]
    assert main(["check", "--as-of", f"{wave}-01-25"]) == 2
    finding = found(capsys, "--as-of", f"{wave}-01-25")["languages: client sv"]
    assert finding["mark"] == "wrong"
    assert f"{wave} opens on {wave}-02-01" in finding["remedy"]


def test_a_translation_that_nobody_reviewed_is_a_note_until_a_name_stands_there(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "languages: client de" not in found(capsys)
    reads(ours, "de")
    finding = found(capsys)["languages: client de"]
    assert finding["mark"] == "note"
    assert finding["value"] == "complete; drafted by Both Sides, by machine, reviewed by nobody"
    assert finding["remedy"] == (
        "have a native speaker read it and write the name into [translations.de] reviewed in "
        "surveys/client.toml"
    )
    survey = ours / "surveys/client.toml"
    text = survey.read_text("utf-8")
    survey.write_text(text.replace('reviewed = ""', 'reviewed = "Silke Vogt"', 1), "utf-8")
    finding = found(capsys)["languages: client de"]
    assert (finding["mark"], finding["remedy"]) == ("ok", "")
    assert finding["value"].endswith("drafted by Both Sides, by machine, reviewed by Silke Vogt")
    # Another survey's words are another's to review.
    assert found(capsys)["languages: partner de"]["mark"] == "note"


def test_a_language_that_nobody_is_named_for_is_a_note_and_nothing_stops(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    survey = ours / "surveys/client.toml"
    survey.write_text('escape.sv = "Kan inte bedöma"\n' + survey.read_text("utf-8"), "utf-8")
    finding = found(capsys)["languages: client sv"]
    assert finding["mark"] == "note"
    assert finding["value"] == "nobody has said who drafted sv"
    assert "into [translations.sv] drafted in surveys/client.toml" in finding["remedy"]
    assert main(["check"]) == 0
    reads(ours, "sv")
    value = found(capsys)["languages: client sv"]["value"]
    assert "texts are missing: C1.they" in value
    assert value.endswith("; nobody has said who drafted sv")


def test_the_languages_of_our_own_people_count_too(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = ours / "content/people/jo-example.md"
    person.write_text(
        person.read_text("utf-8").replace('languages = ["en"]', 'languages = ["fr", "en"]'),
        encoding="utf-8",
    )
    said = found(capsys)
    assert "languages: client fr" in said
    assert "languages: supplier fr" not in said


def test_a_lead_that_nobody_stands_in_for_is_a_note(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A contact may ask to talk with somebody else: there has to be somebody."""
    assert "relationships: talks with others" in found(capsys)
    (file,) = (ours / "content/relationships").glob("*.md")
    person = ours / "content/people/second.md"
    (first,) = (ours / "content/people").glob("*.md")
    other = first.read_text("utf-8").replace("jo@", "al@").replace("Jo Example", "Al Second")
    person.write_text(other, encoding="utf-8")
    text = file.read_text("utf-8")
    lead = next(line for line in text.splitlines() if line.startswith("lead ="))
    file.write_text(text.replace(lead, f'{lead}\ndeputy = "second"', 1), encoding="utf-8")
    assert "relationships: talks with others" not in found(capsys)


def test_one_address_of_two_people_is_said(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = ours / "content/relationships/first-client.md"
    text = path.read_text("utf-8")
    contact = text[text.index("[[contacts]]") : text.index("# What was promised")]
    again = contact.replace("sam-sample", "kim-other", 1).replace("Sam Sample", "Kim Other")
    path.write_text(text.replace(contact, contact + again), encoding="utf-8")
    shared = found(capsys)["addresses: shared"]
    assert "first-client/sam-sample and first-client/kim-other" in shared["value"]
    both = (contact + again).replace('roles = ["decides"]', 'roles = ["decides"]\nperson = "sam"')
    path.write_text(text.replace(contact, both), encoding="utf-8")
    assert "addresses: shared" not in found(capsys)


@pytest.mark.parametrize(
    ("address", "sample", "mark", "remedy"),
    [
        ("https://answers.harbour.eu", False, Mark.OK, ""),
        ("http://answers.harbour.eu", False, Mark.NOTE, "not https"),
        ("http://127.0.0.1:8080", False, Mark.NOTE, "this machine only"),
        ("https://answers.firm.example.com", False, Mark.NOTE, "an example"),
        ("https://answers.firm.example.com", True, Mark.OK, ""),
    ],
)
def test_addresses_are_judged(address: str, sample: bool, mark: Mark, remedy: str) -> None:
    judged, why = written._judged(address, sample=sample)
    assert judged is mark
    assert remedy in why


def test_little_room_is_said(tmp_path: Path) -> None:
    assert machine.space(Site(tmp_path), 5 << 30).mark is Mark.OK
    assert "make room" in machine.space(Site(tmp_path), 5 << 20).remedy
    assert machine.free_below(tmp_path) > 0


def test_a_clock_that_cannot_be_right_is_wrong(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    files = read_site(site)
    assert machine.clock(site, files, datetime(2026, 12, 1, tzinfo=UTC)).mark is Mark.OK
    early = machine.clock(site, files, datetime(2001, 1, 1, tzinfo=UTC))
    assert "when this version was made" in early.value
    (tmp_path / "instance/waves").mkdir(parents=True)
    kept = tmp_path / "instance/waves/2027.json"
    kept.write_text("{}", encoding="utf-8")
    later = datetime(2030, 1, 1, tzinfo=UTC).timestamp()
    os.utime(kept, (later, later))
    behind = machine.clock(site, files, datetime(2027, 1, 1, tzinfo=UTC))
    assert behind.mark is Mark.WRONG
    assert "files that this program wrote" in behind.value


def test_a_machine_without_pango_and_browser_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "engine_here", lambda: BY_HAND)
    briefs = next(f for f in machine.machine(Site(tmp_path)) if f.name == "briefs")
    assert briefs.mark is Mark.NOTE
    assert "to print by hand" in briefs.value
    assert "--install-system" in briefs.remedy


def test_the_exit_code_is_that_of_the_gravest_for_input_first() -> None:
    ok = Finding(group="a", name="b", value="c")
    wrong = Finding(group="a", name="b", value="c", mark=Mark.WRONG, code=2)
    assert exit_code((ok,)) == 0
    assert exit_code((ok, wrong)) == 2
    assert exit_code((wrong, Finding(group="a", name="b", value="c", mark=Mark.WRONG, code=1))) == 1


def test_an_old_store_is_migrated_from_end_to_end(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files as an old version wrote them: refused, copied, brought over, then built from."""
    shutil.copytree(OLD_STORE, ours / "instance")
    assert main(["build", "--open"]) == 1
    assert "older version of this program" in capsys.readouterr().err
    assert main(["check"]) == 1
    assert main(["migrate", "--dry-run"]) == 0
    assert "would bring over: instance/answers/2027.json" in capsys.readouterr().out
    assert (ours / "instance/answers/2027.json").is_file()
    assert main(["migrate"]) == 0
    said = capsys.readouterr().out
    assert "files of the old store copied there first" in said
    assert "3 versions brought over" in said
    assert main(["migrate"]) == 0
    assert "nothing is of an older version" in capsys.readouterr().out
    assert main(["build", "--open", "--as-of", "2027-03-15"]) == 0
    page = (ours / "build/open/2027/first-client/index.html").read_text("utf-8")
    assert "Dates that hold." in page


def test_files_of_a_newer_format_are_refused_before_anything_is_touched(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(OLD_STORE, ours / "instance")
    firm = ours / "content/firm.md"
    firm.write_text(firm.read_text("utf-8").replace("format = 1", "format = 9"), encoding="utf-8")
    assert main(["migrate"]) == 2
    assert "is 9, and this program reads 1; use the newer program" in capsys.readouterr().err
    assert (ours / "instance/answers/2027.json").is_file()


def next_of(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["check"]) == 1
    return capsys.readouterr().out.splitlines()[-1].partition("build.py ")[2]


def test_what_comes_next_for_a_whole_store_is_never_a_backup_over_it(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(OLD_STORE, ours / "instance")
    assert next_of(capsys) == "migrate"
    (ours / ".restoring").mkdir()
    (ours / ".restoring/exchange.json").write_text("{}", encoding="utf-8")
    assert next_of(capsys) == "restore --finish"


def test_what_comes_next_for_a_newer_store_is_to_look_and_for_damage_a_backup(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = ours / "instance/store.json"
    registry.parent.mkdir(mode=0o700)
    write_whole(registry, b'{"schema_version": 9, "waves": []}')
    assert next_of(capsys) == "check"
    registry.write_text("no longer whole", encoding="utf-8")
    assert next_of(capsys) == "restore FILE"
