"""The command line: exit codes, what is refused, and one whole wave from the first file."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.cli import main
from app.cli.opening import wave_to_open
from app.core.survey import Perspective
from app.files.site import read_site
from app.intake.answers_csv import COLUMNS
from app.settings import PROGRAM
from app.store.answers import AnswerStore
from app.store.waves import read_opened
from tests.site_builder import sample_copy, with_open_wave


def test_a_whole_wave_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = tmp_path / "ours"
    where = ["--site", str(ours)]
    assert main(["init", str(ours)]) == 0
    wave = next((ours / "content/waves").iterdir()).stem
    day = f"{wave}-02-01"
    assert main(["check", *where]) == 0
    assert main(["build", "--open", *where, "--as-of", day]) == 0
    assert "No survey has been opened yet." in (ours / "build/open/index.html").read_text("utf-8")
    assert main(["invite", wave, *where, "--yes", "--as-of", day]) == 0
    assert "1 of 1 relationships could show" in capsys.readouterr().out
    links = ours / f"build/send/{wave}-links.csv"
    first = links.read_bytes()
    assert main(["invite", wave, *where]) == 0
    assert links.read_bytes() == first
    answers = tmp_path / "in.csv"
    answers.write_text(
        "wave,relationship,perspective,respondent,item,value,consent,language,state,talk,day\n"
        f"{wave},first-client,counterpart,sam-sample,T1,6,,en,sent,lead,{day}\n"
    )
    assert main(["import", str(answers), *where, "--wave", wave]) == 0
    assert main(["build", "--open", *where, "--as-of", day]) == 0
    *_, made, following = capsys.readouterr().out.splitlines()
    assert " pages, 1 brief, 1 for the table in " in made and "not for a public host" in made
    assert following.startswith("Next: ")
    out = tmp_path / "out.csv"
    assert main(["export", "answers", *where, "--out", str(out)]) == 0
    assert out.read_bytes() == answers.read_bytes().replace(b"\n", b"\r\n")
    assert (ours / f"build/print/{wave}/first-client-firm.pdf").is_file()


def test_wrong_files_build_nothing_and_exit_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = sample_copy(tmp_path)
    (site.content / "firm.md").write_text("nothing")
    assert main(["build", "--site", str(tmp_path)]) == 2
    assert "content/firm.md: line 1: does not start with +++" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()


def test_the_sample_firm_invites_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "2026", "--site", str(PROGRAM), "--yes"]) == 2
    assert "sample firm" in capsys.readouterr().err


def test_without_yes_and_a_terminal_nothing_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = sample_copy(tmp_path)
    assert main(["invite", "2026", "--site", str(tmp_path), "--as-of", "2026-10-05"]) == 1
    said = capsys.readouterr().out
    assert "15 of 15 relationships could show" in said
    assert "not asked, in dispute: O'Hara & d'Arcy <Marinas> Ltd" in said
    assert "not asked at Quayside Council: Leonard Birch (asked not to be written to" in said
    assert not site.instance.exists()


def test_people_are_counted_and_not_what_they_are_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = sample_copy(tmp_path)
    assert main(["invite", "2026", "--site", str(tmp_path), "--as-of", "2026-10-05"]) == 1
    said = capsys.readouterr().out
    opened = wave_to_open(read_site(site), "2026", date(2026, 10, 5))
    own = [i.respondent for i in opened.invitations if i.perspective is Perspective.SELF]
    assert len(set(own)) < len(own)
    assert f" and {len(set(own))} of ours asked" in said


def test_example_addresses_are_named_before_a_wave_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = tmp_path / "ours"
    assert main(["init", str(ours)]) == 0
    wave = next((ours / "content/waves").iterdir()).stem
    invite = ["invite", wave, "--site", str(ours), "--as-of", f"{wave}-02-01"]
    assert main(invite) == 1
    said = capsys.readouterr().out
    assert "examples, which nobody can reach: answers_at https://answers." in said
    assert "(content/firm.md)" in said
    assert "write your own there before you open it" in said
    for path in (ours / "content").rglob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"\bexample\.(com|org)", r"harbour-pike.\1", text), "utf-8")
    assert main(invite) == 1
    assert "nobody can reach" not in capsys.readouterr().out


@pytest.mark.parametrize("command", [["status", "2099"], ["remind", "2099"], ["close", "2099"]])
def test_of_a_wave_that_is_none_the_others_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    site, _ = with_open_wave(tmp_path)
    capsys.readouterr()
    assert main([*command, "--site", str(site.root)]) == 2
    said = capsys.readouterr().err
    assert "2099 has not been opened, and there is no content/waves/2099.md" in said
    assert "opened: 2026; to be opened: 2023, 2024, 2025, 2026-suppliers" in said
    assert "invite 2099" not in said


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    site = sample_copy(tmp_path)
    where = ["--site", str(tmp_path), "--as-of", "2026-10-05"]
    assert main(["invite", "2026", *where, "--dry-run"]) == 0
    assert not site.instance.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["invite", "2031", "--yes"], "there is no wave 2031"),
        (["invite", "2025", "--yes", "--as-of", "2026-11-20"], "2025 closed on 2025-10-31"),
        (["import", "x.csv", "--wave", "2031"], "2031 has not been opened"),
        (["export", "answers", "--wave", "2031"], "2031 has not been opened"),
        (["serve"], "no wave has been opened"),
    ],
)
def test_wrong_arguments_say_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    sample_copy(tmp_path)
    assert main([*arguments, "--site", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def confidential_wave(root: Path, year: int, privacy: str = "confidential") -> list[str]:
    """A firm's folder with a confidential wave of that year opened; returns its arguments."""
    assert main(["init", str(root)]) == 0
    (old,) = (root / "content/waves").iterdir()
    text = old.read_text("utf-8").replace(old.stem, str(year)).replace('"named"', f'"{privacy}"')
    old.unlink()
    (root / f"content/waves/{year}.md").write_text(text, encoding="utf-8")
    client = root / "content/relationships/first-client.md"
    client.write_text(re.sub("since = .*", "since = 2019-01-01", client.read_text("utf-8")))
    where = ["--site", str(root)]
    assert main(["invite", str(year), *where, "--yes", "--as-of", f"{year}-02-01"]) == 0
    return where


def test_as_of_cannot_look_into_an_open_confidential_wave(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = confidential_wave(tmp_path, 2090)
    for command in (["build"], ["export", "reviews"]):
        assert main([*command, *where, "--as-of", "2090-04-01"]) == 2
        assert "confidential and open still" in capsys.readouterr().err


def test_who_brings_answers_into_a_published_confidential_wave_is_told_what_becomes_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = confidential_wave(tmp_path, 2025)
    assert main(["build", "--open", *where, "-q", "--as-of", "2025-04-01"]) == 0
    answers = tmp_path / "in.csv"
    opened = read_opened(tmp_path / "instance", "2025")
    who = next(i for i in opened.invitations if i.perspective is Perspective.COUNTERPART)
    row = ("2025", who.relationship, "counterpart", who.respondent, "T1", "7", "", "en", "sent")
    answers.write_text(f"{','.join(COLUMNS[: len(row)])}\n{','.join(row)}\n")
    capsys.readouterr()
    assert main(["import", str(answers), *where, "--wave", "2025"]) == 0
    told = capsys.readouterr().out
    assert "was published on 2025-04-01" in told
    assert "only where it is about 3 people or more" in told


@pytest.mark.parametrize("privacy", ["named", "confidential"])
def test_what_is_saved_is_replaced_by_a_file_only_when_that_is_wished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], privacy: str
) -> None:
    where = confidential_wave(tmp_path, 2027, privacy)
    opened = read_opened(tmp_path / "instance", "2027")
    who = next(i for i in opened.invitations if i.perspective is Perspective.COUNTERPART)

    def a_file(score: int, day: str) -> str:
        row = (who.relationship, "counterpart", who.respondent, "T1", str(score), "", "en", "sent")
        path = tmp_path / f"{score}.csv"
        path.write_text(f"{','.join(COLUMNS)}\n2027,{','.join(row)},,{day}\n")
        return str(path)

    def brought_in(path: str, *arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["import", "answers", path, *where, "--wave", "2027", *arguments])
        told = capsys.readouterr()
        return code, told.out + told.err

    def saved() -> object:
        found = AnswerStore(tmp_path / "instance").find("2027", who.key)
        return found.value("T1") if found is not None else None

    older, newer = a_file(3, "2027-02-02"), a_file(9, "2027-02-20")
    assert brought_in(newer)[0] == 0
    code, told = brought_in(older)
    assert (code, saved()) == (1, 9)
    assert "3.csv: of 1 person other answers are saved, and would be replaced" in told
    assert "add --yes to replace it, or take those rows out of 3.csv" in told
    name = f"{who.respondent} (counterpart): saved sent on 2027-02-20, in the file sent on 2027-02"
    assert (name in told) == (privacy == "named")
    assert (who.respondent in told) == (privacy == "named")
    assert ("1 person of a confidential side" in told) == (privacy == "confidential")
    assert "would be replaced" in brought_in(older, "--dry-run")[1]
    assert "1 response saved already as in the file" in brought_in(newer)[1]
    assert brought_in(older, "--yes")[0] == 0
    assert saved() == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve", "--port", "99999"],
        ["serve", "--port", "x"],
        ["build", "--as-of", "2026-13-01"],
        ["build", "--nothing"],
        ["nothing"],
        ["export", "everything"],
    ],
)
def test_arguments_that_are_none_end_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_folder_without_content_is_no_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--site", str(tmp_path)]) == 2
    assert "has no content/ folder" in capsys.readouterr().err


def test_demo_leaves_a_foreign_folder_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["demo", "--into", str(tmp_path)]) == 2
    assert "no demo made" in capsys.readouterr().err
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_help_needs_neither_pydantic_nor_flask() -> None:
    code = (
        "import sys; from app.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pydantic', 'flask', 'weasyprint', 'tinydb', 'jinja2'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROGRAM, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
