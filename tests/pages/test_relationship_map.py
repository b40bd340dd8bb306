"""The map of all relationships: what stands on it, and that its numbers never touch."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from app.core.overview import Portfolio, PortfolioRow
from app.core.review import Bound, Difference, FactorReview, Missing, Score
from app.core.survey import Scale
from app.pages.relationship_map import MapMark, numbered, relationship_map
from tests.brief.awkward import a_review
from tests.review_builders import a_portfolio, hidden_for_protection

SEVEN = Scale(id="seven", minimum=1, maximum=7)


def an_index(they: float, we: float, **more: float) -> FactorReview:
    """Of a relationship; `low` and `high` are the ends of their range."""
    index = a_review().index
    assert index is not None
    return replace(
        index,
        counterpart=Score(n=3, value=they, low=more.get("low"), high=more.get("high")),
        own=Score(n=2, value=we),
        gap=Difference(value=we - they),
    )


def of(*indexes: FactorReview | None) -> Portfolio:
    """An overview of relationships with these scores over all factors."""
    row = a_portfolio(a_review()).rows[0]
    rows = tuple(
        replace(row, relationship=f"r{place}", name=f"Firm {place}", index=index)
        for place, index in enumerate(indexes)
    )
    return replace(a_portfolio(a_review()), rows=rows)


def test_a_mark_below_the_line_is_one_that_we_rate_higher() -> None:
    made = relationship_map(of(an_index(5.0, 8.0), an_index(8.0, 5.0), an_index(7.0, 7.0)))
    assert made is not None
    higher, lower, same = made.marks
    assert higher.y - made.top > made.right - higher.x
    assert lower.y - made.top < made.right - lower.x
    assert same.y - made.top == pytest.approx(made.right - same.x)
    assert (higher.wide, lower.wide, same.wide) == (True, True, False)


def test_the_range_of_their_mean_stands_upright() -> None:
    made = relationship_map(of(an_index(6.0, 7.0, low=5.0, high=7.0), an_index(7.0, 7.0)))
    assert made is not None
    mark = made.marks[0]
    assert mark.across is None
    assert mark.upwards is not None
    assert mark.upwards[0] < mark.y < mark.upwards[1]
    assert "very likely lie" in made.note


def test_what_is_hidden_bounded_or_one_sided_is_not_on_the_map_and_is_counted() -> None:
    bounded = replace(an_index(9.5, 8.0), counterpart=Score(n=3, value=9.5, bound=Bound.AT_LEAST))
    alone = replace(an_index(6.0, 8.0), own=Score(n=0, missing=Missing.NO_ANSWERS))
    hidden = hidden_for_protection().index
    made = relationship_map(of(an_index(5.0, 8.0), bounded, alone, hidden, None, an_index(6, 6)))
    assert made is not None
    assert [mark.number for mark in made.marks] == [1, 6]
    assert "4 of 6 are not on it" in made.note
    assert "9.5" not in made.sentence


def test_one_relationship_has_no_map_and_two_scales_are_never_on_one() -> None:
    assert relationship_map(of(an_index(5.0, 8.0))) is None
    assert relationship_map(of()) is None
    seven = replace(an_index(5.0, 6.0), scale=SEVEN)
    assert relationship_map(of(an_index(5.0, 8.0), seven)) is None
    made = relationship_map(of(seven, an_index(5.0, 8.0), seven))
    assert made is not None
    assert [mark.number for mark in made.marks] == [1, 3]
    assert "Points of 1 to 7" in made.note


def box(mark: MapMark) -> tuple[float, float, float, float]:
    assert mark.label is not None
    half = 7.0 * len(str(mark.number)) / 2
    return mark.label[0] - half, mark.label[1] - 11, mark.label[0] + half, mark.label[1] + 2


@pytest.mark.parametrize("size", [358.0, 620.0])
@pytest.mark.parametrize("count", [2, 15, 200])
def test_numbers_touch_no_other_number_and_no_mark(count: int, size: float) -> None:
    random = Random(count)
    indexes = [
        an_index(min(10.0, random.gauss(7.5, 1.2)), min(10.0, random.gauss(7.8, 0.8)))
        for _ in range(count)
    ]
    made = relationship_map(of(*indexes), size)
    assert made is not None
    assert len(made.marks) == count
    labelled = [mark for mark in made.marks if mark.label is not None]
    for one, other in combinations([box(mark) for mark in labelled], 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for left, top, right, bottom in map(box, labelled):
        assert left >= made.left - 0.1
        assert right <= made.right + 0.1
        assert not any(left < m.x < right and top < m.y < bottom for m in made.marks)
    left_out = count - len(labelled)
    assert (f"{left_out} stand too close" in made.note) is bool(left_out)


def test_the_alternative_text_has_every_number_and_name() -> None:
    portfolio = of(an_index(5.0, 8.0), an_index(6.0, 7.0))
    made = relationship_map(portfolio)
    assert made is not None
    for row in portfolio.rows:
        assert f"{numbered(portfolio)[row.relationship]} {row.name}: they" in made.sentence


def test_the_map_is_square_over_whole_points_that_hold_everything() -> None:
    made = relationship_map(of(an_index(9.9, 9.8), an_index(10.0, 9.7)))
    assert made is not None
    assert [label for _, _, label in made.ticks] == ["6", "7", "8", "9", "10"]
    rows: tuple[PortfolioRow, ...] = ()
    assert relationship_map(replace(of(), rows=rows)) is None


def test_beside_the_map_stand_the_names_of_those_furthest_from_the_line() -> None:
    made = relationship_map(of(an_index(5.0, 8.0), an_index(9.0, 5.0), an_index(6.0, 7.0)))
    assert made is not None
    assert [(line.name, line.gap) for line in made.key] == [
        ("Firm 1", "\u22124.0"),
        ("Firm 0", "+3.0"),
        ("Firm 2", "+1.0"),
    ]
    assert {line.number for line in made.key} == {mark.number for mark in made.marks}


def test_of_a_large_firm_the_map_names_as_many_as_there_is_room_for() -> None:
    made = relationship_map(of(*(an_index(5.0, 5.0 + place / 20) for place in range(40))))
    assert made is not None
    assert len(made.key) == 14
    assert made.key[0].name == "Firm 39"
