"""Statistics on real answers, to the digits of those who published or recomputed them.

The data (an investment model survey, the New York school survey of 2011, the survey of UK
grocery suppliers) are not part of the project; each test runs where its file lies beside it.
"""

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import fmean, stdev

import pytest

from app.core.compile import compile_review
from app.core.gaps import ClassifiedGap, SideOfGap, classify
from app.core.known import Unknown, Why
from app.core.nonresponse import ResponseRate, response_rate
from app.core.reliability import Reliability, reliability
from app.core.response import Value
from app.core.survey import Perspective, Scale, Survey
from app.core.trend import Split, WaveChange, wave_change
from tests.builders import TEN, a_context, a_response, a_survey, a_wave

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
NEW_YORK = {
    "safety_respect": -1.20,
    "communication": -1.31,
    "engagement": -0.73,
    "expectations": -0.51,
}


def rows(name: str) -> list[dict[str, str]]:
    path = DATA / name
    if not path.exists():
        pytest.skip("the real answers are not beside the project")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def pairs(turned: tuple[str, ...]) -> dict[tuple[str, str], list[list[float | None]]]:
    """People's items by side and factor; `turned` items of the factor commitment are reversed."""
    found: dict[tuple[str, str], dict[str, list[float | None]]] = defaultdict(dict)
    for row in rows("imsM_long.csv"):
        answers = found[row["side"], row["factor"]].setdefault(row["relationship"], [])
        answer = float(row["answer_1_9"]) if row["answer_1_9"] else None
        if answer is not None and row["factor"] == "commitment" and row["item"] in turned:
            answer = 10 - answer
        answers.append(answer)
    return {key: list(people.values()) for key, people in found.items()}


def alphas(turned: tuple[str, ...], side: str, *factors: str) -> list[float]:
    people = pairs(turned)
    results = [reliability(people[side, factor]) for factor in factors]
    return [round(result.alpha, 3) for result in results if isinstance(result, Reliability)]


def test_alphas_of_282_real_pairs_are_those_recomputed_elsewhere() -> None:
    factors = ("satisfaction", "alternatives", "investment", "commitment")
    assert alphas(("3", "4"), "f", *factors) == [0.967, 0.909, 0.832, 0.720]
    assert alphas(("3", "4"), "m", *factors) == [0.961, 0.924, 0.852, 0.758]


def test_two_reversed_items_that_are_missed_ruin_a_factor() -> None:
    assert alphas((), "f", "commitment") == [0.331]
    assert alphas((), "m", "commitment") == [0.112]


NINE = Scale(id="nine", minimum=1, maximum=9)
FACTORS = ("satisfaction", "alternatives", "investment", "commitment")
SIDES = {"f": Perspective.SELF, "m": Perspective.COUNTERPART}


def of_the_pairs() -> Survey:
    """Four factors of five items on 1 to 9, of which a person answers three; two are reversed."""
    survey = a_survey(factors=4, items=5, scale=NINE, min_answered=3)
    turned = tuple(replace(i, reversed=i.id in ("D3", "D4")) for i in survey.items)
    return replace(survey, items=turned)


def test_the_gaps_of_282_real_pairs_are_those_recomputed_elsewhere() -> None:
    answers: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
    for row in rows("imsM_long.csv"):
        if row["answer_1_9"]:
            item = f"{'ABCD'[FACTORS.index(row['factor'])]}{row['item']}"
            answers[row["relationship"], row["side"]][item] = int(row["answer_1_9"])
    pairs = tuple(dict.fromkeys(pair for pair, _ in answers))
    opened = a_wave(survey=of_the_pairs(), relationships=dict.fromkeys(pairs, (1, 1)))
    context = a_context(
        [
            a_response(f"{SIDES[side].value[0]}1", values, perspective=SIDES[side], relationship=p)
            for (p, side), values in answers.items()
        ],
        opened=opened,
    )
    gaps = [compile_review(pair, context).factors[0].gap.value for pair in pairs]
    known = [gap for gap in gaps if gap is not None]
    assert (len(pairs), len(known)) == (282, 281)
    assert (round(fmean(known), 4), round(stdev(known), 4)) == (-0.0179, 1.5458)
    assert sum(abs(gap) <= 0.5 for gap in known) == 150


def test_in_453_real_schools_insiders_rate_lower_than_clients() -> None:
    by_school: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in rows("nyc2011_scores_by_side.csv"):
        by_school[row["relationship"]][row["side"]] = row
    for factor, mean in NEW_YORK.items():
        gaps = []
        for school in by_school.values():
            own, theirs = (
                SideOfGap(
                    n=int(float(school[side]["responded"] or 0)),
                    mean=float(school[side][factor]) if school[side][factor] else None,
                    spread=1.7,
                )
                for side in ("firm", "client")
            )
            found = classify(own, theirs, TEN)
            if isinstance(found, ClassifiedGap):
                gaps.append(found.plain)
            else:
                assert found == Unknown(why=Why.ONE_SIDED)
        assert len(gaps) == 453
        assert round(fmean(gaps), 2) == mean


def test_real_response_rates_are_the_published_ones_and_wrong_lists_are_seen() -> None:
    more_than_asked = {"firm": 0, "client": 0}
    for row in rows("nyc2011_scores_by_side.csv"):
        rate = response_rate(complete=int(float(row["responded"] or 0)), asked=int(row["invited"]))
        assert isinstance(rate, ResponseRate)
        assert 100 * rate.shown_rr1 == pytest.approx(
            float(row["response_rate_published"]), abs=0.5 + 1e-9
        )
        more_than_asked[row["side"]] += rate.more_than_asked
    assert more_than_asked == {"firm": 17, "client": 5}


def test_thirteen_retailers_of_a_real_survey_fell_from_2021_to_2022() -> None:
    years: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows("gca_supplier_survey_retailer_year.csv"):
        score = float(row["pct_consistently_or_mostly_comply"])
        years[row["year"]][row["retailer"]] = score
    before, after = years["2021"], years["2022"]
    found = wave_change(before, after, k=1)
    assert isinstance(found, WaveChange)
    assert isinstance(found.split, Split)
    assert (round(fmean(before.values()), 3), round(fmean(after.values()), 3)) == (94.231, 91.923)
    assert found.split.n_returning == 13
    assert round(found.total, 3) == -2.308
    own = [after[retailer] - before[retailer] for retailer in before]
    assert (sum(change >= 0 for change in own), sum(change < 0 for change in own)) == (5, 8)
    assert min(own) == -11
    assert sum(score >= 95 for score in before.values()) == 7
