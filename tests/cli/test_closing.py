"""`close WAVE --now`: a wave is ended before its day, with its reason, while it is open."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.cli import main
from app.store.beside import ended

TODAY = datetime.now(UTC).date()


def open_wave(root: Path) -> list[str]:
    """A firm's folder with a wave that is open today; returns the arguments that name it."""
    assert main(["init", str(root)]) == 0
    (file,) = (root / "content/waves").iterdir()
    lines = file.read_text("utf-8").splitlines()
    days = {"opens": TODAY - timedelta(days=2), "closes": TODAY + timedelta(days=20)}
    changed = [
        f"{line.split(' =')[0]} = {days[line.split(' =')[0]]}"
        if line.split(" =")[0] in days
        else line
        for line in lines
    ]
    (root / "content/waves/now.md").write_text("\n".join(changed), encoding="utf-8")
    file.unlink()
    client = root / "content/relationships/first-client.md"
    text = client.read_text("utf-8").splitlines()
    since = ["since = 2019-01-01" if line.startswith("since =") else line for line in text]
    client.write_text("\n".join(since), encoding="utf-8")
    where = ["--site", str(root)]
    assert main(["invite", "now", *where, "--yes"]) == 0
    return where


def test_it_is_noted_with_its_reason_and_says_until_when_what_was_begun_can_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = open_wave(tmp_path)
    why = ["--why", "Everyone there has answered"]
    assert main(["close", "now", *where, "--now", *why, "--dry-run"]) == 0
    assert ended(tmp_path / "instance", "now") is None
    assert main(["close", "now", *where, "--now", *why]) == 1
    assert ended(tmp_path / "instance", "now") is None
    capsys.readouterr()
    assert main(["close", "now", *where, "--now", *why, "--yes"]) == 0
    said = capsys.readouterr().out
    assert "now is closed from now on: Everyone there has answered" in said
    assert f"Next: after {TODAY + timedelta(days=1)}: python3 build.py close" in said
    noted = ended(tmp_path / "instance", "now")
    assert noted is not None
    assert noted.why == "Everyone there has answered"
    for letters in ("invite", "remind"):
        assert main([letters, "now", *where]) == 2
        assert "no link of it takes answers" in capsys.readouterr().err
    assert main(["close", "now", *where]) == 2
    assert "was closed by hand" in capsys.readouterr().err
    after = ["--as-of", (TODAY + timedelta(days=2)).isoformat()]
    assert main(["close", "now", *where, *after]) == 0
    assert "now is closed: responses kept" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--now", "--yes"], "--now: needs a reason"),
        (["--why", "because"], "--why: says why a wave is closed by hand"),
        (["--now", "--why", "x", "--as-of", "2031-01-01", "--yes"], "leave --as-of out"),
        (["--now", "--why", "x" * 301, "--yes"], "--why: is too long"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_noted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    where = open_wave(tmp_path)
    assert main(["close", "now", *where, *arguments]) == 2
    assert said in capsys.readouterr().err
    assert ended(tmp_path / "instance", "now") is None


def test_it_is_closed_by_hand_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = open_wave(tmp_path)
    closing = ["close", "now", *where, "--now", "--why", "Everyone has answered", "--yes"]
    assert main(closing) == 0
    assert main(closing) == 2
    assert "was closed by hand already" in capsys.readouterr().err
