"""The same numbers from scipy and statsmodels, wherever these are installed beside the tests.

They are no part of the locked environment: `pip install scipy statsmodels` into one of your own.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random
from statistics import fmean

import pytest

from app.core.agreement import OneWay, one_way
from app.core.comparisons import benjamini_hochberg
from app.core.kendall import kendall_p
from app.core.known import NORMAL_95, Known
from app.core.proportions import wilson
from app.core.segments import (
    RelationshipMean,
    SegmentDifference,
    cliffs_delta,
    gathered,
    segment_difference,
)
from app.core.student import f_probability, f_quantile, t_probability, t_quantile
from app.core.survey import Scale
from app.core.tenure import Stay, Survival, kaplan_meier
from app.core.trend import Trend, WavePoint, trend

stats = pytest.importorskip("scipy.stats")

WIDE = Scale(id="wide", minimum=-1000, maximum=1000)


def groups(seed: int, count: int = 8, most: int = 6) -> list[list[float]]:
    draw = Random(seed)
    return [
        [float(draw.randint(0, 10)) for _ in range(draw.randint(1, most))] for _ in range(count)
    ]


def relative(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("df", [1, 2, 3.5, 10, 17.776474, 45, 120, 999, 5000])
def test_quantiles_and_probabilities_of_t(df: float) -> None:
    for probability in (0.025, 0.3, 0.5, 0.75, 0.9, 0.975, 0.995):
        assert t_quantile(probability, df) == relative(stats.t.ppf(probability, df))
    for t in (-6.0, -1.3, 0.0, 0.4, 2.2, 9.0):
        assert t_probability(t, df) == relative(stats.t.cdf(t, df))


@pytest.mark.parametrize(("df1", "df2"), [(1, 1), (2, 7), (29, 58), (99, 400), (872, 16568)])
def test_quantiles_and_probabilities_of_f(df1: int, df2: int) -> None:
    for probability in (0.025, 0.3, 0.5, 0.975):
        expected = stats.f.ppf(probability, df1, df2)
        assert f_quantile(probability, df1, df2) == relative(expected)
    for f in (0.01, 0.4, 1.0, 3.7, 20.0):
        assert f_probability(f, df1, df2) == relative(stats.f.cdf(f, df1, df2))


def test_the_normal_quantile() -> None:
    assert relative(stats.norm.ppf(0.975)) == NORMAL_95


@pytest.mark.parametrize("seed", range(5))
def test_welchs_difference_with_its_range_and_p(seed: int) -> None:
    draw = Random(seed)
    one = [draw.gauss(6, 1) for _ in range(draw.randint(3, 9))]
    other = [draw.gauss(7, 3) for _ in range(draw.randint(3, 9))]
    members = [[RelationshipMean(mean=mean, people=4) for mean in means] for means in (one, other)]
    found = segment_difference(gathered(members[0]), gathered(members[1]), WIDE)
    assert isinstance(found, SegmentDifference)
    expected = stats.ttest_ind(one, other, equal_var=False)
    interval = expected.confidence_interval(0.95)
    assert found.interval is not None
    assert found.df == relative(expected.df)
    assert found.p == relative(expected.pvalue)
    assert (found.interval.low, found.interval.high) == (
        relative(interval.low),
        relative(interval.high),
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_mean_squares_of_unequal_groups(seed: int) -> None:
    drawn = groups(seed)
    table = one_way(drawn)
    assert isinstance(table, OneWay)
    assert table.within
    assert table.between / table.within == relative(stats.f_oneway(*drawn).statistic)
    grand = fmean(value for group in drawn for value in group)
    between = sum(len(group) * (fmean(group) - grand) ** 2 for group in drawn)
    assert table.between == relative(between / (len(drawn) - 1))


@pytest.mark.parametrize("seed", range(5))
def test_the_chance_of_an_order_and_the_slope_through_it(seed: int) -> None:
    draw = Random(seed)
    values = [draw.gauss(0, 1) + n / 3 for n in range(draw.randint(4, 9))]
    expected = stats.kendalltau(range(len(values)), values, method="exact").pvalue
    assert kendall_p(values) == relative(expected)
    points = [WavePoint(opened=date(2015 + n, 10, 5), value=v) for n, v in enumerate(values)]
    found = trend(points)
    assert isinstance(found, Trend)
    years = [point.opened.toordinal() / 365.25 for point in points]
    assert all(later > earlier for earlier, later in pairwise(years))
    assert found.slope == relative(stats.theilslopes(values, years).slope)
    assert found.p == relative(expected)


@pytest.mark.parametrize("seed", range(5))
def test_false_discoveries(seed: int) -> None:
    draw = Random(seed)
    p_values = [draw.random() ** 3 for _ in range(draw.randint(1, 15))]
    found = [test.q for test in benjamini_hochberg(p_values)]
    assert found == [relative(q) for q in stats.false_discovery_control(p_values)]


@pytest.mark.parametrize("seed", range(5))
def test_dominance_is_that_of_the_rank_sum(seed: int) -> None:
    one, other = groups(seed, count=2)
    found = cliffs_delta(one, other)
    u = stats.mannwhitneyu(one, other).statistic
    assert isinstance(found, Known)
    assert found.value == relative(2 * u / (len(one) * len(other)) - 1)


@pytest.mark.parametrize(
    ("successes", "n"), [(0, 10), (7, 10), (10, 10), (1, 29), (81, 263), (15, 148), (499, 1000)]
)
def test_wilsons_range_of_a_share(successes: int, n: int) -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    low, high = proportion.proportion_confint(successes, n, method="wilson")
    found = wilson(successes, n)
    assert (found.low, found.high) == (relative(low), relative(high))


@pytest.mark.parametrize("seed", range(5))
def test_how_long_relationships_last_with_those_seen_late(seed: int) -> None:
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    draw = Random(seed)
    times = [float(draw.randint(2, 20)) for _ in range(25)]
    ended = [draw.random() < 0.6 for _ in times]
    entries = [draw.choice((0.0, 0.0, time / 2)) for time in times]
    found = kaplan_meier(
        [
            Stay(time=time, ended=end, entry=entry)
            for time, end, entry in zip(times, ended, entries, strict=True)
        ]
    )
    assert isinstance(found, Survival)
    expected = survfunc.SurvfuncRight(times, [int(end) for end in ended], entry=entries)
    alive = [step for step in found.steps if step.error is not None]
    assert [step.time for step in found.steps] == list(expected.surv_times)
    assert [step.surviving for step in found.steps] == [relative(s) for s in expected.surv_prob]
    errors = list(expected.surv_prob_se)[: len(alive)]
    assert [step.error for step in alive] == [relative(error) for error in errors]
