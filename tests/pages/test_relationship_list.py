"""The list of all relationships: its orders, its filters, and that each order has its page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.firm import Kind
from app.core.overview import Portfolio
from app.pages.relationship_list import (
    ORDERS,
    kinds_of,
    list_page,
    orders_of,
    relationship_lines,
    states_of,
)
from app.site import create_site
from tests.brief.awkward import a_review
from tests.builders import our_answers, their_answers
from tests.review_builders import a_portfolio, a_site_of, hidden_for_protection, states


def five() -> Portfolio:
    reviews = [
        ("Ash", 4, 8, "Zoe"),
        ("Birch", 8, 6, "Ann"),
        ("Cedar", 7, 7, "Ann"),
        ("Elm", 2, 9, "Zoe"),
    ]
    made = [
        replace(
            a_review([*their_answers(they, they, they), *our_answers(we, we)]),
            name=name,
            relationship=name.lower(),
            lead_name=lead,
        )
        for name, they, we, lead in reviews
    ]
    hidden = replace(hidden_for_protection(), name="Dell", relationship="dell", kind=Kind.PARTNER)
    return a_portfolio(*made, replace(hidden, lead_name="Bo"))


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("gap", "Elm Ash Birch Cedar Dell"),
        ("lead", "Birch Cedar Dell Ash Elm"),
    ],
)
def test_the_list_in_another_order_has_what_cannot_be_compared_at_the_end(
    order: str, names: str
) -> None:
    portfolio = five()
    dell = next(row for row in portfolio.rows if row.name == "Dell")
    nothing = replace(dell, index=None)
    rows = tuple(nothing if row is dell else row for row in portfolio.rows)
    page = list_page(replace(portfolio, rows=rows), order)
    assert [line.name for line in page.lines] == names.split()


def test_no_order_ranks_by_plain_scores() -> None:
    """Nor has one an address: the rules rank by adjusted scores, from ten relationships on."""
    assert not any("score" in label for _, label in orders_of(five()))
    client = create_site(a_site_of(*states().values())).test_client()
    for order in ("they", "we"):
        assert client.get(f"/2026/order/{order}/").status_code == 404
    assert "lowest score" not in client.get("/2026/").get_data(as_text=True)


def test_every_line_keeps_the_number_it_has_on_the_map() -> None:
    by_name = {line.name: line.number for line in relationship_lines(five())}
    assert by_name == {"Ash": 1, "Birch": 2, "Cedar": 3, "Dell": 4, "Elm": 5}
    for order in ORDERS:
        assert {line.name: line.number for line in list_page(five(), order).lines} == by_name


def test_filters_count_what_they_leave_and_are_none_for_a_handful() -> None:
    lines = relationship_lines(five())
    assert kinds_of(lines) == ()
    many = (*lines, *lines)
    assert {choice.id: choice.count for choice in kinds_of(many)} == {"client": 8, "partner": 2}
    assert {c.id: c.count for c in states_of(many)} == {"apart": 6, "close": 2, "not-shown": 2}


def test_one_relationship_has_no_other_order() -> None:
    assert orders_of(a_portfolio(a_review())) == ()
    site = create_site(a_site_of(a_review()))
    assert site.test_client().get("/2026/order/gap/").status_code == 404


def test_orders_are_linked_to_each_other_and_an_unknown_one_is_not_found() -> None:
    client = create_site(a_site_of(*states().values())).test_client()
    html = client.get("/2026/order/gap/").get_data(as_text=True)
    for order, (label, _) in ORDERS.items():
        assert f"/2026/order/{order}/" in html
        assert label in html
    assert 'href="/2026/order/gap/" aria-current="page"' in html
    assert client.get("/2026/order/nothing/").status_code == 404
