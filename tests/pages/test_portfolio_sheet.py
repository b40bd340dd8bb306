"""The principal's sheet: the order of meetings, why, what is dropped, and that nobody is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from app.brief.document import brief_html
from app.core.firm import Paper
from app.core.overview import Portfolio
from app.pages.portfolio_sheet import cut_in_the_quote, has_sheet, portfolio_sheets
from app.pages.sheets import Sheet, lengths, sheet_name
from tests.attention_builders import a_long_list, in_year, lists
from tests.brief.awkward import a_review
from tests.review_builders import a_portfolio


def a_list(many: int = 15) -> Portfolio:
    return replace(a_portfolio(a_review()), attention=a_long_list(many))


def test_whom_to_meet_first_is_the_headline_and_the_order_is_the_list_s() -> None:
    sheet = next(portfolio_sheets(a_list()))
    assert sheet.headline == "Meet The firm of Number 0 & Partners first."
    points = [int(line.points) for line in sheet.groups[0].lines]
    assert points == sorted(points, reverse=True)
    assert all(line.reasons for line in sheet.groups[0].lines)


@pytest.mark.parametrize("many", [1, 15, 200, 2000])
def test_everybody_is_named_or_counted_at_every_length(many: int) -> None:
    for sheet in portfolio_sheets(a_list(many)):
        text = brief_html(sheet)
        for group in sheet.groups:
            named = len(group.lines) + group.more.count("The firm of")
            said = " in all)" in group.more or "on the overview" in group.more
            assert named or said
        assert "[…]" not in sheet.headline
        if many == 15:
            told = sum(f"Number {n} " in text for n in range(many))
            assert told == many or "on the overview" in text


def test_less_is_printed_with_every_step() -> None:
    lengths_ = [len(brief_html(sheet)) for sheet in portfolio_sheets(a_list(200))]
    assert len(lengths_) > 5
    assert lengths_[0] > lengths_[-1]


def test_a_reason_is_cut_in_what_it_quotes_and_its_day_stays() -> None:
    said = (
        f"Promised and not done: “{'a monthly statement of every change ' * 6}”, due 15 June 2026."
    )
    cut = cut_in_the_quote(said, 170)
    assert cut.startswith("Promised and not done: “a monthly statement")
    assert cut.endswith(" […]”, due 15 June 2026.")
    assert len(cut) <= 180
    assert cut_in_the_quote("“Short”, due 1 May.", 170) == "“Short”, due 1 May."
    assert cut_in_the_quote("no quote " * 30, 170).endswith("[…]")


def test_lines_of_lists_apart_are_dropped_one_by_one() -> None:
    told = [
        sum(len(group.lines) for group in sheet.groups[1:])
        for sheet in portfolio_sheets(a_list(15))
    ]
    assert told == sorted(told, reverse=True)
    assert all(one - fewer <= 3 for one, fewer in pairwise(told)), told


def test_a_quiet_year_says_so() -> None:
    quiet = a_list(2)
    assert quiet.attention is not None
    places = tuple(
        replace(place, band=list(type(place.band))[-1], reasons=(), points=0)
        for place in quiet.attention.places
    )
    attention = replace(quiet.attention, places=places)
    sheet = next(portfolio_sheets(replace(quiet, attention=attention)))
    assert sheet.headline == "Nothing known calls for a meeting before its time."


def test_a_wave_without_a_list_has_no_sheet() -> None:
    (still_open,) = lists((in_year(2026), []), as_of=date(2026, 10, 20))
    none = replace(a_list(), attention=still_open)
    assert not has_sheet(none)
    assert list(lengths(none, Sheet.PORTFOLIO, Paper.A4)) == []
    assert not has_sheet(replace(a_list(), attention=None))


def test_it_is_called_after_its_wave() -> None:
    assert sheet_name(a_list(), Sheet.PORTFOLIO) == "portfolio-2026.pdf"
    assert Sheet.PORTFOLIO.pages == 1
