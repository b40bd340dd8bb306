"""Whether people on one side agree, and whether relationships differ by more than chance.

AD and r_wg look at one group; the one-way analysis of variance and its ICCs at all groups of a
side. Knows scores of groups that may be shown. Knows no names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from statistics import fmean

from app.core.cells import SMALL
from app.core.known import NO_VARIANCE, TOLERANCE, Known, Unknown, Why
from app.core.moments import variance
from app.core.survey import Scale
from app.core.wave import Privacy

FEWEST_TO_AGREE = 3
MOSTLY_CHANCE = 0.5
"""Below this ICC(2) the differences between relationships are mostly chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How much the people of one group differ among themselves."""

    n: int
    average_deviation: float
    """Mean distance from the mean, scale points."""
    split: bool
    """Further apart than people who agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneWay:
    """A one-way analysis of variance over groups of unequal size."""

    groups: int
    n: int
    between: float
    """MSB, scale points squared."""
    within: float | None
    """MSW, scale points squared; None where no group has two answers."""
    size: float
    """n₀: what serves as the common size of groups."""

    @property
    def df_between(self) -> int:
        return self.groups - 1

    @property
    def df_within(self) -> int:
        return self.n - self.groups


def agreement(values: Sequence[float], scale: Scale, privacy: Privacy) -> Agreement | Unknown:
    """AD = mean |y − ȳ|, and "split" beyond a sixth of the number of options, from 3 answers.

    11/6 on 0–10, 7/6 on 1–7, 5/6 on 1–5: by the number of options, as published, not by the width.
    Source: Burke & Dunlap, Estimating interrater agreement with the average deviation index,
    Organizational Research Methods 5 (2002) 159–172.
    """
    lacking = _lacking(values, privacy)
    if lacking is not None:
        return Unknown(why=lacking)
    mean = fmean(values)
    deviation = fmean(abs(value - mean) for value in values)
    return Agreement(
        n=len(values),
        average_deviation=deviation,
        split=deviation > len(scale.points) / 6 + TOLERANCE,
    )


def _lacking(values: Sequence[float], privacy: Privacy) -> Why | None:
    """A small confidential group shows nothing of its spread: none at all says what each chose."""
    if len(values) < FEWEST_TO_AGREE:
        return Why.TOO_FEW_ANSWERS
    small = privacy is Privacy.CONFIDENTIAL and len(values) < SMALL
    return Why.CONFIDENTIAL if small else None


def within_group_agreement(
    values: Sequence[float], scale: Scale, privacy: Privacy
) -> Known | Unknown:
    """r_wg = 1 − s² / ((A² − 1)/12) with A options, 0 to 1 (below 0 is 0), from 3 answers.

    Source: James, Demaree & Wolf, Estimating within-group interrater reliability with and without
    response bias, Journal of Applied Psychology 69 (1984) 85–98.
    """
    lacking = _lacking(values, privacy)
    if lacking is not None:
        return Unknown(why=lacking)
    options = len(scale.points)
    return Known(value=max(0.0, 1.0 - variance(values) / ((options**2 - 1) / 12)))


def one_way(groups: Sequence[Sequence[float]]) -> OneWay | Unknown:
    """MSB, MSW and n₀ = (N − Σn²/N)/(K − 1) of K groups; empty groups are left out.

    Source: Snedecor & Cochran, Statistical Methods (6th ed., 1967), ch. 10.
    TOO_FEW_RELATIONSHIPS for fewer than two groups.
    """
    filled = [group for group in groups if group]
    if len(filled) < 2:
        return Unknown(why=Why.TOO_FEW_RELATIONSHIPS)
    sizes = [len(group) for group in filled]
    n, k = sum(sizes), len(filled)
    totals = [fsum(group) for group in filled]
    means = [total / size for total, size in zip(totals, sizes, strict=True)]
    grand = fsum(totals) / n
    between = fsum([size * (mean - grand) ** 2 for size, mean in zip(sizes, means, strict=True)])
    within = fsum(
        [(value - mean) ** 2 for group, mean in zip(filled, means, strict=True) for value in group]
    )
    return OneWay(
        groups=k,
        n=n,
        between=_mean_square(between, k - 1),
        within=_mean_square(within, n - k) if n > k else None,
        size=(n - sum(size * size for size in sizes) / n) / (k - 1),
    )


def _mean_square(squares: float, df: int) -> float:
    """A mean square; nothing but what floats lose is 0, or an ICC would be made of it."""
    square = squares / df
    return square if square > NO_VARIANCE else 0.0


def icc_single(table: OneWay) -> Known | Unknown:
    """ICC(1) = (MSB − MSW)/(MSB + (n₀ − 1)·MSW), 0 to 1: how much one answer tells of its group.

    Below 0 is 0. Source: Shrout & Fleiss, Intraclass correlations, Psychological Bulletin 86
    (1979) 420–428, case (1,1).
    """
    if table.within is None:
        return Unknown(why=Why.NO_GROUP_OF_TWO)
    whole = table.between + (table.size - 1) * table.within
    if whole <= 0.0:
        return Unknown(why=Why.ALL_EQUAL)
    return Known(value=max(0.0, (table.between - table.within) / whole))


def icc_mean(table: OneWay) -> Known | Unknown:
    """ICC(2) = (MSB − MSW)/MSB, 0 to 1: how far group means differ by more than chance.

    Below 0 is 0. Source: Shrout & Fleiss (1979), case (1,k). ALL_EQUAL where nobody differs.
    """
    if table.within is None:
        return Unknown(why=Why.NO_GROUP_OF_TWO)
    if table.between <= table.within:
        both = table.between + table.within
        return Known(value=0.0) if both > 0.0 else Unknown(why=Why.ALL_EQUAL)
    return Known(value=1.0 - table.within / table.between)
