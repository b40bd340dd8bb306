"""`status` on terminals of any width and for machines, and what it does not tell of whom."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.cli import main
from app.cli.columns import cells, fitted, wrapped
from app.cli.opening import keep_wave, wave_to_open
from app.cli.status_lines import MOST_ROWS, more_lines, table_lines, wave_lines
from app.core.left_alone import NoMore, key_of
from app.core.response import State
from app.core.survey import Perspective
from app.files.site import read_site
from app.publish.load import compile_site
from app.publish.status import firm_stands
from app.store.answers import AnswerStore
from app.store.no_more import keep_no_more
from tests.builders import a_response
from tests.site_builder import sample_copy, with_open_wave
from tests.standing_builders import NAMES, a_wave_stands


@pytest.mark.parametrize("width", [40, 60, 80, 100, 132, 200])
def test_no_line_is_wider_than_the_terminal_and_every_name_has_one(width: int) -> None:
    wave = a_wave_stands()
    lines = [
        *wave_lines(wave, width),
        *more_lines(wave, width),
        *table_lines(wave, width, all_of_them=True),
    ]
    assert [line for line in lines if cells(line) > width] == []
    starts = {line.strip()[:5] for line in lines}
    assert starts >= {name[:5] for name in NAMES}


def test_numbers_stand_below_each_other_whatever_letters_a_name_has() -> None:
    lines = table_lines(a_wave_stands(), 132, all_of_them=True)
    rows = [line for line in lines if " of 5 " in line]
    assert len(rows) == len(NAMES)
    assert len({cells(line[: line.index(" of 5 ")]) for line in rows}) == 1


def test_of_many_the_most_silent_are_shown_and_all_when_asked() -> None:
    wave = a_wave_stands(names=tuple(f"Firm {n:04}" for n in range(300)))
    few = table_lines(wave, 120, all_of_them=False)
    assert few[-1].strip() == "these are the 40 most silent of 300; --all shows every one"
    assert sum("Firm" in line for line in few) == MOST_ROWS
    assert sum("Firm" in line for line in table_lines(wave, 120, all_of_them=True)) == 300


def test_a_text_is_cut_by_cells_and_never_inside_a_wide_letter() -> None:
    assert fitted("株式会社", 5) == "株式…"
    assert cells(fitted("株式会社", 6)) == 6
    assert fitted("ab", 4, right=True) == "  ab"
    assert fitted("a\x1b[31m", 20).startswith("a\\x1b")
    assert wrapped("one two three", 9) == ["  one two", "  three"]


def status(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["status", "--site", str(root), *arguments]) == 0
    return capsys.readouterr().out


def test_it_is_told_to_machines_too_and_null_is_what_is_not_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, _ = with_open_wave(tmp_path)
    AnswerStore(site.instance).save(
        a_response("dana-okafor", {"R1": 7}, relationship="northlight-foods")
    )
    told = json.loads(status(tmp_path, capsys, "--as-of", "2026-10-20", "--json"))
    (wave,) = told["waves"]
    assert (told["next"], wave["state"], wave["coverage"]) == ("remind 2026", "open", None)
    assert wave["counterpart"]["answered"] == 1
    (of_dana,) = [r for r in wave["relationships"] if r["relationship"] == "northlight-foods"]
    assert of_dana["counterpart"]["answered"] is None
    assert of_dana["self"] == {
        "asked": 3,
        "answered": 0,
        "begun": 0,
        "declined": 0,
        "no_more": 0,
        "silent": 3,
    }


def test_who_asked_not_to_be_asked_again_is_not_silent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = sample_copy(tmp_path)
    opened = wave_to_open(read_site(site), "2024", date(2024, 9, 30))
    keep_wave(site, opened)
    one = opened.invited("northlight-foods", Perspective.COUNTERPART)[0]
    key = key_of(one.relationship, one.respondent, one.person)
    before: list[int] = []
    after: list[int] = []
    for found in (before, after):
        told = json.loads(status(tmp_path, capsys, "--as-of", "2024-10-20", "--json"))
        (row,) = [
            r for r in told["waves"][0]["relationships"] if r["relationship"] == one.relationship
        ]
        found += [row["counterpart"]["no_more"], row["counterpart"]["silent"]]
        keep_no_more(site.instance, NoMore(key=key, wave="2024", day=date(2024, 10, 10)))
    assert (before[0], after[0]) == (0, 1)
    assert after[1] == before[1] - 1


def test_who_of_a_confidential_side_answered_late_changes_nothing_that_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, _ = with_open_wave(tmp_path)
    files, after = read_site(site), date(2026, 11, 16)
    store = AnswerStore(site.instance)
    for who in ("dana-okafor", "piet-maes", "ruth-calder"):
        store.save(a_response(who, {"R1": 7, "R2": 6}, relationship="northlight-foods"))
    reviews = compile_site(site, files, after).reviews
    before = status(tmp_path, capsys, "--as-of", "2026-11-16")
    page = firm_stands(site, files, after, reviews=reviews)
    store.save(a_response("sami-haddad", {"R1": 2, "R2": 2}, relationship="northlight-foods"))
    store.save(a_response("elin-strand", {}, relationship="northlight-foods", state=State.DECLINED))
    again = compile_site(site, files, after).reviews
    assert status(tmp_path, capsys, "--as-of", "2026-11-16") == before
    assert firm_stands(site, files, after, reviews=again) == page


def test_what_goes_into_a_page_counts_nothing_of_an_open_confidential_side(tmp_path: Path) -> None:
    site, _ = with_open_wave(tmp_path)
    files, during = read_site(site), date(2026, 10, 20)
    empty = firm_stands(site, files, during, reviews=compile_site(site, files, during).reviews)
    AnswerStore(site.instance).save(
        a_response("dana-okafor", {"R1": 7}, relationship="northlight-foods")
    )
    reviews = compile_site(site, files, during).reviews
    assert firm_stands(site, files, during, reviews=reviews) == empty


def test_before_any_survey_it_says_what_to_do_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "ours")]) == 0
    said = status(tmp_path / "ours", capsys)
    assert "last backup     never made here" in said
    assert "Next: python3 build.py invite" in said
