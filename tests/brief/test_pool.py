"""Many sheets at once: each is made, and one that fails costs no other."""

from __future__ import annotations

import resource
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.brief import pool
from app.brief.crew import Task, crew_here, done_apart
from app.brief.engine import BY_HAND, WEASYPRINT, Engine, Way
from app.brief.pool import BriefJob, Printed, crew_for, print_briefs, sheet_context
from app.core.firm import Paper
from app.pages.sheets import Sheet
from tests.brief.awkward import a_review, awkward
from tests.brief.hostile import HOSTILE, print_hostile
from tests.browsers import real_browser

NAMES = tuple(f"r{number}.pdf" for number in range(6))


def jobs(*names: str, engine: Engine = WEASYPRINT) -> list[BriefJob]:
    review = a_review()
    return [
        BriefJob(name=name, engine=engine, review=replace(review, relationship=name, name=name))
        for name in names
    ]


def made(listed: list[BriefJob], workers: int = 1) -> dict[str, Printed]:
    with crew_here(workers) as crew:
        return {printed.name: printed for printed in print_briefs(listed, crew)}


def test_one_child_and_two_make_the_same_bytes() -> None:
    one, two = made(jobs(*NAMES)), made(jobs(*NAMES), workers=2)
    assert sorted(one) == sorted(two) == sorted(NAMES)
    for name in NAMES:
        assert one[name].pdf.startswith(b"%PDF")
        assert one[name] == two[name]


@pytest.mark.parametrize(("forks", "alone"), [(True, [2, 1, 1, 2]), (False, [1] * 6)])
def test_sheets_about_the_same_in_a_row_are_one_task_where_processes_are_forked(
    forks: bool, alone: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "FORKS", forks)
    abouts = ["2026/a", "2026/a", "", "", "2026/b", "2026/b"]
    listed = [replace(jobs("x.pdf")[0], name=f"{n}.pdf", about=a) for n, a in enumerate(abouts)]
    found = list(pool._together(listed))
    assert [len(own) for own in found] == alone
    assert [job for own in found for job in own] == listed


@pytest.mark.parametrize(
    ("many", "expected"),
    [(8, [6, 2]), (9, [3, 2, 1, 2])],
)
def test_where_there_are_many_sheets_those_of_more_than_one_relationship_share_a_process(
    many: int, expected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "FORKS", True)
    monkeypatch.setattr(pool, "MANY", many)
    abouts = ["a", "a", "a", "b", "b", "c", "d", "d"]
    listed = [replace(jobs("x.pdf")[0], name=f"{n}.pdf", about=a) for n, a in enumerate(abouts)]
    found = list(pool._together(listed))
    assert [job for own in found for job in own] == listed
    assert [len(own) for own in found] == expected


class KilledWorker(Exception):
    """As Dask calls what it raises."""


def test_where_a_cluster_lost_its_workers_over_several_sheets_each_is_tried_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lost(task: Task) -> list[object]:
        if any(job.name == "bad.pdf" for job in task.pieces):
            raise KilledWorker
        return [Printed(name=job.name, pdf=b"%PDF") for job in task.pieces]

    monkeypatch.setattr(pool, "done_apart", lost)
    listed = [replace(job, about="2026/a") for job in jobs("good.pdf", "bad.pdf", "other.pdf")]
    found = made(listed)
    assert {name: printed.failure for name, printed in found.items()} == {
        "good.pdf": "",
        "bad.pdf": pool.LOST,
        "other.pdf": "",
    }


def test_sheets_that_share_a_process_are_the_same_bytes_as_alone() -> None:
    alone = made(jobs(*NAMES))
    together = made([replace(job, about="2026/same") for job in jobs(*NAMES)])
    assert together == alone


def test_a_sheet_says_which_of_its_lengths_was_printed_and_of_what_context() -> None:
    full = awkward()["many long comments"]
    printed = made([BriefJob(name="full.pdf", review=full)])["full.pdf"]
    assert printed.known is not None
    assert printed.known.digest == sheet_context(full, Sheet.FIRM, Paper.A4, printed.known.tries)
    other = replace(full, name="Another")
    assert printed.known.digest != sheet_context(other, Sheet.FIRM, Paper.A4, printed.known.tries)


def test_a_brief_that_cannot_be_printed_is_named_and_the_others_are_made() -> None:
    good, bad = jobs("good.pdf", "bad.pdf")
    bad = replace(bad, review=replace(a_review(), name="x\x00\x1b" * 3, firm="\ud800"))
    found = made([bad, good])
    assert found["bad.pdf"].failure
    assert found["bad.pdf"].file is None
    assert found["good.pdf"].pdf


def test_bad_briefs_among_good_ones_end_in_time_and_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    took: dict[str, float] = {}

    def timed(task: Task) -> object:
        started = time.monotonic()
        try:
            return done_apart(task)
        finally:
            took[task.pieces[0].name] = time.monotonic() - started

    monkeypatch.setattr(pool, "print_one", print_hostile)
    monkeypatch.setattr(pool, "done_apart", timed)
    # Good ones first: whoever begins has the start of a worker in its time.
    names = [
        *NAMES[:2],
        *[n for pair in zip(HOSTILE, [*NAMES[2:], "last.pdf"], strict=True) for n in pair],
    ]
    found = made(jobs(*names), workers=2)
    assert all(found[name].pdf for name in names if name not in HOSTILE)
    failed = {name: found[name].failure for name in HOSTILE if found[name].failure}
    # 500 tags and a long table may hold on a quick machine; the others cannot.
    assert {"colspan", "huge-type", "use-bomb"} <= set(failed), failed
    assert all(took[name] < 25 for name in HOSTILE), took
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert peak < 1024, f"{peak:.0f} MB"


def test_no_more_children_are_started_than_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(pool, "crew_here", lambda workers, _: asked.append(workers))
    for number in (0, 1, 4, 5, 1000):
        crew_for(number, 128)
    crew_for(1000, 2)
    assert asked == [1, 1, 1, 2, 61, 2]


def test_a_browser_prints_through_the_same_crew() -> None:
    engine = Engine(way=Way.BROWSER, browser=real_browser())
    found = made(jobs(*NAMES[:2], engine=engine), workers=2)
    assert all(b"Skia/PDF" in found[name].pdf for name in NAMES[:2])


def test_where_the_browser_fails_the_page_stays_to_print_by_hand(tmp_path: Path) -> None:
    engine = Engine(way=Way.BROWSER, browser=str(tmp_path / "gone"))
    printed = made(jobs("a.pdf", engine=engine))["a.pdf"]
    assert "gone does not start" in printed.failure
    assert printed.file is not None
    assert printed.file[0] == "a.html"


def test_by_hand_each_brief_is_a_page_where_the_pdf_would_be() -> None:
    found = made(jobs("a.pdf", "b.pdf", engine=BY_HAND))
    files = sorted(printed.file or ("", b"") for printed in found.values())
    assert [name for name, _ in files] == ["a.html", "b.html"]
    assert all(b"<title>Harbour with" in body for _, body in files)
    assert not any(printed.failure or printed.known for printed in found.values())
