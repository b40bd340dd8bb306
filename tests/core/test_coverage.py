"""Who was heard, by value and by part; no count from which one person's silence can be told."""

from collections.abc import Mapping

from app.core.coverage import Coverage, Heard, coverage
from app.core.firm import ContactRole

PAYS = ContactRole.PAYS


def a_row(
    slug: str,
    *,
    heard: bool = True,
    revenue: float | None = None,
    roles: Mapping[ContactRole, tuple[int, int | None]] | None = None,
) -> Heard:
    return Heard(relationship=slug, heard=heard, revenue=revenue, roles=roles or {})


def by_part(*rows: Heard) -> tuple[int, int | None] | None:
    found: Coverage = coverage(rows)
    return next(((r.asked, r.answered) for r in found.roles if r.role is PAYS), None)


def test_value_is_a_share_of_what_is_written_down() -> None:
    found = coverage([a_row("a", revenue=30.0), a_row("b", revenue=10.0, heard=False), a_row("c")])
    assert (found.relationships, found.heard) == (3, 2)
    assert (found.revenue_share, found.revenue_known) == (0.75, 2)


def test_without_any_revenue_there_is_no_share() -> None:
    assert coverage([a_row("a"), a_row("b", revenue=0.0)]).revenue_share is None
    assert coverage([]).revenue_share is None


def test_a_part_is_counted_over_all_who_have_it() -> None:
    one, two = (a_row(s, roles={PAYS: counts}) for s, counts in (("a", (1, 0)), ("b", (2, 2))))
    assert by_part(one, two) == (3, 2)
    assert by_part(a_row("a", roles={})) is None


def test_of_confidential_answers_no_part_is_counted_however_many_they_are() -> None:
    one, two = (a_row(slug, roles={PAYS: (9, None)}) for slug in "ab")
    assert by_part(one, two) == (18, None)
    assert by_part(a_row("a", roles={PAYS: (1, 1)})) == (1, 1)


def test_a_relationship_without_the_part_is_in_no_count_of_it() -> None:
    shown = a_row("a", roles={PAYS: (3, 3)})
    assert by_part(shown, a_row("b")) == (3, 3)


def test_small_sums_count_like_large_ones() -> None:
    assert coverage([a_row("a", revenue=0.5)]).revenue_share == 1.0
    assert coverage([a_row("a", revenue=0.5)]).revenue_known == 1


def test_named_ones_among_confidential_ones_are_not_counted_alone() -> None:
    named = a_row("a", roles={PAYS: (1, 1)})
    quiet = a_row("b", roles={PAYS: (1, None)})
    assert by_part(named, quiet) == (2, None)
