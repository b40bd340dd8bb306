"""Whether one number for a factor is fair, and whether relationships differ by more than chance."""

from __future__ import annotations

from random import Random

from app.core.context import FirmContext, firm_context, with_gates
from app.core.gates import FactorGate, standing_of
from app.core.known import Known, Unknown, Why
from app.core.reliability import Reliability, Standing
from app.core.steadied import Ranking
from app.core.survey import Perspective
from app.core.wave import Privacy
from tests.builders import AFTER, a_relationship, a_response, a_wave

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
