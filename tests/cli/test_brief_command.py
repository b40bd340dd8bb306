"""`brief NAME`: the sheets of one meeting, the letters after it, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.cli import main
from app.publish import one
from app.publish.swap import INTENT, beside, mark

NAME = "first-client"


@pytest.fixture
def ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A firm with one relationship and an open wave."""
    folder = tmp_path / "ours"
    assert main(["init", str(folder)]) == 0
    wave = wave_of(folder)
    assert main(["invite", wave, "--site", str(folder), "--yes", "--as-of", f"{wave}-02-01"]) == 0
    capsys.readouterr()
    return folder


def wave_of(folder: Path) -> str:
    return next((folder / "content/waves").iterdir()).stem


def brief(folder: Path, *more: str) -> int:
    day = f"{wave_of(folder)}-02-02"
    return main(["brief", NAME, "--site", str(folder), "--as-of", day, *more])


def printed(folder: Path) -> set[str]:
    root = folder / "build/print"
    return {path.relative_to(root).as_posix() for path in root.rglob("*.pdf")}


def edit(folder: Path, what: str, old: str, new: str) -> None:
    path = folder / "content" / what
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_it_prints_what_the_meeting_needs_and_a_build_takes_it_over(ours: Path) -> None:
    wave = wave_of(ours)
    assert brief(ours) == 0
    sheets = {
        f"{wave}/{NAME}-firm.pdf",
        f"{wave}/{NAME}-prepare.pdf",
        f"for-the-table/{wave}/{NAME}-shared.pdf",
    }
    assert printed(ours) == sheets
    first = {name: (ours / "build/print" / name).read_bytes() for name in sheets}
    assert main(["build", "--open", "-q", "--site", str(ours), "--as-of", f"{wave}-02-02"]) == 0
    assert {name: (ours / "build/print" / name).read_bytes() for name in printed(ours)} == first


def test_on_letter_where_the_firm_says_so(ours: Path) -> None:
    edit(ours, "firm.md", 'paper = "A4"', 'paper = "Letter"')
    assert brief(ours) == 0
    for name in printed(ours):
        for page in PdfReader(ours / "build/print" / name).pages:
            assert [round(float(side)) for side in page.mediabox[2:]] == [612, 792]


def test_in_dispute_nothing_is_made_for_the_table_and_it_is_said(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(ours, f"relationships/{NAME}.md", "since = ", "dispute = true\nsince = ")
    assert brief(ours) == 0
    assert "in dispute: no copy for the table is made" in capsys.readouterr().out
    assert not any("shared" in name for name in printed(ours))
    wave = wave_of(ours)
    assert main(["build", "--open", "--site", str(ours), "--as-of", f"{wave}-02-02"]) == 0
    said = capsys.readouterr().out
    assert "no copy for the table, because in dispute: First Client" in said
    assert not any("shared" in name for name in printed(ours))


def test_thanks_are_a_letter_for_everyone_there(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brief(ours, "--thanks") == 0
    target = ours / f"build/send/letters/{wave_of(ours)}/{NAME}-thanks.pdf"
    assert str(target) in capsys.readouterr().out
    text = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert "Dear " in text and "{{" not in text
    assert "What was promised and kept" not in text, "nothing was, so nothing is said of it"


def test_an_unknown_field_of_the_letter_is_named(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(ours, "letters/thanks.md", "{{first_name}}", "{{frist_name}}")
    assert brief(ours, "--thanks") == 2
    assert "{{frist_name}} is no field of this letter" in capsys.readouterr().err


def test_an_unknown_name_or_wave_is_refused_with_a_remedy(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = f"{wave_of(ours)}-02-02"
    assert main(["brief", "frist-client", "--site", str(ours), "--as-of", day]) == 2
    assert "did you mean first-client?" in capsys.readouterr().err
    assert brief(ours, "--wave", "1999") == 2
    assert f"take {wave_of(ours)}" in capsys.readouterr().err


def test_a_folder_that_no_build_made_is_left_alone(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ours / "build/print").mkdir(parents=True)
    (ours / "build/print/letter.txt").write_text("mine")
    assert brief(ours) == 1
    assert "not made by a build" in capsys.readouterr().err
    assert printed(ours) == set()


def test_it_finishes_every_folder_of_a_swap_that_a_crash_broke_off(ours: Path) -> None:
    build = ours / "build"
    for name in ("print", "upload"):
        fresh = beside(build / name)
        (fresh / "new.txt").write_text("new")
        mark(fresh, date(2026, 2, 2))
    (build / INTENT).write_text(json.dumps(["print", "upload"]))
    assert brief(ours) == 0
    assert [(build / name / "new.txt").is_file() for name in ("print", "upload")] == [True, True]


def test_what_breaks_it_off_leaves_a_folder_that_the_next_one_knows(
    ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(one, "print_briefs", interrupted)
        assert brief(ours) == 130
    (ours / "build/print/half.pdf").touch()
    assert brief(ours) == 0
