"""Many briefs at once: each stands where it should, and one that fails costs no other."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.brief import pool
from app.brief.pool import BriefFailure, BriefJob, print_briefs
from tests.brief.awkward import a_review


def jobs(folder: Path, *names: str) -> list[BriefJob]:
    review = a_review()
    return [
        BriefJob(
            name=name,
            target=folder / "2026" / name,
            review=replace(review, relationship=name, name=name),
        )
        for name in names
    ]


def dies_or_hangs(job: BriefJob) -> BriefFailure | None:
    if job.name == "dies":
        os._exit(3)
    if job.name == "hangs":
        time.sleep(60)
    job.target.parent.mkdir(parents=True, exist_ok=True)
    job.target.write_bytes(b"%PDF")
    return None


def test_a_few_are_printed_in_this_process(tmp_path: Path) -> None:
    told: list[str] = []
    assert print_briefs(jobs(tmp_path, "a", "b"), workers=1, printed=told.append) == ()
    assert told == ["a", "b"]
    assert (tmp_path / "2026" / "a").read_bytes().startswith(b"%PDF")


def test_a_brief_that_cannot_be_printed_is_named(tmp_path: Path) -> None:
    broken = replace(jobs(tmp_path, "broken")[0], target=tmp_path / "never")
    cannot = replace(broken, review=replace(broken.review, name="x\x00\x1b" * 3, firm="\ud800"))
    (failure,) = print_briefs([cannot], workers=1, printed=lambda _: None)
    assert failure.name == "broken"
    assert failure.reason
    assert not (tmp_path / "never").exists()


def test_workers_give_the_same_bytes_as_this_process(tmp_path: Path) -> None:
    names = [f"r{number}" for number in range(pool.WORTH_A_POOL)]
    assert print_briefs(jobs(tmp_path / "many", *names), workers=2, printed=lambda _: None) == ()
    assert print_briefs(jobs(tmp_path / "one", *names), workers=1, printed=lambda _: None) == ()
    for name in names:
        many, one = (tmp_path / way / "2026" / name for way in ("many", "one"))
        assert many.read_bytes() == one.read_bytes()


@pytest.mark.parametrize("bad", ["dies", "hangs"])
def test_a_worker_that_dies_or_hangs_costs_its_own_brief_only(
    bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "print_one", dies_or_hangs)
    monkeypatch.setattr(pool, "DEADLINE", 3.0)
    names = ["a", "b", "c", bad, "d", "e", "f"]
    told: list[str] = []
    failed = print_briefs(jobs(tmp_path, *names), workers=2, printed=told.append)
    assert [failure.name for failure in failed] == [bad]
    assert sorted(told) == sorted(names)
    assert sorted(path.name for path in (tmp_path / "2026").iterdir()) == list("abcdef")
