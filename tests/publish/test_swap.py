"""Folders are swapped in as wholes: what is not ours stays, and a crash leaves a whole build."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from app.cli.demo_command import AS_OF
from app.errors import PublishError
from app.publish.carried import MARKER
from app.publish.held import remove
from app.publish.swap import (
    INTENT,
    beside,
    clear,
    heal,
    mark,
    one_build_at_a_time,
    refuse_foreign,
    swap_in,
)


def build(root: Path, text: str, names: tuple[str, ...] = ("print", "open")) -> None:
    pairs = []
    for name in names:
        fresh = beside(root / name)
        (fresh / f"{text}.html").write_text(text)
        mark(fresh, AS_OF)
        pairs.append((fresh, root / name))
    swap_in(root, pairs)


def standing(root: Path, *names: str) -> set[str]:
    return {path.name for name in names for path in (root / name).glob("*.html")}


def test_a_folder_of_an_earlier_build_is_replaced_as_a_whole_and_kept_beside(
    tmp_path: Path,
) -> None:
    build(tmp_path, "old")
    build(tmp_path, "new")
    assert sorted(p.name for p in (tmp_path / "open").iterdir()) == [MARKER, "new.html"]
    assert standing(tmp_path, ".open-previous", ".print-previous") == {"old.html"}
    assert not (tmp_path / INTENT).exists()
    build(tmp_path, "newer")
    assert standing(tmp_path, ".open-previous") == {"new.html"}


MINE = ("CNAME", ".git/HEAD", ".git/refs/tags/", "2026/my-notes.txt")


def put_mine(folder: Path) -> None:
    for name in MINE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            (folder / name).mkdir()
        else:
            (folder / name).write_text("mine")


def mine_in(folder: Path) -> list[str]:
    return [name for name in MINE if (folder / name).exists()]


def test_what_no_build_made_in_a_built_folder_goes_on_with_it(tmp_path: Path) -> None:
    build(tmp_path, "oldest")
    put_mine(tmp_path / "open")
    (tmp_path / "open" / "link").symlink_to(tmp_path)
    for one in ("old", "new", "newer"):
        build(tmp_path, one)
        assert mine_in(tmp_path / "open") == list(MINE)
        assert (tmp_path / "open" / "link").is_symlink()
        assert standing(tmp_path, "open") == {f"{one}.html"}
        clear(tmp_path / "open")
    (tmp_path / "open" / "CNAME").unlink()
    build(tmp_path, "newest")
    assert "CNAME" not in mine_in(tmp_path / "open")


def test_what_no_build_made_is_never_written_over(tmp_path: Path) -> None:
    build(tmp_path, "old")
    (tmp_path / "open" / "new.html").write_text("mine")
    with pytest.raises(PublishError, match=r"open/new\.html: was not made by a build, and a build"):
        build(tmp_path, "new")
    assert (tmp_path / "open" / "new.html").read_text() == "mine"
    assert standing(tmp_path, "print") == {"old.html"}


@pytest.mark.parametrize("number", range(1, 16))
def test_a_crash_at_any_rename_loses_nothing_that_no_build_made(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in ("oldest", "old"):
        build(tmp_path, one)
    put_mine(tmp_path / "open")
    calls = count(1)
    replace = Path.replace

    def crashing(source: Path, target: Path) -> Path:
        if next(calls) >= number:
            raise _Crash
        return replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", crashing)
        with suppress(_Crash):
            build(tmp_path, "new")
    heal(tmp_path, [tmp_path / "print", tmp_path / "open"])
    assert mine_in(tmp_path / "open") == list(MINE)


def test_a_marker_that_cannot_be_read_stops_the_build(tmp_path: Path) -> None:
    build(tmp_path, "old")
    (tmp_path / "open" / MARKER).write_text("{}")
    with pytest.raises(PublishError, match="does not say which files a build made"):
        build(tmp_path, "new")
    assert standing(tmp_path, "open") == {"old.html"}


def test_what_no_build_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "CNAME").write_text("mine")
    with pytest.raises(PublishError, match="was not made by a build, so it is left alone"):
        build(tmp_path, "new")
    assert [path.name for path in (tmp_path / "open").iterdir()] == ["CNAME"]


def test_a_link_to_another_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    mark(elsewhere, AS_OF)
    (tmp_path / "open").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(PublishError, match="not made by a build"):
        refuse_foreign(tmp_path / "open")


class _Crash(BaseException):
    """As if the process had ended: nothing is tidied up after it."""


@pytest.mark.parametrize("number", range(1, 10))
@pytest.mark.parametrize("builds", [("old",), ("oldest", "old")])
def test_a_crash_at_any_rename_is_healed_to_one_whole_build(
    tmp_path: Path, builds: tuple[str, ...], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in builds:
        build(tmp_path, one)
    calls = count(1)
    replace = Path.replace

    def crashing(source: Path, target: Path) -> Path:
        if next(calls) >= number:
            raise _Crash
        return replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", crashing)
        try:
            build(tmp_path, "new")
        except _Crash:
            assert number <= (4 if len(builds) == 1 else 6)
    heal(tmp_path, [tmp_path / "print", tmp_path / "open"])
    found = standing(tmp_path, "print", "open")
    assert found in ({"old.html"}, {"new.html"})
    assert standing(tmp_path, "print") == standing(tmp_path, "open")
    assert not (tmp_path / INTENT).exists()
    assert not list(tmp_path.glob(".*-leaving"))


@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize("renamed", [False, True])
@pytest.mark.parametrize("broken", [OSError(5, "Input/output error"), KeyboardInterrupt()])
def test_a_swap_broken_off_before_or_after_any_rename_leaves_all_as_it_was(
    tmp_path: Path,
    number: int,
    renamed: bool,
    broken: BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for one in ("oldest", "old"):
        build(tmp_path, one)
    calls = count(1)
    replace = Path.replace

    def breaking(source: Path, target: Path) -> Path:
        fails = next(calls) == number
        if not fails or renamed:
            replace(source, target)
        if fails:
            raise broken
        return target

    monkeypatch.setattr(Path, "replace", breaking)
    with pytest.raises(type(broken)):
        build(tmp_path, "new")
    for name in ("print", "open"):
        assert standing(tmp_path, name) == {"old.html"}
        assert standing(tmp_path, f".{name}-previous") == {"oldest.html"}
    assert not (tmp_path / INTENT).exists()


@pytest.mark.parametrize("name", [".open-previous", ".open-leaving"])
def test_a_folder_of_somebody_elses_where_builds_are_kept_is_left_alone(
    tmp_path: Path, name: str
) -> None:
    build(tmp_path, "old")
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.html").write_text("mine")
    heal(tmp_path, [tmp_path / "print", tmp_path / "open"])
    with pytest.raises(PublishError, match=f"{name}: this folder was not made by a build"):
        build(tmp_path, "new")
    assert standing(tmp_path, name) == {"mine.html"}
    assert standing(tmp_path, "print", "open") == {"old.html"}


def test_healing_leaves_alone_what_somebody_put_where_a_broken_swap_was(tmp_path: Path) -> None:
    for one in ("oldest", "old"):
        build(tmp_path, one)
    # As a crash leaves it: moved out, not yet replaced, and then somebody's folder in its place.
    (tmp_path / "open").rename(tmp_path / ".gone")
    (tmp_path / ".open-previous").rename(tmp_path / ".open-leaving")
    (tmp_path / ".gone").rename(tmp_path / ".open-previous")
    fresh = beside(tmp_path / "open")
    (fresh / "new.html").write_text("new")
    mark(fresh, AS_OF)
    (tmp_path / INTENT).write_text('["open"]')
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "mine.html").write_text("mine")
    with pytest.raises(PublishError, match="open: this folder was not made by a build"):
        heal(tmp_path, [tmp_path / "open"])
    assert standing(tmp_path, "open") == {"mine.html"}
    assert standing(tmp_path, ".open-previous") == {"old.html"}
    (tmp_path / "open").rename(tmp_path / "mine")
    heal(tmp_path, [tmp_path / "open"])
    assert standing(tmp_path, "open") == {"new.html"}


def test_what_a_broken_off_clearing_left_is_still_known_as_a_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in ("oldest", "old", "new"):
        build(tmp_path, one)

    def broken_off(place: Path) -> None:
        remove(place)
        raise _Crash

    with monkeypatch.context() as patched:
        patched.setattr("app.publish.swap.remove", broken_off)
        with pytest.raises(_Crash):
            clear(tmp_path / "open")
    leaving = tmp_path / ".open-leaving"
    assert [path.name for path in leaving.iterdir()] == [MARKER]
    clear(tmp_path / "open")
    assert not leaving.exists()


def test_what_was_put_out_of_the_way_is_cleared_now_or_by_whoever_comes_next(
    tmp_path: Path,
) -> None:
    targets = [tmp_path / "print", tmp_path / "open"]
    for one in ("oldest", "old", "new"):
        build(tmp_path, one)
    assert standing(tmp_path, ".print-leaving", ".open-leaving") == {"oldest.html"}
    clear(targets[0])
    assert not (tmp_path / ".print-leaving").exists()
    assert standing(tmp_path, ".open-leaving") == {"oldest.html"}
    heal(tmp_path, targets)
    assert not list(tmp_path.glob(".*-leaving"))
    for name in ("print", "open"):
        assert standing(tmp_path, name) == {"new.html"}
        assert standing(tmp_path, f".{name}-previous") == {"old.html"}


def test_a_note_without_finished_folders_changes_nothing(tmp_path: Path) -> None:
    build(tmp_path, "old")
    (tmp_path / ".open-new").mkdir()
    (tmp_path / INTENT).write_text('["open", "print", "../../etc"]')
    heal(tmp_path, [tmp_path / "print", tmp_path / "open"])
    assert standing(tmp_path, "print", "open") == {"old.html"}


@pytest.mark.parametrize("note", [b'["op', b"3", b"", b"\xff", b"null", b'{"open": 1}', b"[3, []]"])
def test_a_damaged_note_is_none_and_is_taken_away(tmp_path: Path, note: bytes) -> None:
    build(tmp_path, "old")
    (tmp_path / INTENT).write_bytes(note)
    heal(tmp_path, [tmp_path / "print", tmp_path / "open"])
    assert standing(tmp_path, "print", "open") == {"old.html"}
    assert not (tmp_path / INTENT).exists()


def test_a_file_where_the_folder_of_builds_is_to_be_is_named_with_what_to_do(
    tmp_path: Path,
) -> None:
    (tmp_path / "build").write_text("mine")
    with (
        pytest.raises(PublishError, match=r"build: no folder can be made here.*move away"),
        one_build_at_a_time(tmp_path / "build"),
    ):
        pass
    assert (tmp_path / "build").read_text() == "mine"
