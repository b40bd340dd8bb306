"""A file that a viewer holds is named, and the build before stays as it was; with fakes, as on
Windows: nothing that is open, and no folder with it inside, is renamed or removed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.demo_command import AS_OF, fresh_demo
from app.errors import PublishError
from app.publish import held
from app.publish.held import held_in, move, remove
from app.publish.swap import INTENT, beside, clear, heal, make_way, mark, swap_in

Hold = Callable[..., None]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Hold:
    """`hold(path, tries=n)`: another program holds a file, for so many tries."""
    replace, rmtree = Path.replace, shutil.rmtree
    left: dict[Path, int] = {}

    def refuse(folder: Path) -> None:
        for path in [path for path in left if path.exists() and path.is_relative_to(folder)]:
            if left[path] > 0:
                left[path] -= 1
                raise PermissionError(13, "The process cannot access the file", str(folder))

    def renaming(source: Path, target: Path) -> Path:
        refuse(source)
        return replace(source, target)

    def removing(folder: Path, *more: object, **named: object) -> None:
        refuse(Path(folder))
        rmtree(folder)

    monkeypatch.setattr(Path, "replace", renaming)
    monkeypatch.setattr(shutil, "rmtree", removing)
    monkeypatch.setattr(held, "PAUSES", (0.0, 0.0))

    def holding(path: Path, *, tries: int = 1000) -> None:
        left[path] = tries

    return holding


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    """The two folders of a build."""
    folders = tmp_path / "print", tmp_path / "open"
    build("old", *folders)
    return folders


def build(text: str, *targets: Path) -> None:
    pairs = [(beside(target), target) for target in targets]
    for fresh, _ in pairs:
        (fresh / "2026").mkdir()
        (fresh / "2026" / "brief.pdf").write_text(text)
        mark(fresh, AS_OF)
    swap_in(targets[0].parent, pairs)


def texts(*folders: Path) -> list[str]:
    return [(folder / "2026" / "brief.pdf").read_text() for folder in folders]


@pytest.mark.parametrize("which", [0, 1])
def test_a_brief_open_in_a_viewer_is_named_and_all_of_the_build_before_stays(
    which: int, built: tuple[Path, Path], hold: Hold
) -> None:
    brief = built[which] / "2026" / "brief.pdf"
    hold(brief)
    with pytest.raises(PublishError) as told:
        build("new", *built)
    assert str(told.value).startswith(f"{brief}: another program holds this file; close it")
    assert texts(*built) == ["old", "old"]
    assert not list(built[0].parent.glob(".*-previous"))
    assert not (built[0].parent / INTENT).exists()


def test_once_it_is_closed_the_next_build_goes_through(
    built: tuple[Path, Path], hold: Hold
) -> None:
    brief = built[1] / "2026" / "brief.pdf"
    hold(brief)
    with pytest.raises(PublishError):
        build("new", *built)
    hold(brief, tries=0)
    build("newer", *built)
    assert texts(*built) == ["newer", "newer"]


def test_a_scanner_that_looks_for_a_moment_is_waited_for(
    built: tuple[Path, Path], hold: Hold
) -> None:
    hold(built[0] / "2026" / "brief.pdf", tries=2)
    build("new", *built)
    assert texts(*built) == ["new", "new"]


def test_a_build_before_that_is_held_is_named_by_the_next_and_nothing_is_replaced(
    built: tuple[Path, Path], hold: Hold
) -> None:
    build("new", *built)
    before = built[0].with_name(".print-previous") / "2026" / "brief.pdf"
    assert before.read_text() == "old"
    hold(before)
    with pytest.raises(PublishError, match=r"brief\.pdf: another program holds this file"):
        build("newer", *built)
    assert texts(*built) == ["new", "new"]


def test_what_is_held_while_it_is_cleared_is_named_by_the_next_build(
    built: tuple[Path, Path], hold: Hold
) -> None:
    build("new", *built)
    build("newer", *built)
    leaving = built[0].with_name(".print-leaving") / "2026" / "brief.pdf"
    assert leaving.read_text() == "old"
    hold(leaving)
    for target in built:
        clear(target)
    assert not built[1].with_name(".open-leaving").exists()
    heal(built[0].parent, built)  # it is in nobody's way yet
    for named in (make_way, lambda _: build("newest", *built)):
        with pytest.raises(PublishError, match=r"brief\.pdf: another program holds this file"):
            named(built[0])
    assert texts(*built) == ["newer", "newer"]
    hold(leaving, tries=0)
    heal(built[0].parent, built)
    assert not leaving.parent.parent.exists()


def test_healing_brings_back_what_was_taken_away_whatever_cannot_be_cleared(
    built: tuple[Path, Path], hold: Hold
) -> None:
    build("new", *built)
    build("newer", *built)
    hold(built[0].with_name(".print-leaving") / "2026" / "brief.pdf")
    shutil.rmtree(built[1])
    heal(built[0].parent, built)
    assert texts(*built) == ["newer", "new"]


def test_an_interruption_between_two_renames_leaves_the_build_before(
    built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def interrupted(source: Path, target: Path) -> Path:
        if source.name == ".open-new":
            raise KeyboardInterrupt
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build("new", *built)
    assert texts(*built) == ["old", "old"]


def test_a_folder_that_is_refused_without_a_held_file_says_what_to_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(source: Path, target: Path) -> Path:
        if source == target:
            return target
        raise PermissionError(13, "Access is denied")

    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "x").touch()
    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(held, "PAUSES", ())
    with pytest.raises(PublishError, match=r"open: cannot be replaced: Access is denied; close"):
        move(tmp_path / "open", tmp_path / "away")


def test_several_held_files_are_counted(tmp_path: Path, hold: Hold) -> None:
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (tmp_path / name).touch()
    hold(tmp_path / "a.pdf")
    hold(tmp_path / "c.pdf")
    assert held_in(tmp_path) == [tmp_path / "a.pdf", tmp_path / "c.pdf"]
    with pytest.raises(PublishError, match=r"a\.pdf: another program holds .*\(and 1 more here\)"):
        remove(tmp_path)


def test_another_failure_is_not_taken_for_a_held_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        move(tmp_path / "gone", tmp_path / "there")


def test_healing_waits_for_a_scanner_too(tmp_path: Path, hold: Hold) -> None:
    previous = tmp_path / ".open-previous"
    previous.mkdir()
    (previous / "x").touch()
    mark(previous, AS_OF)
    hold(previous / "x", tries=1)
    heal(tmp_path, [tmp_path / "open"])
    assert (tmp_path / "open" / "x").is_file()


def test_a_demo_with_a_brief_in_a_viewer_stays_whole(tmp_path: Path, hold: Hold) -> None:
    demo = fresh_demo(tmp_path / "demo")
    for name in ("a.pdf", "b.pdf"):
        (demo / name).touch()
    hold(demo / "b.pdf")
    with pytest.raises(PublishError, match=r"b\.pdf: another program holds this file"):
        fresh_demo(demo)
    assert sorted(path.name for path in demo.iterdir()) == [".made-by-demo", "a.pdf", "b.pdf"]
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]
