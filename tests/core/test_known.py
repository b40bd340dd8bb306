"""What every statistic comes back as: frozen, slotted, keyword-only; reasons without doubles."""

import importlib
from dataclasses import fields, is_dataclass

import pytest

from app.core.known import Interval, Known, Unknown, Why

STATISTICS = (
    "actions",
    "agreement",
    "comparisons",
    "gaps",
    "known",
    "lifetime_value",
    "nonresponse",
    "one_voice",
    "proportions",
    "reliability",
    "retention",
    "revenue",
    "segments",
    "steadied",
    "tenure",
    "trend",
)


@pytest.mark.parametrize("module", STATISTICS)
def test_results_cannot_be_changed_nor_filled_by_place(module: str) -> None:
    name = f"app.core.{module}"
    results = [
        member
        for member in vars(importlib.import_module(name)).values()
        if is_dataclass(member) and getattr(member, "__module__", "") == name
    ]
    assert results
    for result in results:
        assert isinstance(result, type)
        assert result.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert hasattr(result, "__slots__")
        assert all(field.kw_only for field in fields(result))


def test_a_value_and_a_reason_are_never_equal() -> None:
    assert Known(value=0.0) != Unknown(why=Why.NO_ANSWERS)
    assert Interval(low=1.0, high=3.0).width == 2.0


def test_every_reason_reads_differently() -> None:
    assert len(Why.__members__) == len(Why)
