"""`check --rebuild`: what stands there is what the data make, or it is said what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main
from app.cli.passphrase import FILE
from app.publish.carried import MARKER
from app.settings import Site
from tests.benchmarks.firms import AS_OF, a_firm, change_an_answer, slug_of


@pytest.fixture(scope="module", params=["--open", "sealed"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("firm")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(FILE, str(folder / "passphrase"))
        site = a_firm(folder / "ours", 1, theirs=2, ours=1, confidential=request.param == "sealed")
        more = ["--open"] if request.param == "--open" else []
        assert main(["build", "-q", "--site", str(site.root), "--as-of", f"{AS_OF}", *more]) == 0
    return site


def checked(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str]:
    monkeypatch.setenv(FILE, str(site.root.parent / "passphrase"))
    capsys.readouterr()
    code = main(["check", "--rebuild", "--site", str(site.root)])
    return code, capsys.readouterr().out


def state(folder: Path) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in folder.rglob("*") if ".lock" not in p.name}


def test_what_was_built_is_what_the_data_make_and_nothing_is_touched(
    built: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(built.root)
    code, said = checked(built, capsys, monkeypatch)
    assert code == 0, said
    assert f"files of {AS_OF}: the same, byte for byte, when built again" in said
    assert state(built.root) == before


def test_nothing_hides_behind_the_name_of_a_marker_or_a_link(
    built: Site,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    marker = built.print / "2025" / MARKER
    marker.write_text("mine", "utf-8")
    link = built.print / "2025" / "elsewhere"
    link.symlink_to(tmp_path, target_is_directory=True)
    code, said = checked(built, capsys, monkeypatch)
    marker.unlink()
    link.unlink()
    assert code == 1
    assert f"print/2025/{MARKER}: made by no build" in said
    assert "print/2025/elsewhere: made by no build" in said


def test_what_somebody_put_into_the_upload_is_named_and_goes_out_with_no_build(
    built: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not built.upload.is_dir():
        return  # an open build makes none
    monkeypatch.setenv(FILE, str(built.root.parent / "passphrase"))
    build = ["build", "-q", "--site", str(built.root), "--as-of", f"{AS_OF}"]
    for place in ("notes.html", "sealed/.hidden"):
        (built.upload / place).write_text("about a client", "utf-8")
        assert main(build) == 1
        assert f"{place}: was not made by a build and is not sealed" in capsys.readouterr().err
        assert (built.upload / place).read_text("utf-8") == "about a client"
        (built.upload / place).unlink()
    (built.upload / f"guide/{MARKER}").write_text("about a client", "utf-8")
    (built.upload / "CNAME").write_text("reviews.example.com", "utf-8")
    assert main(build) == 0
    assert not (built.upload / f"guide/{MARKER}").exists()
    assert (built.upload / "CNAME").read_text("utf-8") == "reviews.example.com"
    (built.upload / "CNAME").unlink()


def test_a_file_that_somebody_changed_and_a_changed_answer_are_named(
    built: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = built.print / "2025" / f"{slug_of(0)}-firm.pdf"
    brief.write_bytes(brief.read_bytes() + b"%")
    (built.print / "2025" / "mine.txt").write_text("mine")
    code, said = checked(built, capsys, monkeypatch)
    assert code == 1
    assert f"print/2025/{slug_of(0)}-firm.pdf: not what the data make" in said
    assert "print/2025/mine.txt: made by no build" in said
    change_an_answer(built, slug_of(0))
    (built.print / "2025" / "mine.txt").unlink()
    code, said = checked(built, capsys, monkeypatch)
    assert code == 1
    assert "Answers or files have changed since" in said


def test_before_the_first_build_there_is_nothing_to_compare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "ours")]) == 0
    assert main(["check", "--rebuild", "--site", str(tmp_path / "ours")]) == 2
    assert "nothing has been built here yet" in capsys.readouterr().err
