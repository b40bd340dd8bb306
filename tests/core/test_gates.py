"""Whether one number for a factor is fair, and whether relationships differ by more than chance."""

from __future__ import annotations

from math import fsum
from random import Random
from statistics import fmean

from app.core.context import FirmContext, firm_context, with_gates
from app.core.gates import FactorGate, standing_of
from app.core.known import Known, Unknown, Why
from app.core.reliability import Reliability, Standing
from app.core.rounding import rounded
from app.core.steadied import Ranking
from app.core.survey import Perspective
from app.core.wave import Privacy
from tests.builders import AFTER, a_relationship, a_response, a_wave, their_answers

SLUGS = [f"r{n:02}" for n in range(12)]


def context(privacy: Privacy, apart: int, people: int = 4) -> FirmContext:
    """Twelve relationships with levels of their own; `apart`: how loosely items hang together."""
    random = Random(3)
    opened = a_wave(counterpart=privacy, relationships=dict.fromkeys(SLUGS, (people, 1)))
    responses = []
    for place, slug in enumerate(SLUGS):
        for n in range(1, people + 1):
            level = 2 + place % 6 + random.randint(0, 1)
            values = {
                f"{factor}{item}": max(0, min(10, level + random.randint(-apart, apart)))
                for factor in "ABCD"
                for item in (1, 2, 3)
            }
            responses.append(a_response(f"c{n}", values, relationship=slug))
    return with_gates(firm_context(opened, responses, [a_relationship()], AFTER))


def gate(found: FirmContext, factor: str = "a") -> FactorGate:
    (one,) = [g for g in found.gates if g.factor == factor]
    assert one.perspective is Perspective.COUNTERPART
    return one


def test_items_that_move_together_stand_as_one_number() -> None:
    found = gate(context(Privacy.NAMED, 0))
    assert isinstance(found.alpha, Reliability)
    assert found.alpha.people == 48
    assert found.standing is Standing.FACTOR
    assert isinstance(found.icc_means, Known)
    assert found.icc_means.value > 0.9
    assert found.ranking is Ranking.SHOWN


def test_items_that_do_not_are_read_one_by_one() -> None:
    found = context(Privacy.NAMED, 10)
    assert standing_of(found.gates, "client", "a") is not Standing.FACTOR


def test_below_thirty_people_there_is_no_alpha_and_the_factor_stands() -> None:
    found = gate(context(Privacy.NAMED, 0, people=2))
    assert found.alpha == Unknown(why=Why.TOO_FEW_PEOPLE)
    assert found.standing is Standing.FACTOR


def test_in_confidence_they_are_told_to_two_decimals() -> None:
    found = gate(context(Privacy.CONFIDENTIAL, 2))
    assert isinstance(found.alpha, Reliability)
    for value in (found.alpha.alpha, found.alpha.interval.low, found.alpha.interval.high):
        assert value == round(value, 2)
    assert isinstance(found.icc_one, Known)
    assert found.icc_one.value == round(found.icc_one.value, 2)


def test_in_confidence_who_is_not_shown_enters_nothing() -> None:
    assert context(Privacy.CONFIDENTIAL, 2, people=2).gates == ()


def test_the_worse_of_two_sides_counts() -> None:
    assert standing_of((), "client", "a") is Standing.FACTOR


def at_the_top(*top: int) -> FirmContext:
    """Twelve confidential relationships of three people; the last is at the end of the scale."""
    opened = a_wave(counterpart=Privacy.CONFIDENTIAL, relationships=dict.fromkeys(SLUGS, (3, 1)))
    answers = [
        response
        for place, slug in enumerate(SLUGS)
        for response in their_answers(
            *(top if slug == SLUGS[-1] else (3 + place % 5, 4 + place % 5, 5 + place % 5)),
            relationship=slug,
        )
    ]
    return with_gates(firm_context(opened, answers, [a_relationship()], AFTER))


def test_how_far_relationships_differ_tells_nothing_of_a_mean_at_an_end() -> None:
    """Ten, ten and nine or three tens: both are "9.5 or more"."""
    some, every = gate(at_the_top(10, 10, 9)), gate(at_the_top(10, 10, 10))
    assert isinstance(some.icc_means, Known)
    assert (some.icc_one, some.icc_means) == (every.icc_one, every.icc_means)
    assert some.relationships == 11


def test_in_confidence_an_icc_is_made_of_shown_means_and_the_shown_spread() -> None:
    found = context(Privacy.CONFIDENTIAL, 2)
    key = (Perspective.COUNTERPART, "factor:a", 0, 10)
    shown = [
        (side.cells["factor:a"].n, rounded(fmean(side.cells["factor:a"].values)))
        for (_, whose), side in found.sides.items()
        if whose is Perspective.COUNTERPART
    ]
    grand = fsum(n * mean for n, mean in shown) / sum(n for n, _ in shown)
    between = fsum(n * (mean - grand) ** 2 for n, mean in shown) / (len(shown) - 1)
    expected = round(1 - found.spreads[key].value ** 2 / between, 2)
    assert gate(found).icc_means == Known(value=expected)


def test_in_confidence_too_few_answers_for_a_spread_are_too_few_for_an_icc() -> None:
    opened = a_wave(
        counterpart=Privacy.CONFIDENTIAL, relationships=dict.fromkeys(("r00", "r01"), (3, 1))
    )
    answers = [
        response
        for slug in ("r00", "r01")
        for response in their_answers(4, 5, 7, relationship=slug)
    ]
    found = gate(with_gates(firm_context(opened, answers, [a_relationship()], AFTER)))
    assert found.icc_means == Unknown(why=Why.TOO_FEW_ANSWERS)
    assert found.ranking is Ranking.TOO_FEW_RELATIONSHIPS
