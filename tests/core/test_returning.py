"""A change in two parts, and only where no part is about fewer than three people in confidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from app.core.context import FirmContext, firm_context
from app.core.known import Unknown, Why
from app.core.response import Response
from app.core.returning import splits_of
from app.core.survey import Perspective
from app.core.trend import Split
from app.core.wave import Privacy
from tests.builders import a_relationship, a_response, a_wave, everywhere

THEIRS = Perspective.COUNTERPART


def wave(wave_id: str, answers: Mapping[str, int | Response], privacy: Privacy) -> FirmContext:
    opened = a_wave(counterpart=privacy, wave_id=wave_id, relationships={"north": (9, 1)})
    responses = [
        given if isinstance(given, Response) else a_response(who, everywhere(given), wave=wave_id)
        for who, given in answers.items()
    ]
    return firm_context(opened, responses, [a_relationship()], date(2027, 1, 1))


def split(
    before: Mapping[str, int | Response],
    now: Mapping[str, int | Response],
    privacy: Privacy = Privacy.NAMED,
    factor: str = "a",
) -> Split | Unknown:
    waves = wave("2025", before, privacy), wave("2026", now, privacy)
    return splits_of("north", ["a", "index"], waves[1], waves[0])[THEIRS, factor]


def test_those_who_answered_both_waves_and_the_rest() -> None:
    """Before 8 and 6, now 7 and 3: down 2; the one who answered both moved by one."""
    found = split({"c1": 8, "c2": 6}, {"c1": 7, "c3": 3})
    assert isinstance(found, Split)
    assert (found.returning, found.cast) == (-1, -1)
    assert (found.n_returning, found.n_came, found.n_went) == (1, 1, 1)


def test_the_same_people_have_no_other_part() -> None:
    found = split({"c1": 8, "c2": 6}, {"c1": 7, "c2": 3}, factor="index")
    assert isinstance(found, Split)
    assert (found.returning, found.cast) == (-2, 0)


def test_nobody_in_both_waves_is_said() -> None:
    assert split({"c1": 8}, {"c2": 6}) == Unknown(why=Why.NOBODY_IN_BOTH)


def test_a_wave_without_answers_has_no_parts() -> None:
    assert split({"c1": 8}, {}) == Unknown(why=Why.NO_ANSWERS)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("123", "1234"),  # one came
        ("1234", "123"),  # one went
        ("123", "145"),  # one returned
        ("12345", "34567"),  # two went and two came
        ("123", "123456"),  # three came: enough by themselves, and not with another wave's parts
        ("123", "123"),
    ],
)
def test_in_confidence_no_part_is_told_however_many_it_is_about(before: str, now: str) -> None:
    then, there = ({f"c{n}": 5 + int(n) % 3 for n in wave} for wave in (before, now))
    assert split(then, there, Privacy.CONFIDENTIAL) == Unknown(why=Why.CONFIDENTIAL)


@pytest.mark.parametrize("confidential", [0, 1])
def test_one_confidential_wave_of_the_two_is_enough(confidential: int) -> None:
    kinds = [Privacy.NAMED, Privacy.NAMED]
    kinds[confidential] = Privacy.CONFIDENTIAL
    people = {f"c{n}": 5 for n in range(1, 6)}
    then, there = (wave(y, people, kind) for y, kind in zip(("2025", "2026"), kinds, strict=True))
    assert splits_of("north", ["a"], there, then)[THEIRS, "a"] == Unknown(why=Why.CONFIDENTIAL)
