"""Each call of the store to the disk fails once, in each way: nothing acknowledged is lost.

An operation runs in a process of its own with the n-th call broken, n rising until nothing is
broken any more. Then a fresh process' view: what was there before is there, what was acknowledged
is there, what was not is there whole or not at all, and the operation can be done again.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.cli.backups import back_up, opened_archive
from app.core.left_alone import NoMore
from app.core.response import Response
from app.core.survey import Perspective
from app.errors import BothSidesError
from app.settings import PROGRAM, Site
from app.store import disk
from app.store.answers import AnswerStore
from app.store.letters import LetterStep, Step, letter_record, letter_steps
from app.store.migrations import migrate
from app.store.no_more import keep_no_more, no_more
from app.store.restore import finish, put_in_place, room_of
from app.store.waves import keep_opened, opened_ids, read_opened
from tests.builders import a_response, a_wave, everywhere, their_answers
from tests.faults.faulty_os import FAULTS, FaultyOs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")
BEFORE = (a_response("c1", everywhere(3)), a_response("c2", everywhere(4)))
OLD_STORE = PROGRAM / "tests/store/schemas/1"


def in_a_process(operation: Callable[[], object], fault: str, at: int) -> tuple[str, int]:
    """("done" | "refused" | "killed", calls made) of an operation whose call `at` is broken."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of other tests
        child = os.fork()
    if child == 0:
        os.close(reading)
        faulty = FaultyOs(fault, at)
        setattr(disk, "os", faulty)  # noqa: B010
        said = "done"
        try:
            operation()
        except BothSidesError:
            said = "refused"
        except BaseException:  # noqa: BLE001 - told to the parent
            said = traceback.format_exc()
        os.write(writing, f"{faulty.calls}\n{said}".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        text = stream.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed", at
    calls, _, said = text.partition("\n")
    assert said in ("done", "refused"), said
    return said, int(calls)


def every_fault(
    folder: Path,
    prepare: Callable[[Path], None],
    operation: Callable[[Path], object],
    check: Callable[[Path, str], None],
    step: int = 1,
) -> int:
    """Breaks each call of an operation in each way; returns how many cases that were.

    With a `step` above one only each so manieth call, another one for each fault.
    """
    cases = 0
    start = folder / "start"
    start.mkdir()
    prepare(start)
    for offset, fault in enumerate(FAULTS, 1):
        at = offset - step
        while True:
            at += step
            work = folder / "work"
            shutil.copytree(start, work)
            outcome, calls = in_a_process(lambda: operation(work), fault, at)  # noqa: B023
            check(work, outcome)
            shutil.rmtree(work)
            cases += 1
            if outcome == "done" and calls < at:
                break
    return cases


def two_answers(folder: Path) -> None:
    keep_opened(folder, a_wave(), {})
    AnswerStore(folder).save_all("2026", BEFORE)


def kept(folder: Path) -> tuple[Response, ...]:
    return tuple(AnswerStore(folder).history("2026"))


def test_saving_an_answer(tmp_path: Path) -> None:
    new = a_response("c3", everywhere(9) | {"O1": "Said plainly."})

    def check(folder: Path, outcome: str) -> None:
        assert kept(folder) in (
            ((*BEFORE, new),) if outcome == "done" else (BEFORE, (*BEFORE, new))
        )
        AnswerStore(folder).save(new)
        assert kept(folder)[-1] == new

    cases = every_fault(tmp_path, two_answers, lambda f: AnswerStore(f).save(new), check)
    assert cases >= 4 * 4


def test_the_first_answer_of_a_store(tmp_path: Path) -> None:
    def check(folder: Path, outcome: str) -> None:
        assert kept(folder / "i") in ((BEFORE[:1],) if outcome == "done" else ((), BEFORE[:1]))

    every_fault(tmp_path, lambda _: None, lambda f: AnswerStore(f / "i").save(BEFORE[0]), check)


def test_importing_many_keeps_all_or_none(tmp_path: Path) -> None:
    new = tuple(their_answers(*range(20)))

    def check(folder: Path, outcome: str) -> None:
        whole = (*BEFORE, *new)
        assert kept(folder) in ((whole,) if outcome == "done" else (BEFORE, whole))

    every_fault(tmp_path, two_answers, lambda f: AnswerStore(f).save_all("2026", new), check)


def a_letter(step: Step, who: str = "c1") -> LetterStep:
    key = ("north", Perspective.COUNTERPART, who)
    return LetterStep(letter="invitation", to=key, step=step, day=date(2026, 10, 5))


def note(folder: Path, *steps: LetterStep) -> None:
    with letter_record(folder, "2026") as record:
        for step in steps:
            record.add(step)


def test_noting_what_became_of_a_letter(tmp_path: Path) -> None:
    first, last = a_letter(Step.INTENDED), a_letter(Step.HANDED)

    def check(folder: Path, outcome: str) -> None:
        there = letter_steps(folder, "2026")
        assert there in (((first, last),) if outcome == "done" else ((first,), (first, last)))
        note(folder, last)
        assert letter_steps(folder, "2026") == (*there, last)

    every_fault(tmp_path, lambda f: note(f, first), lambda f: note(f, last), check)


def test_the_first_letter_of_a_wave(tmp_path: Path) -> None:
    only = a_letter(Step.INTENDED)

    def check(folder: Path, outcome: str) -> None:
        there = letter_steps(folder / "i", "2026")
        assert there in (((only,),) if outcome == "done" else ((), (only,)))

    every_fault(tmp_path, lambda _: None, lambda f: note(f / "i", only), check)


def test_somebody_who_does_not_want_to_be_asked_again(tmp_path: Path) -> None:
    ann, bo = (
        NoMore(key=("north", Perspective.COUNTERPART, who), wave="2026", day=date(2026, 10, 5))
        for who in ("ann", "bo")
    )

    def check(folder: Path, outcome: str) -> None:
        assert no_more(folder) in (((ann, bo),) if outcome == "done" else ((ann,), (ann, bo)))
        keep_no_more(folder, bo)
        assert no_more(folder) == (ann, bo)

    every_fault(tmp_path, lambda f: keep_no_more(f, ann), lambda f: keep_no_more(f, bo), check)


def test_opening_a_wave(tmp_path: Path) -> None:
    def prepare(folder: Path) -> None:
        two_answers(folder / "i")

    other = a_wave(wave_id="2027")

    def check(folder: Path, outcome: str) -> None:
        ids = opened_ids(folder / "i")
        assert ids in ((("2026", "2027"),) if outcome == "done" else (("2026",), ("2026", "2027")))
        if "2027" not in ids:
            keep_opened(folder / "i", other, {})
        assert read_opened(folder / "i", "2027") == other
        assert AnswerStore(folder / "i").responses("2027") == ()
        assert kept(folder / "i") == BEFORE

    every_fault(tmp_path, prepare, lambda f: keep_opened(f / "i", other, {}), check)


def test_compaction(tmp_path: Path) -> None:
    again = a_response("c1", everywhere(8))

    def prepare(folder: Path) -> None:
        two_answers(folder)
        AnswerStore(folder).save(again)

    def settle(folder: Path) -> None:
        AnswerStore(folder).settle("2026", lambda versions: versions[-1])

    def check(folder: Path, outcome: str) -> None:
        settled = (BEFORE[1], again)
        assert kept(folder) in ((settled,) if outcome == "done" else ((*BEFORE, again), settled))
        settle(folder)
        assert kept(folder) == settled

    every_fault(tmp_path, prepare, settle, check)


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.deep)])
def test_migration(tmp_path: Path, step: int) -> None:
    def prepare(folder: Path) -> None:
        shutil.copytree(OLD_STORE, folder / "i")

    def check(folder: Path, outcome: str) -> None:
        if outcome != "done":
            migrate(folder / "i")
        found = AnswerStore(folder / "i").responses("2027")
        assert [response.value("R1") for response in found] == [9, 8]
        assert len(tuple(AnswerStore(folder / "i").history("2027"))) == 3
        assert (folder / "i/before-schema-2/answers/2027.json").read_bytes() == (
            OLD_STORE / "answers/2027.json"
        ).read_bytes()

    every_fault(tmp_path, prepare, lambda f: migrate(f / "i"), check, step)


@pytest.mark.parametrize("step", [40, pytest.param(1, marks=pytest.mark.deep)])
def test_restoring_a_backup(tmp_path: Path, step: int) -> None:
    later = a_response("c9", everywhere(1))

    def site(folder: Path) -> Site:
        return Site(folder / "firm")

    def parts(folder: Path) -> dict[str, Path]:
        return {part: folder / "firm" / part for part in ("content", "surveys", "instance")}

    def prepare(folder: Path) -> None:
        two_answers(folder / "firm/instance")
        for part in ("content", "surveys"):
            (folder / "firm" / part).mkdir()
            (folder / "firm" / part / "a.md").write_text("as it was", encoding="utf-8")
        back_up(site(folder), folder / "backup.zip", "")
        (folder / "firm/content/a.md").write_text("changed", encoding="utf-8")
        AnswerStore(folder / "firm/instance").save(later)

    def restore(folder: Path) -> None:
        with opened_archive(folder / "backup.zip", lambda: "") as (archive, manifest):
            put_in_place(archive, manifest, parts(folder), folder / "firm/aside", agreed=True)

    def check(folder: Path, outcome: str) -> None:
        room = room_of(parts(folder))
        if (room / "exchange.json").exists():
            with pytest.raises(BothSidesError, match="--finish"):
                kept(folder / "firm/instance")
            finish(room)
            outcome = "done"
        restored = (folder / "firm/content/a.md").read_text("utf-8") == "as it was"
        assert restored or outcome != "done"
        assert kept(folder / "firm/instance") == (BEFORE if restored else (*BEFORE, later))
        if restored:  # nothing of what was there is lost
            assert kept(folder / "firm/aside/instance") == (*BEFORE, later)

    every_fault(tmp_path, prepare, restore, check, step)


def test_nothing_goes_round_the_seam(tmp_path: Path) -> None:
    """Every file call below the traced folder comes from the seam, or from the lock files."""
    touching = (
        "open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod",
        "os.listdir", "os.scandir", "shutil.copyfile", "shutil.move", "os.link", "os.symlink",
    )  # fmt: skip
    seam, locks = str(PROGRAM / "app/store/disk.py"), f"{os.sep}filelock{os.sep}"
    traced = tmp_path / "traced"
    calls: list[bool] = []
    around: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in touching or not str(arguments[0]).startswith(str(traced)):
            return
        files = [frame.filename for frame in traceback.extract_stack()]
        calls.append(True)
        if not any(file == seam or locks in file for file in files):
            around.append(f"{event} {arguments[0]} from {files[-2]}")

    shutil.copytree(OLD_STORE, tmp_path / "old")
    sys.addaudithook(hook)
    two_answers(traced / "i")
    store = AnswerStore(traced / "i")
    store.save(a_response("c1", everywhere(8)))
    store.settle("2026", lambda versions: versions[-1])
    assert store.find("2026", ("north", Perspective.COUNTERPART, "c1")) is not None
    assert opened_ids(traced / "i") == ("2026",)
    disk.rename(tmp_path / "old", traced / "old")
    migrate(traced / "old")
    site = Site(tmp_path / "firm", made_in=traced)
    for part in (site.content, site.surveys):
        part.mkdir(parents=True)
    disk.rename(traced / "i", traced / "instance")
    back_up(site, tmp_path / "backup.zip", "")
    with opened_archive(tmp_path / "backup.zip", lambda: "") as (archive, manifest):
        parts = {"content": site.content, "surveys": site.surveys, "instance": site.instance}
        put_in_place(archive, manifest, parts, traced / "aside", agreed=False)
    traced = tmp_path / "no longer"
    assert len(calls) > 50
    assert around == []
