"""The table of the firm's means: both sides factor by factor, the gap, and over how many each is.

Knows finished overviews. A mean over fewer relationships than another says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.firm_means import FirmMean
from app.core.overview import Portfolio
from app.pages.numbers import difference_text, range_text, score_text, signed_range
from app.pages.relationship_list import other_scale
from app.pages.small_charts import Strip, strip


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanLine:
    name: str
    they: str
    they_range: str
    """Where the mean of relationships like these very likely lies."""
    we: str
    we_range: str
    gap: str
    gap_range: str
    strip: Strip
    relationships: str
    """How many show both sides."""
    apart: str
    """How many show each side, where that is another number."""


def mean_lines(portfolio: Portfolio) -> tuple[MeanLine, ...]:
    """A line a factor and scale."""
    return tuple(_line(mean) for mean in portfolio.means)


def _line(mean: FirmMean) -> MeanLine:
    scores = mean.scores
    theirs, ours, gap = scores.counterpart, scores.own, scores.gap
    alike = theirs.n == ours.n == mean.both
    return MeanLine(
        name=f"{scores.name}{other_scale(scores)}",
        they=score_text(theirs),
        they_range=range_text(theirs.low, theirs.high),
        we=score_text(ours),
        we_range=range_text(ours.low, ours.high),
        gap=difference_text(gap),
        gap_range=signed_range(gap),
        strip=strip(str(scores.name), theirs, ours, scores.scale),
        relationships=f"{mean.both}{'' if alike else ' with both'}",
        apart="" if alike else f"{theirs.n or 0} of theirs, {ours.n or 0} of ours",
    )
