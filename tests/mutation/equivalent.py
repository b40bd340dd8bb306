"""Changes that no test can notice because nothing changes, each looked at by hand, with the reason.

By the names that `tests.mutation` prints. One that no longer exists does no harm.
"""

_BY_REASON: dict[str, tuple[str, ...]] = {
    "the two differ only for a float that lands on the threshold less the tolerance itself": (
        "agreement.agreement: deviation > len(scale.points) / 6 + TOLERANCE  →  "
        "deviation >= len(scale.points) / 6 + TOLERANCE",
        "agreement._mean_square: square > NO_VARIANCE  →  square >= NO_VARIANCE",
        "gaps.classify: size >= FLAG_FROM  →  size > FLAG_FROM",
        "gaps.classify: size >= POSSIBLE_FROM  →  size > POSSIBLE_FROM",
        "gaps.classify: size < POSSIBLE_FROM  →  size <= POSSIBLE_FROM",
        "gaps.classify: plain > TOLERANCE  →  plain >= TOLERANCE",
        "gaps.classify: plain < -TOLERANCE  →  plain <= -TOLERANCE",
        "gaps._aligned: min(own, counterpart) + TOLERANCE >= HIGH  →  "
        "min(own, counterpart) + TOLERANCE > HIGH",
        "gaps._aligned: max(own, counterpart) + TOLERANCE < LOW  →  "
        "max(own, counterpart) + TOLERANCE <= LOW",
        "headline._level_of: min(levels) + TOLERANCE >= HIGH  →  min(levels) + TOLERANCE > HIGH",
        "headline._level_of: max(levels) + TOLERANCE < LOW  →  max(levels) + TOLERANCE <= LOW",
        "levels.is_apart: abs(difference) * 10 / scale.width + TOLERANCE >= APART  →  "
        "abs(difference) * 10 / scale.width + TOLERANCE > APART",
        "one_voice.leave_one_out: highest - mean > mean - lowest + TOLERANCE  →  "
        "highest - mean >= mean - lowest + TOLERANCE",
        "one_voice.leave_one_out: swing > ONE_VOICE_ABOVE * scale.width / 10 + TOLERANCE  →  "
        "swing >= ONE_VOICE_ABOVE * scale.width / 10 + TOLERANCE",
        "segments.segment_difference: error <= TOLERANCE  →  error < TOLERANCE",
        "steadied._fit: within <= NO_VARIANCE  →  within < NO_VARIANCE",
    ),
    "any number far below a tenth of a point and far above what floats lose does as well": (
        "known: 1e-09  →  9.000000000000001e-10",
        "known: 1e-09  →  1.1000000000000001e-09",
        "known: 2  →  1",
        "known: 2  →  3",
        "known: TOLERANCE ** 2  →  TOLERANCE * 2",
        "rounding.rounded: 1e-09  →  9.000000000000001e-10",
        "rounding.rounded: 1e-09  →  1.1000000000000001e-09",
    ),
    "a gap that has reached its threshold is not zero": (
        "gaps.classify: gap > 0  →  gap >= 0",
        "gaps.classify: gap > 0  →  gap >= 0 (2)",
        "headline._of_gap: gap > 0  →  gap >= 0",
        "headline.finding: 0.0  →  0.1",
        "headline.finding: 0.0  →  -0.1",
        "headline.finding: 0.0  →  0.1 (2)",
        "headline.finding: 0.0  →  -0.1 (2)",
    ),
    "only the lower and the higher of the two are looked at": (
        "gaps.classify: _aligned(on_ten(own.mean, scale), on_ten(counterpart.mean, scale))  →  "
        "_aligned(on_ten(counterpart.mean, scale), on_ten(own.mean, scale))",
        "headline.finding: _level_of(item.counterpart, item.own, item.scale)  →  "
        "_level_of(item.own, item.counterpart, item.scale)",
        "headline._of_levels: _level_of(factor.counterpart, factor.own, factor.scale)  →  "
        "_level_of(factor.own, factor.counterpart, factor.scale)",
        "earlier.same_words: _same(one.they, other.they)  →  _same(other.they, one.they)",
        "earlier.same_words: _same(one.we, other.we)  →  _same(other.we, one.we)",
        "earlier.same_questions: same_words(now[key], then[key])  →  "
        "same_words(then[key], now[key])",
        "figures.Figures._earlier_item: same_words(i, item)  →  same_words(item, i)",
    ),
    "every count is doubled and shares stay, or noughts are added at the end": (
        "kendall.kendall_p: 1  →  2",
        "kendall.kendall_p: _product(orders, _gaussian_binomial(placed, size))  →  "
        "_product(_gaussian_binomial(placed, size), orders)",
        "kendall._gaussian_binomial: 1  →  2",
        "kendall._gaussian_binomial: 1  →  2 (2)",
        "kendall._gaussian_binomial: n - k  →  n + k",
        "kendall._product: 1  →  0",
        "kendall._product: len(one) + len(other) - 1  →  len(one) + len(other) + 1",
    ),
    "overwritten before it is read, or never reached by a probability": (
        "comparisons.benjamini_hochberg: 1.0  →  0.9 (2)",
        "comparisons.benjamini_hochberg: 1.0  →  1.1 (2)",
        "comparisons.benjamini_hochberg: 1.0  →  1.1 (3)",
        "proportions.wilson: 0.0  →  -0.1 (2)",
        "proportions.wilson: 1.0  →  1.1 (4)",
    ),
    "the fraction is as exact with a step more or less, and from either side of where it turns": (
        "student: 300  →  299",
        "student: 300  →  301",
        "student: 1e-300  →  9e-301",
        "student: 1e-300  →  1.1000000000000002e-300",
        "student._beta_fraction: 1e-15  →  1.1000000000000001e-15",
        "student._beta_fraction: 1e-15  →  9e-16",
        "student._beta_fraction: abs(d) > _TINY  →  abs(d) >= _TINY",
        "student._beta_fraction: abs(d) > _TINY  →  abs(d) >= _TINY (2)",
        "student._beta_fraction: abs(c) > _TINY  →  abs(c) >= _TINY",
        "student._beta_fraction: abs(c * d - 1.0) < 1e-15  →  abs(c * d - 1.0) <= 1e-15",
        "student._beta_fraction: break  →  continue",
        "student._beta_fraction: c * d - 1.0  →  c * d + 1.0",
        "student._beta_fraction: 1.0  →  1.1 (8)",
        "student._beta_fraction: 1.0  →  0.9 (8)",
        "student._beta_fraction: c * d  →  c / d (2)",
        "student._incomplete_beta: x < (a + 1.0) / (a + b + 2.0)  →  "
        "x <= (a + 1.0) / (a + b + 2.0)",
        "student._incomplete_beta: 2.0  →  1.8",
        "student._incomplete_beta: 2.0  →  2.2",
        "student._incomplete_beta: a + 1.0  →  a - 1.0",
        "student._incomplete_beta: 1.0  →  0.9 (4)",
        "student._incomplete_beta: 1.0  →  1.1 (4)",
        "student.t_probability: t >= 0  →  t > 0",
        "student._where: 200  →  199",
        "student._where: 200  →  201",
        "student._where: break  →  continue",
    ),
    "x is a share of the whole and never below nothing": (
        "student._incomplete_beta: 0.0  →  -0.1",
        "student._incomplete_beta: x <= 0.0  →  x < 0.0",
    ),
    "the width is nothing there, and nothing times anything is nothing": (
        "student.half_width: 0.0  →  -0.1",
    ),
    "a mean at an end of the scale is far from its middle": (
        "scores.side_score: mean > (scale.minimum + scale.maximum) / 2  →  "
        "mean >= (scale.minimum + scale.maximum) / 2",
        "scores.side_score: 2  →  3",
    ),
    "a shown cell of a confidential side has k people": (
        "cells._bounded: 0 < cell.n < SMALL  →  0 <= cell.n < SMALL",
        "cells._bounded: 0  →  -1",
        "cells._bounded: 0  →  1",
    ),
    "where there is a gap both sides have a value": (
        "headline._level_of: for score in (theirs, ours) if score.value is not None  →  "
        "for score in (theirs, ours)",
    ),
    "all factors are on one scale here": ("figures.Figures.index: 0  →  -1",),
    "nought has no sign here, and neither have fewer than none": (
        "rounding.rounded: value >= 0  →  value > 0",
        "nonresponse.response_rate: 0  →  1 (2)",
    ),
    "revenue at the start is read only where it is above nothing": (
        "revenue.revenue_retention: 0.0  →  -0.1 (2)",
    ),
    "all rows are as long as the first, or an error": ("reliability.reliability: 0  →  -1",),
}
EQUIVALENT: dict[str, str] = {
    name: reason for reason, names in _BY_REASON.items() for name in names
}
