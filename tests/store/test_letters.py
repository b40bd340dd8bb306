"""What became of a letter is kept line by line; a cut end is passed over, damage is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.core.survey import Perspective
from app.errors import StoreDamaged, StoreError
from app.store import disk
from app.store.letters import LetterStep, Step, last_steps, letter_record, letter_steps

KEY = ("north", Perspective.COUNTERPART, "c1")


def step(kind: Step, letter: str = "invitation") -> LetterStep:
    return LetterStep(letter=letter, to=KEY, step=kind, day=date(2027, 2, 1), message_id="<a@b>")


def kept(instance: Path, *steps: LetterStep) -> Path:
    with letter_record(instance, "2027") as record:
        record.add(*steps)
    return instance / "waves/2027.letters"


def test_steps_come_back_in_their_order_and_privately(tmp_path: Path) -> None:
    path = kept(tmp_path, step(Step.INTENDED), step(Step.HANDED))
    kept(tmp_path, step(Step.DRAFTED, "reminder-1"))
    assert [one.step for one in letter_steps(tmp_path, "2027")] == [
        Step.INTENDED,
        Step.HANDED,
        Step.DRAFTED,
    ]
    assert path.stat().st_mode & 0o777 == 0o600
    assert letter_steps(tmp_path, "2028") == ()


def test_an_end_cut_anywhere_leaves_what_was_whole_and_is_written_on(tmp_path: Path) -> None:
    path = kept(tmp_path, step(Step.INTENDED))
    first = path.stat().st_size
    kept(tmp_path, step(Step.HANDED))
    whole = path.read_bytes()
    for length in range(first, len(whole)):
        path.write_bytes(whole[:length])
        assert [one.step for one in letter_steps(tmp_path, "2027")] == [Step.INTENDED]
        kept(tmp_path, step(Step.REFUSED))
        steps = [one.step for one in letter_steps(tmp_path, "2027")]
        assert steps == [Step.INTENDED, Step.REFUSED]


def test_damage_before_the_end_is_an_error_that_names_file_and_remedy(tmp_path: Path) -> None:
    path = kept(tmp_path, step(Step.INTENDED), step(Step.HANDED))
    raw = bytearray(path.read_bytes())
    raw[60] ^= 1
    path.write_bytes(raw)
    with pytest.raises(StoreDamaged, match=r"2027\.letters"):
        letter_steps(tmp_path, "2027")


def test_handed_over_once_is_handed_over(tmp_path: Path) -> None:
    steps = (step(Step.HANDED), step(Step.INTENDED), step(Step.DRAFTED))
    assert last_steps(steps)["invitation", KEY].step is Step.HANDED
    again = (step(Step.REFUSED), step(Step.INTENDED))
    assert last_steps(again)["invitation", KEY].step is Step.INTENDED


def test_a_failed_sync_is_an_error_and_nothing_counts_as_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    with letter_record(tmp_path, "2027") as record:
        monkeypatch.setattr(disk, "sync", failing)
        with pytest.raises(StoreError, match="cannot be written"):
            record.add(step(Step.INTENDED))
        assert record.steps == []
