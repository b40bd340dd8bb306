"""After a power cut at any moment what was acknowledged is there; a planted mistake shows."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest

from app.core.response import Response
from app.core.survey import Perspective
from app.errors import StoreError
from app.store import disk
from app.store.answers import AnswerStore, Key
from app.store.letters import LetterStep, Step, letter_record, letter_steps
from app.store.waves import keep_opened, opened_ids
from tests.builders import a_response, a_wave, everywhere, their_answers
from tests.faults.power import Disk, RecordingOs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the log knows POSIX calls")
DEEP = int(os.environ.get("BOTH_SIDES_POWER_CUTS", "300"))
"""States tried for each moment in the deep run."""


def recorded(root: Path, monkeypatch: pytest.MonkeyPatch, forget: str = "") -> RecordingOs:
    """A log of a short life: a wave opened, answers saved one by one, imported, settled, saved."""
    root.mkdir()
    instance = root / "i"
    log = RecordingOs(root, forget=forget)
    with monkeypatch.context() as patched:
        patched.setattr(disk, "os", log)
        keep_opened(instance, a_wave(relationships={"north": (9, 2)}), {})
        log.acknowledged("opened")
        store = AnswerStore(instance)
        for n in range(1, 4):
            response = a_response(f"c{n}", everywhere(n) | {"O1": "Words. " * n})
            store.save(response)
            log.acknowledged(response)
        batch = tuple(their_answers(7, 8, 9))
        store.save_all("2026", batch)
        log.acknowledged(batch)
        store.settle("2026", lambda versions: versions[-1])
        log.acknowledged("settled")
        last = a_response("c4", everywhere(2))
        store.save(last)
        log.acknowledged(last)
        store.database("2026").close()
    return log


def latest(acknowledged: list[object]) -> dict[Key, Response]:
    """What must be found: the last acknowledged version of each respondent's."""
    found: dict[Key, Response] = {}
    for what in acknowledged:
        for response in what if isinstance(what, tuple) else (what,):
            if isinstance(response, Response):
                found[response.key] = response
    return found


def losses(log: RecordingOs, root: Path, scratch: Path, states: int) -> tuple[int, list[str]]:
    """How many states were tried, and what was wrong with which."""
    wrong: list[str] = []
    tried = 0
    model = Disk(root)
    acknowledged: list[object] = []
    chance = Random(20261123)
    for moment, event in enumerate(log.log):
        if event[0] == "acknowledged":
            acknowledged.append(event[1])
        else:
            model.apply(event)
        for state in range(states):
            share = {0: 0.0, 1: 1.0}.get(state, 0.5)
            folder = scratch / f"{moment}-{state}"
            folder.mkdir()
            for name, data in model.cut(chance, share):
                if data is None:
                    (folder / name).mkdir(exist_ok=True)
                else:
                    (folder / name).write_bytes(data)
            tried += 1
            if what := problem(folder / "i", acknowledged, log):
                wrong.append(f"after event {moment} {event[:2]}, state {state}: {what}")
    return tried, wrong


def problem(folder: Path, acknowledged: list[object], log: RecordingOs) -> str:
    """What is wrong with a store after a cut; empty when it is as it must be."""
    must = latest(acknowledged)
    may = latest([event[1] for event in log.log if event[0] == "acknowledged"])
    try:
        if "opened" in acknowledged and opened_ids(folder) != ("2026",):
            return "the wave that was opened is gone"
        store = AnswerStore(folder)
        found = {response.key: response for response in store.responses("2026")}
        if must:
            store.save(a_response("c8", everywhere(5)))
    except StoreError as error:
        return f"cannot be opened: {error}"
    for key, response in must.items():
        if found.get(key) not in (response, may[key]):
            return f"{key} was acknowledged and is not there"
    return ""


@pytest.mark.parametrize("states", [3, pytest.param(DEEP, marks=pytest.mark.deep)])
def test_what_was_acknowledged_survives_every_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, states: int
) -> None:
    log = recorded(tmp_path / "disk", monkeypatch)
    scratch = tmp_path / "cuts"
    scratch.mkdir()
    # Not the store's own fsync: the trial would take minutes for the same result.
    monkeypatch.setattr("app.store.disk.os.fsync", lambda _: None)
    tried, wrong = losses(log, tmp_path / "disk", scratch, states)
    assert wrong == []
    assert tried > 100


@pytest.mark.parametrize("forgotten", ["file", "folder"])
def test_a_forgotten_fsync_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    log = recorded(tmp_path / "disk", monkeypatch, forget=forgotten)
    scratch = tmp_path / "cuts"
    scratch.mkdir()
    monkeypatch.setattr("app.store.disk.os.fsync", lambda _: None)
    _, wrong = losses(log, tmp_path / "disk", scratch, 3)
    assert wrong


def letters_sent(root: Path, monkeypatch: pytest.MonkeyPatch, forget: str = "") -> RecordingOs:
    """A log of three letters handed over, each step noted before the next."""
    root.mkdir()
    log = RecordingOs(root, forget=forget)
    with monkeypatch.context() as patched:
        patched.setattr(disk, "os", log)
        with letter_record(root / "i", "2026") as record:
            for n in range(3):
                for step in (Step.INTENDED, Step.HANDED):
                    key = ("north", Perspective.COUNTERPART, f"c{n}")
                    one = LetterStep(letter="invitation", to=key, step=step, day=date(2026, 10, 5))
                    record.add(one)
                    log.acknowledged(one)
    return log


def letters_lost(log: RecordingOs, root: Path, scratch: Path) -> list[str]:
    """At which moments a step that was acknowledged is not there, or nothing can be read."""
    model, chance, wrong = Disk(root), Random(20261130), []
    acknowledged: list[object] = []
    for moment, event in enumerate(log.log):
        if event[0] == "acknowledged":
            acknowledged.append(event[1])
        else:
            model.apply(event)
        for state, share in enumerate((0.0, 1.0, 0.5, 0.5)):
            folder = scratch / f"{moment}-{state}"
            folder.mkdir()
            for name, data in model.cut(chance, share):
                if data is None:
                    (folder / name).mkdir(exist_ok=True)
                else:
                    (folder / name).write_bytes(data)
            try:
                found = letter_steps(folder / "i", "2026")
            except StoreError as error:
                wrong.append(f"{moment}: {error}")
            else:
                if list(found[: len(acknowledged)]) != acknowledged:
                    wrong.append(f"{moment}: {len(found)} of {len(acknowledged)} steps")
    return wrong


def test_what_became_of_a_letter_survives_every_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = letters_sent(tmp_path / "disk", monkeypatch)
    (tmp_path / "cuts").mkdir()
    assert letters_lost(log, tmp_path / "disk", tmp_path / "cuts") == []


@pytest.mark.parametrize("forgotten", ["file", "folder"])
def test_a_forgotten_fsync_of_the_letters_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    log = letters_sent(tmp_path / "disk", monkeypatch, forget=forgotten)
    (tmp_path / "cuts").mkdir()
    assert letters_lost(log, tmp_path / "disk", tmp_path / "cuts")
