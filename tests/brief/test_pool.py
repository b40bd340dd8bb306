"""Many briefs at once: each stands where it should, and one that fails costs no other."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.brief import pool
from app.brief.engine import BY_HAND, WEASYPRINT, Engine, Way
from app.brief.pool import BriefFailure, BriefJob, print_briefs
from tests.brief.awkward import a_review
from tests.browsers import real_browser


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
    cannot = replace(broken, review=replace(a_review(), name="x\x00\x1b" * 3, firm="\ud800"))
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


def test_workers_that_start_from_nothing_print_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "get_all_start_methods", lambda: ["spawn"])
    assert pool._processes(WEASYPRINT).get_start_method() == "spawn"
    names = [f"r{number}" for number in range(pool.WORTH_A_POOL)]
    assert print_briefs(jobs(tmp_path, *names), workers=2, printed=lambda _: None) == ()
    assert sorted(path.name for path in (tmp_path / "2026").iterdir()) == names


def test_a_machine_with_many_cores_starts_no_more_workers_than_windows_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def in_pool(jobs: list[BriefJob], workers: int, printed: object) -> tuple[BriefFailure, ...]:
        asked.append(workers)
        return ()

    monkeypatch.setattr(pool, "_in_pool", in_pool)
    for number in (100, 7):
        listed = jobs(tmp_path, *map(str, range(number)))
        print_briefs(listed, workers=128, printed=lambda _: None)
    assert asked == [61, 7]


def test_a_browser_prints_through_the_same_pool(tmp_path: Path) -> None:
    engine = Engine(way=Way.BROWSER, browser=real_browser())
    names = [f"r{number}.pdf" for number in range(pool.WORTH_A_POOL)]
    listed = [replace(job, engine=engine) for job in jobs(tmp_path, *names)]
    told: list[str] = []
    assert print_briefs(listed, workers=2, printed=told.append) == ()
    assert sorted(told) == names
    for name in names:
        assert b"Skia/PDF" in (tmp_path / "2026" / name).read_bytes()


def test_where_the_browser_fails_the_page_stays_to_print_by_hand(tmp_path: Path) -> None:
    engine = Engine(way=Way.BROWSER, browser=str(tmp_path / "gone"))
    (job,) = jobs(tmp_path, "a.pdf")
    (failure,) = print_briefs([replace(job, engine=engine)], workers=1, printed=lambda _: None)
    assert failure.name == "a.pdf"
    assert "gone does not start" in failure.reason
    assert [path.name for path in (tmp_path / "2026").iterdir()] == ["a.html"]


def test_by_hand_each_brief_stays_as_a_page_where_the_pdf_would_be(tmp_path: Path) -> None:
    listed = [replace(job, engine=BY_HAND) for job in jobs(tmp_path, "a.pdf", "b.pdf")]
    assert print_briefs(listed, workers=1, printed=lambda _: None) == ()
    made = sorted((tmp_path / "2026").iterdir())
    assert [path.name for path in made] == ["a.html", "b.html"]
    assert all("<title>Harbour with" in path.read_text("utf-8") for path in made)


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
