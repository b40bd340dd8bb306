"""The mark of what is printed: the same for the same print, another for any other."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

import pytest
from markupsafe import Markup

from app.core.firm import Paper
from app.core.review import Edition, Review
from app.core.shared import shared_review
from app.core.survey import Text
from app.core.unnamed import Unnamed
from app.pages.brief_page import fitting
from app.pages.portfolio_page import portfolio_page
from app.pages.prepare_page import preparations
from app.pages.prepare_parts import Preparation
from app.pages.printed import context_digest, page_digest
from app.pages.review_page import review_page
from app.pages.shared_page import shared_page
from app.settings import PROGRAM, VERSION
from tests.review_builders import a_portfolio, some_missing


class Side(StrEnum):
    US = "us"


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    template: ClassVar[str] = "small.html"

    value: object


SMALL = (None, 1, 1.0, True, "1", "None", Markup("1"), (), ("1",), ("1", "1"), (("1",), "1"))
MORE: tuple[object, ...] = (
    {},
    {"a": 1},
    {"a": "1"},
    Side.US,
    "us",
    date(2026, 1, 2),
    Small(value=1),
    Small(value=2),
    # Long ones are written as their digests.
    Text((("en", "How well do they keep to what was agreed between the two of you? " * 2),)),
    Text((("en", "How well do they keep to what was agreed between the two of us? " * 2),)),
)


def test_no_two_values_have_the_same_mark() -> None:
    marks = [page_digest(Small(value=value)) for value in (*SMALL, *MORE)]
    assert len(set(marks)) == len(marks)


def test_the_order_in_which_names_were_given_does_not_matter() -> None:
    one, other = Small(value={"a": 1, "b": 2}), Small(value={"b": 2, "a": 1})
    assert page_digest(one) == page_digest(other)


def test_what_nobody_said_how_to_print_is_an_error() -> None:
    with pytest.raises(TypeError, match="set"):
        page_digest(Small(value={1, 2}))


def test_another_process_makes_the_same_mark() -> None:
    script = (
        "from tests.pages.test_printed import *\nprint(page_digest(review_page(some_missing())))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(PROGRAM)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert made == {page_digest(review_page(some_missing()))}


def marks(review: Review) -> tuple[str, ...]:
    """What stands at the foot of the page, both editions of the brief and the lead's sheet."""
    return (
        review_page(review).footer,
        next(fitting(review, Edition.FIRM, Paper.A4)).mark,
        next(fitting(shared_review(review, Unnamed()), Edition.SHARED, Paper.A4)).mark,
        next(preparations(Preparation(review=review))).mark,
    )


def test_page_and_sheets_say_survey_build_and_mark() -> None:
    review = some_missing()
    for said in marks(review):
        assert VERSION in said
        assert review.survey_version in said
    assert VERSION in portfolio_page(a_portfolio(), ()).footer


def test_a_tenth_of_a_point_changes_the_mark_and_a_hundredth_does_not() -> None:
    review = some_missing()
    score = review.factors[0].counterpart

    def moved(by: float) -> Review:
        value = (score.value or 0.0) + by
        factor = replace(review.factors[0], counterpart=replace(score, value=value))
        return replace(review, factors=(factor, *review.factors[1:]))

    assert score.value == 6.0
    assert marks(moved(0.01)) == marks(review)
    changed = [one != other for one, other in zip(marks(moved(0.1)), marks(review), strict=True)]
    assert changed == [True, True, True, True]


def test_another_version_of_the_survey_is_another_page() -> None:
    review = some_missing()
    other = replace(review, survey_version="9.9")
    for pages in (
        [next(fitting(one, Edition.FIRM, Paper.A4)) for one in (review, other)],
        [next(preparations(Preparation(review=one))) for one in (review, other)],
        [shared_page(shared_review(one, Unnamed())) for one in (review, other)],
        [review_page(one) for one in (review, other)],
    ):
        assert len({context_digest([page]) for page in pages}) == 2
