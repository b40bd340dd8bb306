"""Segments are made of shown scores, weighed together, and blank where they would say too much."""

from __future__ import annotations

from datetime import date

from app.core.known import Unknown, Why
from app.core.segmented import (
    Compared,
    Dimension,
    labels_of,
    segment_tables,
    value_bands,
    weighed,
)
from app.core.segments import RelationshipMean, Segment, SegmentDifference
from tests.builders import FIVE, TEN, a_relationship

DAY = date(2026, 10, 5)


def compared(mean: float, kind: str, *, people: int = 5, on_five: bool = False) -> Compared:
    return Compared(
        name=kind,
        mean=RelationshipMean(mean=mean, people=people, revenue=100.0),
        scale=FIVE if on_five else TEN,
        labels={Dimension.KIND: kind},
    )


def test_a_segment_of_three_is_set_against_all_the_others() -> None:
    low = [compared(5 + n / 10, "client") for n in range(3)]
    high = [compared(8 + n / 10, "partner") for n in range(4)]
    (table,) = weighed(segment_tables("index", low + high))
    partner, client = table.rows
    assert (partner.label, partner.relationships, partner.people) == ("partner", 4, 20)
    assert isinstance(client.typical, Segment)
    assert round(client.typical.typical, 9) == 5.1
    assert isinstance(client.against, SegmentDifference)
    assert round(client.against.value, 9) == -3.05
    assert client.stands
    assert client.q is not None


def test_two_relationships_or_nine_people_are_left_blank() -> None:
    few = [compared(5, "client"), compared(6, "client")]
    thin = [compared(7, "partner", people=3) for _ in range(3)]
    (table,) = segment_tables("index", few + thin)
    reasons = {row.label: row.typical for row in table.rows}
    assert reasons == {
        "client": Unknown(why=Why.TOO_FEW_RELATIONSHIPS),
        "partner": Unknown(why=Why.TOO_FEW_PEOPLE),
    }


def test_where_all_are_alike_there_is_no_table() -> None:
    assert segment_tables("index", [compared(5, "client")] * 4) == ()


def test_other_points_are_not_mixed_in() -> None:
    tens = [compared(5, "client"), compared(6, "partner"), compared(7, "partner")]
    (table,) = segment_tables("index", [*tens, compared(3, "employee", on_five=True)])
    assert sum(row.relationships for row in table.rows) == 3


def test_many_looks_need_a_larger_difference() -> None:
    """One difference alone stands; among nineteen that are nothing it does not."""
    one = [compared(6.0 + n / 10, "a") for n in range(3)] + [
        compared(6.45 + n / 10, "b") for n in range(3)
    ]
    alone = weighed(segment_tables("index", one))
    assert all(row.stands for row in alone[0].rows)
    nothing = [compared(6 + n / 10, label) for n in range(3) for label in ("a", "b")]
    crowd = weighed([*segment_tables("index", one), *segment_tables("x", nothing) * 19])
    assert not any(row.stands for row in crowd[0].rows)


def test_thirds_by_value_share_equal_values() -> None:
    bands = value_bands({"a": 9, "b": 8, "c": 8, "d": 3, "e": 2, "f": 1})
    assert bands["a"] == bands["b"] == bands["c"] == "upper third"
    assert (bands["d"], bands["f"]) == ("middle third", "lower third")
    assert value_bands({}) == {}


def test_labels_come_from_the_file_or_from_the_first_day() -> None:
    set_by_hand = a_relationship(since=date(2026, 1, 1), stage="established", sector="Food")
    labels = labels_of(set_by_hand, "client", "Ann", DAY, "")
    assert labels[Dimension.STAGE] == "established"
    assert labels[Dimension.TENURE] == "under 2 years"
    assert labels[Dimension.SECTOR] == "Food"
    assert Dimension.VALUE not in labels
    derived = labels_of(a_relationship(since=date(2015, 1, 1)), "client", "Ann", DAY, "lower third")
    assert derived[Dimension.STAGE] == "long-standing"
    assert derived[Dimension.TENURE] == "10 years and more"
    unknown = labels_of(a_relationship(), "client", "Ann", DAY, "")
    assert Dimension.TENURE not in unknown


def test_the_bands_of_time_together_begin_where_they_say() -> None:
    day = date(2026, 10, 5)

    def band(years: float) -> str:
        since = date.fromordinal(day.toordinal() - round(years * 365.25))
        return labels_of(a_relationship(since=since), "client", "Ann", day, "")[Dimension.TENURE]

    ends = {1.9: "under 2 years", 2.1: "2 to 5 years", 4.9: "2 to 5 years", 5.1: "5 to 10 years"}
    assert {years: band(years) for years in ends} == ends
    assert (band(9.9), band(10.1)) == ("5 to 10 years", "10 years and more")


def test_who_has_no_segment_of_a_dimension_is_counted() -> None:
    placed = [compared(5, "client"), compared(6, "partner")]
    without = Compared(name="x", mean=placed[0].mean, scale=TEN, labels={})
    (table,) = segment_tables("index", [*placed, without])
    assert table.unplaced == 1
    assert sum(row.relationships for row in table.rows) == 2
