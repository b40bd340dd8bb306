"""CSAT and NPS over the firm: nobody's own counts can be worked out of them."""

from __future__ import annotations

from dataclasses import replace

from app.core.context import FirmContext, firm_context
from app.core.overall import recommend_of, satisfied_of
from app.core.proportions import Csat, Nps, Showing
from app.core.survey import Item, Role, Survey
from app.core.wave import Privacy
from tests.builders import AFTER, TEN, a_relationship, a_response, a_survey, a_wave, words

L = Item(id="L", role=Role.RECOMMENDATION, they=words("L?"), scale=TEN)


def survey() -> Survey:
    made = a_survey()
    return replace(made, items=(*made.items, L))


def context(sizes: dict[str, int], privacy: Privacy, said: int = 5) -> FirmContext:
    opened = a_wave(
        survey=survey(), counterpart=privacy, relationships=dict.fromkeys(sizes, (12, 1))
    )
    responses = [
        a_response(f"c{n}", {"S": said, "L": 9}, relationship=slug)
        for slug, size in sizes.items()
        for n in range(1, size + 1)
    ]
    return firm_context(opened, responses, [a_relationship()], AFTER)


def satisfied(sizes: dict[str, int], privacy: Privacy) -> int:
    found = satisfied_of(context(sizes, privacy))
    return found.n if isinstance(found, Csat) else 0


def recommending(sizes: dict[str, int], privacy: Privacy) -> int:
    found = recommend_of(context(sizes, privacy))
    return found.promoters if isinstance(found, Nps) else 0


def test_by_name_everybody_is_counted() -> None:
    sizes = {"north": 2, "south": 3}
    assert satisfied(sizes, Privacy.NAMED) == 5
    assert recommending(sizes, Privacy.NAMED) == 5


def test_in_confidence_a_group_of_three_is_not_what_is_left_after_subtracting() -> None:
    """North's counts stand on its page; north and south together would give south's."""
    assert satisfied({"north": 8, "south": 3}, Privacy.CONFIDENTIAL) == 8


def test_in_confidence_ten_of_two_relationships_are_counted_together() -> None:
    sizes = {"north": 8, "south": 4, "east": 3, "west": 3}
    assert satisfied(sizes, Privacy.CONFIDENTIAL) == 18


def test_in_confidence_people_who_are_not_shown_are_never_counted() -> None:
    assert satisfied({"north": 8, "south": 2}, Privacy.CONFIDENTIAL) == 8


def test_a_recommendation_has_no_counts_on_pages_so_one_group_alone_has_none_here() -> None:
    assert recommending({"north": 12}, Privacy.CONFIDENTIAL) == 0
    assert recommending({"north": 6, "south": 5}, Privacy.CONFIDENTIAL) == 11


def test_below_ten_there_are_counts_and_no_share() -> None:
    found = satisfied_of(context({"north": 4}, Privacy.NAMED))
    assert isinstance(found, Csat)
    assert (found.showing, found.satisfied, found.share) == (Showing.COUNTS, 4, None)


def test_a_wave_that_did_not_ask_has_none() -> None:
    opened = a_wave()
    assert recommend_of(firm_context(opened, [], [a_relationship()], AFTER)) is None
