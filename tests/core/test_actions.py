"""Returns that name their source, and commitments that were kept on their day."""

from datetime import date

import pytest

from app.core.actions import Fate, Return, fate, punctuality, return_of_action
from app.core.firm import Commitment, CommitmentState
from app.core.known import Known, Unknown, Why

TODAY = date(2026, 11, 16)
PAST, AHEAD = date(2026, 11, 1), date(2026, 12, 1)
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
KEPT, OPEN, BROKEN, DROPPED = (
    CommitmentState.KEPT,
    CommitmentState.OPEN,
    CommitmentState.BROKEN,
    CommitmentState.DROPPED,
)


def came_back(gain: float, cost: float, source: str = "invoices") -> Return | Unknown:
    return return_of_action(gain=gain, cost=cost, source=source, first=FIRST, last=LAST)


def promised(
    state: CommitmentState, due: date | None = PAST, closed: date | None = None
) -> Commitment:
    return Commitment(what="call back", due=due, state=state, closed=closed)


@pytest.mark.parametrize(("gain", "share"), [(150.0, 0.5), (100.0, 0.0), (20.0, -0.8)])
def test_a_return_may_be_negative(gain: float, share: float) -> None:
    found = came_back(gain, 100.0)
    assert isinstance(found, Return)
    assert found.share == pytest.approx(share)
    assert (found.source, found.first, found.last) == ("invoices", FIRST, LAST)


def test_a_small_cost_and_a_single_day_are_enough() -> None:
    found = return_of_action(gain=0.3, cost=0.1, source="invoices", first=LAST, last=LAST)
    assert isinstance(found, Return)
    assert found.share == pytest.approx(2.0)


def test_a_return_that_means_nothing_says_why() -> None:
    assert came_back(100, 0) == came_back(100, -5) == Unknown(why=Why.NO_COST)
    assert came_back(100, 50, " ") == Unknown(why=Why.NO_SOURCE)
    assert came_back(float("nan"), 50) == Unknown(why=Why.NOT_A_NUMBER)
    for first, last in ((None, LAST), (FIRST, None), (LAST, FIRST)):
        found = return_of_action(gain=1, cost=1, source="x", first=first, last=last)
        assert found == Unknown(why=Why.NO_PERIOD)


@pytest.mark.parametrize(
    ("commitment", "expected"),
    [
        (promised(KEPT, closed=PAST), Fate.ON_TIME),
        (promised(KEPT, closed=date(2026, 11, 2)), Fate.LATE),
        (promised(KEPT, closed=TODAY), Fate.LATE),
        (promised(KEPT, closed=AHEAD), Fate.OVERDUE),
        (promised(KEPT), Fate.NO_DAY),
        (promised(OPEN), Fate.OVERDUE),
        (promised(OPEN, due=TODAY), Fate.NOT_DUE),
        (promised(KEPT, due=AHEAD, closed=PAST), Fate.NOT_DUE),
        (promised(BROKEN), Fate.BROKEN),
        (promised(DROPPED), Fate.DROPPED),
        (promised(OPEN, due=None), Fate.NO_DAY),
    ],
)
def test_how_a_commitment_came_out(commitment: Commitment, expected: Fate) -> None:
    assert fate(commitment, TODAY) is expected


def test_the_share_on_time_is_of_those_that_fell_due() -> None:
    made = [
        promised(KEPT, closed=PAST),
        promised(KEPT, closed=PAST),
        promised(KEPT, closed=TODAY),
        promised(BROKEN),
        promised(OPEN, due=AHEAD),
        promised(DROPPED),
    ]
    found = punctuality(made, TODAY)
    assert (found.fell_due, found.share) == (4, Known(value=0.5))
    assert found == punctuality(made[::-1], TODAY)
    assert dict(found.fates)[Fate.NOT_DUE] == 1


def test_nothing_fell_due_is_neither_all_nor_nothing() -> None:
    assert punctuality([], TODAY).share == Unknown(why=Why.NOTHING_FELL_DUE)
    early = punctuality([promised(KEPT, due=AHEAD, closed=PAST)], TODAY)
    assert early.share == Unknown(why=Why.NOTHING_FELL_DUE)
