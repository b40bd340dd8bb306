"""Ranges hold what they are about 95 times in 100, and flags are as wrong as they are said to be.

Small and with fixed seeds; `python -m tests.simulation` draws as many as there is time for.
"""

import pytest

from app.core.wave import Privacy
from tests.simulation.coverage import coverage
from tests.simulation.firms import POPULATIONS, Population
from tests.simulation.flags import Firm, flags

WAVES = 40
"""3,840 ranges of means and 1,920 of gaps each: one standard error is .35 and .5 per cent."""


@pytest.mark.parametrize("uneven", [False, True], ids=["equal spreads", "spreads ±25 %"])
@pytest.mark.parametrize("population", POPULATIONS, ids=lambda population: population.name)
def test_95_of_100_ranges_hold_what_the_whole_list_would_have_said(
    population: Population, uneven: bool
) -> None:
    found = coverage(population, WAVES, 2026, uneven=uneven)
    assert found.printed.total() == 3840
    assert found.gaps_printed == 1920
    assert 93 <= found.means <= 97
    assert 93 <= found.gaps <= 97


def test_ranges_of_rounded_confidential_means_hold_as_often() -> None:
    found = coverage(POPULATIONS[1], WAVES, 2026, privacy=Privacy.CONFIDENTIAL)
    assert min(n for n, _ in found.printed) == 3
    assert 93 <= found.means <= 97
    assert 93 <= found.gaps <= 97


@pytest.mark.parametrize("relationships", [30, 200])
def test_few_flags_have_the_wrong_sign_and_most_large_gaps_go_unflagged(
    relationships: int,
) -> None:
    found = flags(
        Firm(relationships=relationships, level=7.2, between=0.9), 3000 // relationships, 7
    )
    assert found.wrong < 9 < found.raw_wrong_share
    assert found.wrong_share < 9
    assert 14 <= found.found <= 34
    # With those that the page only asks about, more than half.
    assert found.asked > 50
    assert 4 <= found.promised_share <= 8
